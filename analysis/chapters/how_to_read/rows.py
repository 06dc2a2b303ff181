"""Lays out examples of how the book writes numbers, tells layers apart and leads to evidence."""

import pandas as pd

from analysis.reading import headlines
from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import NOT_KNOWN, count, interval, number, when
from analysis.reading.views import voice

# Claims that show one way of writing each: a day, a month, a span, ends that are open, numbers.
EXAMPLES = ("C065", "C002", "C041", "C179", "C053", "C234", "C242", "C112", "C086")
WALKED = "C074"  # the claim that README reads as well


def written(corpus: Corpus) -> pd.DataFrame:
    """Return claims with what was coded of their words, and how the book writes that."""
    claims = corpus.claims.set_index("claim_id").loc[list(EXAMPLES)]
    units = corpus.table("units").set_index("unit")["label"]
    addresses = claim_addresses(corpus)
    return pd.DataFrame(
        [
            {
                "Claim": claim.Index,
                "What is claimed": claim.statement,
                "Coded as": _coded(claim),
                "Written as": _written(claim, units),
                "address": addresses.get(claim.Index),
            }
            for claim in claims.itertuples()
        ]
    )


def _coded(claim: tuple) -> str:
    if pd.isna(claim.unit):
        return claim.value
    ends = [number(end) if pd.notna(end) else "open" for end in (claim.low, claim.high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _written(claim: tuple, units: pd.Series) -> str:
    if pd.isna(claim.unit):
        return when(claim.earliest, claim.latest)
    return interval(claim.low, claim.high, units[claim.unit])


def layers(corpus: Corpus) -> pd.DataFrame:
    """Return the three layers of evidence, with how much each holds."""
    terms = corpus.table("vocabularies").query("scheme == 'layer'").sort_values("order")
    documents = corpus.documents["layer"].value_counts()
    claims = corpus.claims["layer"].value_counts()
    values = len(corpus.table("observations"))
    held = {
        "corpus": count(claims["corpus"], "claim"),
        "follow_up": count(claims["follow_up"], "claim"),
        "context": count(values, "value"),
    }
    return pd.DataFrame(
        {
            "Layer": terms["label"],
            "What it is": terms["definition"],
            "Documents": terms["code"].map(documents).astype("Int64"),
            "Holds": terms["code"].map(held),
        }
    )


def signs(corpus: Corpus) -> pd.DataFrame:
    """Return the signs beside a headline sentence, with what each says."""
    terms = corpus.table("vocabularies").query("scheme == 'answer'").sort_values("order")
    return pd.DataFrame(
        {
            "Sign": terms["code"].map(headlines.SYMBOLS),
            "Says": terms["label"],
            "Where": terms["definition"],
        }
    )


def walk(corpus: Corpus) -> pd.DataFrame:
    """Return the way from a mark to the words, step by step, for one claim."""
    claim = corpus.claims.set_index("claim_id").loc[WALKED]
    event = corpus.events.set_index("event_id").loc[claim["event_id"]]
    document = corpus.documents.set_index("document_id").loc[claim["document_id"]]
    phrase = corpus.table("passages").set_index("passage_id")["phrase"][claim["passage_id"]]
    root = corpus.table("roots").set_index("root_id")["label"][claim["root_id"]]
    said = voice(corpus.claims.query("claim_id == @WALKED"), corpus).iloc[0]
    against = corpus.conflicts.query("claim_a == @WALKED or claim_b == @WALKED").iloc[0]
    names = corpus.names()
    steps = [
        ("The mark", "A mark in a figure, or a row in a table, is a link.", None),
        (
            "The event",
            f"{claim['event_id']}: {event['summary']}.",
            event_addresses(corpus).get(claim["event_id"]),
        ),
        ("The claim", f"{WALKED}: {claim['statement']}", claim_addresses(corpus).get(WALKED)),
        ("The voice", f"{said} asserts it; the information started with: {root}.", None),
        (
            "The words",
            f"In {claim['document_id']}, published by {names[document['publisher_id']]}, "
            f"at “{phrase}”.",
            f"documents.html#{claim['document_id']}",
        ),
        ("The citation", "The list of references has it in full.", "references.html"),
        ("What stands against it", against["resolution"], None),
    ]
    return pd.DataFrame(steps, columns=["Step", "What you find", "address"])


def reading_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the page names in its sentences."""
    undated = corpus.events.query("event_class == 'measure' and layer == 'corpus'")
    undated = undated[undated["corpus_earliest"].isna() & undated["corpus_latest"].isna()]
    sentences = corpus.table("headlines")
    return {
        "undated": count(len(undated), "measure"),
        "not_known": NOT_KNOWN,
        "headlines": count(len(sentences), "headline sentence"),
        "ladders": count(len(corpus.labels("ladder")), "ladder"),
        "walked": WALKED,
    }

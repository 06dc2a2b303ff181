"""What voices say of charges: why they were brought, how they are judged, what a court held."""

import pandas as pd

from analysis.chapters.repertoire.charges import charge_rows
from analysis.chapters.repertoire.rows import BOTH, CORPUS
from analysis.reading.charges import KINDS, charged, claims_of
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, in_words, listing

JUDGED = ("motive", "evaluation")  # variables: why an actor acts, and how that is judged
# What is judged here: a charge, a verdict, or charges in general; not how an arrest was made.
VERDICTS = ("charge_or_case_opened", "custodial_sentence", "non_custodial_penalty")
STATE = ("state_authority", "court_act")


def spoken(corpus: Corpus, evidence: str = BOTH) -> pd.DataFrame:
    """Return the claims that say why a charge was brought or how it is judged.

    The claims are about charges and verdicts, or about assessments linked to them; ``about`` is the
    event that is spoken of, ``general`` whether it is but an example.
    """
    events = charged(corpus, evidence)
    judged = events.loc[events["measure_type"].isin(VERDICTS), "event_id"]
    links = corpus.table("links").query("kind == 'assessed_by'")
    links = links[links["from_event_id"].isin(events["event_id"])]
    about = dict(zip(links["to_event_id"], links["from_event_id"], strict=True))
    claims = claims_of(corpus, evidence)
    claims = claims.assign(
        about=claims["event_id"].replace(about), general=claims["event_id"].isin(about)
    )
    claims = claims[claims["about"].isin(judged) & claims["variable"].isin(JUDGED)]
    return claims.sort_values(["about", "claim_id"])


def voices(corpus: Corpus) -> pd.DataFrame:
    """Return who says why a charge was brought, or judges it; no voice is that of the book."""
    claims = spoken(corpus)
    events = corpus.events.set_index("event_id")
    kinds = corpus.labels("assertion_type")
    labels = corpus.table("variables").set_index("variable")["label"]
    general = claims["general"].map({True: "charges in general, with ", False: ""})
    what = claims["variable"].astype(str).map(labels).str.lower()
    kind = claims["assertion_type"].astype(str).map(kinds).str.lower()
    return pd.DataFrame(
        {
            "Claim": claims["claim_id"],
            "Who says it": claims["voice"] + ", " + kind,
            "What is said": claims["statement"],
            "About": what
            + ": "
            + general
            + claims["about"]
            + " "
            + claims["about"].map(events["summary"]),
        }
    )


def holdings(corpus: Corpus) -> str:
    """Return what courts are said to have held on charges, each with the name of the court."""
    claims = claims_of(corpus, BOTH).query("variable == 'holding'")
    names = corpus.names()
    return " ".join(
        f"{names[row.speaker_id]}: {row.statement.rstrip('.')} ({row.document_id})."
        for row in claims.itertuples()
    )


def other_grounds(corpus: Corpus) -> str:
    """Return the grounds that are stated for measures that are no charge, as sentences."""
    claims = claims_of(corpus, BOTH).query("variable == 'ground'")
    claims = claims[~claims["event_id"].isin(charged(corpus, BOTH)["event_id"])]
    return " ".join(
        f"{row.statement.rstrip('.')} ({row.document_id})." for row in claims.itertuples()
    )


def charge_facts(corpus: Corpus) -> dict[str, str]:
    """Return how many targets face which class of charge in the corpus, and who speaks of it."""
    rows, both = charge_rows(corpus, CORPUS), charge_rows(corpus, BOTH)
    said = spoken(corpus, CORPUS)
    motives = said[said["variable"] == "motive"]
    quality = claims_of(corpus, CORPUS).query("variable == 'evidence_quality'")
    quality = quality[quality["event_id"].isin(charged(corpus, CORPUS)["event_id"])]
    sentences = {sort: _of_class(rows, sort) for sort, _ in KINDS.values()}
    return {
        "charge_rows": count(len(rows), "row"),
        "charge_rows_both": count(len(both), "row"),
        "ordinary": sentences["ordinary"],
        "political": sentences["political"],
        "other_charge": sentences["other"],
        "no_charge_stated": sentences["not stated"],
        "no_court": in_words(int(rows["court"].isna().sum())),
        "no_plea": in_words(int(rows["plea"].isna().sum())),
        "motives": count(len(motives), "claim"),
        "state_motives": count(int(motives["assertion_type"].isin(STATE).sum()), "claim"),
        "quality": count(len(quality), "claim"),
        "holdings": holdings(corpus),
        "other_grounds": other_grounds(corpus),
    }


def _of_class(rows: pd.DataFrame, sort: str) -> str:
    """Return the targets for whom a class of charge is named in at least one row."""
    has = rows["kinds"].map(lambda kinds: any(KINDS[kind][0] == sort for kind in kinds))
    targets = dict.fromkeys(name for names in rows.loc[has, "names"] for name in names)
    return listing(targets) if targets else "no target"

"""Lays out every sentence of every document: what it tells of, or why it was left out."""

import pandas as pd

from analysis.reading.addresses import claim_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, number, share

# What a coded sentence tells of: the letter of its tile, and what it stands for.
CODED = {
    "A": ("A", "a measure against liberty or legal standing, track A"),
    "B": ("B", "a measure against the body or the door, track B"),
    "C": ("C", "a measure against civic space, track C"),
    "several": ("+", "measures on several tracks"),
    "response": ("R", "a response, and no measure"),
    "other": ("o", "other: activity, procedure, health, assessment"),
}
# Why a sentence was left out, by the codes of vocabulary coverage_status.
LEFT = {
    "background": ("b", "background"),
    "rhetoric": ("r", "rhetoric"),
    "repetition": ("=", "repetition"),
    "boilerplate": ("f", "furniture of the page"),
    "withheld": ("w", "withheld under the ethics rules"),
    "out_of_scope": ("x", "out of scope"),
}
TRACKS = ("A", "B", "C")


def sentences(corpus: Corpus) -> pd.DataFrame:
    """Return one row for each sentence of the corpus, in the order of the texts.

    Columns of table coverage and: number (its place in the text, from 1), fate (a key of `CODED` or
    `LEFT`), letter, claims (the ids of those whose passage lies in it), href (the card of the first
    of them, None where there is none) and description (one sentence, which names the tile). A
    passage that runs over two sentences lies in both.
    """
    rows = corpus.table("coverage")
    rows = rows.assign(number=rows["sentence_id"].str.rpartition("S")[2].astype(int))
    rows = rows.sort_values(["document_id", "number"], ignore_index=True)
    inside = _claims_in(corpus)
    claims = rows["sentence_id"].map(inside.groupby("sentence_id")["claim_id"].agg(list))
    kinds = inside.groupby("sentence_id")["kind"].agg(_told)
    coded = rows["status"] == "coded"
    fate = rows["sentence_id"].map(kinds).where(coded, rows["status"].astype("string"))
    cards = claim_addresses(corpus)
    rows = rows.assign(
        fate=fate,
        letter=[{**CODED, **LEFT}[one][0] for one in fate],
        claims=[own if isinstance(own, list) else [] for own in claims],
    )
    first = [cards[own[0]] if own else None for own in rows["claims"]]
    rows["href"] = pd.Series(first, rows.index, dtype=object)
    return rows.assign(description=[_words(row) for row in rows.itertuples()])


def _claims_in(corpus: Corpus) -> pd.DataFrame:
    """Return each sentence with each claim whose passage lies in it, and what the claim tells of.

    ``kind`` is the track of a measure, else the class of its event.
    """
    places = corpus.table("passages")[["passage_id", "document_id", "start", "end"]]
    types = corpus.table("measure_types").set_index("measure_type")["track"]
    events = corpus.events.set_index("event_id")
    measures = events["event_class"] == "measure"
    kinds = events["measure_type"].map(types).astype("string")
    kinds = kinds.where(measures, events["event_class"].astype("string"))
    said = corpus.claims.merge(places, on=["passage_id", "document_id"])
    pairs = corpus.table("coverage").merge(said, on="document_id", suffixes=("_of", "_in"))
    inside = pairs["start_in"].lt(pairs["end_of"]) & pairs["start_of"].lt(pairs["end_in"])
    pairs = pairs[inside].sort_values(["sentence_id", "start_in", "claim_id"])
    return pairs.assign(kind=pairs["event_id"].map(kinds))[["sentence_id", "claim_id", "kind"]]


def _told(kinds: pd.Series) -> str:
    """Return what a sentence tells of, measures before responses before anything else."""
    tracks = [track for track in TRACKS if (kinds == track).any()]
    if tracks:
        return tracks[0] if len(tracks) == 1 else "several"
    return "response" if (kinds == "target_response").any() else "other"


def _words(row: tuple) -> str:
    name = f"{row.document_id}, sentence {row.number}"
    if row.claims:
        return f"{name}: {CODED[row.fate][1]}; {count(len(row.claims), 'claim')}"
    return f"{name}, not coded: {LEFT[row.fate][1]}. {row.reason}"


def finding(rows: pd.DataFrame) -> str:
    """Return what the strips show, as the description of the figure: a clause for each document."""
    parts = []
    for document, own in rows.groupby("document_id"):
        told = share(int(own["fate"].isin(CODED).sum()), len(own), "sentence")
        parts.append(f"{document}: {told} coded, the others left out ({_counted(own, LEFT)})")
    tracks = _counted(rows, CODED)
    return f"What was done with each sentence. {'. '.join(parts)}. The coded ones: {tracks}."


def _counted(own: pd.DataFrame, fates: dict[str, tuple[str, str]]) -> str:
    counts = own["fate"].value_counts()
    said = [f"{number(int(counts[fate]))} {fate}" for fate in fates if fate in counts]
    return listing(said).replace("_", " ") if said else "none"


def coded_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the coded sentences with letters and claims; ``anchor`` is the address of each."""
    coded = rows[rows["fate"].isin(CODED)]
    return pd.DataFrame(
        {
            "Sentence": coded["sentence_id"],
            "Tells of": coded["letter"],
            "Claims": coded["claims"].map(", ".join),
            "anchor": coded["sentence_id"],
        }
    )


def coverage(corpus: Corpus) -> pd.DataFrame:
    """Return how many sentences of each document were coded, and why the others were not."""
    rows = corpus.table("coverage")
    labels = corpus.labels("coverage_status")
    counted = pd.crosstab(rows["document_id"], rows["status"].astype(str).map(labels))
    used = [label for label in labels.values() if label in counted]
    return counted[used].rename_axis("Document").reset_index().rename_axis(None, axis=1)


def set_aside(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return the sentences that were not coded, run by run, with the reason."""
    labels = corpus.labels("coverage_status")
    left = rows[rows["status"] != "coded"]
    grouped = left.groupby(["document_id", "status", "reason"], observed=True, sort=False)
    return pd.DataFrame(
        [
            {
                "Document": document,
                "Sentences": listing(map(str, own["number"])),
                "Why not coded": labels[status],
                "Reason": reason,
            }
            for (document, status, reason), own in grouped
        ]
    )

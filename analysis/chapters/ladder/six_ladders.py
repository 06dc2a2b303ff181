"""How six ladders rank the measures that were observed, and what they cannot tell apart."""

import pandas as pd

from analysis.chapters.ladder.kinds import kinds
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, number, share

TRACKS = "tracks"


def ladder_places(corpus: Corpus) -> pd.DataFrame:
    """Return how each ladder ranks each observed kind of measure, one row for each of both.

    Columns of `kinds` and of table ladders, and: scale (the ladder, on the three tracks with the
    track), step and steps (which of the ranks of that scale it is, from 0 for the lowest, and how
    many there are), row and column (the order to show them in), shown (the rank in letters). A
    step is no distance (method, section 4a).
    """
    rows = kinds(corpus)
    ladders = corpus.table("ladders").astype({"ladder_id": str, "kind": str})
    places = ladders.merge(rows, on="measure_type", validate="many_to_one")
    tracks = places["kind"] == TRACKS
    places["scale"] = places["ladder_id"] + places["track"].astype(str).where(tracks, "")
    ranks = places.groupby("scale")["rank"]
    places["step"] = ranks.rank("dense").astype(int) - 1
    places["steps"] = ranks.transform("nunique").astype(int)
    places["shown"] = places["place"].where(tracks, places["rank"].map(number))
    columns = {code: place for place, code in enumerate(corpus.labels("ladder"))}
    order = {kind: place for place, kind in enumerate(rows["measure_type"])}
    places["column"] = places["ladder_id"].map(columns)
    places["row"] = places["measure_type"].map(order)
    places = places[places["seen"] != "never"]
    return places.sort_values(["row", "column"], ignore_index=True)


def _fullest(own: pd.DataFrame) -> list[str]:
    """Return the kinds on the rank of a ladder that holds the greatest number of them."""
    ranks = own.groupby(["scale", "rank"], sort=False)["label"].agg(list)
    return max(ranks, key=len)


def ladders_finding(places: pd.DataFrame, corpus: Corpus) -> str:
    """Return what the figure of six ladders shows, as its description."""
    labels = corpus.labels("ladder")
    observed = count(places["measure_type"].nunique(), "observed kind", "observed kinds")
    parts = [
        f"{label}, {count(len(own.groupby(['scale', 'rank'])), 'rank')}, "
        f"the fullest with {count(len(_fullest(own)), 'kind')}"
        for code, label in labels.items()
        if len(own := places[places["ladder_id"] == code])
    ]
    return f"How six ladders rank {observed} of measure. {'; '.join(parts)}."


def ladder_notes(corpus: Corpus) -> list[str]:
    """Return what each ladder ranks by and what it cannot tell apart, one paragraph each.

    Counted over the observed kinds of measure.
    """
    places = ladder_places(corpus)
    terms = corpus.table("vocabularies").query("scheme == 'ladder'").sort_values("order")
    notes = []
    for term in terms.itertuples():
        own = places[places["ladder_id"] == term.code]
        fullest = _fullest(own)
        among = listing(name.lower() for name in dict.fromkeys((fullest[0], fullest[-1])))
        notes.append(
            f"**{term.label}.** {term.definition} Of the observed kinds "
            f"{share(len(fullest), len(own), 'kind').removesuffix(' kinds')} stand on one rank, "
            f"{among} among them."
        )
    return notes


def ladders_table(places: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return the rank of every observed kind of measure, a column for each ladder."""
    labels = corpus.labels("ladder")
    rows = places.drop_duplicates("row").set_index("row")
    ranks = places.pivot_table("rank", "row", "ladder_id", aggfunc="first").astype(float)
    shown = ranks[list(labels)].set_axis(list(labels.values()), axis="columns")
    shown[labels[TRACKS]] = rows["place"]  # a number alone would invite a comparison
    shown.insert(0, "Measure", rows["label"])
    return shown.reset_index(drop=True)

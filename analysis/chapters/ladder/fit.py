"""Whether targets were seen to climb rung by rung: which rungs below the highest were observed."""

import re

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, listing, number

READINGS = {"corpus": "In the five documents", "corpus_and_follow_up": "With the follow-up"}
INNER, WIDER = READINGS
COMPARED = ("A", "C")


def _reached(corpus: Corpus, reading: str) -> dict[tuple[str, str], int]:
    """Return the highest rung that each target reached on each track: indicator I1."""
    rows = corpus.table("indicators")
    rows = rows[(rows["indicator"] == "I1") & (rows["evidence"] == reading)]
    return {(row.unit, row.item): int(row.high) for row in rows.itertuples()}


def _unobserved(corpus: Corpus, reading: str) -> dict[tuple[str, str], set[int]]:
    """Return the lower rungs that were not observed for each target and track: indicator I8."""
    rows = corpus.table("indicators")
    rows = rows[(rows["indicator"] == "I8") & (rows["evidence"] == reading)]
    return {
        (row.unit, row.item): {int(rung) for rung in re.findall(r"\d+", row.detail)}
        for row in rows.itertuples()
    }


def rungs(corpus: Corpus) -> pd.DataFrame:
    """Return each rung up to the highest that each target reached on each track (I1 and I8).

    Columns: unit, name, track, rung, reached (the highest, with the follow-up), seen (a code of
    `ladder.SEEN`; ``never`` is a lower rung that was not observed) and first (the layer in which
    the target is seen on this track at all). Targets of the corpus come first, then the highest.
    """
    reached = {reading: _reached(corpus, reading) for reading in READINGS}
    gaps = {reading: _unobserved(corpus, reading) for reading in READINGS}

    def observed(reading: str, key: tuple[str, str], rung: int) -> bool:
        return rung <= reached[reading].get(key, 0) and rung not in gaps[reading].get(key, ())

    names = corpus.names()
    rows = [
        {
            "unit": key[0],
            "name": capital(names[key[0]]),
            "track": key[1],
            "rung": rung,
            "reached": top,
            "seen": (observed(INNER, key, rung) and "corpus")
            or (observed(WIDER, key, rung) and "follow_up")
            or "never",
            "first": "corpus" if key in reached[INNER] else "follow_up",
        }
        for key, top in reached[WIDER].items()
        for rung in range(1, top + 1)
    ]
    return pd.DataFrame(rows).sort_values(
        ["track", "first", "reached", "name", "rung"],
        ascending=[True, True, False, True, True],
        ignore_index=True,
    )


def rungs_findings(rows: pd.DataFrame) -> dict[str, str]:
    """Return what the figure of rungs shows on each track, as its descriptions."""
    return {track: _finding(track, own) for track, own in rows.groupby("track", sort=True)}


def _finding(track: str, own: pd.DataFrame) -> str:
    """Return what was not observed of the targets of the corpus, and how many the others are."""
    inside, added = (own[own["first"] == first] for first in ("corpus", "follow_up"))
    gone = inside[inside["seen"] == "never"].groupby("name", sort=False)["rung"]
    lacking = [f"{name}, {listing(f'{track}{rung}' for rung in below)}" for name, below in gone]
    whole = [name for name in inside["name"].unique() if name not in gone.groups]
    return (
        f"Track {track}, {count(inside['unit'].nunique(), 'target')} of the five documents. "
        f"Lower rungs not observed in either layer: {'; '.join(lacking) or 'none'}. "
        f"All lower rungs observed: {listing(whole) if whole else 'for nobody'}. "
        f"The follow-up pages add {count(added['unit'].nunique(), 'target')}."
    )


def fit_table(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return how far each target stands on each track and which lower rungs were not observed.

    A row for each target and track of the figure, a column for each reading.
    """
    pairs = rows.drop_duplicates(["unit", "track"])
    keys = list(zip(pairs["unit"], pairs["track"], strict=True))
    shown = {"Target": pairs["name"].map(capital)}
    for reading, head in READINGS.items():
        reached, gaps = _reached(corpus, reading), _unobserved(corpus, reading)
        shown[head] = [_stands(key[1], reached.get(key), gaps.get(key)) for key in keys]
    return pd.DataFrame(shown).reset_index(drop=True)


def _stands(track: str, reached: int | None, gaps: set[int] | None) -> str | None:
    """Return on which rung a target stands and without which lower ones, in words."""
    if reached is None:
        return None
    if not gaps:
        return f"{track}{reached}"
    return f"{track}{reached}, without {listing(f'{track}{rung}' for rung in sorted(gaps))}"


def fit_facts(corpus: Corpus) -> dict[str, str]:
    """Return how many targets stand above a rung that was not observed, in the corpus alone.

    Counted are pairs of a target and a track, A or C, that stand above the lowest rung.
    """
    reached, gaps = _reached(corpus, INNER), _unobserved(corpus, INNER)
    above = [key for key, top in reached.items() if key[1] in COMPARED and top > 1]
    whole = sorted(key for key in above if key not in gaps)
    names = corpus.names()
    lines = [f"{capital(names[unit])} on track {track}" for unit, track in whole]
    return {
        "standing_above": count(len(above), "pair"),
        "with_a_gap": number(len(above) - len(whole)),
        "without_a_gap": (
            f"Every lower rung was observed for {listing(lines)}."
            if lines
            else "Every lower rung was observed for none of them."
        ),
    }

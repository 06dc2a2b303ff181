"""How various the measures seen against a target are, given how much is told of it (I3)."""

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.repertoire.rows import BOTH, CORPUS
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, in_words, listing, number

ITEMS = ("documents", "independent_roots", "measure_types", "tracks")


def breadth_rows(corpus: Corpus) -> pd.DataFrame:
    """Return indicator I3 for each target, one row for each, in the order of the attention to it.

    For each of `ITEMS` a column with the count in the corpus (no row there is none seen) and one
    ``..._added``, what the follow-up adds to it.
    """
    told = corpus.table("indicators").query("indicator == 'I3'")
    told = told[told["item"].isin(ITEMS)]
    wide = told.set_index(["unit", "evidence", "item"])["low"]
    wide = wide.unstack(["evidence", "item"]).fillna(0)  # noqa: PD010 - pivot_table averages
    rows = pd.DataFrame({"target": wide.index.map(corpus.names())}, index=wide.index)
    for item in ITEMS:
        rows[item] = wide[CORPUS, item].astype(int)
        rows[f"{item}_added"] = (wide[BOTH, item] - wide[CORPUS, item]).astype(int)
    order = [rows[item] + rows[f"{item}_added"] for item in ITEMS]
    rows = rows.assign(**{f"_{n}": -values for n, values in enumerate(order)})
    rows = rows.sort_values([*rows.filter(regex="^_"), "target"])
    return rows.drop(columns=list(rows.filter(regex="^_"))).reset_index()


def breadth_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the breadth of each target as a table: in the corpus, then with the follow-up."""
    shown = {"Target": rows["target"].map(capital)}
    for item, head in zip(
        ITEMS, ("Documents", "Independent roots", "Types", "Tracks"), strict=True
    ):
        both = rows[item] + rows[f"{item}_added"]
        shown[head] = [
            f"{number(a)}" if a == b else f"{number(a)},\u00a0then\u00a0{number(b)}"
            for a, b in zip(rows[item], both, strict=True)
        ]
    return pd.DataFrame(shown)


def breadth_finding(rows: pd.DataFrame) -> str:
    """Return how many types are seen given how many documents tell of it, in both readings."""
    both = rows.assign(**{item: rows[item] + rows[f"{item}_added"] for item in ITEMS})
    corpus = rows[rows["documents"] > 0]
    return f"In the five documents, {_given(corpus)}. With the follow-up, {_given(both)}."


def _given(rows: pd.DataFrame) -> str:
    clauses = [
        f"{_who(own['target'])} {'is' if len(own) == 1 else 'are'} told of by "
        f"{count(documents, 'document')} and seen in {_range(own['measure_types'])} "
        f"on {_range(own['tracks'], 'track')}"
        for documents, own in rows.groupby("documents", sort=False)
    ]
    return "; ".join(clauses)


def _who(targets: Iterable[str]) -> str:
    named = list(targets)
    return listing(named) if len(named) < 3 else count(len(named), "target")


def _range(values: pd.Series, noun: str = "type") -> str:
    low, high = int(values.min()), int(values.max())
    last = count(high, noun)
    return last if low == high else f"{in_words(low)} to {last}"

"""The tables of the national series that a reader sees."""

import pandas as pd

from analysis.chapters.context.rows import few_values, panels
from analysis.reading.corpus import Corpus
from analysis.reading.prose import when
from analysis.values.dates import bounds


def series(corpus: Corpus) -> pd.DataFrame:
    """Return every series with who makes it, what changes in it, and what it can and cannot say."""
    rows = corpus.table("series").sort_values("order", ignore_index=True)
    directions = corpus.labels("direction")
    return pd.DataFrame(
        {
            "Series": rows["label"],
            "Unit": rows["unit"],
            "A higher number is": rows["higher_means"].astype(str).map(directions).str.lower(),
            "Who counts or judges": rows["producer_id"].map(corpus.names()),
            "Release": rows["release"],
            "What it can say": rows["shows"],
            "What it cannot say": rows["does_not_show"],
            "What changes": rows["changes"],
        }
    )


def breaks(corpus: Corpus) -> pd.DataFrame:
    """Return every break and contradiction; the column ``anchor`` holds the address of its row."""
    rows = corpus.table("breaks")
    labels = corpus.table("series").set_index("series_id")["label"]
    periods = [bounds(year) for year in rows["year"]]
    return pd.DataFrame(
        {
            "Break": rows["break_id"],
            "Series": rows["series_id"].map(labels),
            "When": [when(period.earliest, period.latest) for period in periods],
            "Kind": rows["kind"].astype(str).map(corpus.labels("break_kind")),
            "Parts the line": rows["severs"].map({True: "yes", False: "no"}),
            "What": rows["description"],
            "Document": rows["document_id"],
            "anchor": rows["break_id"],
        }
    )


def values(corpus: Corpus) -> pd.DataFrame:
    """Return every value of every series, with the document that it was read in."""
    rows = pd.concat([panels(corpus), few_values(corpus)]).sort_values(
        ["order", "earliest", "latest", "document_id"], ignore_index=True
    )
    documents = corpus.documents.set_index("document_id")["publisher_id"]
    return pd.DataFrame(
        {
            "Series": rows["label"],
            "When": [when(row.earliest, row.latest) for row in rows.itertuples()],
            "Value": rows["said"],
            "Bounds": [_bounds(row) for row in rows.itertuples()],
            "Document": rows["document_id"],
            "Publisher": rows["document_id"].map(documents).map(corpus.names()),
            "Confidence": rows["confidence"].astype(str).map(corpus.labels("confidence")),
            "Note": rows["note"].fillna(""),
        }
    )


def _bounds(row: tuple) -> str | None:
    """Return the bounds that stand beside a value; bounds alone are what `Value` says."""
    stated = pd.notna(row.value) and pd.notna(row.low) and pd.notna(row.high)
    return f"{row.low:g} to {row.high:g}" if stated else None

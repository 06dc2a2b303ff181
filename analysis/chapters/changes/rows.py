"""Lays out the log of corrections: by table, the newest first."""

import pandas as pd

from analysis.drawing.lists_html import Entry, Fold
from analysis.ground.schema import Schema
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, day


def log(corpus: Corpus, schema: Schema) -> list[Fold]:
    """Return the corrections of each table, the newest first; tables in the order of the schema."""
    rows = corpus.table("corrections").sort_values(["date", "correction_id"], ascending=False)
    return [
        Fold(
            schema[table].descriptor["title"],
            [_entry(row) for row in own.itertuples()],
            code=table,
            note=count(len(own), "correction"),
            id=f"corrections-{table}",
        )
        for table in schema
        for own in [rows[rows["table"].astype(str) == table]]
        if len(own)
    ]


def _entry(row: tuple) -> Entry:
    return Entry(
        row.row_id,
        row.what,
        code=row.correction_id,
        note=f"Why: {row.why} {day(row.date)}",
        id=row.correction_id,
    )


def change_facts(corpus: Corpus) -> dict[str, str]:
    """Return how much was corrected, and between which days."""
    rows = corpus.table("corrections")
    withdrawn = rows["what"].str.startswith("Withdrawn")
    days: pd.Series = rows["date"]
    return {
        "corrections": count(len(rows), "correction"),
        "corrected_tables": count(rows["table"].nunique(), "table"),
        "first_day": day(days.min()),
        "last_day": day(days.max()),
        "withdrawn": count(int(withdrawn.sum()), "id"),
        "version": corpus.version,
    }

"""What the chapter on limits puts on its page beside tables: a list by case, words for a table."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from analysis.drawing.markup import id_attribute
from analysis.drawing.tables_html import Table, table


def listed(rows: pd.DataFrame) -> Table:
    """A list of what was looked for, under a heading for each case, readable on a narrow page.

    `rows` are those of `reading.limits.gaps`, in their order; ``gap_id`` is the address of each.
    """
    cases = rows.groupby("case", sort=False)
    html = "\n".join(_section(case, own) for case, own in cases)
    text = "\n".join(_plain(case, own) for case, own in cases)
    return Table(f'<div class="book-table book-gaps">{html}</div>', text)


def _section(case: str, rows: pd.DataFrame) -> str:
    items = "\n".join(_item(row) for row in rows.to_dict("records"))
    return f"<section><h3>{escape(case)}</h3><ul>\n{items}\n</ul></section>"


def _item(row: Mapping[str, str]) -> str:
    sought, where, result, note = (
        escape(row[column]) for column in ("sought", "where", "result", "note")
    )
    partly = " partly" if row["result"].startswith("Partly") else ""
    return (
        f"<li{id_attribute(row['gap_id'])}>"
        f'<p><span class="result{partly}">{result}</span> <b>{sought}.</b></p>'
        f"<p>{note}</p>"
        f'<p class="where">Where: {where} ({escape(row["gap_id"])})</p></li>'
    )


def _plain(case: str, rows: pd.DataFrame) -> str:
    lines = [
        f"- {row.gap_id}, {row.result.lower()}: {row.sought}. {row.note} Where: {row.where}."
        for row in rows.itertuples()
    ]
    return "\n".join([case, *lines])


def table_or(rows: pd.DataFrame, caption: str, words: str, **options: object) -> Table:
    """A table, or the words that stand for it where it has no rows yet; options as for `table`."""
    if len(rows):
        return table(rows, caption, **options)
    html = f'<div class="book-table"><p class="none-yet"><b>{escape(caption)}:</b> {escape(words)}'
    return Table(f"{html}</p></div>", f"{caption}: {words}")

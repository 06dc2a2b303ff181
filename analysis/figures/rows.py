"""Takes the rows out of a figure that are drawn in it, in columns that a reader knows."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.drawing.columns import CARD, Sheet, sheet_of
from analysis.figures.page import Figure
from analysis.release.write import csv_bytes

EVIDENCE = "Evidence"  # the column that says where in the book a row's evidence is
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(\.0+)?")


def sheet(figure: Figure) -> Sheet:
    """Return what the rows of a figure are. Raises ValueError where nothing says so."""
    return sheet_of(figure.id, [rows[0] for rows in _tables(figure)])


def rows(figure: Figure) -> pd.DataFrame:
    """Return the rows that a figure draws, each once, ordered by their columns.

    Days are ISO dates, yes and no are words, and what has several values has them parted by
    semicolons. The column ``Evidence`` is the address of a row's card from the first page on.
    """
    of = sheet(figure)
    tables = [found for found in _tables(figure) if of.holds(found[0])]
    columns = [column for column in of.columns if any(column in found[0] for found in tables)]
    records = [
        (*(_plain(row.get(column)) for column in columns), _evidence(row, figure))
        for found in tables
        for row in found
    ]
    titles = [of.columns[column] for column in columns] + [EVIDENCE]
    frame = pd.DataFrame(sorted(_once(records), key=_order), columns=titles, dtype="string")
    return frame if frame[EVIDENCE].notna().any() else frame.drop(columns=EVIDENCE)


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return rows as CSV in UTF-8, an empty cell for what is not stated."""
    stated = frame.astype(object).where(frame.notna(), None)
    return csv_bytes(frame.columns, stated.to_dict("records"))


def _tables(figure: Figure) -> Iterator[list[dict[str, Any]]]:
    for drawing in figure.on_page:
        yield from filter(None, drawing.spec["datasets"].values())


def _evidence(row: dict[str, Any], figure: Figure) -> str | None:
    card = _plain(row.get(CARD))
    return figure.address(card) if card else None


def _plain(value: Any) -> str | None:
    if value is None or value == "" or value != value:  # the last is NaN
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or None
    if isinstance(value, float):
        return f"{value:.10g}"
    return _MIDNIGHT.sub(r"\1", str(value))


def _once(records: list[tuple]) -> list[tuple]:
    """Leave out each row of which another says everything, and perhaps something more."""
    unique = list(dict.fromkeys(records))
    return [row for row in unique if not any(_says(other, row) for other in unique)]


def _says(other: tuple, row: tuple) -> bool:
    return other != row and all(b is None or a == b for a, b in zip(other, row, strict=True))


def _order(record: tuple) -> list[tuple]:
    """Order as readers do: 9 before 10, and what is not stated last."""
    return [
        (
            cell is None,
            [(not part.isdigit(), part.zfill(12)) for part in re.findall(r"\d+|\D+", cell or "")],
        )
        for cell in record
    ]

"""Knows which columns a reader gets of each figure; `columns.yaml` beside this file lists them."""

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.ground import files

CARD = "href"  # what a mark leads to is a column of every figure that has it
LIST = Path(__file__).with_name("columns.yaml")


class Sheet(NamedTuple):
    """What a figure's rows are; `columns.yaml` says what each of these is."""

    figures: Sequence[str]
    row: str
    key: Sequence[str]
    columns: Mapping[str, str]
    without: Sequence[str] = ()
    same: str = CARD
    choices: str = ""

    def holds(self, columns: Iterable[str]) -> bool:
        """Whether a table of a drawing with these columns holds rows, and not labels or places."""
        found = set(columns)
        return bool(found & set(self.key)) and not found & set(self.without)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet, in the order in which `columns.yaml` lists them."""
    listed = files.read_yaml(LIST, "analysis/drawing/columns.yaml")
    return tuple(Sheet(**entry) for entry in listed)


def sheet_of(id: str, tables: Iterable[Iterable[str]]) -> Sheet:
    """The sheet of a figure, found by its id and by the columns of each table that it draws.

    Raises ValueError where there is none.
    """
    drawn = [set(table) for table in tables]
    for sheet in sheets():
        named = any(fnmatchcase(id, pattern) for pattern in sheet.figures)
        if named and any(sheet.holds(table) for table in drawn):
            return sheet
    raise ValueError(
        f"figure {id!r}: found no list of its columns; needed: an entry in "
        "analysis/drawing/columns.yaml"
    )

"""The tables as typed rows, in the order of their files.

Rows are what rules and derivations read: a row is a mapping with None for an empty cell, so that
``row["low"] is None`` means what it says. Frames are what notebooks and charts read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analysis.ground import files
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput, Problem
from analysis.ground.schema import Schema, TableSchema, load_schema

if TYPE_CHECKING:
    import pandas as pd

HAND_WRITTEN = ("coding", "context", "codebook")

_DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


@dataclass(frozen=True)
class Row(Mapping[str, Any]):
    """One row of a table: its typed cells by column, None where a cell is empty.

    Strings are str, integers int, numbers float, booleans bool, days `datetime.date`; EDTF dates
    stay text, for `analysis.values.dates.bounds`.
    """

    number: int
    cells: Mapping[str, Any] = field(repr=False)
    id: str = ""

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __hash__(self) -> int:
        return hash((self.number, self.id))


@dataclass(frozen=True)
class Table:
    """One table: its schema and its rows, in the order of the file."""

    schema: TableSchema
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """The rows by their key, its parts joined by a space where it has several."""
        return MappingProxyType({row.id: row for row in self.rows})

    def problem(self, row: Row, column: str | None, message: str) -> Problem:
        """Return a problem of one of the rows."""
        return Problem(self.schema.file, message, row.number, row.id or None, column)

    def frame(self) -> "pd.DataFrame":
        """Return the table as a data frame with real types, its rows in the order of the file.

        Columns with a closed list of codes are ordered categoricals in the order of the list,
        whole numbers Int64, numbers Float64, yes and no boolean, days datetime64, all else string;
        what is empty is NA. EDTF dates stay strings.
        """
        # Imported here because checking, which must be quick, needs no frames.
        import pandas as pd

        def dtype(column: str) -> Any:
            if codes := self.schema.constraint(column, "enum"):
                return pd.CategoricalDtype(codes, ordered=True)
            return _DTYPES[self.schema.fields[column]["type"]]

        return pd.DataFrame(
            {
                column: pd.Series([row[column] for row in self.rows], dtype=dtype(column))
                for column in self.schema.columns
            }
        )


@dataclass(frozen=True)
class Tables(Mapping[str, Table]):
    """The tables of some stages by name, with the schema they follow."""

    schema: Schema
    tables: Mapping[str, Table]

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @property
    def row_count(self) -> int:
        """How many rows all tables have together."""
        return sum(len(table) for table in self.tables.values())


def read_cells(schema: Schema, *stages: str) -> tuple[dict[str, list[list[str]]], list[Problem]]:
    """Read the tables of some stages as text cells; a table that cannot be read is a problem."""
    cells: dict[str, list[list[str]]] = {}
    problems: list[Problem] = []
    for table in schema.stage(*stages):
        try:
            # What is written by hand is not empty unless the schema says that it may be; what is
            # derived may always be, such as the conflicts.
            least = 1 if table.stage in HAND_WRITTEN and not table.may_be_empty else 0
            cells[table.name] = files.read_rows(table.path, table.file, table.columns, least)
        except BadInput as bad:
            problems += bad.problems
    return cells, problems


def typed(schema: Schema, cells: Mapping[str, list[list[str]]]) -> Tables:
    """Return text cells as typed tables; a cell that does not fit its type is None."""
    return Tables(
        schema,
        MappingProxyType({name: _table(schema[name], rows) for name, rows in cells.items()}),
    )


def read_tables(data: Path = DATA, *stages: str) -> Tables:
    """Read the tables of a data folder, by default those written by hand.

    Only files and headers are checked here, which raise `BadInput`; `check.load` checks
    everything.
    """
    schema = load_schema(data)
    cells, problems = read_cells(schema, *(stages or HAND_WRITTEN))
    if problems:
        raise BadInput(problems)
    return typed(schema, cells)


def by_column(schema: TableSchema, cells: list[str]) -> dict[str, str]:
    """Return the text cells of a row by column; cells that are wanting are empty."""
    return {c: cells[i] if i < len(cells) else "" for i, c in enumerate(schema.columns)}


def row_id(schema: TableSchema, cells: list[str]) -> str:
    """Return the key of a row as messages show it, its parts joined by a space."""
    row = by_column(schema, cells)
    return " ".join(row[column] for column in schema.key).strip()


def _table(schema: TableSchema, rows: list[list[str]]) -> Table:
    numbers = {c for c, f in schema.fields.items() if f["type"] == "number"}
    # Made once: the library makes them anew for each row that it reads.
    readers = [field.create_cell_reader() for field in schema.reader.fields]

    def row(number: int, cells: list[str]) -> Row:
        texts = list(by_column(schema, cells).values())
        cells_read = [read(text)[0] for read, text in zip(readers, texts, strict=True)]
        values = dict(zip(schema.columns, cells_read, strict=True))
        for column in numbers:
            # The library reads decimals; pandas and JSON know floats.
            values[column] = None if values[column] is None else float(values[column])
        return Row(number, MappingProxyType(values), row_id(schema, cells))

    return Table(schema, tuple(row(number, cells) for number, cells in enumerate(rows, start=1)))

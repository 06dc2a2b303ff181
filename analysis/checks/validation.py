"""Check tables against their schema with the library `frictionless`, in our own words.

The library finds what is wrong: types, required and unique cells, codes, patterns, keys and
foreign keys. Here each of its errors becomes one line that a coder can act on.
"""

import math
from collections.abc import Iterator, Mapping

from frictionless import Package, Resource
from frictionless.errors import RowError

from analysis.ground.problems import Problem, in_order, listing
from analysis.ground.schema import Schema, TableSchema
from analysis.ground.tables import by_column, row_id
from analysis.values import dates

_TYPES = {
    "integer": "a whole number",
    "number": "a number such as 12 or 0.5",
    "boolean": "yes or no",
    "date": "a day such as 2020-05-08",
}


def schema_problems(schema: Schema, cells: Mapping[str, list[list[str]]]) -> list[Problem]:
    """Return everything in which some tables, given as text cells, do not fit their schema.

    A foreign key into a table that is not among them is not followed: that table has a problem of
    its own, which is reported once and not for each row that points there.
    """
    package = Package(
        resources=[_resource(schema[name], rows, cells) for name, rows in cells.items()]
    )
    problems = []
    for task in package.validate().tasks:
        for error in task.errors:
            problems += _translated(error, schema, schema[task.name], cells[task.name])
    for name, rows in cells.items():
        problems += _cell_problems(schema[name], rows)
    return in_order(problems)


def _resource(
    table: TableSchema, rows: list[list[str]], readable: Mapping[str, list[list[str]]]
) -> Resource:
    schema = table.reader
    keys = [key for key in schema.foreign_keys if key["reference"]["resource"] in readable]
    if keys != schema.foreign_keys:
        schema = schema.to_copy()
        schema.foreign_keys = keys
    return Resource(name=table.name, data=[list(table.columns), *rows], schema=schema)


def _translated(
    error: object, schema: Schema, table: TableSchema, rows: list[list[str]]
) -> Iterator[Problem]:
    """Yield the problems that an error of the library stands for."""
    if not isinstance(error, RowError):
        # Only errors of rows are expected: files and headers were checked when they were read.
        yield Problem(table.file, f"cannot be checked: {error}")
        return
    number = error.row_number - 1  # the library counts the header as a row
    cells = rows[number - 1]

    def problem(message: str, column: str | None = None) -> Problem:
        return Problem(table.file, message, number, row_id(table, cells) or None, column)

    if not any(cells):
        if error.type == "blank-row":
            yield problem("is blank; delete it")
        return
    if len(cells) != len(table.columns):
        # Which cell is in which column cannot be told, so nothing else is said of the row.
        yield problem(f"has {len(cells)} cells; it must have {len(table.columns)}")
        return
    match error.type:
        case "type-error":
            allowed = _TYPES[table.fields[error.field_name]["type"]]
            yield problem(f'"{error.cell}" is not {allowed}', error.field_name)
        case "constraint-error":
            yield problem(_constraint_message(error, table), error.field_name)
        case "unique-error" if error.field_name not in table.key:
            yield problem(_repeated((error.field_name,), table, rows, cells), error.field_name)
        case "primary-key" if all(by_column(table, cells)[column] for column in table.key):
            column = table.key[0] if len(table.key) == 1 else None
            yield problem(_repeated(table.key, table, rows, cells), column)
        case "foreign-key":
            target = schema[error.reference_name]
            values = " ".join(f'"{value}"' for value in error.field_cells)
            columns = " ".join(error.reference_field_names)
            yield problem(f"{values} is no {columns} of {target.file}", error.field_names[0])


def _constraint_message(error: RowError, table: TableSchema) -> str:
    """Return what is wrong with a cell that breaks a constraint, and what is allowed."""
    column, found = error.field_name, f'"{error.cell}"'
    # The library names the constraint only inside its note: constraint "minimum" is "0".
    name = error.note.split('"')[1]
    limit = table.constraint(column, name)
    match name:
        case "required":
            return "is empty; a value is needed"
        case "enum":
            scheme = table.vocabularies.get(column)
            code = f"is no code of {scheme}" if scheme else "is not allowed"
            return f"{found} {code}; allowed: {listing(limit)}"
        case "pattern":
            return f"{found} does not have the form {limit}"
        case "minimum":
            return f"{error.cell} is below {limit}; allowed: {limit} or more"
        case "maximum":
            return f"{error.cell} is above {limit}; allowed: {limit} or less"
        case _:
            return f"{found} is not allowed; {name}: {limit}"


def _repeated(
    columns: tuple[str, ...], table: TableSchema, rows: list[list[str]], cells: list[str]
) -> str:
    """Return a message that names the row in which the same cells stood first."""

    def key(row: list[str]) -> tuple[str, ...]:
        named = by_column(table, row)
        return tuple(named[column] for column in columns)

    first = next(number for number, row in enumerate(rows, start=1) if key(row) == key(cells))
    values = " ".join(f'"{value}"' for value in key(cells))
    return f"{values} stands already in row {first}; each {' '.join(columns)} is used once"


def _cell_problems(table: TableSchema, rows: list[list[str]]) -> Iterator[Problem]:
    """Yield what the library cannot know: EDTF dates, and numbers that are none (NaN, INF)."""
    numbers = [column for column, field in table.fields.items() if field["type"] == "number"]
    for number, cells in enumerate(rows, start=1):
        row = by_column(table, cells)
        identity = row_id(table, cells) or None
        for column in table.edtf:
            try:
                dates.bounds(row[column])
            except ValueError as error:
                yield Problem(table.file, str(error), number, identity, column)
        for column in numbers:
            if _is_not_finite(row[column]):
                message = f'"{row[column]}" is not {_TYPES["number"]}'
                yield Problem(table.file, message, number, identity, column)


def _is_not_finite(cell: str) -> bool:
    try:
        return not math.isfinite(float(cell))
    except ValueError:  # no number at all, which the library has said already
        return False

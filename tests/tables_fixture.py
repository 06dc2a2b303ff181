"""Tables to test with: the project's own, read once, and invented ones off the disk."""

from functools import cache

from coding_fixture import SCHEMA, Coding

from analysis.ground.tables import Tables, read_tables, typed
from analysis.release.derive import derive
from analysis.release.write import released_tables


@cache
def real():
    """The coding of the project."""
    return read_tables()


@cache
def released():
    """What follows from it: each table of the release as a list of rows."""
    return derive(real())


@cache
def released_whole():
    """The same with the answers of the whole grid, which take half a minute."""
    return released_tables(real())


def rows(table, **cells):
    """The rows of the release that hold certain cells."""
    return [row for row in released()[table] if row.items() >= cells.items()]


def row(table, **cells):
    """The one row of the release that holds certain cells."""
    (found,) = rows(table, **cells)
    return found


def ids(found):
    """The ids of some rows, whichever table they are from."""
    return {next(iter(row.values())) for row in found}


def in_memory(coding: Coding) -> Tables:
    """An invented coding as typed tables, with the real codebook."""
    cells = {
        name: [[str(row.get(column, "")) for column in SCHEMA[name].columns] for row in rows]
        for name, rows in coding.rows.items()
    }
    codebook = {name: real()[name] for name in real() if SCHEMA[name].stage == "codebook"}
    return Tables(SCHEMA, codebook | dict(typed(SCHEMA, cells)))


def replaced(tables: Tables, **changed) -> Tables:
    """The same tables with the rows of some of them replaced."""
    tables = dict(tables)
    for name, found in changed.items():
        tables[name] = type(tables[name])(tables[name].schema, tuple(found))
    return Tables(SCHEMA, tables)

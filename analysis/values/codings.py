"""What each coder coded: the first coder in the coded tables, every other one in codings.csv.

The first coder's codes stand in the coded tables and are copied nowhere. Only where codings.csv
holds a row of that coder does the row count and not the table: it keeps a code as it was before
another coder was compared with it, which is what agreement must be measured on.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from analysis.ground.tables import Row, Tables

FIRST_CODER = "A"
NOT_APPLICABLE = "not_applicable"
LADDER = "measure_types"
COMPUTED = ("track", "rung_a", "rung_b", "rung_c")
FIELDS = ("unit", "variable", "coder", "round", "value")


def is_computed(variable: Row) -> bool:
    """Whether a variable is read off the kind of measure and so is never coded itself."""
    return variable["coded_table"] == LADDER


def codes(tables: Tables, variable: Row) -> tuple[str, ...]:
    """Return the codes that a coder may give for a variable, in the order of the codebook.

    Empty where the column that it names is not there or has no closed list.
    """
    schema = tables.schema[variable["coded_table"]]
    field = schema.fields.get(variable["variable"])
    if field is None:
        return ()
    if field["type"] == "boolean":
        allowed = ("yes", "no")
    else:
        allowed = schema.constraint(field["name"], "enum") or _keys(tables, schema, field["name"])
    optional = not schema.constraint(field["name"], "required")
    return (*allowed, NOT_APPLICABLE) if allowed and optional else tuple(allowed)


def _keys(tables: Tables, schema: Any, column: str) -> tuple[str, ...]:
    """Return the keys of the table of the codebook that a column points to."""
    for key in schema.descriptor["schema"].get("foreignKeys", ()):
        target = key["reference"]["resource"]
        if key["fields"] == [column] and tables.schema[target].stage == "codebook":
            return tuple(tables[target].by_id)
    return ()


def code_in_table(tables: Tables, variable: Row, unit: str) -> str | None:
    """Return the code that a coded table holds for a unit now, None where there is no such unit."""
    row = tables[variable["coded_table"]].by_id.get(unit)
    return None if row is None else _code(row[variable["variable"]])


def _code(cell: Any) -> str:
    match cell:
        case None:
            return NOT_APPLICABLE
        case bool():
            return "yes" if cell else "no"
        case _:
            return str(cell)


def all_codings(tables: Tables) -> list[dict[str, Any]]:
    """Return every coding of every coder, with what is read off the kind of measure.

    Rows with ``unit, variable, coder, round, value``. The first coder's codes count for round 1,
    and for any later round for what another coder coded in it.
    """
    given = [dict(row) for row in tables["codings"]]
    codings = [*given, *_from_the_tables(tables, given)]
    return [*codings, *_on_the_ladder(tables, codings)]


def _from_the_tables(tables: Tables, given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    kept = {(c["unit"], c["variable"], c["round"]) for c in given if c["coder"] == FIRST_CODER}
    wanted = dict.fromkeys((unit, v.id, 1) for v, unit in _units(tables))
    wanted |= dict.fromkeys((c["unit"], c["variable"], c["round"]) for c in given)
    for unit, name, round_ in wanted:
        if (unit, name, round_) not in kept:
            value = code_in_table(tables, tables["coded_variables"].by_id[name], unit)
            yield dict(zip(FIELDS, (unit, name, FIRST_CODER, round_, value), strict=True))


def _units(tables: Tables) -> Iterator[tuple[Row, str]]:
    """Yield each variable that is coded, with each unit that it is coded for."""
    for variable in tables["coded_variables"]:
        if not is_computed(variable):
            for row in tables[variable["coded_table"]]:
                yield variable, row.id


def _on_the_ladder(tables: Tables, codings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the track of each coded measure, and its rung, which has a meaning on its track only.

    A rung is not compared with a rung of another track: coders who differ about the track have no
    rung in common, and their difference is counted under the track.
    """
    for coding in codings:
        measure = tables[LADDER].by_id.get(coding["value"])
        if coding["variable"] == "measure_type" and measure is not None:
            track = measure["track"]
            yield coding | {"variable": "track", "value": track}
            yield coding | {"variable": f"rung_{track.lower()}", "value": str(measure["rung"])}


def sheet(tables: Tables, coder: str, round_: int = 1) -> str:
    """Return the rows that a coder fills for ``codings.csv``, as CSV; for the first coder, filled.

    Another coder's sheet has no codes and, in a last column, where to read: the place in a
    document, and in our words which event is meant. Nothing there says how the first coder coded.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    first = coder == FIRST_CODER
    writer.writerow(FIELDS if first else (*FIELDS, "read"))
    for variable, unit in _units(tables):
        value = code_in_table(tables, variable, unit) if first else ""
        cells = [unit, variable.id, coder, round_, value]
        writer.writerow(cells if first else [*cells, _where(tables, variable, unit)])
    return text.getvalue()


def _where(tables: Tables, variable: Row, unit: str) -> str:
    row = tables[variable["coded_table"]].by_id[unit]
    match variable["coded_table"]:
        case "coverage":
            return f"{row['document_id']} {row['start']}-{row['end']}"
        case "claims":
            passage = tables["passages"].by_id.get(row["passage_id"])
            place = f" {passage['start']}-{passage['end']}" if passage else ""
            event = tables["events"].by_id[row["event_id"]]["summary"]
            about = tables["variables"].by_id[row["variable"]]["label"]
            return f"{row['document_id']}{place}: {about}, of: {event}"
        case "events":
            said = {c["document_id"] for c in tables["claims"] if c["event_id"] == unit}
            return f"{' '.join(sorted(said))}: {row['summary']}"
        case _:
            return unit

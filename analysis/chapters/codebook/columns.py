"""Says what each table and each column holds, from the one description of the data."""

from collections.abc import Mapping
from typing import Any

from analysis.drawing.lists_html import Entry, Fold
from analysis.ground.schema import Schema, TableSchema
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, interval, listing
from analysis.release.derive import PREFIX

TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "date": "day",
}


def tables(schema: Schema, *stages: str) -> list[Fold]:
    """Return the tables of some stages, each with the columns that it describes itself.

    A table of the release that goes out as it was written describes none and is left out.
    """
    described = [(table, own_columns(table, schema)) for table in schema.stage(*stages)]
    return [_fold(table, columns, schema) for table, columns in described if columns]


def unchanged(schema: Schema) -> list[Entry]:
    """Return the tables of the release that go out as they were written."""
    return [
        Entry(
            table.descriptor["title"],
            table.descriptor["description"],
            code=_plain_name(table),
            links=(("its columns", f"#table-{_plain_name(table)}"),),
        )
        for table in schema.stage("release")
        if not own_columns(table, schema)
    ]


def own_columns(table: TableSchema, schema: Schema) -> list[str]:
    """Return the columns that a table does not share with the one that it continues."""
    base = _continued(table, schema)
    return [column for column in table.columns if base is None or column not in base.columns]


def codebook_facts(corpus: Corpus, schema: Schema) -> dict[str, str]:
    """Return how much there is to describe, as counts with their nouns."""
    listed = schema.vocabularies
    columns = sum(len(own_columns(table, schema)) for table in schema.values())
    return {
        "tables": count(len(schema), "table"),
        "columns": count(columns, "column"),
        "schemes": count(len(listed), "list"),
        "codes": count(sum(map(len, listed.values())), "code"),
        "kinds": count(len(corpus.table("measure_types")), "kind"),
    }


def _continued(table: TableSchema, schema: Schema) -> TableSchema | None:
    """Return the table written by hand that a table of the release has all columns of."""
    base = schema.get(_plain_name(table))
    return base if base is not table else None


def _plain_name(table: TableSchema) -> str:
    return table.name.removeprefix(PREFIX)


def _fold(table: TableSchema, columns: list[str], schema: Schema) -> Fold:
    base = _continued(table, schema)
    whole = f" Beside the columns of {base.name} it has these." if base else ""
    return Fold(
        table.descriptor["title"],
        [_entry(table, column) for column in columns],
        code=_plain_name(table),
        note=count(len(columns), "column"),
        intro=f"{table.descriptor['description']}{whole}",
        id=f"table-{table.name}",
    )


def _entry(table: TableSchema, column: str) -> Entry:
    field = table.fields[column]
    return Entry(
        "",
        field["description"],
        code=column,
        note=_note(table, column, field),
        links=_links(table, column),
        id=f"{table.name}.{column}",
    )


def _note(table: TableSchema, column: str, field: Mapping[str, Any]) -> str:
    """Return in a few words what a cell may hold."""
    limits = field.get("constraints", {})
    parts = ["date, EDTF" if column in table.edtf else TYPES[field["type"]]]
    if column in table.vocabularies:
        parts = [f"one of {count(len(limits['enum']), 'code')}"]
    elif "enum" in limits:
        parts = [f"one of {listing(limits['enum'])}"]
    if column in table.key:
        parts.append("key" if len(table.key) == 1 else "part of the key")
    parts.append("always given" if limits.get("required") else "may be empty")
    if limits.get("unique"):
        parts.append("no two alike")
    if "pattern" in limits:
        parts.append(f"in the form {limits['pattern']}")
    if {"minimum", "maximum"} & set(limits):
        parts.append(interval(limits.get("minimum"), limits.get("maximum")))
    return ", ".join(parts)


def _links(table: TableSchema, column: str) -> tuple[tuple[str, str], ...]:
    """Return where the codes of a column are listed, and which table its values are rows of."""
    links = []
    if scheme := table.vocabularies.get(column):
        links.append((f"codes of {scheme}", f"#codes-{scheme}"))
    for key in table.descriptor["schema"].get("foreignKeys", ()):
        if key["fields"] == [column]:
            other = key["reference"]["resource"]
            links.append((f"a row of {other}", f"#table-{other}"))
    return tuple(links)

"""What the tables must look like: `data/datapackage.yaml`, as standard Table Schemas.

Four words of that file are ours and not the standard's; here they are turned into it.
``vocabulary: X`` becomes the allowed codes of scheme X in ``codebook/vocabularies.csv``,
``extends: X`` brings in the columns and keys of table X; ``edtf: true`` is remembered, to be
checked by `analysis.values.dates`, and so is ``may_be_empty: true``, for `analysis.ground.tables`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from frictionless import Schema as FrictionlessSchema

from analysis.ground import files
from analysis.ground.edition import read_edition
from analysis.ground.paths import DATA, shown
from analysis.ground.problems import BadInput, Problem

# A column with such a name holds a key of something and no prose.
_IDENTIFIERS = ("_id", "_key", "_file")
# What we say of a whole table beside the words of the standard.
_OWN_WORDS = ("stage", "extends", "may_be_empty")


@dataclass(frozen=True)
class TableSchema:
    """One table of the data package: where it stands and what its columns may hold.

    ``descriptor`` is the whole resource in the words of the Data Package standard, codes written
    out; ``vocabularies`` and ``edtf`` keep what the standard has no word for.
    """

    name: str
    stage: str
    path: Path
    file: str
    descriptor: Mapping[str, Any]
    vocabularies: Mapping[str, str]
    edtf: tuple[str, ...]
    may_be_empty: bool = False

    @cached_property
    def fields(self) -> dict[str, Mapping[str, Any]]:
        """The columns in their order, each with its field descriptor."""
        return {field["name"]: field for field in self.descriptor["schema"]["fields"]}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(self.fields)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that together identify a row."""
        return tuple(self.descriptor["schema"].get("primaryKey", ()))

    @cached_property
    def reader(self) -> FrictionlessSchema:
        """The schema as the library takes it; it reads text cells as typed ones."""
        return FrictionlessSchema.from_descriptor(self.descriptor["schema"])

    def constraint(self, column: str, name: str) -> Any:
        """Return what a constraint of a column is set to, None where it has none."""
        return self.fields[column].get("constraints", {}).get(name)

    @cached_property
    def free_text(self) -> tuple[str, ...]:
        """The columns that hold prose: strings that are no key, code, date or pattern."""
        keys = self.descriptor["schema"].get("foreignKeys", ())
        links = {column for key in keys for column in key["fields"]}
        return tuple(
            column
            for column, field in self.fields.items()
            if field["type"] == "string"
            and column not in {*self.key, *links, *self.edtf}
            and not column.endswith(_IDENTIFIERS)
            and not any(self.constraint(column, c) for c in ("enum", "pattern", "unique"))
        )


@dataclass(frozen=True)
class Schema(Mapping[str, TableSchema]):
    """The tables of the data package by name, in the order of the file.

    ``vocabularies`` holds the codes of each closed list, in their order; ``descriptor`` is the head
    of the package (title, licences) without its resources.
    """

    data: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, TableSchema]
    vocabularies: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> TableSchema:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def stage(self, *stages: str) -> list[TableSchema]:
        """Return the tables of some stages: coding, context, codebook, release."""
        return [table for table in self.tables.values() if table.stage in stages]


def load_schema(data: Path = DATA) -> Schema:
    """Return what ``datapackage.yaml`` and the vocabularies in a data folder ask of the tables.

    The version of the package is the one that CITATION.cff names. Raises `BadInput` where they
    cannot be read, or name a vocabulary or table that does not exist.
    """
    path = data / "datapackage.yaml"
    name = shown(path, data)
    package = files.read_yaml(path, name)
    try:
        head = {"name": package["name"], "version": read_edition().version}
        head |= {word: value for word, value in package.items() if word != "resources"}
        resources = {resource["name"]: resource for resource in package["resources"]}
        codes = _codes(data, resources["vocabularies"])
        tables = {
            table: _table_schema(resource, resources, codes, data, name)
            for table, resource in resources.items()
        }
    except (KeyError, TypeError, AttributeError) as error:
        found = f"does not describe tables as it should: {error} is missing or misplaced"
        raise BadInput([Problem(name, found)]) from None
    return Schema(data, head, tables, codes)


def _codes(data: Path, resource: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each scheme, in their order."""
    path = data / resource["path"]
    columns = tuple(field["name"] for field in resource["schema"]["fields"])
    codes: dict[str, dict[str, int]] = {}
    for cells in files.read_rows(path, shown(path, data), columns):
        row = dict(zip(columns, cells, strict=False))
        order = row.get("order", "")
        # A row that is wrong in itself is reported when the table is checked like any other.
        if row.get("code") and order.isdecimal():
            codes.setdefault(row["scheme"], {})[row["code"]] = int(order)
    return {scheme: tuple(sorted(found, key=found.get)) for scheme, found in codes.items()}


def _table_schema(
    resource: Mapping[str, Any],
    resources: Mapping[str, Mapping[str, Any]],
    codes: Mapping[str, tuple[str, ...]],
    data: Path,
    package_name: str,
) -> TableSchema:
    schema = _with_extended(resource, resources, package_name)
    vocabularies = {f["name"]: f["vocabulary"] for f in schema["fields"] if "vocabulary" in f}
    for column, scheme in vocabularies.items():
        if scheme not in codes:
            found = f"table {resource['name']} names vocabulary {scheme}, which has no codes"
            raise BadInput([Problem(package_name, found, column=column)])
    descriptor = {word: resource[word] for word in resource if word not in _OWN_WORDS}
    path = data / resource["path"]
    return TableSchema(
        name=resource["name"],
        stage=resource["stage"],
        path=path,
        file=shown(path, data),
        descriptor=descriptor
        | {"schema": schema | {"fields": [_standard(f, codes) for f in schema["fields"]]}},
        vocabularies=vocabularies,
        edtf=tuple(f["name"] for f in schema["fields"] if f.get("edtf")),
        may_be_empty=resource.get("may_be_empty", False),
    )


def _with_extended(
    resource: Mapping[str, Any], resources: Mapping[str, Mapping[str, Any]], package_name: str
) -> dict[str, Any]:
    """Return the schema of a resource, the columns and keys of what it extends before its own."""
    own = dict(resource["schema"])
    extended = resource.get("extends")
    if extended is None:
        return own
    if extended not in resources:
        found = f"table {resource['name']} extends {extended}, which is no table"
        raise BadInput([Problem(package_name, found)])
    base = _with_extended(resources[extended], resources, package_name)
    fields = [*base["fields"], *own.get("fields", ())]
    keys = [*base.get("foreignKeys", ()), *own.get("foreignKeys", ())]
    return base | own | {"fields": fields} | ({"foreignKeys": keys} if keys else {})


def _standard(field: Mapping[str, Any], codes: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return a field in the words of the standard alone."""
    plain = {word: value for word, value in field.items() if word not in ("vocabulary", "edtf")}
    if "vocabulary" in field:
        enum = {"enum": list(codes[field["vocabulary"]])}
        plain["constraints"] = plain.get("constraints", {}) | enum
    return plain

"""Opens a release of any version, as it describes itself, to be compared with another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.archive.zipped import read_archive, unpacked
from analysis.ground import files
from analysis.ground.edition import order
from analysis.ground.problems import BadInput, Problem

DESCRIPTION = "datapackage.json"
PLACES = ("data/release", "release", ".")  # of an archive or the project, of a data folder, itself
EXPECTED = "give the zip of a release, the folder it was unpacked to, or a folder data/release"


@dataclass(frozen=True)
class Rows:
    """A table as text: its columns, the columns of its key, and its rows by their keys."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def by(self, key: tuple[str, ...]) -> dict[str, Mapping[str, str]]:
        """Return the rows by the cells of some columns, joined by a space."""
        return {" ".join(row[column] for column in key): row for row in self.rows}


@dataclass(frozen=True)
class Release:
    """A release: what it is called here, its version, and its tables by their names."""

    name: str
    version: str
    tables: Mapping[str, Rows]

    @property
    def order(self) -> tuple[int, ...]:
        """The three numbers of the version."""
        return order(self.version) or ()


def read_released(path: Path) -> Release:
    """Return the release that stands in a zip or in a folder.

    Its own description says which tables it has, so releases of any version can be read. Raises
    `BadInput`, a line each, for what is no release and for tables that are missing or no CSV.
    """
    name = str(path)
    contents = _contents(path, name)
    if DESCRIPTION not in contents:
        raise BadInput([Problem(name, f"is no release of this data: {EXPECTED}")])
    package = _package(contents[DESCRIPTION], name)
    tables, problems = {}, []
    for resource in package["resources"]:
        try:
            tables[resource["name"]] = _table(resource, contents, name)
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return Release(name, package["version"], tables)


def _contents(path: Path, name: str) -> dict[str, bytes]:
    """Return the files of the release alone, by their names."""
    if path.is_dir():
        found = [path / place for place in PLACES if (path / place / DESCRIPTION).is_file()]
        return read_archive(found[0]) if found else {}
    inside, _ = unpacked(files.read_bytes(path, name), name)
    start = f"{PLACES[0]}/"
    return {at.removeprefix(start): file for at, file in inside.items() if at.startswith(start)}


def _package(content: bytes, name: str) -> dict[str, Any]:
    """Return the description of a release, if it has what is needed to read the tables."""
    try:
        package = json.loads(content)
        for resource in package["resources"]:
            _ = resource["name"], resource["path"], resource["schema"]["primaryKey"]
            _ = [field["name"] for field in resource["schema"]["fields"]]
        version = package["version"]
    except (ValueError, TypeError, KeyError):
        found = f"{DESCRIPTION} does not describe the tables of a release"
        raise BadInput([Problem(name, found)]) from None
    if order(str(version)) is None:
        found = f"{DESCRIPTION} has version {version!r}; allowed: three numbers such as 0.1.0"
        raise BadInput([Problem(name, found)])
    return package


def _table(resource: Mapping[str, Any], contents: Mapping[str, bytes], name: str) -> Rows:
    path, schema = resource["path"], resource["schema"]
    if path not in contents:
        found = f"table {resource['name']} is missing: {DESCRIPTION} names {path}"
        raise BadInput([Problem(name, found)])
    columns = tuple(field["name"] for field in schema["fields"])
    text = files.decode(contents[path], f"{name}: {path}")
    cells = files.parse_rows(text, f"{name}: {path}", columns, least=0)
    rows = []
    for number, row in enumerate(cells, start=1):
        if len(row) != len(columns):
            found = f"has {len(row)} cells; allowed: {len(columns)}"
            raise BadInput([Problem(f"{name}: {path}", found, row=number)])
        rows.append(dict(zip(columns, row, strict=True)))
    return Rows(columns, tuple(schema["primaryKey"]), tuple(rows))

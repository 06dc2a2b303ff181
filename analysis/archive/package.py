"""Describes every table of the archive as one standard data package."""

from collections.abc import Mapping
from typing import Any

from analysis.ground.schema import Schema, TableSchema
from analysis.ground.tables import HAND_WRITTEN, Tables
from analysis.release.derive import data_package

FOLDER = "data"


def whole_package(tables: Tables) -> dict[str, Any]:
    """Return the description of the released tables and, behind them, of those written by hand.

    A released table has its plain name, such as ``events``; one written by hand has the stage
    before it, such as ``coding_events``. Paths are seen from the root of the archive.
    """
    package = data_package(tables)
    released = [
        resource | {"path": f"{FOLDER}/release/{resource['path']}"}
        for resource in package["resources"]
    ]
    written = [_written(table, tables.schema) for table in tables.schema.stage(*HAND_WRITTEN)]
    return package | {"resources": [*released, *written]}


def _written(table: TableSchema, schema: Schema) -> dict[str, Any]:
    described = dict(table.descriptor["schema"])
    if "foreignKeys" in described:
        described["foreignKeys"] = [_renamed(key, schema) for key in described["foreignKeys"]]
    return dict(table.descriptor) | {
        "name": _name(table),
        "path": f"{FOLDER}/{table.descriptor['path']}",
        "format": "csv",
        "encoding": "utf-8",
        "schema": described,
    }


def _renamed(key: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    reference = key["reference"]
    return dict(key) | {"reference": reference | {"resource": _name(schema[reference["resource"]])}}


def _name(table: TableSchema) -> str:
    return f"{table.stage}_{table.name}"

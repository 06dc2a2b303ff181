"""Describes the same tables in the words of CSV on the Web, for tools that read those."""

import re
from collections.abc import Mapping
from typing import Any

TYPES = {"string": "string", "integer": "integer", "number": "number", "date": "date"}
BOUNDS = ("minimum", "maximum")


def csvw(package: Mapping[str, Any]) -> dict[str, Any]:
    """Return a data package as a group of tables of CSV on the Web (W3C, 2015).

    What is optional there and has no word in it, such as what a whole table is unique by, is left
    out; nothing is added.
    """
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": package["title"],
        "dc:description": package["description"],
        "dc:license": {"@id": package["licenses"][0]["path"]},
        "schema:version": package["version"],
        "tables": [_table(resource, paths) for resource in package["resources"]],
    }


def _table(resource: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    schema = resource["schema"]
    keys = [_foreign_key(key, paths) for key in schema.get("foreignKeys", ())]
    described = {
        "columns": [_column(field) for field in schema["fields"]],
        "primaryKey": list(schema["primaryKey"]),
    }
    return {
        "url": resource["path"],
        "dc:title": resource["title"],
        "dc:description": resource["description"],
        "tableSchema": described | ({"foreignKeys": keys} if keys else {}),
    }


def _foreign_key(key: Mapping[str, Any], paths: Mapping[str, str]) -> dict[str, Any]:
    reference = key["reference"]
    return {
        "columnReference": list(key["fields"]),
        "reference": {
            "resource": paths[reference["resource"]],
            "columnReference": list(reference["fields"]),
        },
    }


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": field["name"],
        "titles": field["name"],
        "dc:description": field["description"],
        "required": bool(field.get("constraints", {}).get("required")),
        "datatype": _datatype(field),
    }


def _datatype(field: Mapping[str, Any]) -> str | dict[str, Any]:
    constraints = field.get("constraints", {})
    if field["type"] == "boolean":
        return {"base": "boolean", "format": f"{field['trueValues'][0]}|{field['falseValues'][0]}"}
    base = TYPES[field["type"]]
    if "enum" in constraints:
        # It has no closed lists, but strings that a pattern must match as a whole.
        return {"base": base, "format": "|".join(map(re.escape, constraints["enum"]))}
    if "pattern" in constraints:
        return {"base": base, "format": constraints["pattern"]}
    bounds = {name: constraints[name] for name in BOUNDS if name in constraints}
    return {"base": base} | bounds if bounds else base

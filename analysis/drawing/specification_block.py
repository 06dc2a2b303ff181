"""Keeps beside a drawing what draws it again, so that the book can hand out its data."""

import json
import re
from collections.abc import Iterable
from typing import Any

from analysis.drawing import columns

CLASS = "chart-specification"
BLOCK = re.compile(rf'<script type="application/json" class="{CLASS}">(.*?)</script>', re.DOTALL)
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}  # ends no element, begins no entity


def block(spec: dict, *, with_data: bool = True) -> str:
    """A chart's Vega-Lite as a block of data in HTML, without what nobody asks it for.

    Of its tables it holds the columns that are drawn, the one that joins marks and, `with_data`,
    those that a reader gets. `read` gives the specification back.
    """
    kept = lean(spec, with_data=with_data)
    tables = {name: _folded(rows) for name, rows in kept["datasets"].items()}
    text = json.dumps(kept | {"datasets": tables}, ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" class="{CLASS}">{text.translate(_UNSAFE)}</script>'


def read(found: str) -> dict:
    """A chart's Vega-Lite from the text of its block."""
    spec = json.loads(found)
    tables = {name: _unfolded(*table) for name, table in spec["datasets"].items()}
    return spec | {"datasets": tables}


def lean(spec: dict, *, with_data: bool = True) -> dict:
    """A chart without the columns that it neither draws nor hands out, and without its metadata."""
    meta = ("datasets", "usermeta", "$schema", "description")
    drawn = {key: value for key, value in spec.items() if key not in meta}
    asked = set(re.findall(r"\w+", json.dumps(drawn))) | set(_handed_out(with_data))
    datasets = {
        name: [{key: _json(value) for key, value in row.items() if key in asked} for row in rows]
        for name, rows in spec.get("datasets", {}).items()
    }
    return drawn | {"datasets": datasets}


def _json(value: Any) -> Any:
    """Return a value of a table, nothing for what is no number: JSON has no word for that."""
    return None if value != value else value


def _handed_out(with_data: bool) -> Iterable[str]:
    for sheet in columns.sheets():
        yield sheet.same
        if with_data:
            yield from (*sheet.columns, *sheet.key, *sheet.without)


def _folded(rows: list[dict]) -> list[list]:
    """Return a table with its column names written once."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [names, [[row.get(name) for name in names] for row in rows]]


def _unfolded(names: list[str], rows: list[list]) -> list[dict]:
    return [dict(zip(names, row, strict=True)) for row in rows]

"""The release: derived tables as bytes, the same from the same coding on every machine."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from analysis.checks.check import load
from analysis.ground import files
from analysis.ground.paths import DATA, shown
from analysis.ground.tables import Tables
from analysis.release.derive import PREFIX, data_package, derive, in_order
from analysis.robustness.engine import Progress
from analysis.robustness.results import robustness


def release_files(tables: Tables, progress: Progress = iter) -> dict[str, bytes]:
    """Return every file of the release by its name: the tables, their description, the manifest.

    CSV in UTF-8 with line feeds, rows sorted by key, whole numbers without a point and others with
    at most six decimals. The manifest holds the SHA-256 of each file.
    """
    derived = released_tables(tables, progress)
    contents = {
        f"{name}.csv": csv_bytes(tables.schema[PREFIX + name].columns, rows)
        for name, rows in derived.items()
    }
    contents["datapackage.json"] = _json_bytes(data_package(tables))
    contents["manifest.json"] = _json_bytes(
        {
            "version": tables.schema.descriptor["version"],
            "files": {
                name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
                for name, content in sorted(contents.items())
            },
        }
    )
    return contents


def released_tables(tables: Tables, progress: Progress = iter) -> dict[str, list[dict[str, Any]]]:
    """Return every table of the release by its name, as sorted rows, in the order of the schema."""
    derived = derive(tables) | {
        name: in_order(rows, tables.schema[PREFIX + name])
        for name, rows in robustness(tables, progress).items()
    }
    names = [schema.name.removeprefix(PREFIX) for schema in tables.schema.stage("release")]
    return {name: derived[name] for name in names}


def csv_bytes(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as a CSV file in the fixed form of the release."""
    columns = list(columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row[column]) for column in columns] for row in rows])
    return text.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            # Never in the notation 1e-05, which spreadsheets and people read as text.
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _json_bytes(content: Any) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def stale_files(tables: Tables, data: Path = DATA) -> list[str]:
    """Return the files of the release that the coding gives otherwise, or not at all."""
    return _changed(release_files(tables), data)


def _changed(wanted: Mapping[str, bytes], data: Path) -> list[str]:
    present = _released(data)
    return sorted(name for name in {*wanted, *present} if wanted.get(name) != present.get(name))


def _released(data: Path) -> dict[str, bytes]:
    """Return every file that stands in the release, by its name."""
    folder = data / "release"
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name: files.read_bytes(path, shown(path, data)) for path in found}


def write_release(tables: Tables, data: Path = DATA, progress: Progress = iter) -> list[str]:
    """Write the release and return the names of the files that changed, sorted.

    Everything is computed before the first byte is written; a file that no longer belongs to the
    release is removed. Raises `BadInput` where the coding contradicts itself, with nothing written.
    """
    wanted = release_files(tables, progress)
    changed = _changed(wanted, data)
    for name in changed:
        if name in wanted:
            files.write_bytes(data / "release" / name, wanted[name])
        else:
            files.remove(data / "release" / name)
    return changed


def main(data: Path = DATA, progress: Progress = iter) -> str:
    """Check the coding, write the release from it and say what changed."""
    changed = write_release(load(data), data, progress)
    return f"wrote {', '.join(changed)}" if changed else "the release is up to date"

"""Puts together every file of the archive, from the data folder of a version."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.archive.about import datasheet, readme
from analysis.archive.columnar import parquet
from analysis.archive.crate import crate
from analysis.archive.csvw import csvw
from analysis.archive.manifest import NAME as MANIFEST
from analysis.archive.manifest import manifest
from analysis.archive.package import FOLDER, whole_package
from analysis.archive.provenance import provenance
from analysis.archive.zipped import packed
from analysis.ground import files
from analysis.ground.edition import read_edition
from analysis.ground.paths import DATA, ROOT, shown
from analysis.ground.schema import Schema, load_schema
from analysis.ground.tables import HAND_WRITTEN, Tables, read_tables
from analysis.publishing.citation_file import read as read_citation
from analysis.reading.corpus import load_corpus

BESIDE = ("LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md")
UNTABLED = ("datapackage.yaml", "sources.bib", "literature.bib")
RELEASE = ("datapackage.json", "manifest.json")


def archive_files(data: Path = DATA) -> dict[str, bytes]:
    """Return every file of the archive by its path: the data, their descriptions, the manifest.

    A function of the data folder and of the files beside it; no clock, no file time and no machine
    comes in. Raises `BadInput` where a file is missing or the release is not the one it says.
    """
    work = read_citation(data=data)
    corpus = load_corpus(data)  # compares each file of the release with its checksum
    coded, released = read_tables(data), read_tables(data, "release")
    package = whole_package(coded)
    contents = {
        **dict(_as_they_are(data, coded)),
        **{_copy(table.schema.path, data): parquet(table) for table in coded.values()},
        **{_copy(table.schema.path, data): parquet(table) for table in released.values()},
        "README.md": readme(package, work).encode(),
        "DATASHEET.md": datasheet(package, corpus, work).encode(),
        "datapackage.json": _json(package),
        "csv-metadata.json": _json(csvw(package)),
        "prov.jsonld": _json(provenance(coded, released["release_indicators"])),
    }
    contents["ro-crate-metadata.json"] = _json(crate(contents, package, work))
    contents[MANIFEST] = manifest(contents)
    return dict(sorted(contents.items()))


def _as_they_are(data: Path, coded: Tables) -> Iterator[tuple[str, bytes]]:
    """Yield the files that go in unchanged, by their paths."""
    tables = [table.path for table in coded.schema.stage(*HAND_WRITTEN, "release")]
    release = [data / "release" / name for name in RELEASE]
    for path in [*tables, *release, *(data / name for name in UNTABLED)]:
        name = path.relative_to(data).as_posix()
        yield f"{FOLDER}/{name}", files.read_bytes(path, shown(path, data))
    for name in BESIDE:
        yield name, files.read_bytes(ROOT / name, name)


def _copy(path: Path, data: Path) -> str:
    """Return where the Parquet copy of a table stands."""
    return f"parquet/{path.relative_to(data).with_suffix('.parquet').as_posix()}"


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def write_archive(folder: Path, data: Path = DATA) -> Path:
    """Write the archive as a zip into a folder and return its path, which names the version.

    Zips of other versions that stand there are removed, so that none is taken for the newest.
    """
    content = packed(archive_files(data), read_edition().released)
    schema = load_schema(data)
    path = folder / archive_name(schema)
    for other in sorted(folder.glob(f"{_stem(schema)}-*.zip")):
        if other != path:
            files.remove(other)
    files.write_bytes(path, content)
    return path


def archive_name(schema: Schema) -> str:
    """Return what the zip of a version is called."""
    return f"{_stem(schema)}-{schema.descriptor['version']}.zip"


def _stem(schema: Schema) -> str:
    return f"{schema.descriptor['name']}-data"

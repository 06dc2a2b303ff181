"""Describes the archive and each file in it as an RO-Crate, which repositories of research read."""

import hashlib
from collections.abc import Mapping
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

from analysis.publishing.citation_file import Author, Work

VERSION = "1.3"  # the context of this version comes with the library, so it is checked off line
LICENCES = {
    "MIT": "https://spdx.org/licenses/MIT",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "parquet": "application/vnd.apache.parquet",
    "yaml": "application/yaml",
    "bib": "application/x-bibtex",
    "md": "text/markdown",
    "cff": "application/yaml",
}
WRITTEN = ("data/coding/", "data/codebook/", "data/context/")
DERIVED = "data/release/"
COPIES = "parquet/"
KNOWN = {
    "README.md": "What is in the archive, and how to load, verify and cite it.",
    "DATASHEET.md": "What to know before the data are used.",
    "CHANGELOG.md": "What is new in each version.",
    "CITATION.cff": "How the book and its data are cited.",
    "LICENSE": "The licence of the code.",
    "LICENSE-DATA": "The licence of the data, and what it does not cover.",
    "datapackage.json": "Every table and column, as a Data Package.",
    "csv-metadata.json": "Every table and column, in the words of CSV on the Web.",
    "prov.jsonld": "What was derived from what: document, passage, claim, event, indicator.",
    "data/datapackage.yaml": "The description of every table that the code reads.",
    "data/sources.bib": "The full citation of every document.",
    "data/literature.bib": "The literature that the book cites.",
    "data/release/datapackage.json": "The released tables alone, as a Data Package.",
    "data/release/manifest.json": "The checksums of the release.",
}


def crate(contents: Mapping[str, bytes], package: Mapping[str, Any], work: Work) -> dict[str, Any]:
    """Return the metadata of an archive: what it is, by whom, and each file with its checksum.

    ``contents`` are its files by their paths, ``package`` describes the tables among them and
    ``work`` is how the book is cited. The files of the release are the result of an action that
    takes the coding.
    """
    made = ROCrate(gen_preview=False, version=VERSION)
    root = made.root_dataset
    root["name"], root["description"] = package["title"], package["description"]
    root["version"], root["datePublished"] = work.version, work.released.isoformat()
    root["keywords"] = list(work.keywords)
    authors = [_author(made, author) for author in work.authors]
    root["author"] = root["publisher"] = authors if authors[1:] else authors[0]
    root["license"] = _licence(made, work.licences[-1])
    if work.doi:
        root["identifier"] = root["cite-as"] = work.doi_address
    described = {r["path"]: r for r in package["resources"]}
    listed = {path: _file(made, path, contents[path], described) for path in sorted(contents)}
    _derivation(made, listed)
    return made.metadata.generate()


def _file(
    made: ROCrate, path: str, content: bytes, described: Mapping[str, Mapping[str, Any]]
) -> ContextEntity:
    properties = {
        "name": path.rpartition("/")[2],
        "encodingFormat": MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain"),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    if path in KNOWN:
        properties["description"] = KNOWN[path]
    elif table := described.get(_as_csv(path)):
        properties |= {"name": table["title"], "description": table["description"]}
    return made.add_file(dest_path=path, properties=properties)


def _as_csv(path: str) -> str:
    """Return the table that a Parquet file is a copy of; any other path as it is."""
    if not path.startswith(COPIES):
        return path
    return path.replace(COPIES, "data/", 1).replace(".parquet", ".csv")


def _author(made: ROCrate, author: Author) -> ContextEntity:
    kind = "Person" if author.given else "Organization"
    properties = {"@type": kind, "name": author.in_words}
    id = f"#{author.in_words.replace(' ', '-')}"
    return made.add(ContextEntity(made, id, properties=properties))


def _licence(made: ROCrate, name: str) -> ContextEntity:
    described = f"The licence {name}, as LICENSE-DATA says what it covers."
    properties = {"@type": "CreativeWork", "name": name, "description": described}
    return made.add(ContextEntity(made, LICENCES[name], properties=properties))


def _derivation(made: ROCrate, listed: Mapping[str, ContextEntity]) -> None:
    """Say that the release was derived, from what and by what."""
    action = {"@type": "CreateAction", "name": "python -m analysis release"}
    step = made.add(ContextEntity(made, "#release", properties=action))
    step["agent"] = made.root_dataset["author"]
    step["object"] = [file for path, file in listed.items() if path.startswith(WRITTEN)]
    step["result"] = [file for path, file in listed.items() if path.startswith(DERIVED)]
    made.root_dataset["mentions"] = step

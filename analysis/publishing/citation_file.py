"""What CITATION.cff says of the book: the one source of every citation and of each page's metadata.

Nothing here is made up: a DOI and an address are there when the file has them, and only then.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from analysis.ground import files
from analysis.ground.paths import DATA, ROOT
from analysis.ground.problems import BadInput, Problem

NAME = "CITATION.cff"
MANIFEST = "data/release/manifest.json"
NEEDED = ("title", "abstract", "keywords", "authors", "version", "date-released", "license")
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)?/[\w:/;().\[\]\\-]+", re.ASCII)
URL = re.compile(r"https?://[^\s?#]+")


@dataclass(frozen=True)
class Author:
    """Who made the book: a person with a given name, or an entity, which has a name alone."""

    name: str
    given: str = ""

    @property
    def in_words(self) -> str:
        """The name as it stands in a sentence."""
        return f"{self.given} {self.name}".strip()

    @property
    def inverted(self) -> str:
        """The name as lists are sorted by; that of an entity is never turned around."""
        return f"{self.name}, {self.given}" if self.given else self.name


@dataclass(frozen=True)
class Work:
    """The book as it is cited. `url` and `doi` are empty until there are any.

    `licences` are SPDX names, first that of the code, last that of data and text. `sha256` is the
    fingerprint of the manifest of the release, which holds those of all its files.
    """

    title: str
    abstract: str
    keywords: tuple[str, ...]
    authors: tuple[Author, ...]
    version: str
    released: date
    licences: tuple[str, ...]
    sha256: str
    url: str = ""
    doi: str = ""

    @property
    def short_title(self) -> str:
        """The title without what follows its colon."""
        return self.title.partition(":")[0]

    @property
    def authored_by(self) -> str:
        """All authors, as they stand in a sentence. They are the publisher as well."""
        *first, last = [author.in_words for author in self.authors]
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def doi_address(self) -> str:
        """Where the DOI leads, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def address(self, inside: str = "") -> str:
        """Return the permanent address of a place in the book, such as `documents.html#D01`.

        Without an address of the book it is the place alone, as seen from its first page.
        """
        return f"{self.url.rstrip('/')}/{inside}" if self.url else inside


@cache
def the_book() -> Work:
    """Return what this repository's CITATION.cff says. Raises `BadInput` where it is unusable."""
    return read()


def read(path: Path = ROOT / NAME, data: Path = DATA) -> Work:
    """Return what a CITATION.cff says of the release in a data folder.

    Raises `BadInput` with a line for each field that is missing or cannot be meant, and for a
    version that is not that of the release.
    """
    given = files.read_yaml(path, NAME)
    manifest = files.read_bytes(data / "release" / "manifest.json", MANIFEST)
    if not isinstance(given, dict):
        raise BadInput([Problem(NAME, "has no fields; it must be YAML with one field a line")])
    if problems := list(_problems(given, json.loads(manifest)["version"])):
        raise BadInput(problems)
    return Work(
        title=given["title"],
        abstract=" ".join(given["abstract"].split()),
        keywords=tuple(given["keywords"]),
        authors=tuple(map(_author, given["authors"])),
        version=str(given["version"]),
        released=given["date-released"],
        licences=tuple(_listed(given["license"])),
        sha256=hashlib.sha256(manifest).hexdigest(),
        url=given.get("url") or "",
        doi=given.get("doi") or "",
    )


def _problems(given: dict[str, Any], released: str) -> Iterator[Problem]:
    for field in NEEDED:
        if not given.get(field):
            yield Problem(NAME, f"field {field} is missing; needed are {', '.join(NEEDED)}")
        elif allowed := _misfit(field, given[field]):
            yield Problem(NAME, f"field {field}: found {given[field]!r}; allowed: {allowed}")
    for field, pattern, allowed in (
        ("doi", DOI, "a DOI without its address, such as 10.5072/1; no field where there is none"),
        ("url", URL, "an address that starts with http:// or https://; no field if there is none"),
    ):
        if field in given and not pattern.fullmatch(str(given[field])):
            yield Problem(NAME, f"field {field}: found {given[field]!r}; allowed: {allowed}")
    version = str(given.get("version") or released)
    if version != released:
        allowed = f"{released}, which is the version in {MANIFEST}"
        yield Problem(NAME, f"field version: found {version!r}; allowed: {allowed}")


def _misfit(field: str, value: Any) -> str:
    """Return what is allowed in a field, where its value is something else."""
    match field:
        case "date-released":
            return "" if isinstance(value, date) else "a day, such as 2026-11-21"
        case "authors":
            known = isinstance(value, list) and all(map(_is_author, value))
            return "" if known else "a list of entities with a name or persons with family-names"
        case "keywords":
            words = isinstance(value, list) and all(isinstance(word, str) for word in value)
            return "" if words else "a list of words"
        case "license":
            names = all(isinstance(name, str) for name in _listed(value))
            return "" if names else "SPDX names, such as MIT"
        case "title" | "abstract":
            return "" if isinstance(value, str) else "words"
    return ""


def _is_author(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.get("name") or value.get("family-names"))


def _author(given: dict[str, str]) -> Author:
    if "name" in given:
        return Author(given["name"])
    return Author(given["family-names"], given.get("given-names", ""))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

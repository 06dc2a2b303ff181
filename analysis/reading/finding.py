"""Says what a reader can search for beside the words of the pages, and where it leads."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.reading.addresses import BIBLIOGRAPHY, card_pages, case_page, document_page
from analysis.reading.claim_cards import Material
from analysis.reading.names import PAGE, PARTS, names
from analysis.reading.originals import cited

BETWEEN = " · "  # stands between the names of one thing; book/_ext/finding.js divides there
KINDS = (*PARTS, "claim", "event", "document", "measure", "case", "term")
Place = tuple[str, str]  # a page without its ending, and the place on it


class Findable(NamedTuple):
    """Something that a reader may look for: its kind, its names in one line, and its place."""

    kind: str
    words: str
    page: str
    anchor: str


def findable(known: Material, citations: Mapping[str, Place]) -> Iterator[Findable]:
    """Yield every name, card, document, kind of measure and case of the release.

    ``citations`` holds the place of each citation in the list of references, by its key.
    """
    yield from _names(known)
    yield from _cards(known)
    yield from _documents(known, citations)
    for code, row in known.lookup.by_id("measure_types").items():
        words = _line(code, f"{row['track']}{row['rung']} {row['label']}")
        yield Findable("measure", words, "codebook", f"measure-{code}")
    for id, row in known.lookup.by_id("cases").items():
        yield Findable("case", _line(id, row["title"]), case_page(row["slug"]), "")


def _line(*words: str | None) -> str:
    return BETWEEN.join(word for word in words if word)


def _names(known: Material) -> Iterator[Findable]:
    for own in names(known.lookup).values():
        for name in own:
            yield Findable(name.kind, _line(name.label, name.original), PAGE, name.anchor)


def _cards(known: Material) -> Iterator[Findable]:
    pages = card_pages(known.lookup.corpus)
    for kind, table, column in (("event", "events", "summary"), ("claim", "claims", "statement")):
        for id, row in known.lookup.by_id(table).items():
            yield Findable(kind, _line(id, row[column]), pages[id], id)


def _documents(known: Material, citations: Mapping[str, Place]) -> Iterator[Findable]:
    for id, row in known.lookup.by_id("documents").items():
        of_corpus = row["layer"] == "corpus"
        place = document_page(id) if of_corpus else citations.get(row["bib_key"], BIBLIOGRAPHY)
        yield Findable("document", _line(id, cited(row, known.citations[row["bib_key"]])), *place)

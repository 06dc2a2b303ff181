"""Lists who and what is named in the book, with the spelling in the original language.

A person who is withheld has no entry: there is no name that could stand in it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from analysis.reading.addresses import BIBLIOGRAPHY, document_page
from analysis.reading.linked import Entry, Line, Link, entry, listed
from analysis.reading.lookup import Lookup, Record

PAGE = "names"
PARTS = {
    "person": "People",
    "group": "Groups",
    "organisation": "Organisations",
    "state_body": "Bodies of the state",
    "place": "Places",
}


class Name(NamedTuple):
    """An entry of the page of names: its place there, the name in both scripts, what is told."""

    anchor: str
    label: str
    original: str | None
    kind: str
    entries: tuple[Entry, ...]


def names(lookup: Lookup) -> dict[str, list[Name]]:
    """Return the names of each part, the parts by their titles, in the order of the alphabet."""
    found: dict[str, list[Name]] = {title: [] for title in PARTS.values()}
    for name in (*_entities(lookup), *_places(lookup)):
        found[PARTS[name.kind]].append(name)
    return {title: sorted(own, key=_alphabetical) for title, own in found.items()}


def _alphabetical(name: Name) -> str:
    return name.label.casefold()


def _entities(lookup: Lookup) -> Iterator[Name]:
    for id, row in lookup.by_id("entities").items():
        if row["naming"] != "withheld":
            told = (_type(row, lookup), *_roles(id, lookup), _documents(id, lookup))
            yield _name(f"name-{id}", row, row["kind"], told)


def _places(lookup: Lookup) -> Iterator[Name]:
    for id, row in lookup.by_id("places").items():
        events = [event["event_id"] for event in lookup.rows("events", "place_id", id)]
        told = (_within(row, lookup), entry("Place of", _cards(events)) if events else None)
        yield _name(f"place-{id}", row, "place", told)


def _name(anchor: str, row: Record, kind: str, told: tuple[Entry | None, ...]) -> Name:
    entries = tuple(one for one in told if one)
    return Name(anchor, row["label"], row["label_original"], kind, entries)


def _type(row: Record, lookup: Lookup) -> Entry | None:
    """Return what kind an entity is, and to which it belongs unless that is withheld."""
    entities = lookup.by_id("entities")
    parent = entities.get(row["parent_id"])
    belongs = f"; belongs to {parent['label']}" if parent and _shown(parent) else ""
    return entry("Kind", lookup.labels["entity_type"][row["type"]] + belongs)


def _shown(entity: Record) -> bool:
    return entity["naming"] != "withheld"


def _within(row: Record, lookup: Lookup) -> Entry | None:
    parent = lookup.by_id("places").get(row["parent_id"])
    return entry("Within", parent["label"]) if parent else None


def _roles(id: str, lookup: Lookup) -> Iterator[Entry | None]:
    taking_part = lookup.rows("participants", "entity_id", id)
    for role, label in lookup.corpus.labels("role").items():
        events = [row["event_id"] for row in taking_part if row["role"] == role]
        if events:
            yield entry(f"{label} in", _cards(events))


def _cards(events: list[str]) -> Line:
    return listed([Link(event, event) for event in sorted(events)])


def _documents(id: str, lookup: Lookup) -> Entry | None:
    """Return the documents that an entity published, each leading to where it is described."""
    rows = lookup.rows("documents", "publisher_id", id)
    return entry("Published", listed(list(map(_document, rows)))) if rows else None


def _document(row: Record) -> Link:
    page, place = document_page(row["document_id"]) if row["layer"] == "corpus" else BIBLIOGRAPHY
    return Link(row["document_id"], f"{page}#{place}")

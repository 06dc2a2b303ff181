"""Says where a document can be read, how it is cited, and what to know before opening it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pybtex.database import Entry as BibEntry
from pybtex.database import parse_string
from pybtex.richtext import Text

from analysis.ground import files
from analysis.ground.paths import DATA, shown
from analysis.reading.linked import Line, Link
from analysis.reading.lookup import Lookup, Record, records
from analysis.reading.prose import day, when
from analysis.values.dates import bounds

# The kinds of status that make a publisher one whose readers in Russia may be at risk.
DESIGNATING = ("stigmatising_status", "prohibition_status")
ARCHIVE = "https://web.archive.org/web"


class Citation(NamedTuple):
    """What ``sources.bib`` says of a document; a title in square brackets is ours."""

    author: str
    title: str
    publisher: str
    note: str
    address: str


def load_citations(data: Path = DATA) -> Mapping[str, Citation]:
    """Read ``sources.bib`` and return the citations by their keys."""
    path = data / "sources.bib"
    entries = parse_string(files.read_text(path, shown(path, data)), "bibtex").entries
    return {key: _citation(entry) for key, entry in entries.items()}


def _citation(entry: BibEntry) -> Citation:
    author = ", ".join(_plain(str(person)) for person in entry.persons.get("author", ()))
    fields = (_plain(entry.fields.get(name, "")) for name in ("title", "publisher", "note"))
    return Citation(author, *fields, entry.fields.get("url", ""))


def _plain(latex: str) -> str:
    return str(Text.from_latex(latex))


def cited(document: Record, citation: Citation) -> str:
    """Return the full citation of a document in one line, without its address."""
    title = citation.title if citation.title.startswith("[") else f"“{citation.title}”"
    publisher = "" if citation.publisher == citation.author else f", {citation.publisher}"
    note = f" {citation.note}." if citation.note else ""
    return f"{citation.author}, {title}{publisher}, {published(document)}.{note}"


def published(document: Record) -> str:
    """Return when a document was published, as far as that was read."""
    found = bounds(document["published"])
    if found.latest is None and found.earliest is not None:
        return f"not before {day(found.earliest)}"
    return when(found.earliest, found.latest)


def with_fragment(address: str, phrase: str) -> str:
    """Return an address that leads a browser to a phrase on the page and marks it there.

    What has a meaning of its own in such an address is encoded: the hyphen as well.
    """
    return f"{address}#:~:text={quote(phrase, safe='').replace('-', '%2D')}"


def archived(address: str, near: date | None) -> str:
    """Return the address under which the Internet Archive keeps a copy, if it has one.

    It leads to the copy that is nearest to a day; nobody has looked whether there is one.
    """
    stamp = f"{near:%Y%m%d}" if near else "0"
    return f"{ARCHIVE}/{stamp}/{address}"


def archive_day(document: Record, passage: Record | None) -> date | None:
    """Return the first day of which a copy can hold the words: that of the text or of the words."""
    as_of = passage["as_of"] if passage else None
    found = bounds(as_of or document["published"])
    return found.earliest or found.latest


def designations(lookup: Lookup) -> Mapping[str, tuple[Line, ...]]:
    """Return what status each designated publisher or larger body was given in Russia, in words.

    From the measures of the cases on a publisher, and from table designations for the others. A
    status that has ended counts: what a reader risks is not for this data to say.
    """
    found: dict[str, list[Line]] = {}
    for event in lookup.by_id("events").values():
        if event["event_class"] == "measure" and event["measure_type"] in DESIGNATING:
            for taking_part in lookup.rows("participants", "event_id", event["event_id"]):
                if taking_part["role"] == "target":
                    line = (event["summary"], " (", Link(event["event_id"], event["event_id"]), ")")
                    found.setdefault(taking_part["entity_id"], []).append(line)
    types = lookup.by_id("measure_types")
    for row in records(lookup.corpus.table("designations")):
        decided = bounds(row["date"])
        label = types[row["measure_type"]]["label"]
        status = f"{label[0].lower()}{label[1:]}, decided {when(decided.earliest, decided.latest)}"
        words = f"{lookup.names[row['entity_id']]}: {status} ({row['document_id']}). "
        found.setdefault(row["entity_id"], []).append(((words + (row["note"] or "")).strip(),))
    return {entity: tuple(lines) for entity, lines in found.items()}


def designated(publisher: str, lookup: Lookup, known: Mapping[str, tuple[Line, ...]]) -> str | None:
    """Return the entity whose status concerns a publisher: itself, or a body it belongs to."""
    entity: str | None = publisher
    while entity is not None and entity not in known:
        entity = lookup.by_id("entities")[entity]["parent_id"]
    return entity


def notice(publisher: str, lookup: Lookup) -> str:
    """Return the notice that stands before each link to a designated publisher."""
    return (
        f"{lookup.names[publisher]} is designated in Russia. For people there, opening or passing "
        "on its pages can have consequences."
    )

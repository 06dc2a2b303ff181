"""Keeps the list of everything that was ever published under an id or an address.

The list may grow and never shrink: what somebody cited must be found again. A row that goes leaves
a tombstone, which says which correction withdrew it.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from analysis.ground import files
from analysis.ground.paths import BUILD, ROOT
from analysis.ground.problems import BadInput, Problem
from analysis.ground.tables import Tables
from analysis.reading.contents import pages

LIST = ROOT / "book" / "published.csv"
NAME = "book/published.csv"
HTML = BUILD / "html"
PAGE = "page"
# What a reader may cite on a page, by the look of its address.
ANCHORS = {
    "card": re.compile(r"evidence/[a-z0-9-]+\.html#[CE]\d{3,}"),
    "document": re.compile(r"documents\.html#D\d{2,}"),
    "correction": re.compile(r"changes\.html#X\d{3,}"),
    # Not where the first page repeats some: it may repeat others.
    "sentence": re.compile(r"(?!index\.)[a-z0-9/-]+\.html#H\d{2,}"),
    "figure": re.compile(r"[a-z0-9/-]+\.html#figure-[a-z0-9-]+"),
    "term": re.compile(r"glossary\.html#term-[a-z0-9-]+"),
}
# Tables whose rows have ids of their own that others may cite.
TABLES = (
    *("documents", "roots", "passages", "claims", "events", "entities", "cases", "places"),
    *("gaps", "corrections", "headlines", "series", "breaks"),
)
LOG, WITHDRAWN = "corrections", "Withdrawn"


class Published(NamedTuple):
    """Something that was published: its kind, its id or address, and what withdrew it."""

    kind: str
    name: str
    withdrawn: str = ""

    @property
    def what(self) -> tuple[str, str]:
        """What was published, whether or not it still is."""
        return self.kind, self.name


def published(path: Path = LIST) -> list[Published]:
    """Return the list as it stands. Raises `BadInput` where it is no such list."""
    rows = files.read_rows(path, NAME, Published._fields)
    wrong = [n for n, row in enumerate(rows, start=1) if len(row) != len(Published._fields)]
    if wrong:
        found = f"must have {len(Published._fields)} cells"
        raise BadInput(Problem(NAME, found, row=number) for number in wrong)
    return [Published(*row) for row in rows]


def ids(tables: Tables) -> Iterator[Published]:
    """Yield the id of each row that can be cited, and the tombstones of those that went."""
    for name in TABLES:
        yield from (Published(name, row.id) for row in tables[name])
    for row in tables[LOG]:
        if row["table"] in TABLES and row["what"].startswith(WITHDRAWN):
            yield Published(row["table"], row["row_id"], row.id)


def anchors(site: Path = HTML) -> Iterator[Published]:
    """Yield each page of the built book, and each place on it that can be cited."""
    for page in ["index.html", *(page.address for page in pages().values())]:
        yield Published(PAGE, page)
        reader = _Ids()
        reader.feed(files.read_text(site / page, f"_build/html/{page}"))
        places = sorted(f"{page}#{id}" for id in reader.found)
        for kind, pattern in ANCHORS.items():
            yield from (Published(kind, place) for place in places if pattern.fullmatch(place))


class _Ids(HTMLParser):
    """Collects the ids on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "id" and value}


def grown(listed: Iterable[Published], found: Iterable[Published]) -> list[Published]:
    """Return the list with what is new in it, sorted; nothing is taken out.

    What is found as a tombstone becomes one and stays one, and with it the places on pages that
    were named after its id.
    """
    found = list(found)
    withdrawn = {one.name: one.withdrawn for one in found if one.withdrawn}
    whole = {one.what: one for one in listed}
    for one in found:
        if one.what not in whole or one.withdrawn:
            whole[one.what] = one
    for one in whole.values():
        correction = withdrawn.get(one.name.partition("#")[2])
        if correction:
            whole[one.what] = one._replace(withdrawn=correction)
    return sorted(whole.values())


def lost(listed: Iterable[Published], found: Iterable[Published]) -> list[Published]:
    """Return what was published and is neither there nor a tombstone."""
    there = {one.what for one in found}
    return [one for one in listed if one.what not in there and not one.withdrawn]


def update(tables: Tables, site: Path = HTML, path: Path = LIST) -> str:
    """Add what is new to the list and say how much it was.

    Raises `BadInput`, a line each, for what was published and is gone; nothing is written then.
    """
    listed = published(path) if path.is_file() else []
    found = [*ids(tables), *anchors(site)]
    whole = grown(listed, found)
    if gone := lost(whole, found):
        message = "was published and is gone; put it back, or log its row as withdrawn"
        raise BadInput(Problem(NAME, f"{one.kind} {one.name} {message}") for one in gone)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([Published._fields, *whole])
    files.write_bytes(path, text.getvalue().encode())
    return f"{NAME}: {len(whole) - len(listed)} added, {len(whole)} in all\n"

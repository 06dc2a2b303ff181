"""Holds words that lead somewhere, before anyone decides how a page shows them."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

CARD = re.compile(r"[CE]\d{3,}")


class Link(NamedTuple):
    """Words that lead to a card by its id, to a place in the book, or to another site.

    ``to`` is an id such as ``C041``, a page without its ending such as ``documents#D01``, or an
    address with its scheme.
    """

    text: str
    to: str

    @property
    def is_card(self) -> bool:
        """Whether it leads to a card."""
        return bool(CARD.fullmatch(self.to))

    @property
    def leaves(self) -> bool:
        """Whether it leads to another site."""
        return "://" in self.to


Line = tuple[str | Link, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that a card says: its name and its lines.

    With a ``notice`` the lines stand behind it: a reader sees it before them.
    """

    term: str
    lines: tuple[Line, ...]
    notice: str = ""


@dataclass(frozen=True)
class Card:
    """What the book knows of one event or claim, under its permanent address."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    claims: tuple["Card", ...] = field(default=())

    @property
    def lines(self) -> list[Line]:
        """Every line of the card, without those of its claims."""
        return [line for entry in self.entries for line in entry.lines]


def entry(term: str, *lines: Line | str | None, notice: str = "") -> Entry | None:
    """Return an entry of the lines that say something, None where none does."""
    said = [(line,) if isinstance(line, str) else line for line in lines if line]
    return Entry(term, tuple(said), notice) if said else None


def card(id: str, title: str, *entries: Entry | None, claims: tuple[Card, ...] = ()) -> Card:
    """Return a card of the entries that there are."""
    return Card(id, title, tuple(one for one in entries if one), claims)


def listed(links: list[Link]) -> Line:
    """Return links with commas between them and a final and."""
    parts: list[str | Link] = []
    for left, link in zip(range(len(links), 0, -1), links, strict=True):
        parts += [link, {1: "", 2: " and "}.get(left, ", ")]
    return tuple(part for part in parts if part)


def text(line: Line) -> str:
    """Return what a line says, without where it leads."""
    return "".join(part if isinstance(part, str) else part.text for part in line)

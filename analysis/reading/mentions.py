"""Finds where pages lead to a card: in which figure or table, so that the card can lead back."""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from analysis.reading.addresses import FOLDER
from analysis.reading.linked import Line, Link

TO_CARD = re.compile(rf"(?:^|/){FOLDER}/[a-z0-9-]+\.html#([CE]\d+)$")
KINDS = {"figure": "figure", "table": "table", "text": "text"}
LONGEST = 80  # characters of a caption that are shown


class Mention(NamedTuple):
    """A place that leads to a card: a figure or table with its caption, or the text of a page.

    ``anchor`` is its address on the page, empty where it has none of its own.
    """

    card: str
    kind: str
    anchor: str = ""
    caption: str = ""


def mentions(html: str) -> list[Mention]:
    """Return every link to a card in a piece of HTML, once for each figure or table."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return list(dict.fromkeys(reader.found))


class _Reader(HTMLParser):
    """Reads HTML and notes links to cards with the figure or table that they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Mention] = []
        self.around: list[tuple[str, str, list[str], list[str]]] = []  # kind, id, caption, cards
        self.in_caption = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("figure", "table"):
            self.around.append((tag, given.get("id") or "", [], []))
        elif tag in ("figcaption", "caption"):
            self.in_caption = True
        elif tag == "a" and (found := TO_CARD.search(given.get("href") or "")):
            if self.around:
                self.around[-1][3].append(found[1])
            else:
                self.found.append(Mention(found[1], "text"))

    def handle_data(self, data: str) -> None:
        if self.in_caption and self.around:
            self.around[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("figcaption", "caption"):
            self.in_caption = False
        elif tag in ("figure", "table") and self.around and self.around[-1][0] == tag:
            kind, id, caption, cards = self.around.pop()
            words = " ".join("".join(caption).split())
            self.found += [Mention(card, kind, id, words) for card in cards]


def shown_in(
    card: str, by_page: Mapping[str, Iterable[Mention]], titles: Mapping[str, str]
) -> list[Line]:
    """Return a line for each page that leads to a card, with its figures and tables.

    ``by_page`` has the mentions of each page, ``titles`` the titles of the pages in their order.
    """
    lines: list[Line] = []
    for page, title in titles.items():
        own = dict.fromkeys(one for one in by_page.get(page, ()) if one.card == card)
        places = [
            (f"{KINDS[one.kind]} ", Link(_short(one.caption), f"{page}#{one.anchor}".rstrip("#")))
            for one in own
            if one.caption
        ]
        said = [part for place in places for part in ("; ", *place)][1:]
        lines += [(Link(title, page), *([": ", *said] if said else []))] if own else []
    return lines


def _short(caption: str) -> str:
    """Return the beginning of a caption: its first sentence, cut at a word where it is long."""
    first = re.split(r"(?<=[^\d])[.:;] ", caption)[0].rstrip(".")
    if len(first) <= LONGEST:
        return f"“{first}”"
    return f"“{first[:LONGEST].rsplit(' ', 1)[0]} …”"

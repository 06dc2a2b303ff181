"""Takes the pages of the built book as what they say, without what only a browser uses."""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from analysis.ground import files
from analysis.ground.paths import ROOT
from analysis.reading import contents

HTML = ROOT / "_build" / "html"
FRONT = "index"
EVIDENCE = "evidence/"
CARD = re.compile(r"[CE]\d{3,}")

# Without use where nothing can be pressed, scrolled or unfolded: controls, links to a heading
# beside it, the second drawing of a chart for phones, code, what is handed out with a page or a
# figure (the rows of a figure stand in a table beside it as well), and how long a page took to
# compute, which differs from copy to copy.
LEFT_OUT = ", ".join(
    (
        ".headerlink",
        ".on-phone",
        ".toctree-wrapper",
        "details.hide",
        "details.cite",
        ".figure-tools",
        "script",
        "noscript",
        "style",
        "button",
        "form",
        "[hidden]",
        "p:has(+ .run-times)",
        ".run-times",
    )
)


class BuiltPage(NamedTuple):
    """A page of the book: its name, the part that it belongs to, and its article as HTML."""

    name: str
    part: str
    article: Tag

    @property
    def title(self) -> str:
        """The heading of the page."""
        return words(self.article.h1)

    @property
    def holds_cards(self) -> bool:
        """Whether it is one of the pages that cards of the evidence stand on."""
        return self.name.startswith(EVIDENCE)


def built_pages(html: Path = HTML) -> list[BuiltPage]:
    """Return the pages of the built book in the order in which they are read, the first one first.

    Raises `BadInput` for a page that is missing.
    """
    inside = [(page.name, part.caption) for part in contents.parts() for page in part.pages]
    return [BuiltPage(name, part, _article(html, name)) for name, part in [(FRONT, ""), *inside]]


def _article(html: Path, name: str) -> Tag:
    text = files.read_text(html / f"{name}.html", f"_build/html/{name}.html")
    article = BeautifulSoup(text, "html.parser").select_one("article")
    for unneeded in article.select(LEFT_OUT):
        unneeded.decompose()
    for wrapper in article.select("div.box"):
        wrapper.unwrap()
    for cell in article.select("div.cell"):
        if not cell.get_text(strip=True):
            cell.decompose()
    return article


class Target(NamedTuple):
    """Where a link within the book leads: a page, and a place on it or nothing."""

    page: str
    place: str


def target(href: str, page: str) -> Target | None:
    """Return where a link on a page leads within the book; None for what is no page of it."""
    address = urlsplit(href)
    if address.scheme or address.netloc:
        return None
    path = normpath(PurePosixPath(page).parent / unquote(address.path)) if address.path else ""
    if path and not path.endswith(".html"):
        return None
    return Target(path.removesuffix(".html") or page, unquote(address.fragment))


def leaves_the_book(href: str) -> bool:
    """Return whether a link leads to somebody else's page."""
    return bool(urlsplit(href).netloc)


def is_card(found: Target | None) -> bool:
    """Return whether a link leads to the card of a claim or an event."""
    return bool(found and found.page.startswith(EVIDENCE) and CARD.fullmatch(found.place))


def words(element: Tag) -> str:
    """Return what an element says, in one line."""
    return " ".join(element.get_text().split())

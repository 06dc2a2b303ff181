"""Finds the figures in a page of the book, as `analysis.drawing.render` put them there."""

import posixpath
import re
from html import unescape
from typing import NamedTuple

from analysis.drawing import specification_block

_FIGURE = re.compile(r'\s*<figure class="chart"(?: id="([^"]*)")?>.*</figure>\s*', re.DOTALL)
_DRAWING = re.compile(
    r'<div class="box"[^>]*>(<svg .*?</svg>)</div>' + specification_block.BLOCK.pattern, re.DOTALL
)
_CAPTION = re.compile(r"<figcaption>([^<]*)</figcaption></figure>\s*$")  # no inner figure's
_LABEL = re.compile(r'<svg [^>]*aria-label="([^"]*)"')


class Drawing(NamedTuple):
    """One drawing of a figure: its SVG, its Vega-Lite, and whether it is the one for phones."""

    svg: str
    spec: dict
    narrow: bool


class Figure(NamedTuple):
    """A figure of the book: the page it is on, its id there, its words and its drawings."""

    page: str
    id: str
    caption: str
    description: str
    drawings: tuple[Drawing, ...]

    @property
    def stem(self) -> str:
        """What its files are called; no other figure of the book has the same."""
        return f"{self.page.replace('/', '-')}-{self.id.removeprefix('figure-')}"

    @property
    def title(self) -> str:
        """Its caption without what follows the first sentence, such as the layers."""
        return re.split(r"\.\s|(?<=\w)\s*;? Layers?: ", self.caption)[0].rstrip(".")

    @property
    def on_page(self) -> tuple[Drawing, ...]:
        """Its drawings as a page shows them, without those for phones."""
        return tuple(drawing for drawing in self.drawings if not drawing.narrow)

    def address(self, target: str = "") -> str:
        """Its permanent address from the first page of the book, or that of what it links to."""
        target = target or f"#{self.id}"
        if target.startswith("#"):
            return f"{self.page}.html{target}"
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), target))


def figure_in(html: str, page: str) -> Figure | None:
    """The figure that a piece of HTML on a page is, or None where it is something else.

    Raises ValueError for a figure without an id or a caption.
    """
    whole = _FIGURE.fullmatch(html)
    if whole is None:
        return None
    caption = _CAPTION.search(html)
    if not whole[1] or not caption:
        missing = "caption" if whole[1] else "id"
        said = "; ".join(map(unescape, _LABEL.findall(html)))[:80]
        raise ValueError(
            f"figure on {page}: found no {missing} of {said!r}; needed: "
            f"usermeta={{'{missing}': ...}} on the outermost chart"
        )
    drawings = tuple(
        Drawing(
            found[1],
            specification_block.read(found[2]),
            html.rfind('class="on-phone"', 0, found.start())
            > html.rfind('class="on-page"', 0, found.start()),
        )
        for found in _DRAWING.finditer(html)
    )
    labels = dict.fromkeys(map(unescape, _LABEL.findall(html)))
    return Figure(page, unescape(whole[1]), unescape(caption[1]), " ".join(labels), drawings)

"""Draws the cover of the e-book."""

from collections.abc import Mapping
from html import escape

import vl_convert

from analysis.drawing import theme
from analysis.drawing.sheet import lines_of

WIDTH, HEIGHT = 1200, 1800  # px
EDGE = 110
# A span of days for each of four acts, as the figures of the book draw them: bars and a hollow one.
BARS = ((110, 250, "track_a"), (240, 330, "track_a"), (430, 300, "track_b"), (560, 530, "track_c"))


def cover(facts: Mapping[str, str]) -> bytes:
    """Return the cover as PNG: title, subtitle and authors, above bars as in the figures."""
    title = _lines(facts["title"], 16, 300, 118, 132, "ink", "bold")
    subtitle = _lines(facts["subtitle"], 34, 640, 50, 66, "muted")
    authors = _lines(facts["authors"], 50, HEIGHT - 120, 38, 50, "muted")
    bars = "".join(
        f'<rect x="{x}" y="{960 + 130 * row}" width="{width}" height="56" rx="8" '
        f'fill="{theme.colour(name)}"/>'
        for row, (x, width, name) in enumerate(BARS)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="{theme.colour("surface")}"/>{title}{subtitle}{bars}{authors}</svg>'
    )
    return vl_convert.svg_to_png(svg)


def _lines(
    text: str, letters: int, y: int, size: int, step: int, colour: str, weight: str = "normal"
) -> str:
    return "".join(
        f'<text x="{EDGE}" y="{y + step * number}" font-family="{theme.FONT}" '
        f'font-size="{size}" font-weight="{weight}" fill="{theme.colour(colour)}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines_of(text, letters))
    )

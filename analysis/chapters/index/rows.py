"""Lists the parts of the book, each with its pages."""

from collections.abc import Iterable

from analysis.drawing.lists_html import Entry
from analysis.reading.contents import Part


def ways_on(parts: Iterable[Part]) -> list[Entry]:
    """Return the parts of the book, each with links to its pages."""
    return [
        Entry(part.caption, links=tuple((page.title, page.address) for page in part.pages))
        for part in parts
    ]

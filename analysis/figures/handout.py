"""Makes everything that a page hands out with a figure: the row below it, and the files."""

import posixpath
from typing import NamedTuple

from analysis.figures import about, interactive, picture, rows
from analysis.figures.page import Figure
from analysis.figures.tools import tools
from analysis.publishing.citation_file import Work
from analysis.reading.lookup import Lookup

FOLDER = "figures"  # beside the pages of the book


class Handout(NamedTuple):
    """What belongs to a figure: HTML for below it, its files, and a script for each drawing."""

    below: str
    files: dict[str, bytes]
    scripts: tuple[str, ...]


def handout(figure: Figure, chapter: str, work: Work, lookup: Lookup) -> Handout:
    """Return what a figure of a chapter hands out; files by their names, all bytes the same twice.

    Raises ValueError where nothing says what its columns mean.
    """
    frame = rows.rows(figure)
    cited = about.cited(figure, chapter, work)
    drawn = picture.svg(figure, cited.text)
    described = about.metadata(figure, frame, chapter, work, lookup)
    files = {
        f"{figure.stem}.csv": rows.as_csv(frame),
        f"{figure.stem}.svg": drawn.encode("utf-8"),
        f"{figure.stem}.png": picture.png(drawn),
        f"{figure.stem}.json": about.written(described),
    }
    scripts = tuple(interactive.name(figure, n) for n in range(len(figure.drawings)))
    files |= {f"{name}.js": interactive.script(figure, n, lookup) for n, name in enumerate(scripts)}
    up = "../" * figure.page.count("/")
    below = tools(figure, frame, cited, f"{up}{FOLDER}/", up, lookup.cards)
    return Handout(below, files, tuple(posixpath.join(up + FOLDER, f"{s}.js") for s in scripts))

"""What is in the book: its parts, and the pages of each with their titles."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from analysis.ground import files
from analysis.ground.paths import ROOT

BOOK = ROOT / "book"


class Page(NamedTuple):
    """A page of the book: its address without the ending, and its title."""

    name: str
    title: str

    @property
    def address(self) -> str:
        """Where the built page is, seen from the first page of the book."""
        return f"{self.name}.html"


class Part(NamedTuple):
    """A part of the book with its pages, in the order in which they are read."""

    caption: str
    pages: tuple[Page, ...]


def parts(book: Path = BOOK) -> list[Part]:
    """Return the parts of the book as the table of contents lists them, without the first page."""
    toc = files.read_yaml(book / "_toc.yml", "book/_toc.yml")
    return [
        Part(part["caption"], tuple(_page(book, chapter["file"]) for chapter in part["chapters"]))
        for part in toc["parts"]
    ]


def pages(book: Path = BOOK) -> dict[str, Page]:
    """Return the pages of all parts by their names."""
    return {page.name: page for part in parts(book) for page in part.pages}


def _page(book: Path, name: str) -> Page:
    found = [path for ending in ("ipynb", "md") if (path := book / f"{name}.{ending}").is_file()]
    (path,) = found
    text = files.read_text(path, f"book/{path.name}")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    elif included := re.search(r"^```\{include\} (\S+)$", text, re.MULTILINE):
        text += files.read_text(path.parent / included[1], included[1])
    return Page(name, re.search(r"^# (.+)$", text, re.MULTILINE)[1])

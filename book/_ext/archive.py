"""Puts the zip of the data beside the pages, so that the book needs no other place to offer it."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from analysis.archive.contents import write_archive
from analysis.chapters.data.rows import FOLDER


def write_zip(app: Sphinx, error: Exception | None) -> None:
    """Write the zip of the data of this build into the built book."""
    if error is None and app.builder.name == "html":
        write_archive(Path(app.outdir) / FOLDER)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what is done when the pages are written."""
    app.connect("build-finished", write_zip)
    return {"version": "1", "parallel_read_safe": True}

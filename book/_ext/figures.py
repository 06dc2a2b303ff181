"""Hands out with every figure of the book its data, pictures, metadata and citation.

A chart brings its specification into the page (``analysis/drawing/render.py``). It is taken out of
the page again here; in its place stand a row of links below the figure and the files that they
lead to. What these hold is decided in ``analysis/figures``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from analysis import load_corpus
from analysis.drawing.specification_block import BLOCK
from analysis.figures import bundle
from analysis.figures.handout import FOLDER, handout
from analysis.figures.page import Figure, figure_in
from analysis.ground import files
from analysis.publishing.citation_file import the_book
from analysis.reading.lookup import Lookup

logger = logging.getLogger(__name__)
BOX = '<div class="box"'


def load(app: Sphinx) -> None:
    """Load what figures are cited from, and write the scripts that they share."""
    app.figures_lookup = Lookup(load_corpus())
    app.figures_of, app.figures_seen = {}, set()
    if _is_site(app):
        _write(app, bundle.scripts())


def hand_out(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Complete the figures of a page; in other formats than the site's, only tidy them."""
    app.figures_of[page] = False
    for raw in doctree.findall(nodes.raw):
        html = raw.astext()
        if "<figure" not in html:
            continue
        try:
            figure = figure_in(html, page) if _is_site(app) else None
            completed = _completed(app, html, figure) if figure else BLOCK.sub("", html)
        except ValueError as error:
            _fail(app, page, error)
            continue
        raw.children[:] = [nodes.Text(completed)]
        raw.rawsource = completed
        app.figures_of[page] |= figure is not None


def _completed(app: Sphinx, html: str, figure: Figure) -> str:
    if figure.stem in app.figures_seen:
        raise ValueError(
            f"figure id: found {figure.id!r} twice on {figure.page}; "
            "needed: one that no other figure of the chapter has"
        )
    app.figures_seen.add(figure.stem)
    title = app.env.titles[figure.page].astext()
    made = handout(figure, title, the_book(), app.figures_lookup)
    _write(app, made.files)
    boxes = _live_boxes(made.scripts)
    marked = re.sub(re.escape(BOX), lambda _: next(boxes), BLOCK.sub("", html).rstrip())
    return marked.removesuffix("</figure>") + made.below + "</figure>"


def _live_boxes(scripts: tuple[str, ...]) -> Iterator[str]:
    for address in scripts:
        yield f'{BOX} data-drawing="{address}" data-name="{Path(address).stem}"'


def _fail(app: Sphinx, page: str, error: ValueError) -> None:
    """Say in one line what is wrong, and fail the build also where warnings would pass."""
    logger.error("%s", error, location=page)
    app.statuscode = 1


def _write(app: Sphinx, made: dict[str, bytes]) -> None:
    for name, content in made.items():
        files.write_bytes(Path(app.outdir) / FOLDER / name, content)


def _is_site(app: Sphinx) -> bool:
    return app.builder.name == "html"


def add_loader(
    app: Sphinx, page: str, _template: str, _context: dict[str, Any], _doctree: nodes.document
) -> None:
    """Load the script that makes figures live, on pages that have any."""
    if app.figures_of.get(page):
        app.add_js_file(f"../{FOLDER}/loader.js", loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to what happens in a build."""
    app.connect("builder-inited", load)
    app.connect("doctree-resolved", hand_out)
    app.connect("html-page-context", add_loader)
    return {"version": "1", "parallel_read_safe": False}

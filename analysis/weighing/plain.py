"""Builds the notebooks as a plain Jupyter Book does: with its defaults and Altair's renderer."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import vl_convert
from playwright.sync_api import BrowserContext, Route

from analysis.ground import files
from analysis.ground.paths import ROOT

FOLDER = ROOT / "_build" / "plain"
# Chapters find what they include or cite where they do in the repository.
BESIDE = ("*.md", "CITATION.cff", "data/*.bib")
OUR_OWN = ("_ext", "_static", "_templates", "_print", ".ipynb_checkpoints")
CONFIG = """\
title: How Repression Escalates
only_build_toc_files: true
execute: {execute_notebooks: cache, timeout: 300}
bibtex_bibfiles: [../data/sources.bib, ../data/literature.bib]
sphinx: {config: {nb_execution_raise_on_error: true}}
"""
JUPYTER_BOOK = str(Path(sys.executable).with_name("jupyter-book"))
ENABLED = "render.enable()"
# What a notebook runs once it has set up the book's renderer: it goes back to Altair's.
DEFAULT_RENDERER = """\
import altair
from analysis.drawing import render

altair.renderers.enable("default")
altair.theme.enable("default")
render.figure = lambda spec: {"text/plain": "", **altair.renderers.get()(spec)}
"""
CDN = "https://cdn.jsdelivr.net/**"


def build(folder: Path = FOLDER) -> Path:
    """Build the plain book and return its pages. Notebooks that were run before are not run again.

    Raises RuntimeError with what Jupyter Book said where it fails.
    """
    _copy(folder)
    command = [JUPYTER_BOOK, "build", "book", "--path-output", "."]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if built.returncode != 0:
        raise RuntimeError(f"the plain book could not be built:\n{built.stdout}\n{built.stderr}")
    return folder / "_build" / "html"


def _copy(folder: Path) -> None:
    """Copy the chapters, each notebook with Altair's renderer, and what they need beside them."""
    shutil.rmtree(folder / "book", ignore_errors=True)
    shutil.copytree(ROOT / "book", folder / "book", ignore=shutil.ignore_patterns(*OUR_OWN))
    for file in (file for pattern in BESIDE for file in ROOT.glob(pattern)):
        copy = folder / file.relative_to(ROOT)
        files.write_bytes(copy, files.read_bytes(file, file.name))
    files.write_bytes(folder / "book" / "_config.yml", CONFIG.encode())
    for notebook in (folder / "book").rglob("*.ipynb"):
        text = files.read_text(notebook, notebook.name)
        files.write_bytes(notebook, with_default_renderer(text).encode())


def with_default_renderer(notebook: str) -> str:
    """Return a notebook that draws its charts as Altair does when nobody tells it how."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and ENABLED in source:
            cell["source"] = source.replace(ENABLED, f"{ENABLED}\n{DEFAULT_RENDERER}")
    return json.dumps(content)


def answer_as_the_cdn(context: BrowserContext) -> None:
    """Answer what the pages ask of other hosts: Vega from vl-convert, and nothing else at all."""
    context.route("https://**", lambda route: route.abort())
    context.route(CDN, _answer)


def _answer(route: Route) -> None:
    """Give all of Vega where Vega is asked for; Vega-Lite and the embedding are in it."""
    asked = route.request.url.removeprefix("https://cdn.jsdelivr.net/npm/")
    if asked.startswith("vega@"):
        route.fulfill(body=_vega(), content_type="text/javascript")
    elif asked.startswith(("vega-lite@", "vega-embed@")):
        route.fulfill(body="", content_type="text/javascript")
    else:
        route.abort()


def _vega() -> str:
    """Return the bundle in a function of its own: its `_` would collide with that of Sphinx."""
    return f"(() => {{{vl_convert.javascript_bundle()}}})();"

"""Fills the page of names; what it says is decided in ``analysis/reading/names.py``."""

from typing import Any

from docutils import nodes
from evidence import evidence_of, item
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from analysis.reading.names import Name, names


class NamesDirective(SphinxDirective):
    """Everybody and everything that is named, part by part."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each part."""
        return [_part(title, own) for title, own in names(evidence_of(self.env).lookup).items()]


def _part(title: str, own: list[Name]) -> nodes.section:
    entries = [part for name in own for part in (_head(name), _told(name))]
    return nodes.section(
        "", nodes.title("", title), *entries, ids=[title.lower().replace(" ", "-")]
    )


def _head(name: Name) -> nodes.paragraph:
    head = nodes.paragraph(
        "", "", nodes.strong("", name.label), ids=[name.anchor], classes=["name"]
    )
    if name.original:
        head += [nodes.Text(", "), nodes.inline("", name.original, classes=["language-ru"])]
    return head


def _told(name: Name) -> nodes.definition_list:
    return nodes.definition_list("", *map(item, name.entries), classes=["facts"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("names", NamesDirective)
    return {"version": "1", "parallel_read_safe": False}

"""What a screen reader needs of a page that its makers leave out.

Words of another language are marked, by which it changes its voice. A table in Markdown has the
sentence above it as its caption, and its heads say that they are heads of columns. What MyST-NB and
Sphinx call by other names than the reader sees, or by roles that no longer exist, is mended.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

# Words that are not English and no names, by their language. Cyrillic letters are Russian.
FOREIGN = {"de": ("Repression in Russland", "Pro Bleiberecht")}
CYRILLIC = "ru"

MENDED = {
    ' role="doc-biblioentry"': ' role="listitem"',  # what the lists of references hold
    ' aria-label="Toggle hidden content"': "",  # its name is what it shows: Show the code
    '<th class="head': '<th scope="col" class="head',
}

_PHRASES = {phrase: language for language, phrases in FOREIGN.items() for phrase in phrases}
_WORD = r"[«#]?\b[\u0400-\u04ff]+"
_RUN = rf"{_WORD}(?:[ \u00a0.«»-]+{_WORD})*»?"
_PASSED_OVER = (
    r"<(?P<raw>script|style|svg|textarea)\b.*?</(?P=raw)>"
    r"|<[^>]*\slang=[^>]*>[^<]*"  # is marked already
    r"|<[^>]*>"
)
_SOUGHT = re.compile(
    rf"{_PASSED_OVER}|(?P<phrase>{'|'.join(map(re.escape, _PHRASES))})|(?P<cyrillic>{_RUN})",
    re.DOTALL,
)


def in_their_languages(html: str) -> str:
    """Return HTML in which words of another language are marked with it, outside of drawings."""
    return _SOUGHT.sub(_marked, html)


def _marked(found: re.Match[str]) -> str:
    language = CYRILLIC if found["cyrillic"] else _PHRASES.get(found["phrase"])
    return f'<span lang="{language}">{found[0]}</span>' if language else found[0]


def mended(html: str) -> str:
    """Return the HTML of a page with names and roles that say what things are."""
    for wrong, right in MENDED.items():
        html = html.replace(wrong, right)
    return html


class Captions(SphinxPostTransform):
    """Makes the sentence that ends in a colon above a table in Markdown its caption."""

    default_priority = 950  # after MyST-NB has made its own table

    def run(self, **_kwargs: Any) -> None:
        """Give each table that has none a caption where such a sentence stands above it."""
        for number, table in enumerate(list(self.document.findall(nodes.table)), start=1):
            sentence = _above(table)
            if not table.next_node(nodes.title) and sentence.astext().endswith(":"):
                table.insert(0, nodes.title("", "", *_without_colon(sentence)))
                table["ids"].append(f"table-{number}")
                sentence.parent.remove(sentence)


def _above(node: nodes.Node) -> nodes.Node:
    """Return what stands before a node, or before the box in which it is first."""
    while node.parent.index(node) == 0 and isinstance(node.parent, nodes.container):
        node = node.parent
    before = node.parent.index(node) - 1
    return node.parent[before] if before >= 0 else nodes.Text("")


def _without_colon(sentence: nodes.Element) -> list[nodes.Node]:
    *others, last = sentence.children
    return [*others, nodes.Text(last.astext().removesuffix(":") + ".")]


def mend_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Mend the text of a page before it is put into its frame."""
    if "body" in context:
        context["body"] = in_their_languages(mended(context["body"]))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what is done to each page."""
    app.add_post_transform(Captions)
    app.connect("html-page-context", mend_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

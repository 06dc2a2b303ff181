"""The pieces of HTML that the chapters on cases are made of: sentences with links, lists, terms."""

import re
from collections.abc import Iterable
from html import escape, unescape

from analysis.drawing.tables_html import Table


def block(html: str, kind: str) -> Table:
    """Return a piece of a page, and the same as plain text; ``kind`` is what the styles know it by.

    Such a piece is no table, but is shown in the same way.
    """
    text = re.sub(r"</(?:p|li|dt|dd|h3)>\s*", "\n", html)
    text = unescape(re.sub(r"<[^>]+>", "", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return Table(f'<div class="case {kind}">{html}</div>', "\n".join(filter(None, lines)))


def linked(words: str, address: object) -> str:
    """Return words as a link to an address, or plain where there is none."""
    found = isinstance(address, str)
    return f'<a href="{escape(address)}">{escape(words)}</a>' if found else escape(words)


def paragraph(inner: str, kind: str = "") -> str:
    """Return a paragraph of HTML."""
    return f'<p class="{kind}">{inner}</p>' if kind else f"<p>{inner}</p>"


def items(inners: Iterable[str], ordered: bool = False) -> str:
    """Return pieces of HTML as a list."""
    tag = "ol" if ordered else "ul"
    inside = "\n".join(f"<li>{inner}</li>" for inner in inners)
    return f"<{tag}>\n{inside}\n</{tag}>"


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of terms, each a text with HTML that says what it holds."""
    inside = "\n".join(
        f"<div><dt>{escape(term)}</dt><dd>{inner}</dd></div>" for term, inner in pairs
    )
    return f"<dl>\n{inside}\n</dl>"


def listing(pieces: Iterable[str]) -> str:
    """Return pieces of HTML as an enumeration with commas and a final and."""
    *first, last = pieces
    return f"{', '.join(first)} and {last}" if first else last

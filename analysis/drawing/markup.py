"""The pieces of HTML that charts and tables share."""

import re
from html import escape

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)  # what an absolute address starts with


def scroll_box(inner: str, name: str) -> str:
    """A box that scrolls sideways on a narrow page, and by keyboard as well."""
    return f'<div class="box" role="region" tabindex="0" aria-label="{escape(name)}">{inner}</div>'


def id_attribute(value: str | None) -> str:
    """The attribute that gives an element its address on the page, or nothing."""
    return f' id="{escape(value)}"' if value else ""

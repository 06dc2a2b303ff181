"""The control by which a reader copies a citation: it opens without any script, which only copies.

`book/_static/cite.js` copies, `book/_static/cite.css` says how it looks.
"""

import json
from html import escape

from analysis.publishing.citation import SPECIAL, Reference, reference
from analysis.publishing.citation_file import Work

ID, TITLE = "CARDID", "CARDTITLE"  # what `cite.js` puts the id and the words of a card in place of


def control(reference: Reference, summary: str) -> str:
    """Return HTML that shows a reference and its BibTeX below a line that opens it."""
    return (
        f'<details class="cite"><summary>{escape(summary)}</summary>'
        f"{copyable(reference.text, 'Reference')}{copyable(reference.bibtex, 'BibTeX')}</details>"
    )


def copyable(text: str, name: str) -> str:
    """Return HTML of a text that can be selected, with a button that copies it."""
    return (
        f'<div class="cite-text"><p class="cite-name">{escape(name)}</p>'
        f'<button type="button" class="cite-copy pst-js-only" aria-label="Copy {escape(name)}">'
        f"Copy</button><pre>{escape(text)}</pre></div>"
    )


def card_templates(page: str, work: Work | None = None) -> str:
    """Return HTML with what each event and claim on a page of cards is cited by.

    It holds the reference once, and `cite.js` fills in the id and the words of a card, which a page
    has hundreds of. `page` is its name without the ending.
    """
    cited = {
        kind: reference(kind, TITLE, f"{page}.html#{ID}", work)._asdict()
        for kind in ("event", "claim")
    }
    text = json.dumps({**cited, "special": SPECIAL}, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="cite-cards">{text}</script>'

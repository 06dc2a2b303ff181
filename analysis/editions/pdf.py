"""Prints the built book as one PDF that a screen reader can walk through (PDF/UA-1).

`python -m analysis.editions.pdf` does it for the book in `_build/html`, and links it there. The
same book gives the same bytes on the same machine: the day in the file is that of the release.
"""

import logging
from collections.abc import Mapping
from pathlib import Path

from analysis.editions.downloads import PDF, hand_out
from analysis.editions.edition import edition
from analysis.editions.one_page import one_page
from analysis.editions.pages import HTML, built_pages
from analysis.ground import files
from analysis.ground.paths import ROOT

STYLE = ROOT / "book" / "_print" / "print.css"
FONTS = ROOT / "book" / "_static" / "fonts"


def printed(page: str, facts: Mapping[str, str]) -> bytes:
    """Return a page of HTML as a tagged PDF.

    Raises ValueError where it asks for a file that is not one of the book's fonts.
    """
    # Imported here: WeasyPrint needs libraries of the system, and only printing needs WeasyPrint.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    refused = []

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> object:
            if not url.startswith(f"{FONTS.as_uri()}/"):
                refused.append(url)
                raise ValueError(
                    "not a file of the book"
                )  # which WeasyPrint leaves out and goes on
            return super().fetch(url, headers)

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    html = weasyprint.HTML(string=page, base_url=STYLE.as_uri(), url_fetcher=OwnFiles())
    content = html.write_pdf(
        font_config=FontConfiguration(),
        pdf_variant="pdf/ua-1",
        pdf_identifier=facts["manifest"][:32].encode(),
    )
    if refused:
        asked = ", ".join(refused)
        raise ValueError(f"print: found {asked}; allowed: files in book/_static/fonts")
    return content


def book(html: Path = HTML) -> bytes:
    """Return the built book as a PDF."""
    facts = edition()
    style = files.read_text(STYLE, "book/_print/print.css")
    return printed(one_page(built_pages(html), facts, style), facts)


if __name__ == "__main__":
    hand_out(PDF, book())

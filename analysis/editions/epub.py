"""Packs the built book as an e-book (EPUB 3) that asks for nothing from outside.

`python -m analysis.editions.epub` does it for the book in `_build/html`, and links it there. The
same book gives the same bytes: the day in the file is that of the release.
"""

import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from itertools import groupby
from pathlib import Path

from analysis.editions.cover import cover
from analysis.editions.downloads import EPUB, hand_out
from analysis.editions.ebook_pages import ebook_page, xhtml
from analysis.editions.edition import edition
from analysis.editions.pages import HTML, BuiltPage, built_pages
from analysis.ground import files
from analysis.ground.paths import ROOT

STYLE = ROOT / "book" / "_print" / "ebook.css"
MIMETYPE = b"application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
ACCESSIBILITY = [
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "unlocked"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "Each figure has a description, and a table with the same rows stands beside it. Tables "
        "have headers. Headings and links lead through the text.",
    ),
]


def book(html: Path = HTML) -> bytes:
    """Return the built book as an e-book."""
    facts = edition()
    return packed(built_pages(html), facts, files.read_bytes(STYLE, "book/_print/ebook.css"))


def packed(pages: list[BuiltPage], facts: Mapping[str, str], style: bytes) -> bytes:
    """Return pages as an e-book. `facts` are those of `edition`.

    The pages are changed and must not be used afterwards.
    """
    known = {page.name for page in pages}
    nav = _nav(pages, facts["title"])
    with_drawings = {page.name for page in pages if page.article.find("svg")}
    texts = {f"{page.name}.xhtml": ebook_page(page, known) for page in pages}
    inside = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _package(pages, facts, with_drawings),
        "EPUB/nav.xhtml": nav,
        "EPUB/cover.xhtml": _cover_page(facts),
        "EPUB/cover.png": cover(facts),
        "EPUB/style.css": style,
        **{f"EPUB/{name}": text for name, text in texts.items()},
    }
    return _zipped(inside, date.fromisoformat(facts["day"]))


def _package(pages: Iterable[BuiltPage], facts: Mapping[str, str], drawn: set[str]) -> str:
    """Return the list of everything in the e-book, with what is to be known of it."""
    id = uuid.uuid5(uuid.NAMESPACE_OID, facts["manifest"]).urn
    told = {
        "title": f"{facts['title']}: {facts['subtitle']}",
        "creator": facts["authors"],
        "publisher": facts["authors"],
        "language": "en",
        "date": facts["day"],
        "description": facts["subject"],
        "rights": facts["licences_told"],
        "source": f"Data version {facts['version']}, SHA-256 {facts['manifest']}",
    }
    lines = [f'<dc:identifier id="id">{id}</dc:identifier>']
    lines += [f"<dc:{name}>{escape(said)}</dc:{name}>" for name, said in told.items()]
    lines += [f"<dc:subject>{escape(word)}</dc:subject>" for word in facts["keywords"].split(", ")]
    known = [("dcterms:modified", f"{facts['day']}T00:00:00Z"), *ACCESSIBILITY]
    lines += [f'<meta property="{name}">{escape(said)}</meta>' for name, said in known]
    lines += ['<meta name="cover" content="cover-image"/>']  # what older readers look for
    items = [
        _item("cover-image", "cover.png", "image/png", "cover-image"),
        _item("style", "style.css", "text/css"),
        _item("cover", "cover.xhtml"),
        _item("nav", "nav.xhtml", properties="nav"),
        *(
            _item(_name(page), f"{page.name}.xhtml", properties="svg" * (page.name in drawn))
            for page in pages
        ),
    ]
    order = ["cover", "nav", *map(_name, pages)]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xml:lang="en">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "\n".join(lines)
        + "\n</metadata>\n<manifest>\n"
        + "\n".join(items)
        + "\n</manifest>\n<spine>\n"
        + "\n".join(f'<itemref idref="{name}"/>' for name in order)
        + "\n</spine>\n</package>\n"
    )


def _item(id: str, href: str, kind: str = "application/xhtml+xml", properties: str = "") -> str:
    also = f' properties="{properties}"' if properties else ""
    return f'<item id="{id}" href="{href}" media-type="{kind}"{also}/>'


def _name(page: BuiltPage) -> str:
    return "page-" + page.name.replace("/", "-")


def _nav(pages: Iterable[BuiltPage], title: str) -> str:
    """Return the contents: the parts, and the pages of each."""
    parts = []
    for caption, inside in groupby(pages, key=lambda page: page.part):
        links = "\n".join(
            f'<li><a href="{page.name}.xhtml">{escape(page.title)}</a></li>' for page in inside
        )
        parts.append(
            f"<li><span>{escape(caption)}</span><ol>\n{links}\n</ol></li>" if caption else links
        )
    body = (
        '<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1><ol>\n'
        + "\n".join(parts)
        + '\n</ol></nav>\n<nav epub:type="landmarks" hidden="hidden"><h2>Landmarks</h2><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>'
        '<li><a epub:type="toc" href="#toc">Contents</a></li>'
        '<li><a epub:type="bodymatter" href="index.xhtml">Start</a></li></ol></nav>'
    )
    return xhtml(f"Contents of {title}", body, "")


def _cover_page(facts: Mapping[str, str]) -> str:
    alt = escape(f"Cover: {facts['title']}. {facts['subtitle']}. {facts['authors']}.")
    body = f'<section epub:type="cover" class="cover"><img src="cover.png" alt="{alt}"/></section>'
    return xhtml(facts["title"], body, "")


def _zipped(inside: Mapping[str, str | bytes], day: date) -> bytes:
    """Return files as a zip whose first entry says what it is, as EPUB demands."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, "mimetype", MIMETYPE, day, zipfile.ZIP_STORED)
        for name, content in inside.items():
            raw = content.encode("utf-8") if isinstance(content, str) else content
            _add(archive, name, raw, day, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, day: date, method: int) -> None:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    archive.writestr(entry, content, method, compresslevel=9)


if __name__ == "__main__":
    hand_out(EPUB, book())

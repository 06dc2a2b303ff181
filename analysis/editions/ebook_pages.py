"""Turns the pages of the built book into pages of an e-book: strict XML, without any script."""

from collections.abc import Container
from html import escape
from posixpath import relpath

from bs4 import BeautifulSoup, Tag

from analysis.editions.pages import BuiltPage, leaves_the_book, target

XLINK = "http://www.w3.org/1999/xlink"
# HTML does not tell capitals from small letters in these names, XML does.
CAPITALS = {
    "viewbox": "viewBox",
    "patternunits": "patternUnits",
    "patterntransform": "patternTransform",
    "preserveaspectratio": "preserveAspectRatio",
    "clippath": "clipPath",
    "lineargradient": "linearGradient",
    "gradientunits": "gradientUnits",
}
# What only a screen with keys needs, and EPUB has no word for.
ONLY_ON_SCREEN = ("tabindex", "style", "version")


def ebook_page(page: BuiltPage, known: Container[str]) -> str:
    """Return a page as XHTML; its links lead to the other pages of the e-book.

    `known` are the names of the pages. The page is changed and must not be used afterwards.
    """
    for link in page.article.select("a[href]"):
        _lead_within(link, page.name, known)
    for entry in page.article.find_all(role="doc-biblioentry"):
        entry["role"] = "listitem"  # newer EPUB has no word for the former; its parent is a list
    for drawing in page.article.find_all("svg"):
        _as_xml(drawing)
    body = page.article.decode_contents(formatter="minimal")
    return xhtml(page.title, body, root(page.name))


def xhtml(title: str, body: str, root: str) -> str:
    """Return a whole page of XHTML. `root` leads from the page to the folder of the style sheet."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="en" xml:lang="en">\n'
        f"<head><title>{escape(title)}</title>"
        f'<link rel="stylesheet" type="text/css" href="{root}style.css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def root(name: str) -> str:
    """Return the way from a page to the folder that all pages are in."""
    return "../" * name.count("/")


def _lead_within(link: Tag, page: str, known: Container[str]) -> None:
    """Let a link lead to a page of the e-book; one to anything else in the book is words alone."""
    if leaves_the_book(link["href"]):
        return
    found = target(link["href"], page)
    if not found or found.page not in known:
        link.unwrap()
        return
    path = relpath(f"{found.page}.xhtml", page.rpartition("/")[0] or ".")
    link["href"] = "#".join(filter(None, [path, found.place]))
    link.attrs.pop("download", None)


def _as_xml(drawing: Tag) -> None:
    """Write a drawing as XML, with its description as title and links as SVG 1.1 knows them."""
    for element in [drawing, *drawing.find_all(True)]:
        element.name = CAPITALS.get(element.name, element.name)
        for key in ONLY_ON_SCREEN:
            element.attrs.pop(key, None)
        element.attrs = {CAPITALS.get(key, key): said for key, said in element.attrs.items()}
    for link in drawing.find_all("a"):
        link["xlink:href"] = link.attrs.pop("href")
    if drawing.get("role") == "group":
        del drawing["role"]  # EPUB knows pictures; one with links in it is entered without a role
    drawing.attrs |= {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": XLINK}
    title = BeautifulSoup("<title></title>", "html.parser").title
    title.string = drawing["aria-label"]
    drawing.insert(0, title)

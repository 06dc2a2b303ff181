"""Cites the book, its data, a chapter, a figure, an event or a claim: a reference and its BibTeX.

Each names the version of the data and its fingerprint, since what a part shows may change with the
next version.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from analysis.publishing.citation_file import Author, Work, the_book

PARTS = {
    "chapter": "",
    "figure": "Figure",
    "table": "Table",
    "event": "Event",
    "claim": "Claim",
}
FINGERPRINT = 12  # characters of the SHA-256 that a reference names; BibTeX has all of it
SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces also behind a backslash
    "}": r"\textbraceright{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


class Reference(NamedTuple):
    """How something is cited: as a sentence for a list of references, and as a BibTeX entry."""

    text: str
    bibtex: str


class _Part(NamedTuple):
    """A part of the book: its title, what it is called, where it is and in which chapter."""

    title: str
    label: str
    address: str
    chapter: str


def reference(
    kind: str, title: str, address: str, work: Work | None = None, *, chapter: str = ""
) -> Reference:
    """Return how a part of the book is cited.

    `kind` is `chapter`, `figure`, `table`, `event` or `claim`; an event or claim is titled with
    its id and what it says. `address` is its place in the book as seen from the first page, such as
    `evidence/vorontsov.html#E012`; `chapter` is the title of the chapter that a figure or table
    stands in. Raises KeyError for another kind.
    """
    work = work or the_book()
    part = _Part(" ".join(title.split()).removesuffix("."), PARTS[kind], address, chapter)
    return Reference(_text(part, work), _bibtex(part, work))


def book(work: Work | None = None) -> Reference:
    """Return how the whole book is cited."""
    work = work or the_book()
    words = f"{_by(work)} {work.title} ({_state(work)})."
    fields = {
        "author": _names(work.authors),
        "title": f"{{{escaped(work.title)}}}",
        "edition": f"Version {work.version}",
        "publisher": f"{{{escaped(work.authored_by)}}}",
        **_dated(work),
        "note": _note(work),
        "doi": work.doi,
        "url": work.address(),
    }
    return Reference(
        _found_at(words, work.doi_address or work.url), entry("book", key(work), fields)
    )


def data(work: Work | None = None) -> Reference:
    """Return how the data of the book are cited, by their version and their whole fingerprint."""
    work = work or the_book()
    words = f"{_by(work)} Data of {work.title} [Data set]. {_note(work)}."
    fields = {
        "author": _names(work.authors),
        "title": f"{{Data of {escaped(work.title)}}}",
        "howpublished": "Data set",
        "version": work.version,
        **_dated(work),
        "note": _note(work),
        "doi": work.doi,
        "url": work.address(),
    }
    text = _found_at(words, work.doi_address or work.url)
    return Reference(text, entry("misc", key(work, "data"), fields))


def _text(part: _Part, work: Work) -> str:
    what = f"“{part.title}”" + (f" [{part.label}]" if part.label else "")
    within = (f"“{part.chapter}”, " if part.chapter else "") + work.title
    words = f"{_by(work)} {what}. In {within} ({_state(work)})."
    return _found_at(words, work.doi_address, work.address(part.address))


def _bibtex(part: _Part, work: Work) -> str:
    chapter = f"“{escaped(part.chapter)}”, " if part.chapter else ""
    whole = {"howpublished": f"{part.label} in {chapter}{{{escaped(work.title)}}}"}
    if not part.label:
        whole = {
            "booktitle": f"{{{escaped(work.title)}}}",
            "edition": f"Version {work.version}",
            "publisher": f"{{{escaped(work.authored_by)}}}",
        }
    fields = {
        "author": _names(work.authors),
        "title": f"{{{escaped(part.title)}}}",
        **whole,
        **_dated(work),
        "note": _note(work) + ("" if work.url else f", at {escaped(part.address)}"),
        "doi": work.doi,
        "url": work.address(part.address) if work.url else "",
    }
    return entry("misc" if part.label else "incollection", key(work, part.address), fields)


def entry(kind: str, name: str, fields: Mapping[str, str]) -> str:
    """Return a BibTeX entry of the fields that say something."""
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{name},", *lines, "}"])


def key(work: Work, address: str = "") -> str:
    """Return the key of a part in BibTeX: the book's title and year, and where the part is."""
    words = f"{work.short_title} {work.released.year} {address.replace('.html', '')}"
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")


def escaped(words: str) -> str:
    """Return words as BibTeX takes them."""
    return "".join(SPECIAL.get(character, character) for character in words)


def _by(work: Work) -> str:
    return f"{work.authored_by} ({work.released.year})."


def _found_at(words: str, *addresses: str) -> str:
    return " ".join([words, *filter(None, addresses)])


def _names(authors: tuple[Author, ...]) -> str:
    """Return authors as BibTeX takes them: the braces keep an entity from being split."""
    return " and ".join(
        escaped(author.inverted) if author.given else f"{{{escaped(author.name)}}}"
        for author in authors
    )


def _dated(work: Work) -> dict[str, str]:
    return {"year": str(work.released.year), "month": str(work.released.month)}


def _state(work: Work) -> str:
    """Return what was cited, short enough for a sentence."""
    return f"version {work.version}, data SHA-256 {work.sha256[:FINGERPRINT]}"


def _note(work: Work) -> str:
    return f"Version {work.version}, data SHA-256 {work.sha256}"

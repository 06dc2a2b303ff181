"""What a page says about itself to machines: reference managers, libraries, search engines.

Three vocabularies in `meta` elements, each with its readers:

- Highwire (`citation_*`): Google Scholar and the importers of reference managers. The first page is
  the book; a chapter is a part of it (`citation_inbook_title`), so that no record is a second book.
- Dublin Core (`DC.*`) and `prism.edition`: libraries, and importers for what Highwire has no name.
- Open Graph (`og:*`): what a link shows where somebody pastes it. There is no picture, which a
  reader's program would have to fetch.

And schema.org as JSON-LD, a block of data that no browser runs. An address is there only when the
book has one.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from analysis.publishing.citation_file import Author, Work
from analysis.publishing.formats import LANGUAGE

SPDX = "https://spdx.org/licenses/"
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}


@dataclass(frozen=True)
class Page:
    """A page of the book: its title, its address seen from the first page, what it is about."""

    title: str
    address: str
    description: str
    is_book: bool = False


class Download(NamedTuple):
    """A file of the data: its address seen from the first page, its size in bytes, its SHA-256."""

    address: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class DataSet:
    """The data of the book as its own description calls them, with the files to download."""

    title: str
    description: str
    files: tuple[Download, ...]


def head(page: Page, work: Work, data: DataSet) -> str:
    """Return the HTML that belongs into the head of a page."""
    return "\n".join(["", *meta_elements(page, work), json_ld(page, work, data), ""])


def meta_elements(page: Page, work: Work) -> list[str]:
    """Return the `meta` elements of a page."""
    named = [
        ("description", page.description),
        *_highwire(page, work),
        *_dublin_core(page, work),
    ]
    return [
        *(_meta("name", *said) for said in named),
        *(_meta("property", *said) for said in _open_graph(page, work)),
    ]


def _meta(attribute: str, name: str, value: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(value)}" />'


def _title(page: Page, work: Work) -> str:
    return work.title if page.is_book else page.title


def _highwire(page: Page, work: Work) -> Iterator[tuple[str, str]]:
    yield "citation_title", _title(page, work)
    for author in work.authors:
        yield "citation_author", _whole(author)
    yield "citation_publication_date", f"{work.released:%Y/%m/%d}"
    if not page.is_book:
        yield "citation_inbook_title", work.title
        yield "citation_book_title", work.title  # the same, for importers that know only this name
    yield "citation_publisher", work.authored_by
    yield "citation_language", LANGUAGE["short"]
    yield "citation_keywords", "; ".join(work.keywords)
    if work.doi and page.is_book:  # of the book; on a chapter it would make a second record of it
        yield "citation_doi", work.doi
    if work.url:
        yield "citation_public_url", work.address("" if page.is_book else page.address)


def _whole(author: Author) -> str:
    """Return a name that importers keep whole: without a comma they would split off a last name."""
    return author.inverted if author.given else f"{author.name},"


def _dublin_core(page: Page, work: Work) -> Iterator[tuple[str, str]]:
    yield "DC.title", _title(page, work)
    for author in work.authors:
        yield "DC.creator", author.inverted
    yield "DC.type", "Book" if page.is_book else "Book Chapter"
    yield "DC.date", work.released.isoformat()
    yield "DC.publisher", work.authored_by
    yield "DC.language", LANGUAGE["short"]
    yield "DC.rights", work.licences[-1]
    yield "DC.description", page.description
    for word in work.keywords:
        yield "DC.subject", word
    if not page.is_book:
        yield "DC.source", work.title
    if work.doi and page.is_book:
        yield "DC.identifier", work.doi
    yield "prism.edition", f"Version {work.version}"


def _open_graph(page: Page, work: Work) -> Iterator[tuple[str, str]]:
    yield "og:title", _title(page, work)
    yield "og:type", "book" if page.is_book else "article"
    yield "og:description", page.description
    if page.is_book:
        yield "book:release_date", work.released.isoformat()
    else:
        yield "og:site_name", work.short_title
    if work.url:
        yield "og:url", work.address("" if page.is_book else page.address)


def json_ld(page: Page, work: Work, data: DataSet) -> str:
    """Return a page as schema.org: the book with its data on the first page, else a chapter.

    Without an address of the book its parts are named by what they are called from the page itself.
    """
    up = "../" * page.address.count("/")
    home = work.address() or f"{up}index.html"
    parts = (
        [_book(page, work, home), _dataset(work, data, home)]
        if page.is_book
        else [_chapter(page, work, home)]
    )
    graph = {"@context": "https://schema.org", "@graph": parts}
    # No "<" in it, so that no title can end the element.
    text = json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _book(page: Page, work: Work, home: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "Book",
            "@id": f"{home}#book",
            "name": work.title,
            "bookEdition": f"Version {work.version}",
            "bookFormat": "https://schema.org/EBook",
            "abstract": page.description,
            **_common(work, work.licences[-1]),
            "isBasedOn": {"@id": f"{home}#data"},
        }
    )


def _chapter(page: Page, work: Work, home: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "Chapter",
            "name": page.title,
            "abstract": page.description,
            "url": work.address(page.address) if work.url else "",
            "license": f"{SPDX}{work.licences[-1]}",
            "inLanguage": LANGUAGE["short"],
            "author": _people(work.authors),
            "isPartOf": {"@type": "Book", "@id": f"{home}#book", "name": work.title},
        }
    )


def _dataset(work: Work, data: DataSet, home: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "Dataset",
            "@id": f"{home}#data",
            "name": data.title,
            "description": data.description,
            **_common(work, work.licences[-1]),
            "identifier": [*_identifier(work), f"sha256:{work.sha256}"],
            "distribution": [_distribution(file, work) for file in data.files],
        }
    )


def _distribution(file: Download, work: Work) -> dict[str, str]:
    name = file.address.rpartition("/")[2]
    return {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": work.address(file.address),
        "encodingFormat": MEDIA_TYPES[name.rpartition(".")[2]],
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _common(work: Work, licence: str) -> dict[str, Any]:
    return {
        "author": _people(work.authors),
        "publisher": _people(work.authors),
        "datePublished": work.released.isoformat(),
        "version": work.version,
        "inLanguage": LANGUAGE["short"],
        "keywords": list(work.keywords),
        "license": f"{SPDX}{licence}",
        "isAccessibleForFree": True,
        "url": work.address(),
        "identifier": _identifier(work),
    }


def _identifier(work: Work) -> list[str]:
    return [work.doi_address] if work.doi else []


def _people(authors: Iterable[Author]) -> list[dict[str, str]]:
    return [
        {"@type": "Person", "name": author.in_words, "familyName": author.name}
        if author.given
        else {"@type": "Organization", "name": author.name}
        for author in authors
    ]


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value}

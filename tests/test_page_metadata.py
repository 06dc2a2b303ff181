"""A saved page tells a reference manager what it is: the book or a chapter, never a second book.

`imported` reads a page as Zotero's importer of embedded metadata does. Of its rules these matter:

- `citation_inbook_title` or `citation_book_title` make a book section; `og:type` book makes a book.
- Highwire wins over Dublin Core and Open Graph, field by field.
- title: `citation_title`; book title: `citation_inbook_title`; publisher: `citation_publisher`;
  date: `citation_publication_date`; DOI: `citation_doi`; language: `citation_language`;
  edition: `prism.edition`; rights: `DC.rights`; abstract: `og:description`.
- An author is split at a comma into last and first name, else at the last space; what stands before
  a comma with nothing behind it is one whole name.
- address: `citation_public_url`, else `og:url`, else where the page was opened.
"""

import json
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from analysis.publishing.citation_file import Author, the_book
from analysis.publishing.page_metadata import DataSet, Download, Page, head

FILES = (Download("data/claims.csv", 7, "ab" * 32),)
DATA = DataSet("Data </script> & more", "What is in it.", FILES)
BOOK = Page("How repression escalates", "index.html", "An “abstract” & more.", is_book=True)
CHAPTER = Page("Custody < trial", "cases/a.html", "It says </script> this.")
BARE = replace(the_book(), doi="", url="")
DEPOSITED = replace(BARE, doi="10.5072/made.up-1", url="https://example.org/book")
OPENED_AT = "file:///somewhere/page.html"


def metadata(soup: BeautifulSoup) -> dict[str, list[str]]:
    """The content of each `meta` element by its name, in order."""
    found: dict[str, list[str]] = {}
    for element in soup.head.find_all("meta", content=True):
        name = element.get("name") or element.get("property")
        if name:
            found.setdefault(name, []).append(element["content"])
    return found


def name_of(author: str) -> tuple[str, ...]:
    parts = author.split(",") if "," in author else author.rsplit(" ", 1)[::-1]
    return tuple(part.strip() for part in parts if part.strip())


def imported(html: str) -> dict:
    """The record that a reference manager makes of a page, as the rules above say."""
    found = metadata(BeautifulSoup(html.partition("<body")[0], "html.parser"))

    def first(*names: str) -> str:
        return next((found[name][0] for name in names if name in found), "")

    in_book = first("citation_inbook_title", "citation_book_title")
    kinds = {"book": "book", "article": "journalArticle", "": "webpage"}
    return {
        "kind": "bookSection" if in_book else kinds[first("og:type")],
        "title": first("citation_title", "DC.title", "og:title"),
        "book": in_book,
        "authors": list(map(name_of, found.get("citation_author") or found["DC.creator"])),
        "date": first("citation_publication_date", "DC.date").replace("/", "-"),
        "publisher": first("citation_publisher", "DC.publisher"),
        "edition": first("prism.edition"),
        "language": first("citation_language", "DC.language"),
        "rights": first("DC.rights"),
        "abstract": first("og:description"),
        "doi": first("citation_doi", "DC.identifier"),
        "address": first("citation_public_url", "og:url") or OPENED_AT,
    }


def written(page: Page, work=BARE) -> str:
    return f"<html><head>{head(page, work, DATA)}</head></html>"


def graph(html: str) -> list[dict]:
    soup = BeautifulSoup(html.partition("<body")[0], "html.parser")
    (block,) = soup.find_all("script", type="application/ld+json")
    return json.loads(block.string)["@graph"]


# --- what an importer reads --------------------------------------------------------------


def test_the_first_page_is_imported_as_the_book():
    record = imported(written(BOOK))
    assert record == {
        "kind": "book",
        "title": BARE.title,
        "book": "",
        "authors": [("The contributors of Repression Escalation",)],
        "date": BARE.released.isoformat(),
        "publisher": "The contributors of Repression Escalation",
        "edition": f"Version {BARE.version}",
        "language": "en",
        "rights": "CC-BY-4.0",
        "abstract": BOOK.description,
        "doi": "",
        "address": OPENED_AT,
    }


def test_a_chapter_is_imported_as_a_part_of_the_book():
    record = imported(written(CHAPTER))
    assert (record["kind"], record["title"]) == ("bookSection", CHAPTER.title)
    assert record["book"] == BARE.title
    assert record["abstract"] == CHAPTER.description
    shared = ("authors", "date", "publisher", "edition", "language", "rights", "address")
    assert {name: record[name] for name in shared} == {
        name: imported(written(BOOK))[name] for name in shared
    }


def test_with_a_doi_and_an_address_the_book_has_both_and_a_chapter_its_own_address_alone():
    book, chapter = imported(written(BOOK, DEPOSITED)), imported(written(CHAPTER, DEPOSITED))
    assert (book["doi"], book["address"]) == ("10.5072/made.up-1", "https://example.org/book/")
    assert (chapter["doi"], chapter["address"]) == ("", "https://example.org/book/cases/a.html")


@pytest.mark.parametrize("given", [BOOK, CHAPTER], ids=["book", "chapter"])
def test_without_a_doi_and_an_address_none_is_told(given):
    html = written(given)
    assert re.findall(r"doi|(?:public_|og:)url|\"url\"", html) == []


def test_a_person_is_imported_with_first_and_last_name():
    work = replace(BARE, authors=(Author("Doe", "Jane Ann"), Author("A Body of People")))
    record = imported(written(CHAPTER, work))
    assert record["authors"] == [("Doe", "Jane Ann"), ("A Body of People",)]


@pytest.mark.parametrize("work", [BARE, DEPOSITED], ids=["now", "deposited"])
@pytest.mark.parametrize("given", [BOOK, CHAPTER], ids=["book", "chapter"])
def test_nothing_in_the_head_is_fetched(given, work):
    soup = BeautifulSoup(written(given, work), "html.parser")
    assert soup.find_all(["link", "img"]) == []
    assert [name for name in metadata(soup) if "image" in name] == []


# --- schema.org --------------------------------------------------------------------------


@pytest.mark.parametrize("work", [BARE, DEPOSITED], ids=["now", "deposited"])
def test_the_first_page_describes_the_book_and_the_data_it_is_based_on(work):
    book, data = graph(written(BOOK, work))
    assert (book["@type"], data["@type"]) == ("Book", "Dataset")
    assert book["isBasedOn"] == {"@id": data["@id"]}
    assert book["license"] == data["license"] == "https://spdx.org/licenses/CC-BY-4.0"
    assert data["name"] == DATA.title
    assert f"sha256:{work.sha256}" in data["identifier"]
    assert data["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "claims.csv",
            "contentUrl": work.address("data/claims.csv"),
            "encodingFormat": "text/csv",
            "contentSize": "7 B",
            "sha256": "ab" * 32,
        }
    ]
    assert (work.doi_address in book.get("identifier", [])) == bool(work.doi)


@pytest.mark.parametrize("work", [BARE, DEPOSITED], ids=["now", "deposited"])
def test_a_chapter_is_part_of_the_book_that_the_first_page_describes(work):
    book, _ = graph(written(BOOK, work))
    (chapter,) = graph(written(CHAPTER, work))
    assert chapter["@type"] == "Chapter"
    assert chapter["isPartOf"]["@id"].removeprefix("../") == book["@id"]
    assert chapter["abstract"] == CHAPTER.description


# --- the built pages ---------------------------------------------------------------------


@pytest.fixture
def html(site, page) -> str:
    return (site / f"{page}.html").read_text(encoding="utf-8")


def test_each_built_page_is_imported_with_its_own_title(html, page):
    record = imported(html)
    heading = BeautifulSoup(re.search("<h1>.*?</h1>", html, re.DOTALL)[0], "html.parser")
    for mark in heading.select(".headerlink"):
        mark.extract()
    if page == "index":
        assert (record["kind"], record["title"]) == ("book", the_book().title)
    else:
        assert (record["kind"], record["book"]) == ("bookSection", the_book().title)
        assert record["title"] == heading.get_text()
    assert record["authors"] == [(author.name,) for author in the_book().authors]
    assert record["date"] == the_book().released.isoformat()
    assert record["edition"] == f"Version {the_book().version}"
    assert 40 <= len(record["abstract"]) <= 1000


def test_no_two_built_pages_are_the_same_record(site):
    pages = sorted(site.rglob("*.html"))
    records = [
        (record["kind"], record["title"])
        for path in pages
        if "citation_title" in (html := path.read_text(encoding="utf-8"))
        for record in [imported(html)]
    ]
    assert len(set(records)) == len(records) > 30
    assert [kind for kind, _ in records].count("book") == 1


def test_each_file_of_the_data_that_the_first_page_names_is_there(site):
    html = (site / "index.html").read_text(encoding="utf-8")
    _, data = graph(html)
    for file in data["distribution"]:
        path = site / unquote(file["contentUrl"].removeprefix(the_book().address()))
        assert f"{path.stat().st_size} B" == file["contentSize"]

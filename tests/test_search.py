"""The search finds what readers look for, from a memory stick, and its page says what it needs."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from analysis.reading.addresses import card_addresses
from analysis.reading.claim_cards import material
from analysis.reading.corpus import load_corpus
from analysis.reading.finding import findable
from analysis.reading.names import names


class Hit(NamedTuple):
    text: str
    to: str


class Found(NamedTuple):
    page: Page
    hits: list[Hit]

    @property
    def status(self) -> str:
        return self.page.locator("#search-status").inner_text()


@cache
def corpus():
    return load_corpus()


@cache
def known():
    return material(corpus())


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A page in a browser without memory, which notes what goes wrong and what is asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.noted = []
    page.on("pageerror", lambda error: page.noted.append(str(error)))
    page.on(
        "console", lambda said: said.type in ("error", "warning") and page.noted.append(said.text)
    )
    page.on("request", lambda asked: asked.url.startswith("file:") or page.noted.append(asked.url))
    yield page
    context.close()


@pytest.fixture
def find(tab: Page, site: Path) -> Callable[[str], Found]:
    """Searches the book, opened from disk, and returns what was found, the first first."""

    def search(words: str) -> Found:
        tab.goto(f"{(site / 'search.html').as_uri()}?q={quote(words)}")
        tab.locator("#search-status:not(:empty)").wait_for()
        hits = tab.evaluate(
            """() => [...document.querySelectorAll("#search-results li")]
                .map(hit => [hit.textContent, hit.querySelector("a").getAttribute("href")])"""
        )
        assert tab.noted == []
        return Found(tab, [Hit(*hit) for hit in hits])

    return search


pytestmark = pytest.mark.browser


# --- what is found -----------------------------------------------------------------------


@pytest.mark.parametrize("id", ["C041", "c041", " E012 "])
def test_an_id_finds_its_card_first_says_what_is_there_and_leads_to_it(find, id):
    found = find(id)
    first = found.hits[0]
    key = id.strip().upper()
    assert first.to == card_addresses(corpus())[key]
    table, column = {"C": ("claims", "statement"), "E": ("events", "summary")}[key[0]]
    assert known().lookup.by_id(table)[key][column] in first.text
    found.page.locator("#search-results li a").first.click()
    found.page.wait_for_url(f"**/{first.to}")
    assert found.page.locator(f"#{key}").bounding_box()["y"] < 300


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("Воронцов", "names.html#name-vorontsov"),
        ("воронцова", "names.html#name-vorontsov"),
        ("Владимиром Воронцовым", "names.html#name-vorontsov"),
        ("Камынин", "names.html#name-kamynin"),
        ("Камыниным", "names.html#name-kamynin"),
        ("Тараненко", "names.html#name-taranenko"),
        ("Евгения Хасоева", "names.html#name-khasoev"),
        ("Борщёв", "names.html#name-borshchev"),
        ("Борщева", "names.html#name-borshchev"),
        ("Мемориала", "names.html#name-memorial"),
        ("Общественного вердикта", "names.html#name-public_verdict"),
        ("Новой газеты", "names.html#name-novaya_gazeta"),
        ("Тверской районный суд", "names.html#name-tverskoy_court"),
        ("ОВД-Инфо", "names.html#name-ovd_info"),
        ("Коммерсант", "names.html#name-kommersant"),
        ("Москве", "names.html#place-moscow"),
    ],
)
def test_a_name_in_cyrillic_is_found_first_in_any_case_of_the_word(find, asked, place):
    assert find(asked).hits[0].to == place


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("Vorontsov", "names.html#name-vorontsov"),
        ("Voroncov", "names.html#name-vorontsov"),
        ("Woronzow", "names.html#name-vorontsov"),
        ("Evgeny Khasoev", "names.html#name-khasoev"),
        ("Jewgeni", "names.html#name-khasoev"),
        ("Dmitrij Kamynin", "names.html#name-kamynin"),
        ("Rosgvardiya", "names.html#name-rosgvardia"),
        ("Public Verdict", "names.html#name-public_verdict"),
        ("Interior Ministry", "names.html#name-interior_ministry"),
    ],
)
def test_a_name_in_latin_letters_is_found_first_in_any_spelling(find, asked, place):
    assert find(asked).hits[0].to == place


def test_a_name_in_cyrillic_also_finds_what_is_written_in_latin_letters_and_says_so(find):
    found = find("Воронцова")
    assert {hit.to for hit in find("Vorontsov").hits} <= {hit.to for hit in found.hits}
    assert find("Воронцова").status.endswith("Also searched for: vorontsov.")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("escalation", "glossary.html#term-escalation"),
        ("house arrest", "glossary.html#term-house-arrest"),
        ("Campaign-level rise", "glossary.html#term-campaign-level-rise"),
        ("foreign agent", "glossary.html#term-foreign-agent"),
        ("D01", "documents.html#D01"),
        ("home_search", "codebook.html#measure-home_search"),
        ("K1", "cases/vorontsov.html#main-content"),
    ],
)
def test_a_term_a_document_and_a_code_are_found_first(find, asked, place):
    assert find(asked).hits[0].to == place


def test_words_of_a_claim_find_the_claim_before_the_pages_that_have_the_words(find):
    hits = find("door sawn through").hits
    assert hits[0].to == card_addresses(corpus())["C020"]
    assert any("#" not in hit.to for hit in hits)


def test_each_place_is_shown_once_and_every_place_exists(find, site):
    hits = find("arrest").hits
    places = [hit.to for hit in hits]
    assert len(places) == len(set(places)) > 10
    for place in places:
        page, _, anchor = place.partition("#")
        assert not anchor or soup(site / page).find(id=anchor)


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def test_everything_that_can_be_looked_for_has_its_place_in_the_book(site):
    everything = list(findable(known(), {}))
    assert {one.kind for one in everything} >= {"person", "event", "claim", "document", "measure"}
    for one in everything:
        page = soup(site / f"{one.page}.html")
        assert not one.anchor or page.find(id=one.anchor), one


def test_a_document_of_the_follow_up_is_found_in_the_list_of_references(find, site):
    first = find("D07").hits[0]
    page, _, anchor = first.to.partition("#")
    assert page == "references.html"
    key = known().lookup.by_id("documents")["D07"]["bib_key"]
    title = known().citations[key].title
    assert title in " ".join(soup(site / page).find(id=anchor).get_text().split())


# --- the page of the search --------------------------------------------------------------


def test_the_field_in_the_side_bar_leads_to_results_by_keyboard_alone(tab, site):
    tab.goto((site / "evidence" / "khasoev.html").as_uri())
    tab.keyboard.press("Control+k")
    tab.keyboard.type("C041")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html#q=C041")
    tab.locator("#search-results li a").first.wait_for()
    assert tab.locator(".bd-search-container input").evaluate("e => e === document.activeElement")
    for _ in range(3):  # the field may have a button
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('#search-results a')"):
            break
    assert tab.evaluate("document.activeElement.getAttribute('href')").endswith("#C041")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/evidence/vorontsov.html#C041")


def test_how_many_were_found_is_announced(find, site):
    assert soup(site / "search.html").find(id="search-status")["role"] == "status"
    found = find("C041")
    assert found.status == f"Results: {len(found.hits)}."
    nothing = find("qqqqq")
    assert nothing.hits == []
    assert nothing.status.startswith("Nothing found.")


def test_what_was_searched_for_is_kept_nowhere(find):
    page = find("Воронцов").page
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert not re.search("ворон|voron", kept, re.IGNORECASE)


def test_without_scripts_the_page_says_so_and_leads_to_what_else_there_is(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())
    assert page.locator("noscript p").is_visible()
    assert not page.locator(".bd-search-container input").is_visible()
    links = page.locator("noscript a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["index.html", "names.html", "glossary.html", "genindex.html"]
    context.close()


def test_no_page_but_that_of_the_search_loads_the_index(site):
    loading = {
        page.relative_to(site).as_posix()
        for page in site.rglob("*.html")
        if any("searchindex.js" in tag["src"] for tag in soup(page).select("script[src]"))
    }
    assert loading == {"search.html"}


# --- names -------------------------------------------------------------------------------


def test_the_page_of_names_has_everybody_but_whom_the_book_withholds():
    listed = {name.anchor for own in names(known().lookup).values() for name in own}
    entities = corpus().table("entities").set_index("entity_id")["naming"].astype(str)
    places = corpus().table("places")["place_id"]
    named = entities[entities != "withheld"].index
    assert listed == {f"name-{id}" for id in named} | {f"place-{id}" for id in places}


def test_no_entry_says_to_whom_that_is_withheld_it_belongs():
    withheld = corpus().table("entities").query("naming == 'withheld'")["label"]
    told = " ".join(
        part if isinstance(part, str) else part.text
        for own in names(known().lookup).values()
        for name in own
        for entry in name.entries
        for line in entry.lines
        for part in line
    )
    assert [label for label in withheld if label in told] == []


def test_names_in_russian_are_marked_as_russian(site):
    originals = corpus().table("entities").dropna(subset="label_original")
    shown = {e.get_text() for e in soup(site / "names.html").select("article .name [lang=ru]")}
    assert set(originals["label_original"]) <= shown

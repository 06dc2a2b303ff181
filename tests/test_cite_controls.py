"""Each page, event and claim can be cited where it stands: by keyboard, offline, scriptless."""

import re
from functools import cache

import pytest
from bs4 import BeautifulSoup
from conftest import HTML
from playwright.sync_api import expect
from pybtex.database import parse_file

from analysis.publishing import citation
from analysis.publishing.citation_file import the_book
from analysis.reading.cards import cards
from analysis.reading.claim_cards import material
from analysis.reading.corpus import load_corpus

pytestmark = pytest.mark.browser
CASE = "siberian-justice"


@cache
def soup(path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture
def opened(site, browser):
    """Open a page of the built book; whatever leaves the disk fails the test."""
    contexts = []

    def open_page(name, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / f"{name}.html").as_uri())
        return page

    asked: list[str] = []
    yield open_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


@cache
def every_card() -> dict[str, tuple[str, str]]:
    """What each event and claim of a case is: its kind and its words."""
    return {
        card.id: (kind, f"{card.id} {card.title}")
        for event in cards(CASE, material(load_corpus()))
        for kind, card in [("event", event), *(("claim", claim) for claim in event.claims)]
    }


def test_each_page_has_its_reference_below_its_title(site, page):
    control = soup(site / f"{page}.html").select_one("article h1 + details.cite")
    reference, bibtex = (block.get_text() for block in control.select("pre"))
    for part in (the_book().title, the_book().version, the_book().sha256[:12]):
        assert part in reference
    assert the_book().sha256 in bibtex
    if page != "index":
        assert f"{page}.html" in reference


def test_each_card_ends_with_its_address_also_without_a_script(site):
    page = soup(site / f"evidence/{CASE}.html")
    assert every_card()
    for id in every_card():
        terms = page.find(id=id).find("dl", class_="facts").find_all("dt", recursive=False)
        assert terms[-1].get_text() == "Cite"
        place = terms[-1].find_next_sibling("dd").get_text(strip=True)
        assert place == the_book().address(f"evidence/{CASE}.html#{id}")


def test_the_script_cites_each_card_as_the_book_does(opened):
    page = opened(f"evidence/{CASE}")
    for summary in page.locator(".facts details.cite > summary").all():
        summary.evaluate("summary => summary.click()")
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".facts details.cite")].map((details) => [
             details.closest(".event, .claim").id,
             ...[...details.querySelectorAll("pre")].map((pre) => pre.textContent)])"""
    )
    wanted = [
        [id, *citation.reference(*said, f"evidence/{CASE}.html#{id}")]
        for id, said in every_card().items()
    ]
    assert sorted(shown) == sorted(wanted)


def test_a_claim_is_cited_by_keyboard_alone(opened):
    page = opened(f"evidence/{CASE}", permissions=["clipboard-read", "clipboard-write"])
    id = next(id for id, (kind, _) in every_card().items() if kind == "claim")
    summary = page.locator(f"#{id} details.cite > summary")
    summary.focus()
    page.keyboard.press("Enter")
    copy = page.locator(f"#{id} .cite-copy").first
    copy.wait_for()
    page.keyboard.press("Tab")
    assert copy.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    expect(copy).to_have_text("Copied")
    assert copy.evaluate("button => button === document.activeElement")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(f"#{id} pre").first.text_content()
    assert f"“{id} " in copied


def test_without_a_clipboard_the_reference_is_copied_as_well(opened):
    page = opened("escalation", permissions=["clipboard-read"])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("details.cite > summary").first.click()
    page.evaluate("document.addEventListener('copy', () => (window.copied = `${getSelection()}`))")
    copy = page.locator(".cite-copy").first
    copy.click()
    expect(copy).to_have_text("Copied")
    assert "“Escalation" in page.evaluate("window.copied")


def test_without_scripts_a_reference_opens_and_no_button_promises_to_copy(opened):
    page = opened("escalation", java_script_enabled=False)
    page.locator("h1 + details.cite > summary").click()
    assert page.locator("details.cite pre").first.is_visible()
    assert page.locator(".cite-copy:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_reference_fits_a_phone(opened, scheme):
    page = opened(f"evidence/{CASE}", viewport={"width": 360, "height": 800}, color_scheme=scheme)
    for summary in page.locator("details.cite > summary").all()[:3]:
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_page_on_citing_offers_files_that_programs_read(site):
    links = {a.get_text(): a["href"] for a in soup(site / "cite.html").select("a[download]")}
    assert {"BibTeX", "RIS", "CSL-JSON"} <= set(links)
    (entry,) = parse_file(str(HTML / links["BibTeX"]), "bibtex").entries.values()
    assert the_book().title in entry.fields["title"]
    assert re.match(r"TY  - BOOK\n", (HTML / links["RIS"]).read_text(encoding="utf-8"))

"""The look of the book: letters and lines that read well, figures in the column, a title page."""

import re
from functools import cache
from statistics import mean
from urllib.parse import urljoin

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import HTML, ROOT, pages

from analysis import load_corpus
from analysis.chapters.index import rows as index

STATIC = ROOT / "book" / "_static"
SHEETS = sorted(STATIC.glob("*.css"))
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
WIDTHS = (360, 768, 1280)

# Measured once for each page and width. Lines: full lines of running text, in letters, from
# paragraphs of four lines or above. Flush: how far the left edge of a figure is from that of the
# text, and how far its right edge stands out, in px. Small: what is below 11 px outside of figures.
MEASURE = """() => {
  const article = document.querySelector("article");
  const lines = [];
  for (const p of article.querySelectorAll("section > p")) {
    const style = getComputedStyle(p);
    const count = Math.round(p.getBoundingClientRect().height / parseFloat(style.lineHeight));
    if (count >= 4) lines.push(p.textContent.replace(/\\s+/g, " ").length / (count - 0.5));
  }
  const column = article.querySelector("h1").getBoundingClientRect();
  const measure = parseFloat(getComputedStyle(article.querySelector("h1")).maxWidth);
  const flush = [...article.querySelectorAll("figure.chart")]
    .filter(f => !f.querySelector(".side-by-side") && !f.closest(".side-by-side"))
    .map(f => f.getBoundingClientRect())
    .map(box => [Math.abs(box.left - column.left), box.right - column.left - measure]);
  const small = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, script, style") || !parent.checkVisibility())
      continue;
    if (parseFloat(getComputedStyle(parent).fontSize) < 11) small.add(node.data.trim());
  }
  const wide = [...article.querySelectorAll(".book-table .box, .book-table.box")]
    .filter(box => !box.closest(".figure-data"))
    .filter(box => box.scrollWidth > box.clientWidth + 1)
    .map(box => box.getAttribute("aria-label"));
  const loaded = [...document.fonts].filter(f => f.status === "loaded").map(f => f.family);
  return {lines, flush, small: [...small], wide, loaded};
}"""


@pytest.fixture(scope="session")
def measured(browser, site):
    """What is measured on a page at a width."""
    tabs = {width: browser.new_page(viewport={"width": width, "height": 900}) for width in WIDTHS}

    @cache
    def measure(page, width):
        tabs[width].goto((site / f"{page}.html").as_uri())
        tabs[width].evaluate("document.fonts.ready")
        return tabs[width].evaluate(MEASURE)

    yield measure
    for tab in tabs.values():
        tab.close()


@cache
def soup(page):
    return BeautifulSoup((HTML / f"{page}.html").read_text(encoding="utf-8"), "html.parser")


# --- letters and sheets ------------------------------------------------------------------


def test_the_letters_weigh_at_most_100_kb_in_all_and_have_their_licence_beside_them():
    assert FONTS
    assert sum(font.stat().st_size for font in FONTS) <= 100_000
    licence = (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_every_font_file_is_used_and_every_font_that_is_named_is_there():
    named = re.findall(r'url\("fonts/([^"]+)"\)', (STATIC / "letters.css").read_text("utf-8"))
    assert sorted(named) == [font.name for font in FONTS]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_stays_below_300_lines(sheet):
    assert len(sheet.read_text(encoding="utf-8").splitlines()) < 300


def test_pages_load_our_sheets_in_the_order_of_their_names(site, page):
    loaded = [link["href"].split("?")[0] for link in soup(page).select('link[rel="stylesheet"]')]
    ours = [
        name for href in loaded if (name := href.rpartition("/")[2]) in {s.name for s in SHEETS}
    ]
    assert ours == [sheet.name for sheet in SHEETS]


@pytest.mark.browser
def test_a_page_opened_from_disk_shows_the_letters_that_come_with_it(measured):
    assert "Source Serif 4" in " ".join(measured("index", 1280)["loaded"])


# --- reading -----------------------------------------------------------------------------


@pytest.mark.browser
def test_a_line_of_running_text_holds_60_to_80_letters_on_a_desktop(measured):
    lines = [line for page in pages() for line in measured(page, 1280)["lines"]]
    assert len(lines) > 50  # or nothing was measured
    assert 60 <= mean(lines) <= 80
    assert max(lines) <= 90


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_smaller_than_11_px(measured, page, width):
    assert measured(page, width)["small"] == []


@pytest.mark.browser
def test_a_figure_begins_and_ends_with_the_text_on_a_desktop(measured, page):
    for left, right in measured(page, 1280)["flush"]:
        assert left < 1
        assert right < 1


@pytest.mark.browser
def test_on_a_desktop_no_table_scrolls(measured, page):
    """But the data of a figure, folded below it, which has as many columns as its file."""
    assert measured(page, 1280)["wide"] == []


def test_a_figure_or_a_table_stands_before_the_code_that_made_it(site, page):
    for code in soup(page).select("article div.cell > details.hide"):
        after = [part for part in code.find_next_siblings() if part.get("class")]
        assert after == []


# --- what stands around a chapter --------------------------------------------------------


def test_every_page_ends_with_its_edition_and_ways_to_cite_and_to_object(site, page):
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    foot = soup(page).select_one("footer.bd-footer-content")
    assert f"version {cited['version']}." in " ".join(foot.get_text().split())
    ways = {link.get_text(): urljoin(f"{page}.html", link["href"]) for link in foot.select("a")}
    assert ways["How to cite"].rstrip("#") == "cite.html"
    assert ways["Removal and correction"] == "ethics.html#removal-and-correction"


def test_no_page_keeps_a_place_for_advertisements(site, page):
    assert soup(page).select("[id*=ethical], [data-ea-publisher]") == []


def test_the_references_show_addresses_as_they_lead(site):
    links = soup("references").select("div.citation a.external")
    assert links
    assert all(link.get_text() == link["href"] for link in links)


# --- the title page ----------------------------------------------------------------------


def test_the_title_page_has_figure_ways_in_and_imprint_before_the_text_begins(site):
    article = soup("index").article
    first = article.find("h2")
    before = [element for element in first.find_all_previous() if article in element.parents]
    figure = next(element for element in before if element.get("id") == "central-figure")
    assert figure.select_one("svg")["aria-label"].startswith("Measures on ")
    ways = [li.strong.get_text() for li in article.select(".ways-in > ul > li")]
    assert ways == ["Read.", "Look up a case.", "Check the evidence.", "Take it along."]
    said = [dt.get_text() for dt in article.select(".imprint dt")]
    assert said == ["By", "Edition", "Licence", "Cite as"]
    for selector in (".ways-in", ".imprint"):
        assert article.select_one(selector) in before


def test_every_case_is_reached_from_the_title_page_by_one_link(site):
    links = {link["href"] for link in soup("index").select(".ways-in a[href]")}
    assert {f"{page}.html" for page in pages() if page.startswith("cases/")} <= links


def test_the_central_figure_shows_whoever_has_a_step_in_the_five_documents():
    corpus = load_corpus()
    drawn = set(index.in_several_episodes(corpus)["unit"])
    steps = corpus.table("transitions").query("evidence == 'corpus'")
    assert drawn == set(steps["unit"])
    told = index.finding(corpus)
    assert all(name in told for name in ("Vladimir Vorontsov", "The Moscow Times"))
    assert "Yevgeny Khasoev" not in told  # seen in one episode

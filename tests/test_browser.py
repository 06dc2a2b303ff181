"""The built book in Chromium, opened from disk as from a memory stick."""

from pathlib import Path

import pytest
from conftest import pages
from playwright.sync_api import Browser, Page

from analysis.drawing import theme

pytestmark = pytest.mark.browser

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# How far a box has been scrolled to the right, once it has, or after some seconds at most.
SCROLLED_BY = """async box => {
    for (let frame = 0; frame < 300 && !box.scrollLeft; frame++)
        await new Promise(requestAnimationFrame);
    return box.scrollLeft;
}"""


@pytest.fixture
def opened(browser: Browser, site: Path):
    """Opens a page of the book in a browser without memory."""
    contexts = []

    def open_page(page: str, **options) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP} | options)
        contexts.append(context)
        tab = context.new_page()
        tab.goto((site / f"{page}.html").as_uri(), wait_until="load")
        return tab

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def chart_page(site: Path) -> str:
    """A page with a chart whose marks are links."""
    found = [
        str(file.relative_to(site).with_suffix(""))
        for file in sorted(site.rglob("*.html"))
        if 'class="chart"' in (text := file.read_text(encoding="utf-8")) and "</a></g>" in text
    ]
    assert found, "no page has a chart with links"
    return found[0]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_window(opened, page, width):
    tab = opened(page, viewport={"width": width, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    too_wide = tab.evaluate(
        """() => [...document.querySelectorAll("article *")]
            .filter(e => !e.parentElement.closest(".box, pre, .output, svg"))
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert too_wide == []


def test_on_a_desktop_every_chart_is_seen_whole(opened, page):
    cut = opened(page).evaluate(
        """() => [...document.querySelectorAll(".chart .box:not(.figure-data *)")]
            .filter(box => box.scrollWidth > box.clientWidth)
            .map(box => [box.getAttribute("aria-label"), box.scrollWidth, box.clientWidth])"""
    )
    assert cut == []


def test_charts_are_drawn_without_scripts(opened, chart_page):
    tab = opened(chart_page, java_script_enabled=False)
    charts = tab.locator("figure.chart svg:visible")  # not the drawing for a phone
    assert charts.count() > 0
    for chart in charts.all():
        box = chart.bounding_box()
        assert box["width"] > 100
        assert box["height"] > 50


def test_the_dark_page_repaints_ink_and_paper_of_charts(opened, chart_page):
    for mode in theme.Colour._fields:
        tab = opened(chart_page, color_scheme=mode)
        muted = theme.colour("muted")
        label = tab.locator(f'figure.chart svg text[fill="{muted}"]').first
        assert label.evaluate("e => getComputedStyle(e).fill") == rgb("muted", mode)
        paper = "e => getComputedStyle(e).backgroundColor"
        assert tab.locator("body").evaluate(paper) == rgb("surface", mode)
        # No output has a sheet of its own, which would be light on the dark page.
        outputs = tab.locator(".text_html:has(.chart, .book-table)").all()
        assert {output.evaluate(paper) for output in outputs} == {"rgba(0, 0, 0, 0)"}


def test_paper_stays_light_when_printed_from_the_dark_page(opened, chart_page):
    tab = opened(chart_page, color_scheme="dark")
    tab.emulate_media(media="print")
    label = tab.locator(f'figure.chart svg text[fill="{theme.colour("muted")}"]').first
    assert label.evaluate("e => getComputedStyle(e).fill") == rgb("muted", "light")
    text = tab.locator("article section > p").first
    assert text.evaluate("e => getComputedStyle(e).color") == rgb("ink", "light")
    assert tab.locator("article h1").is_visible()
    assert not tab.locator(".bd-sidebar-primary").is_visible()


def rgb(name: str, mode: str) -> str:
    value = getattr(theme.COLOURS[name], mode)
    return "rgb({}, {}, {})".format(*(int(value[i : i + 2], 16) for i in (1, 3, 5)))


def test_letters_in_charts_are_at_least_eleven_pixels_on_a_phone(opened, chart_page):
    tab = opened(chart_page, viewport=PHONE)
    sizes = tab.evaluate(
        """() => [...document.querySelectorAll("figure.chart svg text")].map(text =>
            parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a)"""
    )
    assert sizes
    assert min(sizes) >= 10.9


def test_a_wide_chart_and_a_wide_table_scroll_in_their_own_box_by_keyboard(opened):
    wide = "boxes => boxes.findIndex(box => box.scrollWidth > box.clientWidth)"
    for kind in (".chart", ".book-table"):
        for page in pages():
            tab = opened(page, viewport=PHONE)
            boxes = tab.locator(f"{kind} .box:visible")  # not what is folded away
            if (first := boxes.evaluate_all(wide)) >= 0:
                break
        boxes.nth(first).focus()
        tab.keyboard.press("ArrowRight")
        assert boxes.nth(first).evaluate(SCROLLED_BY) > 0
        assert tab.evaluate("scrollX") == 0


def test_the_keyboard_reaches_the_marks_of_a_chart_and_follows_them(opened, chart_page):
    tab = opened(chart_page)
    tab.locator("figure.chart .box[tabindex='0']").first.focus()
    tab.keyboard.press("Tab")
    reached = tab.evaluate(
        "() => ({tag: document.activeElement.tagName,"
        " label: document.activeElement.getAttribute('aria-label'),"
        " outline: getComputedStyle(document.activeElement).outlineStyle,"
        " href: document.activeElement.href.baseVal})"
    )
    assert reached["tag"] == "a"
    assert reached["label"]
    assert reached["outline"] == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{reached['href'].removeprefix('..')}")

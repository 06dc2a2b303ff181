"""A chapter without a mouse, with large letters, wide spacing, calm or the system's own colours."""

import re

import pytest
from conftest import pages
from playwright.sync_api import Browser, Page, expect
from test_live_figures import boxes, come_near
from test_render import contrast

pytestmark = pytest.mark.browser

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
SAMPLE = ("custody", "evidence/khasoev")  # a chapter with a chart, a table and code; cards
MOST_STOPS = 2000

# Where the focus is, whether it can be seen, and whether something that stays in place lies on it.
STOP = """() => {
    const stop = document.activeElement;
    if (stop === document.body) return null;
    const style = getComputedStyle(stop);
    const marked = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
    const inSight = [...stop.getClientRects()].filter(
        b => b.right >= 0 && b.bottom >= 0 && b.left <= innerWidth && b.top <= innerHeight);
    const covers = (x, y) => {
        let over = document.elementFromPoint(x, y);
        while (over && !over.contains(stop))
            if (["fixed", "sticky"].includes(getComputedStyle(over).position)) return true;
            else over = over.parentElement;
        return false;
    };
    const middle = (a, b, most) => Math.min((Math.max(a, 0) + Math.min(b, most)) / 2, most - 1);
    const free = inSight.some(b => !covers(
        middle(b.left, b.right, innerWidth), middle(b.top, b.bottom, innerHeight)));
    window.stops ??= [];
    const before = window.stops.at(-1);
    const forward = !before
        || Boolean(before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    window.stops.push(stop);
    const kind = stop.closest(".skip-link") ? "skip link"
        : stop.closest(".bd-sidebar-primary nav") ? "side bar"
        : stop.matches(".search-button__button") ? "search"
        : stop.matches(".theme-switch-button") ? "theme"
        : stop.closest("svg") ? "mark of a chart"
        : stop.matches(".box") ? "box"
        : stop.matches("summary") ? "details"
        : stop.closest("article") ? "link"
        : stop.closest(".prev-next-area") ? "next page"
        : "other";
    const said = (stop.getAttribute("aria-label") || stop.textContent).trim().slice(0, 60);
    return {kind, said, marked, free, forward};
}"""

# All that the keyboard should reach, so that nothing is left out.
NOT_REACHED = """() => [...document.querySelectorAll(
        ":is(a[href], button, input, summary, [tabindex='0']):not([tabindex='-1'])")]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest("[inert]"))
    .filter(e => !window.stops.includes(e)).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def opened(browser: Browser, site):
    """Opens a page whose scripts have finished, in a browser without memory."""
    contexts = []

    def open_page(page: str, **options) -> Page:
        contexts.append(browser.new_context(**{"viewport": DESKTOP} | options))
        tab = contexts[-1].new_page()
        tab.goto((site / f"{page}.html").as_uri())
        tab.wait_for_load_state("networkidle")
        return tab

    yield open_page
    for context in contexts:
        context.close()


def walk(tab: Page, key: str) -> list[dict]:
    """Press a key until the focus leaves the page; return where it was."""
    tab.evaluate("window.stops = []")
    stops = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press(key)
        if (stop := tab.evaluate(STOP)) is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"the keyboard does not get out of the page: {stops[-5:]}")


# --- the way through a chapter ------------------------------------------------------------


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("chapter", SAMPLE)
def test_the_keyboard_goes_through_a_chapter_in_order_and_is_seen_everywhere(
    opened, chapter, window
):
    tab = opened(chapter, viewport=window, reduced_motion="reduce")
    for box in boxes(tab):  # a figure that becomes live behind the focus adds stops there
        come_near(box)
    tab.evaluate("scrollTo(0, 0)")
    stops = walk(tab, "Tab")
    assert stops[0]["kind"] == "skip link"
    assert [stop for stop in stops if not (stop["marked"] and stop["free"])] == []
    assert [stop for stop in stops if not stop["forward"]] == []
    assert tab.evaluate(NOT_REACHED) == []
    backwards = walk(tab, "Shift+Tab")
    assert [stop for stop in backwards if not stop["free"]] == []


def test_it_meets_all_that_a_chapter_offers(opened):
    kinds = [stop["kind"] for stop in walk(opened(SAMPLE[0]), "Tab")]
    everything = ["skip link", "search", "side bar", "theme", "link", "details", "box"]
    assert {*everything, "mark of a chart", "next page"} <= set(kinds)
    # The contents of the book come before the chapter, and the next page after it.
    assert kinds.index("side bar") < kinds.index("theme") < kinds.index("link")
    assert kinds.index("link") < kinds.index("mark of a chart") < kinds.index("next page")


def test_the_skip_link_leads_into_the_chapter(opened):
    tab = opened(SAMPLE[0], reduced_motion="reduce")
    tab.keyboard.press("Tab")
    assert tab.locator(".skip-link a").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["Contents of the book", "Sections of this page"])
def test_a_side_bar_of_a_phone_opens_takes_the_focus_and_gives_it_back(opened, name):
    tab = opened(SAMPLE[0], viewport=PHONE, reduced_motion="reduce")
    button, dialog = tab.get_by_role("button", name=name), tab.get_by_role("dialog", name=name)
    for leave in ("Escape", "Close"):
        button.focus()
        tab.keyboard.press("Enter")
        dialog.wait_for()
        assert dialog.evaluate("one => one.contains(document.activeElement)")
        assert dialog.get_by_role("link").count() > 3
        if leave == "Escape":
            tab.keyboard.press(leave)
        else:
            dialog.get_by_role("button", name=leave).press("Enter")
        dialog.wait_for(state="hidden")
        expect(button).to_be_focused()


def test_the_search_opens_takes_words_and_is_sent_off_by_keyboard(opened):
    tab = opened(SAMPLE[0])
    tab.keyboard.press("Control+k")
    field = tab.get_by_role("dialog", name="Search").get_by_role("searchbox")
    field.wait_for()
    assert field.evaluate("one => one === document.activeElement")
    tab.keyboard.type("custody")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html#q=custody")


def test_the_switch_of_colours_says_what_is_chosen(opened):
    tab = opened(SAMPLE[0], color_scheme="light")
    for state in ("as the system has them", "dark", "light"):
        tab.get_by_role("button", name=f"Colours of the page: {state}", exact=True).press("Enter")
        expect(tab.locator(".theme-switch-button")).to_be_focused()


def test_the_contents_beside_a_chapter_say_whether_they_are_shown(opened):
    tab = opened(SAMPLE[0])
    for shown in (True, False, True):
        button = tab.get_by_role("button", name="Contents of the book", expanded=shown)
        expect(button).to_have_count(1)
        expect(tab.get_by_role("link", name="Colophon")).to_have_count(int(shown))
        button.press("Enter")
        expect(tab.locator(".primary-toggle")).to_be_focused()


def test_code_that_is_folded_away_opens_by_keyboard_and_says_so(opened):
    tab = opened(SAMPLE[0])
    summary = tab.locator("article details.hide > summary").first
    assert "Show the code" in summary.evaluate("one => one.innerText")
    summary.press("Enter")
    assert summary.evaluate("one => one.parentElement.open")
    assert "Hide the code" in summary.evaluate("one => one.innerText")


def test_the_next_page_is_reached_by_keyboard(opened):
    tab = opened(SAMPLE[0])
    navigation = tab.get_by_role("navigation", name="Previous and next page")
    address = navigation.get_by_role("link").last.get_attribute("href")
    navigation.get_by_role("link").last.press("Enter")
    tab.wait_for_url(f"**/{address}")


# --- letters, colours and movement --------------------------------------------------------

# What WCAG 1.4.12 lets a reader set, and what must not be lost by it or by letters twice as large.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
TWICE_AS_LARGE = "html { font-size: 200% !important }"
LOST = """() => {
    const lost = [...document.querySelectorAll("body *:not(svg *, .visually-hidden)")].filter(e =>
        e.checkVisibility() && e.textContent.trim() && !e.closest(".box, pre, .visually-hidden")
        && ["hidden", "clip"].includes(getComputedStyle(e).overflowY)
        && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2));
    const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the window"] : [];
    return [...lost.map(e => e.outerHTML.slice(0, 160)), ...wide];
}"""


def test_nothing_is_lost_with_wide_spacing_or_letters_twice_as_large(opened, page):
    tab = opened(page)
    for style in (SPACED, TWICE_AS_LARGE):
        added = tab.add_style_tag(content=style)
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate(LOST) == [], (style, width)
        added.evaluate("one => one.remove()")


def test_nothing_moves_for_those_who_asked_for_that(opened):
    tab = opened(SAMPLE[0], reduced_motion="reduce")
    moving = tab.evaluate(
        """() => [document.documentElement, ...document.body.querySelectorAll("*")].filter(e => {
            const style = getComputedStyle(e);
            return style.transitionDuration.split(",").some(time => parseFloat(time) > 0.01)
                || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0.01)
                || style.scrollBehavior === "smooth";
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert moving == []


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_charts_keep_their_own_paper_under_the_colours_of_the_system(opened, colour_scheme):
    tab = opened(SAMPLE[0], forced_colors="active", color_scheme=colour_scheme)
    chart = tab.locator(".chart .box:visible").first
    paper = chart.evaluate("e => getComputedStyle(e).backgroundColor")
    letters = chart.locator("svg text").first.evaluate("e => getComputedStyle(e).fill")
    assert contrast(as_hex(letters), as_hex(paper)) >= 4.5


def as_hex(colour: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*map(int, re.findall(r"\d+", colour)))


def test_the_sample_is_in_the_book():
    assert set(SAMPLE) <= set(pages())

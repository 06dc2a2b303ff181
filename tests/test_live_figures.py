"""Figures in Chromium: live when they come near, unchanged to the eye, by mouse, keys and touch."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import pages
from playwright.sync_api import Browser, Locator, Page
from test_render import contrast

from analysis.drawing import theme

pytestmark = pytest.mark.browser

CHAPTER = "cases/vorontsov"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page from disk, whose policy allows no eval; notes errors and requests."""
    contexts = []

    def open_page(page: str, **options) -> Page:
        contexts.append(context := browser.new_context(**{"viewport": DESKTOP} | options))
        tab = context.new_page()
        tab.errors, tab.requests = [], []
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.on("console", lambda said: said.type in ("error", "warning") and note(tab, said.text))
        tab.on("request", lambda request: tab.requests.append(request.url))
        tab.goto((site / f"{page}.html").as_uri(), wait_until="load")
        return tab

    yield open_page
    for context in contexts:
        context.close()


def note(tab: Page, text: str) -> None:
    tab.errors.append(text)


def boxes(tab: Page) -> list[Locator]:
    return tab.locator(".chart .box[data-drawing]:visible").all()


def come_near(box: Locator) -> str:
    """Scroll to a drawing and wait until something became of it."""
    box.scroll_into_view_if_needed()
    box.page.locator(f'[data-name="{box.get_attribute("data-name")}"][data-state]').wait_for()
    return box.get_attribute("data-reason") or box.get_attribute("data-state")


def live(tab: Page, id: str) -> Locator:
    box = tab.locator(f"#{id} .box[data-drawing]:visible").first
    assert come_near(box) == "live"
    return box


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_figure_becomes_live_without_a_jump_an_error_or_eval(opened, page, viewport):
    tab = opened(page, viewport=viewport)
    sizes = [box.bounding_box() for box in boxes(tab)]
    assert [come_near(box) for box in boxes(tab)] == ["live"] * len(sizes)
    for box, size in zip(boxes(tab), sizes, strict=True):
        found = box.bounding_box()
        assert (found["width"], found["height"]) == (size["width"], size["height"])
    assert tab.errors == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in tab.requests)


def test_vega_is_loaded_once_and_only_when_a_figure_comes_near(opened):
    tab = opened(CHAPTER, viewport={"width": 1280, "height": 200})

    def vega() -> int:
        return sum(url.endswith("figures/interactive.js") for url in tab.requests)

    assert sum("figures/loader.js" in url for url in tab.requests) == 1
    assert vega() == 0
    for box in boxes(tab):
        come_near(box)
    assert vega() == 1


def test_a_page_without_figures_loads_nothing_for_them(opened):
    tab = opened("glossary")
    assert not [url for url in tab.requests if "/figures/" in url]


def test_a_drawing_looks_the_same_when_it_is_live(opened):
    drawn = """svg => [...svg.querySelectorAll("path, line, text")].map((one) =>
        ["d", "fill", "stroke", "transform", "opacity"].map((name) => one.getAttribute(name)))"""
    box = "#figure-timeline .box[data-drawing]:visible svg"
    still = opened(CHAPTER, java_script_enabled=False).locator(box).evaluate(drawn)
    tab = opened(CHAPTER)
    live(tab, "figure-timeline")
    assert tab.locator(box).evaluate(drawn) == still
    assert len(still) > 100


def test_without_the_shared_script_the_drawing_stays_and_nothing_is_shown(opened):
    tab = opened("glossary")
    tab.route("**/figures/interactive.js", lambda route: route.abort())
    tab.goto(tab.url.replace("glossary", CHAPTER))
    box = tab.locator(".chart .box[data-drawing]:visible").first
    assert (
        come_near(box)
        == f"Error: cannot load {tab.url.rpartition('/cases')[0]}/figures/interactive.js"
    )
    assert box.get_attribute("data-state") == "still"
    assert box.locator("svg").is_visible()
    assert box.locator("svg title").count() > 0


def dimmed(box: Locator) -> int:
    opacities = box.evaluate("box => [...box.querySelectorAll('svg *')].map(e => e.style.opacity)")
    return sum(float(opacity or 1) < 1 for opacity in opacities)


def test_a_mouse_gets_the_event_its_days_who_says_so_and_its_support(opened):
    tab = opened(CHAPTER)
    box = live(tab, "figure-timeline")
    mark = box.locator('svg a[href$="#E008"]:not([aria-hidden])').first
    mark.hover()
    tooltip = tab.locator("#figure-timeline .figure-tooltip")
    tooltip.wait_for(state="visible")
    lines = tooltip.locator("p").all_inner_texts()
    assert lines[0] == mark.get_attribute("aria-label")
    assert [line.split(":")[0] for line in lines[1:]] == ["When", "Who says so", "Support"]
    tab.wait_for_timeout(300)
    assert dimmed(box) > 10
    tooltip.hover()  # it stays while the pointer is on it
    tab.wait_for_timeout(500)
    assert tooltip.is_visible()
    tab.mouse.move(2, 2)
    tooltip.wait_for(state="hidden")
    assert dimmed(box) == 0


def test_keys_get_the_same_words_escape_closes_them_and_enter_follows(opened):
    tab = opened(CHAPTER)
    box = live(tab, "figure-timeline")
    mark = box.locator("svg a:not([aria-hidden])").first
    mark.focus()
    tooltip = tab.locator("#figure-timeline .figure-tooltip")
    tooltip.wait_for(state="visible")
    assert tooltip.locator("p").first.inner_text() == mark.get_attribute("aria-label")
    tab.keyboard.press("Escape")
    tooltip.wait_for(state="hidden")
    assert mark.evaluate("mark => mark === document.activeElement")
    tab.keyboard.press("ArrowRight")
    tooltip.wait_for(state="visible")
    href = tab.evaluate("() => document.activeElement.getAttribute('href')")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{href.removeprefix('..')}")


def test_marks_without_a_link_are_one_stop_and_arrows_lead_from_one_to_the_next(opened):
    tab = opened("sensitivity")
    box = live(tab, "figure-curve")
    assert box.locator("svg [role='img'][tabindex='0']").count() == 1
    box.locator("svg [tabindex='0']").focus()
    first = tab.evaluate("() => document.activeElement.getAttribute('aria-label')")
    tab.keyboard.press("ArrowRight")
    second = tab.evaluate("() => document.activeElement.getAttribute('aria-label')")
    assert first
    assert second
    assert first != second
    assert tab.locator("#figure-curve .figure-tooltip p").first.inner_text() == second


def test_the_first_touch_says_what_a_mark_is_and_the_second_follows_it(opened):
    tab = opened(CHAPTER, viewport=PHONE, has_touch=True, is_mobile=True)
    live(tab, "figure-timeline")
    mark = tab.locator(
        '#figure-timeline .box:visible svg a[href$="#E008"]:not([aria-hidden])'
    ).first
    mark.tap()
    tooltip = tab.locator("#figure-timeline .figure-tooltip:visible")
    tooltip.wait_for()
    assert tab.url.endswith("vorontsov.html")
    left, width = (tooltip.bounding_box()[key] for key in ("x", "width"))
    assert left >= 0
    assert left + width <= PHONE["width"]
    mark.tap()
    tab.wait_for_url("**/evidence/vorontsov.html#E008")


def test_the_switch_of_the_theme_repaints_a_live_figure(opened):
    tab = opened(CHAPTER, color_scheme="light")
    box = live(tab, "figure-timeline")
    name = box.locator(f'svg text[fill="{theme.colour("ink")}"]').first
    paint = "name => getComputedStyle(name).fill"
    light = name.evaluate(paint)
    tab.evaluate("() => { document.documentElement.dataset.theme = 'dark' }")
    assert name.evaluate(paint) != light
    assert box.get_attribute("data-state") == "live"


def test_data_and_citation_open_by_keyboard_and_without_scripts(opened):
    tab = opened(CHAPTER, java_script_enabled=False)
    row = tab.locator("#figure-timeline .figure-tools")
    for part, inside in (("figure-data", "table"), ("cite", "pre >> nth=0")):
        row.locator(f".{part} summary").focus()
        tab.keyboard.press("Enter")
        assert row.locator(f".{part} {inside}").is_visible()
    assert row.get_by_role("link", name="CSV").first.is_visible()


def test_on_paper_stands_the_picture_without_its_tools(opened):
    tab = opened(CHAPTER)
    live(tab, "figure-timeline")
    tab.emulate_media(media="print")
    assert tab.locator("#figure-timeline svg:visible").count() == 1
    assert tab.locator(".figure-tools:visible").count() == 0


# --- contrast of what is drawn ---------------------------------------------------------------

# For each word its colour and that of what lies under it; for each mark its colours. What is half
# seen through comes with the share that is seen of it.
PAINTED = """() => {
  const hex = (colour) => {
    const parts = colour.match(/[0-9.]+/g);
    if (!parts || parts.length === 4 || colour.startsWith("url")) return null;
    return "#" + parts.slice(0, 3).map((n) => Number(n).toString(16).padStart(2, "0")).join("");
  };
  const paint = (element, part) => {
    const style = getComputedStyle(element);
    const colour = hex(style[part]);
    const share = Number(style.opacity) * Number(style[part + "Opacity"]);
    return colour && share ? [colour, share] : null; // what keeps a place is not seen
  };
  const found = { words: [], marks: [] };
  for (const svg of document.querySelectorAll(".chart .box > svg")) {
    if (!svg.getBoundingClientRect().width) continue;
    svg.scrollIntoView();
    for (const text of svg.querySelectorAll("text")) {
      const { left, top, width, height } = text.getBoundingClientRect();
      if (!width || !text.textContent.trim()) continue;
      const under = document
        .elementsFromPoint(left + width / 2, top + height / 2)
        .find((one) => one !== text && one.localName === "path" && paint(one, "fill"));
      const ground = under && svg.contains(under) ? paint(under, "fill") : null;
      found.words.push([text.textContent, paint(text, "fill")[0], ground]);
    }
    for (const mark of svg.querySelectorAll("path, line")) {
      if (mark.closest("pattern, clipPath, defs")) continue;
      const paints = [paint(mark, "fill"), paint(mark, "stroke")];
      if (paints[0] || paints[1])
        found.marks.push([mark.getAttribute("fill"), mark.getAttribute("stroke"), ...paints]);
    }
  }
  return found;
}"""


def seen(painted: list | None, surface: str) -> str:
    """The colour that is seen where one is painted on the page, in part seen through."""
    if painted is None:
        return surface
    colour, share = painted
    parts = [(int(colour[i : i + 2], 16), int(surface[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


@pytest.mark.parametrize("mode", theme.Colour._fields)
def test_words_and_marks_stand_out_from_what_they_stand_on(opened, page, mode):
    tab = opened(page, color_scheme=mode, viewport={"width": 1280, "height": 3000})
    surface = getattr(theme.COLOURS["surface"], mode)
    painted = tab.evaluate(PAINTED)
    words = {
        (colour, seen(ground, surface))
        for _text, colour, ground in painted["words"]
        if contrast(colour, seen(ground, surface)) < 4.5
    }
    assert words == set()
    # Lines of the grid and grounds of letters say nothing by themselves; nor does a tint, which
    # repeats the number that stands on it. The colours of stripes are measured in test_render.py.
    quiet = {theme.colour("grid"), theme.colour("surface"), None, "none", "transparent"}
    marks = {
        (fill, stroke)
        for fill, stroke, filled, stroked in painted["marks"]
        if not {fill, stroke} <= quiet
        and not any((one or "").startswith("url") for one in (fill, stroke))
        and not (stroked is None and filled and filled[1] < 0.6)
        and all(contrast(seen(one, surface), surface) < 3 for one in (filled, stroked) if one)
    }
    assert marks == set()


def test_there_is_a_page_with_figures_to_measure(opened):
    painted = opened("escalation", viewport={"width": 1280, "height": 12000}).evaluate(PAINTED)
    assert len(painted["words"]) > 50
    assert len(painted["marks"]) > 100


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_nothing_of_a_figure_is_cut_off(opened, width):
    cut = []
    for page in pages():
        tab = opened(page, viewport={"width": width, "height": 740})
        cut += tab.evaluate(
            """() => [...document.querySelectorAll(".chart .box:has(> svg)")]
                .filter((box) => box.scrollWidth > box.clientWidth && box.tabIndex !== 0)
                .map((box) => box.dataset.name)"""
        )
        tab.context.close()
    assert cut == []

"""Opens a page in a browser as a reader does; notes what it loads and when its charts are there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from analysis.weighing.server import compressed

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CHART = "figure.chart svg, .vega-embed canvas, .vega-embed svg"
# Ours say so; a chart that Altair's own page draws can be used as soon as it is seen.
INTERACTIVE = "[data-interactive=true], .box[data-state=live], .vega-embed canvas, .vega-embed svg"
CAN_BE_INTERACTIVE = f"[data-drawing], {INTERACTIVE}"
LONGEST_WAIT = 20_000  # ms
NOTHING_NEARS = """window.IntersectionObserver = class {
    observe() {} unobserve() {} disconnect() {} takeRecords() { return []; } };"""
# Noted as attributes of the page: a page that forbids eval lets nobody wait for anything else.
VISIBLE_AT, INTERACTIVE_AT = "chartat", "liveat"
NOTE_TIMES = f"""(() => {{
    const seen = (what) => [...document.querySelectorAll(what)].some(
        (one) => one.getBoundingClientRect().height > 20);
    const look = () => {{
        const times = document.documentElement.dataset; // there is none before the page begins
        if (seen({CHART!r})) times.{VISIBLE_AT} ??= performance.now();
        if (seen({INTERACTIVE!r})) times.{INTERACTIVE_AT} ??= performance.now();
        requestAnimationFrame(look);
    }};
    requestAnimationFrame(look);
}})();"""
TO_THE_FIRST_CHART = f"""document.addEventListener("DOMContentLoaded", () =>
    document.querySelector({CAN_BE_INTERACTIVE!r})?.scrollIntoView());"""


@dataclass
class Load:
    """What a page loaded: each address once, with its bytes as they are and as they are sent."""

    raw: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)

    def note(self, request: Request) -> None:
        """Count what an answer held."""
        if request.url.startswith("http"):
            content = request.response().body()
            self.raw[request.url] = len(content)
            font = request.resource_type == "font" or request.url.endswith(".png")
            self.sent[request.url] = len(content if font else compressed(content))

    @property
    def requests(self) -> int:
        """How many addresses were asked for."""
        return len(self.raw)

    @property
    def kilobytes(self) -> float:
        """What was sent, compressed, in thousands of bytes."""
        return sum(self.sent.values()) / 1000

    @property
    def raw_kilobytes(self) -> float:
        """What that is unpacked, in thousands of bytes."""
        return sum(self.raw.values()) / 1000


Prepare = Callable[[BrowserContext], None]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium of the system for as long as the context lasts.

    Raises FileNotFoundError where there is none.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise FileNotFoundError("Chromium is needed and not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@contextmanager
def _fresh(browser: Browser, prepare: Prepare | None) -> Iterator[tuple[Page, Load]]:
    """A page in a browser that remembers nothing, and what it loads."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if prepare:
        prepare(context)
    page, load = context.new_page(), Load()
    page.on("requestfinished", load.note)
    yield page, load
    context.close()


def _open(page: Page, address: str) -> None:
    """Go to a page and wait until nothing more is loaded; raise FileNotFoundError if it is none."""
    answer = page.goto(address, wait_until="networkidle")
    if not answer.ok:
        raise FileNotFoundError(f"{address} is no page of the book")


def still(browser: Browser, address: str, prepare: Prepare | None = None) -> Load:
    """Return what a page loads for a reader who has not come near a chart that waits for it."""
    with _fresh(browser, prepare) as (page, load):
        page.add_init_script(NOTHING_NEARS)
        _open(page, address)
    return load


def live(browser: Browser, address: str, prepare: Prepare | None = None) -> Load:
    """Return what a page loads for a reader who looks at each of its charts."""
    with _fresh(browser, prepare) as (page, load):
        _open(page, address)
        for chart in page.locator(CAN_BE_INTERACTIVE).all():
            if chart.is_visible():
                chart.scroll_into_view_if_needed()
                page.wait_for_load_state("networkidle")
    return load


def times(
    browser: Browser, address: str, prepare: Prepare | None = None
) -> tuple[float, float | None]:
    """Return after how many milliseconds the first chart is there, and can be used.

    The latter is None where no chart of the page becomes interactive.
    """
    with _fresh(browser, prepare) as (page, _):
        page.add_init_script(NOTE_TIMES)
        page.add_init_script(TO_THE_FIRST_CHART)
        page.goto(address, wait_until="load")
        visible = _noted(page, VISIBLE_AT)
        waiting = page.locator(CAN_BE_INTERACTIVE).count() > 0
        return visible, _noted(page, INTERACTIVE_AT) if waiting else None


def _noted(page: Page, what: str) -> float:
    """Return a time that the page notes, once it has."""
    noted = page.locator(f"html[data-{what}]")
    noted.wait_for(state="attached", timeout=LONGEST_WAIT)
    return float(noted.get_attribute(f"data-{what}"))

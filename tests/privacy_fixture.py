"""What a page must not do to its readers, as checks that say what they find, a line each.

They are used on every page of the built book, and on pages with a fault that was put there for them
to find.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

# What a browser fetches without being asked to. A link that a reader may follow is not here.
FETCHED = {
    "src": "script, img, iframe, embed, source, video, audio, track, input",
    "srcset": "img, source",
    "imagesrcset": "link",
    "poster": "video",
    "data": "object",
    "action": "form",
    "formaction": "button, input",
    "ping": "a, area",
    "href": "link, image, use, base",
    "xlink:href": "image, use",
}
# Relations of a page that a browser is told of and does not fetch. All others count as fetched.
ONLY_TOLD = {"alternate", "author", "canonical", "cite-as", "describedby", "item", "license"}
OTHER_HOST = re.compile(r"\s*(?:(?:https?|wss?|ftp|file):|[\\/]{2})", re.IGNORECASE)
IN_SHEET = re.compile(
    r"(?:url\(|image-set\(|@import\s+(?!url\())\s*[\"']?([^\"')\s;]+)", re.IGNORECASE
)

# The most that a policy may allow; whatever else stands in one is a fault.
MOST = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "worker-src": {"'none'"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:", "blob:"},
    "font-src": {"'self'"},
    "form-action": {"'self'", "file:"},
    "base-uri": {"'none'"},
}
NEEDED = ("default-src", "worker-src", "form-action", "base-uri")  # without them, others allow it
AHEAD = "link:is([rel~=next], [rel~=prefetch], [rel~=prerender])"  # not refused by all browsers
SHA256 = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")

# A script can hide that it was refused something, but not from the page.
TELL_REFUSED = """document.addEventListener("securitypolicyviolation",
    ({ effectiveDirective, blockedURI }) => console.warn(`${effectiveDirective} ${blockedURI}`))"""
MAY_BE_KEPT = {"localStorage: mode", "localStorage: theme"}
KEPT = """async () => [
    ...Object.keys(localStorage).map((key) => `localStorage: ${key}`),
    ...Object.keys(sessionStorage).map((key) => `sessionStorage: ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `IndexedDB: ${name}`),
]"""
WORKERS = """async () => (await navigator.serviceWorker.getRegistrations())
    .map(({ scope }) => `service worker: ${scope}`)"""
SCROLL_THROUGH = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
        scrollTo(0, top);
        await new Promise(requestAnimationFrame);
    }
}"""


# --- pages and style sheets as text -------------------------------------------------------


@lru_cache(maxsize=2)
def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def foreign_in_page(html: str) -> list[str]:
    """Addresses on other hosts that a page would fetch, or that its scripts or styles name."""
    page = parsed(html)
    return [*_fetched(page), *_named_inside(page)]


def _fetched(page: BeautifulSoup) -> Iterator[str]:
    for attribute, selector in FETCHED.items():
        for element in page.select(selector):
            if element.name == "link" and set(element.get("rel", ())) <= ONLY_TOLD:
                continue
            value = element.get(attribute, "")
            for address in value.split(",") if attribute.endswith("srcset") else [value]:
                if OTHER_HOST.match(address):
                    yield f"{element.name} {attribute}: {address}"


def _named_inside(page: BeautifulSoup) -> Iterator[str]:
    for script in filter(_is_run, page.select("script")):
        for address in re.findall(r"https?://[^\s\"')]+", script.get_text()):
            yield f"script: {address}"
    for element in page.select("style, [style]"):
        for address in foreign_in_sheet(element.get("style") or element.get_text()):
            yield f"style of {element.name}: {address}"


def foreign_in_sheet(css: str) -> list[str]:
    """Addresses on other hosts that a style sheet would fetch."""
    return [address for address in IN_SHEET.findall(css) if OTHER_HOST.match(address)]


def faults_of_policy(html: str) -> list[str]:
    """What is wrong with the policy of a page, or forbidden by it."""
    page = parsed(html)
    found = page.select('head > meta[http-equiv="Content-Security-Policy"]')
    if len(found) != 1:
        return [f"policies: {len(found)}"]
    allowed = {
        directive: set(sources)
        for directive, *sources in map(str.split, found[0]["content"].split(";"))
    }
    return [
        *(f"stands behind {one.name}" for one in found[0].find_previous_siblings(_is_no_charset)),
        *_too_much(allowed),
        *_not_hashed(page, allowed),
        *_in_attributes(page),
        *(f"fetched ahead: {link['href']}" for link in page.select(AHEAD)),
    ]


def _is_no_charset(element: Tag) -> bool:
    return "charset" not in element.attrs


def _too_much(allowed: dict[str, set[str]]) -> Iterator[str]:
    for directive in NEEDED:
        if directive not in allowed:
            yield f"{directive} is missing"
    for directive, sources in allowed.items():
        for source in sorted(sources - MOST.get(directive, set())):
            if not (directive == "script-src" and SHA256.fullmatch(source)):
                yield f"{directive} allows {source}"


def _not_hashed(page: BeautifulSoup, allowed: dict[str, set[str]]) -> Iterator[str]:
    for script in page.select("script:not([src])"):
        digest = hashlib.sha256(script.get_text().encode()).digest()
        hashed = f"'sha256-{base64.b64encode(digest).decode()}'"
        if _is_run(script) and hashed not in allowed.get("script-src", ()):
            yield f"inline script without its hash: {script.get_text().strip()[:80]}"


def _is_run(script: Tag) -> bool:
    return not script.get("type", "").endswith("json")


def _in_attributes(page: BeautifulSoup) -> Iterator[str]:
    for element in page.find_all(True):
        for attribute, value in element.attrs.items():
            if attribute.startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield f"script in an attribute: {element.name} {attribute}={value}"


# --- pages in a browser -------------------------------------------------------------------


def scroll_through(tab: Page) -> None:
    """Bring the whole page into sight once: charts come to life when they are near."""
    tab.evaluate(SCROLL_THROUGH)


def faults_of_visit(
    browser: Browser, address: str, read: Callable[[Page], None] = scroll_through, **options
) -> list[str]:
    """What a page asked of other hosts, said in the console, or kept, while somebody read it."""
    with browser.new_context(**options) as context:
        found = _noted(context, own=("data:", "blob:", address[: address.index("/", 7)]))
        tab = context.new_page()
        tab.goto(address, wait_until="load")
        read(tab)
        tab.wait_for_load_state("networkidle")
        tab.evaluate("dispatchEvent(new Event('beforeunload'))")  # when the theme keeps things
        return [*found, *_kept(context, tab)]


def _noted(context: BrowserContext, own: tuple[str, ...]) -> list[str]:
    """A list to which is added what its pages ask of others and say, as soon as they do."""
    found: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith(own):
            found.append(f"asked for {request.url}")

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(f"console: {message.text}")

    context.add_init_script(TELL_REFUSED)
    context.on("request", note_request)
    context.on("console", note_message)
    context.on("weberror", lambda error: found.append(f"error: {error.error}"))
    return found


def _kept(context: BrowserContext, tab: Page) -> list[str]:
    kept = tab.evaluate(KEPT)
    if tab.url.startswith("http"):  # files have no workers
        kept += tab.evaluate(WORKERS)
    kept += [f"cookie: {cookie['name']}" for cookie in context.cookies()]
    return [line for line in kept if line not in MAY_BE_KEPT]

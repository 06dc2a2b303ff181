"""Nothing leaves the page and nothing is kept, from a server and from a memory stick."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import pages
from playwright.sync_api import Browser, Page, expect
from privacy_fixture import (
    faults_of_policy,
    faults_of_visit,
    foreign_in_page,
    foreign_in_sheet,
    scroll_through,
)

from analysis.ground.paths import ROOT
from analysis.weighing.server import serving

sys.path.insert(0, str(ROOT / "book" / "_ext"))
import privacy

EVERY_PAGE = [*pages(), "search", "genindex"]
FROM = ["server", "stick"]
OTHER = "https://other.invalid"  # a name that no host can have


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[Callable[[str, str], str]]:
    """Gives the address of a page of the built book, on a server or on a memory stick."""
    with serving(site) as served:
        bases = {"server": served.replace("127.0.0.1", "localhost"), "stick": site.as_uri()}
        yield lambda where, page: f"{bases[where]}/{page}.html"


# --- the book -----------------------------------------------------------------------------


def test_no_page_is_left_out_here(site):
    built = {file.relative_to(site).with_suffix("").as_posix() for file in site.rglob("*.html")}
    assert built == set(EVERY_PAGE)


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_names_no_other_host_and_has_a_policy_that_it_keeps_to(site, name):
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    assert foreign_in_page(html) == []
    assert faults_of_policy(html) == []


def test_no_style_sheet_or_drawing_names_another_host(site):
    sheets = [*site.rglob("*.css"), *site.rglob("*.svg")]
    assert sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert foreign_in_sheet(text) == [], sheet
        assert sheet.suffix == ".css" or foreign_in_page(f"<html>{text}</html>") == [], sheet


def test_another_site_learns_nothing_of_a_page_that_leads_to_it(site):
    for name in EVERY_PAGE:
        head = (site / f"{name}.html").read_text(encoding="utf-8").partition("</head>")[0]
        assert '<meta name="referrer" content="no-referrer">' in head
        assert '<meta http-equiv="x-dns-prefetch-control" content="off">' in head


@pytest.mark.browser
@pytest.mark.parametrize("where", FROM)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_who_reads_a_page_to_its_end_tells_nobody_and_meets_no_error(browser, address, name, where):
    scheme = {"server": "light", "stick": "dark"}[where]
    assert faults_of_visit(browser, address(where, name), color_scheme=scheme) == []


@pytest.mark.browser
@pytest.mark.parametrize("where", FROM)
def test_all_that_pages_offer_works_and_leaves_only_the_choice_of_colours(browser, address, where):
    def read(tab: Page) -> None:
        switch = tab.locator(".theme-switch-button:visible")
        modes = set()
        for _ in range(3):
            switch.click()
            modes.add(tab.locator("html").get_attribute("data-mode"))
        assert modes == {"light", "dark", "auto"}
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        copy = tab.locator("button.copybtn").first
        copy.scroll_into_view_if_needed()
        copy.click(force=True)  # it is seen when the mouse is near
        tab.keyboard.press("Control+k")
        tab.keyboard.type("repression")
        tab.keyboard.press("Enter")
        tab.locator("#search-results li a").first.click()
        tab.wait_for_url(lambda url: "search.html" not in url)
        tab.go_back()
        kept = tab.evaluate("Object.keys(localStorage).sort()")
        assert kept == ["mode", "theme"]

    page = "cases/vorontsov"
    assert faults_of_visit(browser, address(where, page), read, permissions=[]) == []


@pytest.mark.browser
def test_not_even_the_host_of_the_book_is_told_what_is_searched_for(browser, address):
    asked = []

    def read(tab: Page) -> None:
        tab.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        for words in ("Khasoev", "house arrest"):  # from a page, and from that of the search
            tab.locator("form.bd-search input").last.evaluate(
                "(field, words) => { field.value = words; field.form.requestSubmit(); }", words
            )
            expect(tab.locator(".bd-search-container input")).to_have_value(words)
            tab.locator("#search-results li").first.wait_for()
        tab.go_back()
        tab.locator("#search-results li").first.wait_for()

    assert faults_of_visit(browser, address("server", "glossary"), read) == []
    assert any(url.endswith("/search.html") for url in asked)
    assert [url for url in asked if re.search("khasoev|house|q=", url, re.IGNORECASE)] == []


@pytest.mark.browser
def test_the_button_that_prints_does_so_without_a_script_in_an_attribute(browser, address):
    def read(tab: Page) -> None:
        tab.evaluate("window.print = () => (document.title = 'printed')")
        tab.locator("[data-prints]").evaluate("button => button.click()")
        assert tab.title() == "printed"

    assert faults_of_visit(browser, address("stick", "index"), read) == []


# --- the extension that writes the policy -------------------------------------------------


def test_a_page_is_guarded_once_whatever_its_text_says_of_policies():
    page = '<head><meta charset="utf-8" /></head>http-equiv=&quot;Content-Security-Policy&quot;'
    once = privacy.guarded(page)
    assert once != page
    assert privacy.guarded(once) == once
    assert faults_of_policy(once) == []


def test_scripts_are_hashed_and_data_is_not():
    page = (
        "<script>one()</script><script type='module'>two()</script><script src='a.js'></script>"
        "<script type='application/json'>{}</script><script type='application/ld+json'>{}</script>"
    )
    hashes = re.findall(r"'sha256-([^']*)'", privacy.policy(page))
    # printf 'one()' | openssl dgst -sha256 -binary | base64
    one = "HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4="
    two = "iMrPAWirDC2X0OhZzLsM2MRIWSmepJGI4r7D8ZlwBOw="
    assert hashes == [one, two]


def test_the_next_page_is_led_to_and_not_fetched_ahead():
    page = '<meta charset="utf-8"><link rel="next" title="B" href="b.html" /><a href="b.html">B</a>'
    assert privacy.guarded(page).count("b.html") == 1


def test_a_page_that_does_not_say_its_encoding_first_is_refused():
    with pytest.raises(ValueError, match='found no <meta charset="utf-8">'):
        privacy.guarded("<head></head>")


# --- each kind of fault is found ----------------------------------------------------------


@pytest.mark.parametrize(
    "seed",
    [
        '<script src="{}/a.js"></script>',
        '<img src="{}/a.png">',
        '<img srcset="a.png 1x, {}/a.png 2x">',
        '<video poster="{}/a.png"></video>',
        '<iframe src="{}"></iframe>',
        '<object data="{}"></object>',
        '<form action="{}"></form>',
        '<a href="a.html" ping="{}">a</a>',
        '<link rel="stylesheet" href="{}/a.css">',
        '<link rel="preload" as="script" href="{}/a.js">',
        '<link rel="icon" href="{}/a.svg">',
        '<link rel="dns-prefetch" href="{}">',
        '<svg><image xlink:href="{}/a.png"/></svg>',
        "<style>p {{ background: url({}/a.png) }}</style>",
        '<p style="background: url({}/a.png)"></p>',
        '<script>fetch("{}")</script>',
    ],
)
@pytest.mark.parametrize("host", [OTHER, OTHER.removeprefix("https:")])
def test_an_address_on_another_host_is_found_in_a_page(page_of_the_book, seed, host):
    if host != OTHER and "fetch" in seed:
        pytest.skip("two slashes begin a comment in a script")
    assert foreign_in_page(page_of_the_book) == []
    assert len(foreign_in_page(page_of_the_book + seed.format(host))) == 1


@pytest.mark.parametrize(
    "seed",
    [
        "p {{ background: url({}/a.png) }}",
        "p {{ background: url( '{}/a.png' ) }}",
        '@import "{}/a.css";',
        '@import url("{}/a.css");',
        'p {{ background: image-set("{}/a.png" 1x) }}',
    ],
)
@pytest.mark.parametrize("host", [OTHER, OTHER.removeprefix("https:")])
def test_an_address_on_another_host_is_found_in_a_style_sheet(site, seed, host):
    sheet = next(site.rglob("book-theme.css"), next(site.rglob("*.css"))).read_text("utf-8")
    assert len(foreign_in_sheet(sheet + seed.format(host))) == 1


POLICY_TAG = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        (POLICY_TAG.pattern, "", "policies: 0"),
        ("<head>", "<head><script src='a.js'></script>", "stands behind script"),
        ("</body>", "<script>seed()</script></body>", "inline script without its hash: seed()"),
        ("</body>", "<p onclick='seed()'></p></body>", "script in an attribute: p onclick=seed()"),
        ("</body>", "<a href='javascript:seed()'></a></body>", "script in an attribute: a href"),
        ("</body>", "<link rel='next' href='a.html'></body>", "fetched ahead: a.html"),
        ("script-src", "script-src 'unsafe-eval'", "script-src allows 'unsafe-eval'"),
        ("script-src", "script-src 'unsafe-inline'", "script-src allows 'unsafe-inline'"),
        ("img-src", f"img-src {OTHER}", f"img-src allows {OTHER}"),
        ("font-src", "font-src *", "font-src allows *"),
        ("base-uri", "connect-src *; base-uri", "connect-src allows *"),
        ("default-src 'none'; ", "", "default-src is missing"),
        ("; base-uri 'none'", "", "base-uri is missing"),
    ],
)
def test_a_fault_of_a_policy_is_found(page_of_the_book, wrong, right, fault):
    seeded, times = re.subn(wrong, right, page_of_the_book, count=1)
    assert times == 1
    assert [found[: len(fault)] for found in faults_of_policy(seeded)] == [fault]


@pytest.fixture(scope="session")
def page_of_the_book(site: Path) -> str:
    """The HTML of a page of the built book, into which faults are put."""
    return (site / "genindex.html").read_text(encoding="utf-8")


@pytest.fixture
def visited(browser: Browser, site: Path, page_of_the_book: str, tmp_path: Path):
    """Visits a copy of a page of the book, on a server, with a script of its own."""
    for part in site.iterdir():
        (tmp_path / part.name).symlink_to(part)
    (tmp_path / "worker.js").write_text("", encoding="utf-8")

    def visit(script: str = "", markup: str = "", policy: bool = True) -> list[str]:
        html = page_of_the_book if policy else POLICY_TAG.sub("", page_of_the_book)
        seeded = f'{markup}<script src="seed.js"></script></body>'
        (tmp_path / "seed.js").write_text(script, encoding="utf-8")
        (tmp_path / "seeded.html").write_text(html.replace("</body>", seeded), encoding="utf-8")
        with serving(tmp_path) as base:
            return faults_of_visit(browser, f"{base}/seeded.html", scroll_through)

    return visit


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("console.error('seed')", "console: seed"),
        ("console.warn('seed')", "console: seed"),
        ("seed()", "error: seed is not defined"),
        ("localStorage.seed = 1", "localStorage: seed"),
        ("sessionStorage.seed = 1", "sessionStorage: seed"),
        ("indexedDB.open('seed')", "IndexedDB: seed"),
        ("document.cookie = 'seed=1'", "cookie: seed"),
    ],
)
def test_what_a_page_says_or_keeps_is_found(visited, script, fault):
    assert visited(script) == [fault]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "markup", "refused"),
    [
        (f"fetch('{OTHER}').catch(() => 0)", "", f"connect-src {OTHER}"),
        ("", f"<img src='{OTHER}/a.png'>", f"img-src {OTHER}"),
        ("", f"<link rel='stylesheet' href='{OTHER}/a.css'>", f"style-src-elem {OTHER}"),
        ("", f"<script src='{OTHER}/a.js'></script>", f"script-src-elem {OTHER}"),
        ("", f"<iframe src='{OTHER}'></iframe>", f"frame-src {OTHER}"),
        ("", "<script>seed()</script>", "script-src-elem inline"),
        ("", "<img src='_static/none.png' onerror='seed()'>", "script-src-attr inline"),
        ("try { eval('1') } catch {}", "", "script-src eval"),
        ("try { Function('1') } catch {}", "", "script-src eval"),
        ("navigator.serviceWorker.register('worker.js').catch(() => 0)", "", "worker-src http"),
    ],
)
def test_what_the_policy_refuses_does_not_happen_and_is_found(visited, script, markup, refused):
    found = visited(script, markup)
    assert any(line.startswith(f"console: {refused}") for line in found), found
    assert not any(line.startswith(("service worker", "error")) for line in found)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("script", "markup", "fault"),
    [
        ("", f"<img src='{OTHER}/a.png'>", f"asked for {OTHER}/a.png"),
        (f"fetch('{OTHER}').catch(() => 0)", "", f"asked for {OTHER}/"),
        ("navigator.serviceWorker.register('worker.js')", "", "service worker: "),
    ],
)
def test_what_a_page_without_a_policy_does_is_found(visited, script, markup, fault):
    found = visited(script, markup, policy=False)
    assert any(line.startswith(fault) for line in found), found


@pytest.mark.browser
def test_a_script_cannot_keep_anything_but_the_choice_of_colours(visited):
    keep = "for (const one of [localStorage, sessionStorage]) one.setItem('seed', 1);"
    assert visited(keep) == []

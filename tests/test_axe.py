"""Every page of the built book under axe-core: light and dark, on a desktop and on a phone."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import GENERATED, pages
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
THEMES = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]  # no other rule looks at colours

# Violations that stay: the beginning of their line, and why. One that is gone fails.
KNOWN: dict[str, str] = {}

# What is closed is opened, so that it is tested too. The shadows at the edges of a box that
# scrolls are pictures, behind which axe cannot see a colour; the page's own is below them.
PREPARE = """() => {
    document.querySelectorAll("details").forEach(one => one.open = true);
    const plain = document.createElement("style");
    plain.textContent = ".box { background-image: none !important }";
    document.head.append(plain);
}"""

# Charts are put to work when they come into sight, so the whole page comes into sight once.
SCROLL_THROUGH = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight) {
        scrollTo(0, top);
        await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
}"""

# A theme has come once its transitions are over and what listens for it has drawn anew.
SWITCH_THEME = """async theme => {
    document.documentElement.dataset.theme = theme;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""

# One text of each look: with the same elements and classes around it, it has the same colours. A
# page of cards has thousands of texts and a few dozen looks. In drawings axe sees no colours;
# tests/test_render.py and tests/test_timeline.py measure theirs.
LOOKS = """() => {
    const look = e => e.tagName + e.className + e.getAttribute("style")
        + (e.parentElement ? "<" + look(e.parentElement) : "");
    const says = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const looks = new Map();
    for (const e of document.body.querySelectorAll("*:not(svg, svg *)"))
        if ((says(e) || "placeholder" in e) && e.checkVisibility({visibilityProperty: true}))
            looks.has(look(e)) || looks.set(look(e), e);
    return [...looks.values()];
}"""

RUN = """([inside, options]) => axe.run(inside ? {include: inside} : document, options).then(
    result => result.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`)))"""


def audit(tab: Page) -> list[str]:
    """What axe finds wrong on a page, a line each; all rules at each width, colours per theme."""
    tab.wait_for_load_state("networkidle")
    for script in (PREPARE, SCROLL_THROUGH):
        tab.evaluate(script)
    tab.wait_for_load_state("networkidle")
    tab.evaluate(AXE_SCRIPT)
    return list(dict.fromkeys(" ".join(line.split()) for line in _violations(tab)))


def _violations(tab: Page) -> Iterator[str]:
    no_colours = {rule: {"enabled": False} for rule in COLOUR_RULES}
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.wait_for_timeout(400)  # the theme waits 300 ms until it takes note of a new width
        everything = {"runOnly": TAGS, "rules": no_colours, "resultTypes": ["violations"]}
        for line in tab.evaluate(RUN, [None, everything]):
            yield f"{line} ({width} px)"
        for theme in THEMES:
            tab.evaluate(SWITCH_THEME, theme)
            colours = {"runOnly": COLOUR_RULES, "resultTypes": ["violations"]}
            for line in tab.evaluate(RUN, [tab.evaluate_handle(LOOKS), colours]):
                yield f"{line} ({width} px, {theme})"


@pytest.fixture(scope="session")
def violations(browser: Browser, site) -> Callable[[str], list[str]]:
    """Gives what axe finds on a page of the built book, once per page."""
    found: dict[str, list[str]] = {}

    def on(page: str) -> list[str]:
        if page not in found:
            with browser.new_context(viewport={"width": WIDTHS[0], "height": 900}) as context:
                tab = context.new_page()
                tab.goto((site / f"{page}.html").as_uri())
                found[page] = audit(tab)
        return found[page]

    return on


@pytest.mark.parametrize("name", [*pages(), *GENERATED])
def test_axe_finds_nothing_on_a_page(violations, name):
    assert [line for line in violations(name) if not line.startswith(tuple(KNOWN))] == []


@pytest.mark.skipif(not KNOWN, reason="no violation is known")
def test_every_known_violation_is_still_there(violations):
    found = [line for name in (*pages(), *GENERATED) for line in violations(name)]
    assert [known for known in KNOWN if not any(line.startswith(known) for line in found)] == []


@pytest.mark.parametrize(
    ("seeded", "rule", "where"),
    [
        ("<p><img src='favicon.svg'></p>", "image-alt", ["(1280 px)", "(360 px)"]),
        ("<h2>One</h2><h5>Jumps</h5>", "heading-order", ["(1280 px)", "(360 px)"]),
        (
            "<style>html[data-theme=dark] .seed {color: #333}</style><p class=seed>Grey on black",
            "color-contrast",
            ["(1280 px, dark)", "(360 px, dark)"],
        ),
        (
            "<style>@media (max-width: 400px) {.seed {color: #bbb}}</style><p class=seed>Grey",
            "color-contrast",
            ["(360 px, light)"],
        ),
        ("<details><p style='color: #ddd'>Closed</p></details>", "color-contrast", []),
    ],
)
def test_the_audit_sees_what_is_wrong_in_each_theme_and_width(browser, site, seeded, rule, where):
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto((site / "changes.html").as_uri())
        tab.evaluate("html => document.querySelector('article').innerHTML += html", seeded)
        found = [line for line in audit(tab) if line.startswith(rule)]
    assert found
    assert all(any(line.endswith(place) for line in found) for place in where)

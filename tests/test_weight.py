"""A page is light: what a reader must load, and what is loaded for charts that come to life."""

import json
import re
import sys
from io import BytesIO
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from analysis.ground.paths import ROOT
from analysis.weighing import plain
from analysis.weighing.bench import with_charts
from analysis.weighing.server import compressed, serving
from analysis.weighing.visit import live, still

sys.path.insert(0, str(ROOT / "book" / "_ext"))
import weight

WITHOUT_CHARTS_LIVE, WITH_CHARTS_LIVE = 300, 1000  # kB sent, compressed


@pytest.fixture(scope="session")
def address(site):
    with serving(site) as address:
        yield address


@pytest.mark.browser
def test_a_page_is_below_300_kilobytes_until_its_charts_come_to_life(browser, address, page):
    load = still(browser, f"{address}/{page}.html")
    assert load.requests > 1
    assert load.kilobytes < WITHOUT_CHARTS_LIVE, dict(load.sent)


@pytest.mark.browser
@pytest.mark.parametrize("unlisted", ["search", "genindex"])
def test_a_page_that_no_contents_list_is_as_light(browser, address, unlisted):
    assert still(browser, f"{address}/{unlisted}.html").kilobytes < WITHOUT_CHARTS_LIVE


@pytest.mark.browser
def test_every_page_with_charts_is_below_1000_kilobytes_when_all_have_come_to_life(
    browser, address, site
):
    loads = {page: live(browser, f"{address}/{page}.html") for page in with_charts(site)}
    assert loads
    heavy = {page: load.sent for page, load in loads.items() if load.kilobytes >= WITH_CHARTS_LIVE}
    assert heavy == {}


def test_no_source_map_is_shipped_and_none_is_named(site):
    assert [file for file in site.rglob("*.map") if file.is_file()] == []
    naming = [
        file.relative_to(site)
        for ending in ("css", "js")
        for file in (site / "_static").rglob(f"*.{ending}")
        if "sourceMappingURL" in file.read_text(encoding="utf-8")
    ]
    assert naming == []


def test_what_pages_and_style_sheets_load_exists(site):
    """Something may have been taken out of the book that is still asked for."""
    lost = []
    for file in site.rglob("*.html"):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for tag in soup.select(
            "link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src]"
        ):
            named = (tag.get("href") or tag["src"]).partition("?")[0]
            if not (file.parent / named).is_file():
                lost.append((file.relative_to(site), named))
    for sheet in site.rglob("*.css"):
        for named in re.findall(r"url\(([^)\"']+)\)", sheet.read_text(encoding="utf-8")):
            if not named.startswith(("data:", "#")) and not (sheet.parent / named).is_file():
                lost.append((sheet.relative_to(site), named))
    assert lost == []


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_every_icon_is_drawn_with_scripts_and_without(browser, site, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto((site / "escalation.html").as_uri())
    icons = page.locator("[class*='fa-solid']:visible")
    assert icons.count() >= (2 if scripts else 1)  # those of what needs scripts stay away
    for icon in icons.all():
        shown = icon.evaluate("e => getComputedStyle(e, '::before').content")
        assert re.fullmatch(r'"[\uf000-\uf8ff]"', shown)
    assert page.evaluate("document.fonts.check('900 1em \"Font Awesome 6 Free\"')") is True
    context.close()


def glyphs(font: bytes) -> set[int]:
    return set(TTFont(BytesIO(font)).getBestCmap())


def test_the_font_has_the_icons_that_the_style_sheets_show_and_no_other(site):
    sheets = [sheet.read_text(encoding="utf-8") for sheet in site.rglob("*.css")]
    shown = {int(code, 16) for text in sheets for code in weight.GLYPH.findall(text)}
    (font,) = site.rglob("fa-*.woff2")
    assert glyphs(font.read_bytes()) == shown
    assert 5 < len(shown) < 60


SHEET = (
    '@font-face{font-family:A;src:url(../w/fa-solid-900.woff2) format("woff2"),'
    'url(../w/fa-solid-900.ttf) format("truetype")}'
    '@font-face{font-family:B;src:url(../w/fa-brands-400.woff2) format("woff2")}'
    '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}.fa-bath:before{content:"\\f2cd"}p{top:0}'
)


def test_of_a_style_sheet_the_rules_of_used_icons_and_everything_else_is_left():
    assert weight.with_icons(SHEET, {"fa-bars"}) == (
        '@font-face{font-family:A;src:url(../w/fa-solid-900.woff2) format("woff2")}'
        '.fa-bars:before,.fa-navicon:before{content:"\\f0c9"}p{top:0}'
    )


def test_lightening_twice_changes_nothing(tmp_path):
    static = tmp_path / "_static" / "styles"
    static.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<i class="fa-solid fa-bars"></i>', encoding="utf-8")
    (static / "theme.css").write_text(SHEET + "/*# sourceMappingURL=a.css.map*/", encoding="utf-8")
    (static / "theme.css.map").write_text("{}", encoding="utf-8")
    contents = []
    for _ in range(2):
        weight.lighten(tmp_path)
        contents.append({file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()})
    assert contents[0] == contents[1]
    assert [file.name for file in contents[0]] == ["index.html", "theme.css"]
    assert "sourceMappingURL" not in (static / "theme.css").read_text(encoding="utf-8")


def test_what_is_counted_as_sent_is_what_the_server_sends(site, address):
    page, font = "index.html", "_static/vendor/fontawesome/webfonts/fa-solid-900.woff2"
    with urlopen(f"{address}/{page}") as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.read() == compressed((site / page).read_bytes())
    with urlopen(f"{address}/{font}") as answer:
        assert answer.headers["Content-Encoding"] is None
        assert answer.read() == (site / font).read_bytes()


def test_the_notebooks_of_the_plain_book_draw_with_the_renderer_of_altair():
    """What the book is compared with must not be drawn by the book."""
    for notebook in (ROOT / "book").rglob("*.ipynb"):
        text = notebook.read_text(encoding="utf-8")
        enabled = [
            source
            for cell in json.loads(plain.with_default_renderer(text))["cells"]
            if plain.ENABLED in (source := "".join(cell["source"]))
        ]
        assert all('altair.renderers.enable("default")' in source for source in enabled)
        assert len(enabled) == text.count(plain.ENABLED)

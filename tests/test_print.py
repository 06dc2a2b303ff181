"""The book as one file: a tagged PDF for paper, and an e-book. Both from the built pages."""

import io
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, pages
from pdf_fixture import objects, text

from analysis.editions import epub as ebook
from analysis.editions import pdf as paper
from analysis.editions.downloads import EPUB, FOOT, PDF, hand_out
from analysis.editions.edition import edition
from analysis.editions.one_page import one_page
from analysis.editions.pages import built_pages, target
from analysis.ground.problems import BadInput
from analysis.reading import contents

EPUBCHECK = Path("/usr/bin/epubcheck")  # the Debian package's, which is a Java archive


def program(name: str, package: str) -> str:
    """A program of the system, without which a test is skipped, or fails where all must run."""
    if found := shutil.which(name):
        return found
    needed = f"{name} is needed and not installed (on Debian the package {package})"
    return pytest.fail(needed) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(needed)


def made(target: str, name: str) -> Path:
    done = subprocess.run(["make", target], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"make {target} failed:\n{done.stdout}\n{done.stderr}"
    return ROOT / "_build" / "html" / name


@pytest.fixture(scope="module")
def pdf(site) -> Path:
    return made("pdf", PDF)


@pytest.fixture(scope="module")
def epub(site) -> Path:
    return made("epub", EPUB)


@pytest.fixture(scope="module")
def inside(pdf) -> list[bytes]:
    return objects(pdf)


@pytest.fixture(scope="module")
def whole(site) -> BeautifulSoup:
    return BeautifulSoup(one_page(built_pages(site), edition(), ""), "html.parser")


@pytest.fixture
def two_pages(site):
    """A short book: a chapter with a figure, a table and notes, and the front page."""

    def taken() -> list:
        return [page for page in built_pages(site) if page.name in ("index", "custody")]

    return taken


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


# --- PDF ------------------------------------------------------------------------------------


def test_the_pdf_holds_the_text_of_every_chapter(pdf, site):
    arguments = [program("pdftotext", "poppler-utils"), "-raw", pdf, "-"]
    printed = squeezed(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)
    lost = []
    for page in built_pages(site):
        said = page.article.select("h1, h2, h3, p, li, caption, figcaption")
        # Numbers of pages stand between words, but for where no card is named.
        plain = [e for e in said if not e.find("a") and not e.find_parent(class_="behind")]
        assert plain
        starts = {squeezed(e.get_text())[:30] for e in plain}  # no line, so no page, ends within
        lost += [(page.name, start) for start in sorted(starts) if start not in printed]
    assert lost == []


def test_the_pdf_is_tagged_and_says_what_it_is(pdf, inside):
    catalog = next(o for o in inside if b"/Type /Catalog" in o)
    assert text(catalog, "Lang") == "en"
    assert b"/Marked true" in catalog
    assert b"/DisplayDocTitle true" in catalog
    assert b"/StructTreeRoot" in catalog
    facts = edition()
    told = next(o for o in inside if b"/Producer" in o)
    assert text(told, "Title") == f"{facts['title']}: {facts['subtitle']}"
    assert text(told, "Author") == facts["authors"]
    assert text(told, "Subject") == facts["subject"]
    assert facts["day"].replace("-", "") in text(told, "CreationDate")
    kinds = {tag for o in inside for tag in re.findall(rb"/S /(\w+)", o)}
    assert {b"H1", b"H2", b"P", b"L", b"LI", b"Table", b"TH", b"TD", b"Figure", b"Link"} <= kinds


def test_the_pdf_declares_pdf_ua(pdf):
    assert b"pdfuaid" in metadata(pdf)


def metadata(pdf: Path) -> bytes:
    packed = re.search(rb"/Type /Metadata.*?stream\n(.*?)\nendstream", pdf.read_bytes(), re.DOTALL)
    return zlib.decompress(packed[1])


def test_each_chart_in_the_pdf_has_its_description_as_alternative_text(inside, site):
    drawings = [svg for page in built_pages(site) for svg in page.article.find_all("svg")]
    found = [text(o, "Alt") for o in inside if b"/S /Figure" in o]
    assert drawings
    assert sorted(found) == sorted(svg["aria-label"] for svg in drawings)


def test_the_pdf_has_a_bookmark_for_each_part_and_chapter(inside, site):
    bookmarks = {text(o, "Title") for o in inside if b"/Title" in o and b"/Dest" in o}
    parts = {part.caption for part in contents.parts()}
    assert parts | {page.title for page in built_pages(site)} <= bookmarks


def test_every_link_on_paper_arrives(whole):
    known = {element["id"] for element in whole.find_all(id=True)}
    asked = {link["href"] for link in whole.select("a[href^='#']")}
    assert asked
    assert {href for href in asked if href[1:] not in known} == set()
    others = {link["href"] for link in whole.select("a[href]")} - asked
    assert [href for href in others if not href.startswith(("http://", "https://"))] == []


def test_no_address_on_paper_is_used_twice(whole):
    ids = [element["id"] for element in whole.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_paper_leads_from_each_named_card_to_its_page(whole):
    for chapter in whole.select(".chapter:not(.cards)"):
        named = chapter.select("a[href^='#evidence-']")
        to_cards = [a for a in named if re.search(r"--[CE]\d+$", a["href"])]
        noted = {a["href"] for a in chapter.select(".note-of-card .page-of")}
        bare = [a for a in to_cards if not {"to-card", "page-of"} & set(a.get("class", []))]
        assert {a["href"] for a in bare} <= noted


def test_the_index_has_every_card(whole):
    cards = {card["id"] for card in whole.select(".cards .event, .cards .claim")}
    assert {a["href"][1:] for a in whole.select(".index a")} == cards


def test_paper_has_no_address_that_a_notice_stands_before_on_screen(site, whole):
    screen = [
        link["href"]
        for page in built_pages(site)
        for link in page.article.select("details.behind a.external")
    ]
    assert screen
    references = whole.select_one("#references")
    allowed = {link["href"] for link in references.select("a.external")}
    cards = {link["href"] for link in whole.select(".cards a.external")}
    assert not cards & (set(screen) - allowed)


def test_headings_on_paper_leave_out_no_level(whole):
    levels = [int(heading.name[1]) for heading in whole.select("h1, h2, h3, h4, h5, h6")]
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize(
    "asks",
    [
        '<img src="https://example.org/a.png" alt="a">',
        '<link rel="stylesheet" href="http://example.org/a.css">',
        '<img src="/etc/hostname" alt="a">',
        '<style>p { background: url("//example.org/a.png") }</style><p>a</p>',
    ],
)
def test_print_fetches_nothing_but_the_fonts_of_the_book(asks):
    with pytest.raises(ValueError, match="allowed: files in book/_static/fonts"):
        paper.printed(f'<html lang="en"><title>a</title>{asks}</html>', edition())


def test_printing_twice_gives_the_same_bytes(two_pages):
    style = paper.STYLE.read_text(encoding="utf-8")
    once, again = (
        paper.printed(one_page(two_pages(), edition(), style), edition()) for _ in range(2)
    )
    assert once.startswith(b"%PDF-1.7")
    assert once == again


# --- e-book ---------------------------------------------------------------------------------


def test_epubcheck_finds_no_error_and_no_warning(epub):
    program("epubcheck", "epubcheck")
    arguments = [program("java", "epubcheck"), "-jar", EPUBCHECK, epub]
    checked = subprocess.run(arguments, capture_output=True, text=True)
    assert "0 fatals / 0 errors / 0 warnings" in checked.stdout, checked.stdout + checked.stderr
    assert checked.returncode == 0


@pytest.fixture(scope="module")
def unpacked(epub) -> dict[str, bytes]:
    with zipfile.ZipFile(epub) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_e_book_has_every_page_of_the_book(unpacked):
    assert {f"EPUB/{page}.xhtml" for page in pages()} <= set(unpacked)


def test_the_e_book_begins_with_what_it_is(epub):
    assert epub.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_e_book_has_no_script_and_asks_for_nothing_from_outside(unpacked):
    for name, content in unpacked.items():
        if name.endswith(".xhtml"):
            page = BeautifulSoup(content, "html.parser")
            assert page.select("script, iframe, button, form, [onclick]") == [], name
            fetched = page.select("[src], link[href]")
            assert [e for e in fetched if "//" in e.get("src", e.get("href", ""))] == [], name


def test_every_link_in_the_e_book_arrives(unpacked):
    known = {
        name: set(re.findall(r'\bid="([^"]+)"', content.decode()))
        for name, content in unpacked.items()
        if name.endswith(".xhtml")
    }
    lost = []
    for name in known:
        page = BeautifulSoup(unpacked[name], "html.parser")
        for link in page.find_all("a"):
            href = link.get("href") or link["xlink:href"]
            if not href.startswith("http"):
                address = href.replace(".xhtml", ".html")
                found = target(address, name.removesuffix(".xhtml"))
                place = known.get(f"{found.page}.xhtml")
                if place is None or (found.place and found.place not in place):
                    lost.append((name, href))
    assert lost == []


def test_each_drawing_in_the_e_book_has_a_title_and_the_cover_a_text(unpacked):
    svg = "{http://www.w3.org/2000/svg}"
    drawings = [
        drawing
        for name, content in unpacked.items()
        if name.endswith(".xhtml")
        for drawing in ET.fromstring(content).iter(f"{svg}svg")
    ]
    assert drawings
    assert all(len(drawing.find(f"{svg}title").text) >= 40 for drawing in drawings)
    assert BeautifulSoup(unpacked["EPUB/cover.xhtml"], "html.parser").img["alt"]
    assert unpacked["EPUB/cover.png"].startswith(b"\x89PNG")


def test_the_e_book_says_how_accessible_it_is(unpacked):
    told = unpacked["EPUB/package.opf"].decode()
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature"):
        assert f'property="schema:{name}"' in told
    assert 'property="schema:accessibilityHazard">none<' in told
    assert 'property="schema:accessibilitySummary"' in told


def test_packing_twice_gives_the_same_bytes(two_pages):
    once, again = (ebook.packed(two_pages(), edition(), b"") for _ in range(2))
    assert zipfile.is_zipfile(io.BytesIO(once))
    assert once == again


# --- links to both --------------------------------------------------------------------------


@pytest.fixture
def small_site(tmp_path) -> Path:
    for page in ("index.html", "colophon.html"):
        (tmp_path / page).write_text(
            '<h1>Title</h1>\n<details class="cite"><p>Folded.</p></details>\n'
            f"<p>First.</p>\n<p>Second.</p>\n{FOOT}</ul>"
        )
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.html").write_text(f"<h1>One</h1>\n<p>First.</p>\n{FOOT}</ul>")
    return tmp_path


def offered(site: Path, page: str = "index.html") -> list[str]:
    soup = BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser")
    return [link["href"] for link in soup.select(".downloads a")]


def test_a_file_is_linked_where_it_is_and_only_then(small_site):
    assert offered(small_site) == []
    hand_out(EPUB, b"e", small_site)
    assert offered(small_site) == [EPUB]
    hand_out(PDF, b"p", small_site)
    assert offered(small_site) == offered(small_site, "colophon.html") == [PDF, EPUB]
    assert (small_site / PDF).read_bytes() == b"p"


def test_every_page_links_the_files_at_its_foot(small_site):
    hand_out(EPUB, b"e", small_site)
    hand_out(PDF, b"p", small_site)
    below = BeautifulSoup((small_site / "cases" / "one.html").read_text(), "html.parser")
    assert [a["href"] for a in below.select(".edition-ways a")] == [f"../{PDF}", f"../{EPUB}"]
    assert below.select(".downloads") == []


def test_handing_out_again_changes_no_page(small_site):
    hand_out(PDF, b"p", small_site)
    once = (small_site / "index.html").read_bytes()
    hand_out(PDF, b"p", small_site)
    assert (small_site / "index.html").read_bytes() == once
    assert once.index(b"First.") < once.index(b"downloads") < once.index(b"Second.")


def test_where_a_page_has_no_place_for_the_link_nothing_is_written(small_site):
    (small_site / "colophon.html").write_text("<h1>Title</h1>")
    with pytest.raises(BadInput, match=r"colophon\.html: has no paragraph below its heading"):
        hand_out(PDF, b"p", small_site)
    assert offered(small_site) == []
    assert not (small_site / PDF).exists()


def test_the_built_book_links_both(site, pdf, epub):
    for page in ("index.html", "colophon.html"):
        assert offered(site, page) == [PDF, EPUB]

"""The built book, read as files: complete and linked."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def article(file: Path) -> Tag:
    """What the project wrote of a page, without the theme's navigation."""
    return soup(file).select_one("article")


@pytest.fixture
def file(site, page) -> Path:
    return site / f"{page}.html"


def test_every_page_of_the_contents_exists_and_has_one_title(file):
    assert file.is_file()
    titles = article(file).find_all("h1")
    assert len(titles) == 1
    assert titles[0].get_text(strip=True).strip("#")


def test_a_page_says_its_language(file):
    assert soup(file).html["lang"] == "en"


def test_no_address_on_a_page_is_used_twice(file):
    used = Counter(element["id"] for element in article(file).find_all(id=True))
    assert [address for address, times in used.items() if times > 1] == []


def test_every_internal_link_arrives(site, file):
    lost = []
    for link in soup(file).find_all("a", href=True):
        target = urlsplit(link["href"])
        if target.scheme or target.netloc or link["href"] == "#":
            continue
        arrived = (file.parent / unquote(target.path)).resolve() if target.path else file
        known = arrived.is_file()
        if known and target.fragment and arrived.suffix == ".html":
            known = soup(arrived).find(id=unquote(target.fragment)) is not None
        if not known:
            lost.append(link["href"])
    assert lost == []


def test_nothing_on_a_page_failed_or_was_left_unresolved(file):
    failures = article(file).select(".problematic, .system-message, .traceback, .stderr, .error")
    assert [failure.get_text()[:200] for failure in failures] == []
    for code in article(file).select("pre, code"):
        code.extract()
    left = re.findall(r"\{[a-z:-]+\}`|\bglue:\w*|\bpasted__\w*", article(file).get_text())
    assert left == []


def test_every_chart_has_a_description_and_every_table_a_caption(site):
    everything = [article(file) for file in sorted(site.rglob("*.html")) if article(file)]
    charts = [chart for part in everything for chart in part.select("figure.chart svg")]
    tables = [table for part in everything for table in part.select(".book-table table")]
    assert charts
    assert tables
    assert all(len(chart["aria-label"]) >= 40 for chart in charts)
    assert all(table.caption.get_text(strip=True) for table in tables)
    # Charts and tables that bypass the book's own renderer would have neither.
    strangers = [e for part in everything for e in part.select("table.dataframe, .vega-embed")]
    assert strangers == []

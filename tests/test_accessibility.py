"""What screen readers hear of the built book: its languages, headings, landmarks and tables.

Of the rest, axe-core tests what a program can (test_axe.py), and test_keyboard.py the way through
a chapter without a mouse.
"""

import re
import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import NavigableString
from conftest import GENERATED, ROOT
from test_site import article, soup

EXTENSION = runpy.run_path(str(ROOT / "book" / "_ext" / "accessible.py"))
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
WRITTEN_IN_IT = ("ru", "uk")


@pytest.fixture(scope="session")
def built(site) -> list[Path]:
    """Every page that a reader can open: the theme keeps pieces of pages among its files."""
    return [file for file in sorted(site.rglob("*.html")) if "_static" not in file.parts]


def language(text: NavigableString) -> str:
    return text.find_parent(lang=True)["lang"]


def said(file: Path) -> list[NavigableString]:
    """The texts of a page, those of drawings among them; scripts are none."""
    return [
        text
        for text in soup(file).find_all(string=True)
        if type(text) is NavigableString and text.parent.name not in ("script", "style")
    ]


# --- languages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (
            "<p>with the hashtag #СвободуВоронцову</p>",
            '<p>with the hashtag <span lang="ru">#СвободуВоронцову</span></p>',
        ),
        (
            "Правозащитный центр «Мемориал», МК в Улан-Удэ",
            '<span lang="ru">Правозащитный центр «Мемориал»</span>, '
            '<span lang="ru">МК в Улан-Удэ</span>',
        ),
        ('<i lang="uk">Харків</i>', '<i lang="uk">Харків</i>'),
        ('<a title="Москва">Moscow</a>', '<a title="Москва">Moscow</a>'),
        ("<script>'Дождь'</script>", "<script>'Дождь'</script>"),
        (
            "Repression in Russland – Solidarity",
            '<span lang="de">Repression in Russland</span> – Solidarity',
        ),
    ],
)
def test_words_of_another_language_are_marked_once_and_nothing_else_is(html, marked):
    assert EXTENSION["in_their_languages"](html) == marked


def test_no_word_in_cyrillic_letters_is_read_out_in_english(built):
    found = [(file, text) for file in built for text in said(file) if CYRILLIC.search(text)]
    assert found
    unmarked = [
        f"{file.name}: {text}" for file, text in found if language(text) not in WRITTEN_IN_IT
    ]
    assert unmarked == []


def test_german_words_are_read_out_in_german(built):
    # A name in a drawing aside: what is read out of a drawing is its description, in English.
    texts = [text for file in built for text in said(file) if not text.find_parent("svg")]
    for words in EXTENSION["FOREIGN"]["de"]:
        found = [text for text in texts if words in text]
        assert found, words
        assert {language(text) for text in found} == {"de"}, words


# --- headings, titles, addresses ----------------------------------------------------------


def test_a_page_has_one_first_heading_and_skips_no_level(built):
    wrong = {}
    for file in built:
        headings = soup(file).select("main :is(h1, h2, h3, h4, h5, h6)")
        levels = [int(heading.name[1]) for heading in headings]
        steps = [after - before for before, after in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            wrong[file.name] = levels
    assert wrong == {}


def test_no_heading_is_empty(built):
    empty = [
        (file.name, str(heading))
        for file in built
        for heading in soup(file).select("h1, h2, h3, h4, h5, h6, [role=heading]")
        if not heading.get_text(strip=True).strip("#")
    ]
    assert empty == []


def test_no_two_pages_have_the_same_title(built):
    titles = Counter(soup(file).title.get_text(strip=True) for file in built)
    assert [title for title, times in titles.items() if times > 1] == []


def test_no_address_on_a_whole_page_is_used_twice(built):
    twice = {
        file.name: [id for id, times in used.items() if times > 1]
        for file in built
        if (used := Counter(one["id"] for one in soup(file).find_all(id=True)))
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


# --- landmarks and names ------------------------------------------------------------------


def test_a_page_has_its_landmarks_once_and_they_have_names_of_their_own(built):
    for file in built:
        page = soup(file)
        assert len(page.select("main")) == 1, file
        assert len(page.select("[role=banner], body > header")) == 1, file
        for kind in ("nav, [role=navigation]", "dialog"):
            names = [
                one.get("aria-label") or one.get("aria-labelledby") for one in page.select(kind)
            ]
            assert None not in names, (file, kind, names)
            assert len(set(names)) == len(names), (file, kind, names)


def test_the_first_link_of_a_page_leads_past_the_contents(built):
    for file in built:
        first = soup(file).body.find("a")
        assert first["href"] == "#main-content"
        assert soup(file).find(id="main-content").name == "main"


def test_every_search_field_is_a_search_that_can_be_sent_off_and_has_a_name(built):
    forms = [form for file in built for form in soup(file).select("form:has(input[type=search])")]
    assert len(forms) >= len(built)
    for form in forms:
        assert form["role"] == "search"
        assert form.find("button").get_text(strip=True)
        assert form.find("input")["aria-label"]


KEYS = "search-button__kbd-shortcut"  # the keys that lead to a control as well


def words(control) -> str:
    """What a control shows, without its keys."""
    texts = [one for one in control.find_all(string=True) if not one.find_parent(class_=KEYS)]
    return " ".join("".join(texts).split())


def test_no_name_hides_what_a_button_or_a_summary_shows(built):
    named = [one for file in built for one in soup(file).select(":is(summary, button)[aria-label]")]
    assert named
    shown = {(one["aria-label"], words(one)) for one in named}
    assert [(name, seen) for name, seen in shown if seen not in name] == []


def test_icons_are_not_read_out(built):
    icons = [icon for file in built for icon in soup(file).select("i[class*=fa-]")]
    assert icons
    assert {icon.get("aria-hidden") for icon in icons} == {"true"}


# --- tables -------------------------------------------------------------------------------


def test_every_table_has_a_caption_and_heads_that_say_of_what(built):
    tables = [
        (file.name, table)
        for file in built
        if file.stem not in GENERATED
        for table in article(file).find_all("table")
    ]
    assert tables
    no_caption = [name for name, table in tables if not table.caption]
    no_scope = [
        (name, str(head)[:80])
        for name, table in tables
        for head in table.find_all("th")
        if head.get("scope") not in ("col", "row", "colgroup", "rowgroup")
    ]
    no_heads = [name for name, table in tables if not table.select("thead th[scope=col]")]
    assert no_caption == no_scope == no_heads == []

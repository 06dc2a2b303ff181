"""The glossary and the chapters: each term is used, and linked where a chapter first uses it.

Read are the chapters' own words, cell by cell. Headings, code and the words of links are left out,
as no link can stand in them; what is glued in or printed is computed and holds no link either.
"""

import re
from functools import cache

import nbformat
import pytest

from analysis.ground.paths import ROOT

BOOK = ROOT / "book"
GLOSSARY = (BOOK / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^(\w[^\n]*)\n  \S", GLOSSARY.partition("```{glossary}")[2], re.MULTILINE)
# Read outside of the book as well, where a role would be noise; or lists of names and titles.
NO_CHAPTER = {
    "ethics.md": "It includes ETHICS.md, which is read outside of the book as well.",
    "references.md": "It lists titles, and speaks of documents as a library does.",
    "evidence": "Cards, which the chapters lead to; the chapter on a case links the terms.",
    "glossary.md": "It is the glossary; its entries link to each other.",
}
# Everyday words: the glossary says what they mean in the data, and a chapter may use them as
# anybody does. The chapters on method and on how to read link most of them.
EVERYDAY = {
    "act", "activity", "assembly", "bound", "case", "censoring", "conflict", "context", "coverage",
    "custody", "dispute", "document", "event", "gap", "modality", "passage", "procedure", "relay",
    "repression", "resolution", "response", "speaker", "support", "treatment",
    "undetermined", "variable",
}  # fmt: skip
# Uses that are not the term, by chapter: the words around them.
NOT_THE_TERM = [
    ("context.ipynb", "Grades have few steps"),
    ("how-to-read.ipynb", "each step to the next"),
    ("limits.ipynb", "What it measures is agreement"),
    ("limits.ipynb", "where they claim nothing"),
]
CHAPTERS = sorted(
    path
    for ending in ("ipynb", "md")
    for path in BOOK.rglob(f"*.{ending}")
    if not {".ipynb_checkpoints", *NO_CHAPTER} & set(path.parts)
)
NO_PROSE = re.compile(
    r"```.*?```|^#+ .*?$|^\([\w-]+\)=$|^:::.*?$|\{[\w:]+\}`[^`]*`|`[^`]*`|\[[^\]]*\]\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)
ROLE = re.compile(r"\{term\}`([^`<]*?)(?: <([^>`]*)>)?`")


def name(path):
    return path.relative_to(BOOK).as_posix()


@cache
def sources(path):
    """Return the chapter's own words, cell by cell."""
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def pattern(term):
    """Return what finds a term, also in the plural, and also where a line breaks in it."""
    if term == "kind of charge":
        return r"\bkinds?\s+of\s+charges?\b"
    *words, last = term.split()
    words.append(f"{last[:-1]}(?:y|ies)" if last.endswith("y") else f"{last}(?:e?s)?")
    return r"(?<![\w-])" + r"\s+".join(words) + r"(?![\w-])"


def prose_of(source):
    """Blank out, letter by letter, whatever cannot hold a link."""
    return NO_PROSE.sub(
        lambda found: found[0] if ROLE.fullmatch(found[0]) else " " * len(found[0]), source
    )


def longer(term):
    """Return the terms that hold a term as a part of their name."""
    return [other for other in TERMS if other != term and term in other.split()]


def linked(source):
    """Return the places of the roles of a piece, each with the term that it leads to."""
    return {found.span(): _named(found) for found in ROLE.finditer(source)}


def _named(role):
    return (role[2] or role[1]).replace("\n", " ").lower()


def uses(source, term, chapter=""):
    """Return where a piece uses a term, each with whether it is linked to the glossary there."""
    prose, roles = prose_of(source), linked(source)
    others = [m.span() for one in longer(term) for m in re.finditer(pattern(one), prose, re.I)]
    for where, words in NOT_THE_TERM:
        if where == chapter:
            flexible = r"\s+".join(map(re.escape, words.split()))
            others += [m.span() for m in re.finditer(flexible, prose)]
    found = []
    for use in re.finditer(pattern(term), prose, re.IGNORECASE):
        inside = [span for span in roles if span[0] <= use.start() and use.end() <= span[1]]
        if inside:
            place = (inside[0][0], True)
            if roles[inside[0]] == term and place not in found:
                found.append(place)
        elif not any(start <= use.start() and use.end() <= end for start, end in others):
            found.append((use.start(), False))
    return found


def first_use(path, term):
    """Return the words around a chapter's first use of a term and whether it is linked there."""
    for source in sources(path):
        for at, is_linked in uses(source, term, name(path)):
            return source[max(at - 30, 0) : at + 40], is_linked
    return None


def test_the_glossary_is_in_the_order_of_the_alphabet_and_names_nothing_twice():
    assert len(TERMS) > 40
    assert sorted(set(TERMS), key=lambda term: term.replace("-", " ").lower()) == TERMS


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_links_a_term_of_the_book_where_it_first_uses_it(path):
    first = {term: first_use(path, term) for term in TERMS if term not in EVERYDAY}
    assert {term: use[0] for term, use in first.items() if use and not use[1]} == {}


@pytest.mark.parametrize("path", CHAPTERS, ids=name)
def test_a_chapter_links_no_term_over_and_over(path):
    roles = [term for source in sources(path) for term in linked(source).values()]
    assert {term for term in roles if roles.count(term) > 3} == set()


def printed(path):
    """Return the words that the cells of a chapter print, in the form that needs no browser."""
    if path.suffix == ".md":
        return ""
    outputs = [
        output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])
    ]
    return "\n".join(output.get("data", {}).get("text/plain", "") for output in outputs)


def test_each_term_of_the_glossary_is_linked_from_a_chapter_or_printed_in_a_table():
    roles = {term for path in CHAPTERS for one in sources(path) for term in linked(one).values()}
    tables = "\n".join(printed(path) for path in CHAPTERS if path.stem != "codebook")
    unused = set(TERMS) - roles
    assert {term for term in unused if not re.search(pattern(term), tables, re.IGNORECASE)} == set()
    # Kinds of measure and of ruling, which only tables name.
    named = {"administrative arrest", "cassation", "collateral penalty", "liquidation"}
    assert unused <= named


def test_everyday_words_and_uses_that_are_not_the_term_are_still_there():
    assert set(TERMS) >= EVERYDAY
    for chapter, words in NOT_THE_TERM:
        told = [" ".join(prose_of(source).split()) for source in sources(BOOK / chapter)]
        assert any(words in one for one in told), (chapter, words)


# --- the check itself --------------------------------------------------------------------


def test_a_use_is_found_in_the_plural_and_across_lines_and_not_in_headings_code_or_links():
    assert uses("Two rungs, one rung.", "rung") == [(4, False), (15, False)]
    assert uses("a headline\nsentence", "headline sentence") == [(2, False)]
    assert uses("## Rungs\n`rung` and [the rung](ladder.ipynb)", "rung") == []
    assert uses("{glue:text}`rungs` of easings", "rung") == []
    assert uses("a {term}`rung`, the rung", "rung") == [(2, True), (20, False)]
    assert uses("{term}`rungs <rung>`", "rung") == [(0, True)]
    assert uses("a generic claim", "claim") == []

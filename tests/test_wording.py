"""No chapter claims what these data cannot carry, and the check that says so can fail.

What is read of a chapter, the words and their honest uses are in `wording_fixture`.
"""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from wording_fixture import (
    ATTRIBUTED,
    BOOK,
    FORBIDDEN,
    HONEST_USES,
    LIST_TAG,
    Piece,
    code_pieces,
    complaints,
    html_pieces,
    notebook_pieces,
    pieces,
)

from analysis import load_corpus

CHAPTERS = sorted(
    path
    for ending in ("ipynb", "md")
    for path in BOOK.rglob(f"*.{ending}")
    if ".ipynb_checkpoints" not in path.parts
)
# The rooms whose words reach a page.
MODULES = sorted(
    path
    for room in ("derivation", "measure", "robustness", "reading", "drawing")
    for path in (BOOK.parent / "analysis" / room).glob("*.py")
)


def said_in(found):
    """What is complained of, each complaint once: tables are stored as HTML and as plain text."""
    return list(dict.fromkeys(one for piece in found for one in complaints(piece)))


# --- the book ----------------------------------------------------------------------------


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: str(path.relative_to(BOOK)))
def test_a_chapter_uses_no_word_that_claims_what_the_data_cannot_carry(chapter):
    assert said_in(pieces(chapter)) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_sentence_that_code_writes_for_readers_uses_such_a_word(module):
    assert said_in(code_pieces(0, module.read_text(encoding="utf-8"))) == []


def test_only_the_listing_in_the_chapter_on_limits_is_left_out_and_it_lists_what_is_checked():
    listings = [
        (chapter.name, cell.source)
        for chapter in CHAPTERS
        if chapter.suffix == ".ipynb"
        for cell in nbformat.read(chapter, as_version=4).cells
        if LIST_TAG in cell.metadata.get("tags", [])
    ]
    ((name, source),) = listings
    assert name == "limits.ipynb"
    assert re.findall(r"^- \*(\w+)\*", source, re.M) == list(FORBIDDEN)


def test_each_honest_use_says_why_it_is_one():
    reasons = [use.reason for use in HONEST_USES] + list(ATTRIBUTED.values())
    assert all(len(reason) > 20 for reason in reasons)


def test_each_attributed_statement_is_a_claim_and_names_who_says_it():
    claims = load_corpus().claims.set_index("claim_id")["statement"]
    assert all("Borshchev" in claims[claim] for claim in ATTRIBUTED)


# --- the check itself --------------------------------------------------------------------


def written(text):
    return complaints(Piece(1, "prose", text, written=True))


def printed(text):
    return complaints(Piece(1, "td", text))


INFLECTED = (
    "more More faster fastest increase increases increased increasing increasingly because Because "
    "trend trends trended trending typical typically"
)


@pytest.mark.parametrize("word", INFLECTED.split())
def test_each_word_is_found_in_each_form(word):
    (complaint,) = written(f"The measures are {word} severe in spring.")
    assert f": {word} in “The measures are {word} severe in spring.”" in complaint
    assert printed(f"The measures are {word} severe in spring.") != []


@pytest.mark.parametrize("text", ["3 of 4, or 75 %", "75% of them", "75 per cent", "in percent"])
def test_a_percentage_is_found(text):
    assert len(written(text)) == len(printed(text)) == 1


def test_a_longer_word_is_not_taken_for_a_shorter_one():
    assert written("Moreover, furthermore, an atypical trendsetter moved fast in 2020.") == []


@pytest.mark.parametrize(
    ("honest", "seeded"),
    [
        ("more than 30 persons", "more than before"),
        ("searched more than once", "searched more often"),
        ("for more than a week", "for more weeks"),
        ("two or more independent roots", "two and more independent roots"),
        ("It is a count and nothing more.", "It is a count and more."),
        (
            "Borshchev says that prosecutions have increased.",
            "Borshchev is an expert. Prosecutions have increased.",
        ),
        (
            "The speaker of the interview says that they have increased.",
            "The speaker says that they are faster.",
        ),
        ("95 % bootstrap interval", "95 % of the claims"),
    ],
)
def test_an_honest_use_passes_and_its_dishonest_neighbour_does_not(honest, seeded):
    assert written(honest) == printed(honest) == []
    assert len(written(seeded)) == len(printed(seeded)) == 1


def test_the_name_of_a_kind_of_proposition_passes_as_a_name_only():
    assert printed("Trend") == []
    assert printed("expert: evaluation 7, motive 1, trend 5") == []
    assert len(printed("Trend towards custody")) == 1
    assert written("claims of the kind *trend* enter no indicator") == []
    assert len(written("the trend enters no indicator")) == 1


def test_one_besides_those_just_named_passes_in_a_table_and_not_in_our_prose():
    assert printed("One more person sentenced") == printed("Meduza counts one person more") == []
    assert len(printed("One more protest")) == len(written("One more person sentenced")) == 1


def test_the_words_of_a_source_pass_in_a_table_and_not_in_our_prose():
    corpus = load_corpus()
    phrase = next(p for p in corpus.table("passages")["phrase"].dropna() if "because" in p)
    assert printed(f"D04 “{phrase}”") == []
    assert len(printed(phrase)) == 1
    assert len(written(f"D04 “{phrase}”")) == 1
    statement = corpus.claims.set_index("claim_id").loc["C194", "statement"]
    assert printed(f"C194 {statement} Borshchev") == []
    assert len(printed(f"{statement} They act because they can.")) == 1


BAD = "The measures came faster."


def shown(form, text):
    """A cell of code with one output."""
    return new_code_cell("show()", outputs=[new_output("display_data", {form: text})])


SEEDED = {
    "prose": new_markdown_cell(BAD),
    "code, line 1": new_code_cell(f"chart(rows, caption={BAD!r})"),
    "code, line 2": new_code_cell(f"table(\n  rows, {BAD!r})"),
    "text": new_code_cell("print()", outputs=[new_output("stream", text=BAD)]),
    "text/plain": shown("text/plain", f"The first line.\n{BAD}"),
    "text/markdown": shown("text/markdown", f"The first line.\n{BAD}"),
    "application/papermill.record/text/plain": shown(
        "application/papermill.record/text/plain", BAD
    ),
    "td": shown("text/html", f"<table><tr><td>The <b>measures</b>{BAD[12:]}</td></tr></table>"),
    "figcaption": shown("text/html", f"<figure><figcaption>{BAD}</figcaption></figure>"),
    "label": shown("text/html", f"<svg><text><tspan>{BAD}</tspan></text></svg>"),
    "title": shown("text/html", f"<svg><path><title>{BAD}</title></path></svg>"),
    "svg aria-label": shown("text/html", f"<svg aria-label='{BAD}'></svg>"),
}


@pytest.mark.parametrize("place", SEEDED)
def test_a_seeded_word_is_found_wherever_a_reader_meets_it(place):
    notebook = new_notebook(cells=[new_markdown_cell("# Title"), SEEDED[place]])
    assert said_in(notebook_pieces(notebook)) == [f"cell 2, {place}: faster in “{BAD}”"]


def test_what_nobody_reads_is_not_taken_for_words():
    source = 'names = "more because"\nglue_facts(facts, "trend typical")\nrows.query("more > 1")'
    assert said_in(code_pieces(1, source)) == []
    assert (
        said_in(html_pieces(1, '<a href="more faster" class="more trend"><style>a {}</style>'))
        == []
    )
    prose = "(because)=\n[so](more.ipynb#trend) and {glue:text}`more`"
    assert said_in(notebook_pieces(new_notebook(cells=[new_markdown_cell(prose)]))) == []

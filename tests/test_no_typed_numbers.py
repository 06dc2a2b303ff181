"""No chapter types a number that states a finding, and the check that says so can fail.

Read are the sources of all chapters: cells of Markdown and pages. What is glued in is computed; a
digit or a number word that is typed must have one of the forms below, each with its reason.
"""

import re
from typing import NamedTuple

import nbformat
import pytest

from analysis import load_corpus
from analysis.ground.paths import ROOT

BOOK = ROOT / "book"
CHAPTERS = sorted(
    path
    for ending in ("ipynb", "md")
    for path in BOOK.rglob(f"*.{ending}")
    if ".ipynb_checkpoints" not in path.parts
)

TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six)teen"
WORDS += f"|(?:seven|eigh|nine)teen|{TENS}|hundreds?|thousands?|millions?|dozens?|twice|thrice|half"
# *One* is mostly a pronoun; it counts where the words around it make it a number. *At least one* is
# how the method says that something is there, and no count.
ONE = r"(?:there (?:is|was)|only|exactly|just) one\b"
NUMBER = re.compile(rf"\b(?:\d(?:[\d,.]*\d)?|(?:{WORDS})\b|{ONE})", re.IGNORECASE)
# What is no prose: code, directives, addresses, and roles, whose words are computed.
NO_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|\{[\w:]+\}|^:::.*?$|^\([\w-]+\)=$|^---\n.*?\n---$|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
# A link to the glossary, whose words are typed like all others.
TERM = re.compile(r"\{term\}`([^`<]*?)(?: <[^>`]*>)?`")


class Form(NamedTuple):
    """A typed number that is allowed: one inside ``pattern``, for a reason."""

    pattern: str
    reason: str


ALLOWED = [
    Form(r"\b(?:the|these|of the) five (?:documents|texts)\b|\bof the five\b", "The corpus."),
    Form(r"\bthree (?:separate |small )?(?:tracks|ladders)\b", "The tracks of the measure."),
    Form(r"(?:\bthe |\[|## )six ladders\b", "The ladders of the codebook."),
    Form(r"\btwo independent (?:roots|origins)\b|\btwo or above\b", "Where support S3 begins."),
    Form(r"\b2019 Moscow case\b|\bMarch 2020 pickets\b", "What cases are called."),
    Form(r"\*both readings\* means that the two agree\b", "The readings that were just named."),
    Form(r"\btwo readings\b", "The corpus alone, and with the follow-up."),
    Form(r"\*both readings\* means that the two\b", "The readings that the words before name."),
    Form(r"\bat most eight words\b", "The rule for phrases."),
    Form(r"\bpercentage\* [^.]* below ten things\b", "The rule for percentages."),
    Form(r"\((?:[^()]*, )?(?:1[89]|20)\d\d[a-z]?\)", "The year of a citation."),
    Form(r"\bWCAG 2\.2\b", "The name of a standard."),
    Form(r"\b\d+ pixels\b|\bletters twice as large\b", "What the pages are tested at."),
    Form(r"\bSHA-256\b", "The name of a kind of fingerprint."),
    Form(r"\b(?:section|chapter)s? \d[\d.]*\d?\b", "The number of a section."),
]
# Words that type a number all the same, in one chapter, by the reason for it.
EXCEPTIONS = {
    "Two of any kind, in a rule: nothing was counted.": [
        ("contested.ipynb", "Where two statements about one thing"),
        ("contested.ipynb", "two claims on one variable"),
        ("contested.ipynb", "Two claims can conflict only where"),
        ("contested.ipynb", "or two of them against each other"),
        ("contested.ipynb", "two roots for what both tell"),
        ("context.ipynb", "two counts of one register can differ"),
        ("documents.ipynb", "Two documents that draw on one report"),
        ("escalation.ipynb", "A step is counted where two episodes are seen"),
        ("ladder.ipynb", "how two moments in the life of one target"),
        ("ladder.ipynb", "How two states are compared"),
        ("ladder.ipynb", "two measures on A2 do not"),
        ("ladder.ipynb", "two measures of one prosecution"),
        ("limits.ipynb", "Where two claims of the corpus"),
        ("limits.ipynb", "Two dated points on one target"),
        ("limits.ipynb", "two steps of one rung need not be alike"),
        ("limits.ipynb", "would rank two measures the other way round"),
        ("limits.ipynb", "the order of the two is certain"),
        ("limits.ipynb", "Two runs of one language model"),
        ("method.ipynb", "Two roots are independent when"),
        ("method.ipynb", "Two claims are in conflict where"),
        ("response.ipynb", "Where two spans overlap"),
        ("voices.ipynb", "Two documents that draw on one root"),
        ("voices.ipynb", "at least two of the five"),
    ],
    "It points back to what the sentence or the one before it names.": [
        ("custody.ipynb", "All three are lengths"),
        ("custody.ipynb", "all three are known only"),
        ("custody.ipynb", "which of the two measures came first"),
        ("custody.ipynb", "Here the two agree"),
        ("ladder.ipynb", "the order of the two that is enough"),
        ("ladder.ipynb", "The other five put all measures"),
        ("ladder.ipynb", "order: three are built from"),
        ("ladder.ipynb", "under all six"),
        ("limits.ipynb", "settled between the two"),
        ("response.ipynb", "set the two side by side"),
        ("response.ipynb", "which of two bodies was labelled"),
    ],
    "How the book or a figure is made, and nothing that was found.": [
        ("custody.ipynb", "one of the two lowest"),
        ("custody.ipynb", "a *line between two diamonds*"),
        ("custody.ipynb", "drawn between two ticks"),
        ("ladder.ipynb", "Three comparisons, worked by hand"),
        ("limits.ipynb", "with two questions"),
        ("repertoire.ipynb", "denied or told in two ways"),
        ("sensitivity.ipynb", "Two sorts of choice"),
    ],
    "The words of a source; what they were coded as is computed and stands beside them.": [
        ("custody.ipynb", "wrote of nearly three years, which is coded as"),
    ],
    "The date that the reader sees in the table above, where its year is what matters.": [
        ("documents.ipynb", "an article of May 2020"),
    ],
}


def sources(path):
    """Return what a chapter says in its own words, cell by cell."""
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")]
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def exceptions():
    """Return the chapter and the words of each exception."""
    return [one for several in EXCEPTIONS.values() for one in several]


def prose_of(source):
    """Return a piece of Markdown as one line of prose."""
    return re.sub(r"\s+", " ", NO_PROSE.sub(" ", TERM.sub(r"\1", source)))


def typed(source, chapter=""):
    """Return each typed number of a piece of Markdown that has no allowed form, with its words."""
    prose = prose_of(source)
    patterns = [form.pattern for form in ALLOWED]
    patterns += [re.escape(words) for where, words in exceptions() if where == chapter]
    spans = [found.span() for one in patterns for found in re.finditer(one, prose, re.IGNORECASE)]
    return [
        f"{found[0]} in “{prose[max(found.start() - 60, 0) : found.end() + 60].strip()}”"
        for found in NUMBER.finditer(prose)
        if not any(start <= found.start() and found.end() <= end for start, end in spans)
    ]


def name(path):
    return path.relative_to(BOOK).as_posix()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_every_number_in_prose_is_computed(chapter):
    assert [one for source in sources(chapter) for one in typed(source, name(chapter))] == []


@pytest.mark.parametrize(("chapter", "words"), exceptions())
def test_an_exception_is_still_needed(chapter, words):
    assert sum(words in prose_of(source) for source in sources(BOOK / chapter)) == 1
    assert typed(words) != []


def test_a_form_that_names_a_count_of_the_release_names_the_right_one():
    corpus = load_corpus()
    assert (corpus.documents["layer"] == "corpus").sum() == 5
    assert len(corpus.labels("track")) == 3
    assert {"The 2019 Moscow case", "The March 2020 pickets"} <= set(corpus.cases["title"])
    ladders = corpus.table("ladders").drop_duplicates("ladder_id")
    assert len(ladders) == 6


# --- the check itself --------------------------------------------------------------------

SEEDED = """\
There were three searches.
Twelve measures hit him.
There was one search.
He was searched only one day later.
Exactly one document tells of it.
He was searched twice.
On 8 May 2020 a court ordered him into custody.
He was held for 816 days.
It holds in 5 of 6 specifications.
A dozen officers took part.
Hundreds of people were detained.
Half of the measures are disputed.
The case of 2019 ended in custody.
Two searches took place on one day.
Five documents tell of it.
Three of the tracks are empty.
Two of the roots are independent.
The text (of 1,373 people) names no day.
## Four measures
See [three searches](custody.ipynb#four).
{glue:text}`measures` hit two people."""


@pytest.mark.parametrize("sentence", SEEDED.splitlines())
def test_a_seeded_finding_is_caught(sentence):
    assert len(typed(sentence)) >= 1


HONEST = """\
There were {glue:text}`searches`.
The five documents tell of it, and one of them says when.
Measures stand on three tracks.
Hollow marks rest on fewer than two independent roots.
Weapons of the weak (Scott, 1985) are one form of response.
What a rung is stands in section 4.2 and in chapter 3.
Claim `C041` and {claim}`C041` are of document D01, on A2.
See [the searches](custody.ipynb#figure-2).
At least one target was searched, and that comes first.
Someone often wrote of none."""


@pytest.mark.parametrize("sentence", HONEST.splitlines())
def test_an_allowed_form_passes(sentence):
    assert typed(sentence) == []


def test_the_words_of_a_link_to_the_glossary_are_prose():
    assert len(typed("There were three {term}`searches <measure>`.")) == 1
    assert prose_of("two independent {term}`roots <root>`") == "two independent roots"


def test_code_and_directives_are_no_prose():
    assert typed("```python\nsearches = 3\n```\n\n:::{note} 3\nThere it is.\n:::") == []


def test_an_exception_holds_in_its_own_chapter_only():
    chapter, words = exceptions()[0]
    assert typed(words, chapter) == []
    assert len(typed(words, "ladder.ipynb")) == 1
    assert len(typed(words)) == 1

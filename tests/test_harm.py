"""Do no harm (ETHICS.md): who is not to be named stands in no file, and no text is copied.

What is found is reported by file and line and never by the words themselves.
"""

import json
import re
import subprocess

import pytest
from tables_fixture import real

from analysis.checks import evidence, naming
from analysis.checks.naming import allow_list
from analysis.ground.paths import DATA, ROOT
from analysis.text import words

MOST_WORDS = 8  # of a text that may stand in a row
NAME = re.compile(r"(?<!\w)[^\W\d_]+(?:[^\S\n][^\W\d_]+)*(?!\w)")
LETTERS = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
SPELT = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
ROMAN = dict(zip(LETTERS.split(), SPELT.replace("-", "").split(" "), strict=True))
# Capitalised words of the texts that are on no list and name nobody.
NOBODY = {
    *("AFP", "Alternatively", "Basically", "Conditions", "Cop", "Crusading", "Dear", "IMMEDIATELY"),
    *("Jails", "KGB", "Kremlin", "Message", "My", "Nevertheless", "Remind", "Reply", "Russland"),
    *("Skip", "Soviet", "Thank", "Translated", "VORONTSOV"),
}
# Runs of capitalised words in our own prose that name no person.
NO_PERSON = {"United Nations"}


# --- finding -----------------------------------------------------------------------------


def capitalised(text):
    """Yield each run of capitalised words, the words as a list."""
    for found in NAME.finditer(text):
        run = []
        for word in [*found.group().split(), ""]:
            if word[:1].isupper():
                run.append(word)
            elif run:
                yield run
                run = []


def people(texts, allowed):
    """The names in some texts of people who are on no list, each as words in lower case.

    Two or more capitalised words in a row of which none is listed or ordinary are a whole name,
    and its last word is one by itself; so is any other word that is only ever capitalised.
    """
    lower = {word for text in texts for _, word in words.letter_runs(text) if word.islower()}

    def unknown(word):
        plain = word.lower() not in lower | allowed.ordinary
        return plain and word not in allowed.listed | NOBODY and len(word) > 1

    found = set()
    for run in (run for text in texts for run in capitalised(text)):
        if len(run) > 1 and all(map(unknown, run)):
            found |= {tuple(run), (run[-1],)}
        elif len(run) == 1 and unknown(run[0]):
            found.add((run[0],))
    return {tuple(word.lower() for word in name) for name in found}


def latin(word):
    """A word in lower case, Cyrillic letters in their usual Latin spelling."""
    lower = word.lower()
    return lower if word.isascii() else "".join(ROMAN.get(letter, letter) for letter in lower)


def lines_that_name(text, names):
    """The lines of a text in which one of some names stands, in Latin or in Cyrillic letters."""
    runs = [(place, run, latin(run)) for place, run in words.letter_runs(text)]
    lines = set()
    for at, (place, _, _) in enumerate(runs):
        for name in names:
            found = runs[at : at + len(name)]
            if all(map(_is_a_form_of, name, found)) and len(found) == len(name):
                lines.add(text.count("\n", 0, place) + 1)
    return sorted(lines)


def _is_a_form_of(name, found):
    """Whether a word is a name; a Russian name takes endings."""
    _, run, spelt = found
    return spelt == name or (not run.isascii() and len(name) > 3 and spelt.startswith(name))


def runs_of_words(text):
    """Each run of one word more than may be copied, with its place in the text."""
    found = [(word.start(), word.group().lower()) for word in re.finditer(r"[^\W_]+", text)]
    for at in range(len(found) - MOST_WORDS):
        yield found[at][0], tuple(word for _, word in found[at : at + MOST_WORDS + 1])


def copyable(texts, titles):
    """The runs of words that may not be copied: those of the texts, but for their titles."""
    cited = {run for title in titles for _, run in runs_of_words(title)}
    return {run for text in texts for _, run in runs_of_words(text)} - cited


def lines_that_copy(text, runs):
    """The lines of a text in which more words stand in a row than may be copied."""
    return sorted({text.count("\n", 0, at) + 1 for at, run in runs_of_words(text) if run in runs})


# --- the project -------------------------------------------------------------------------


def texts():
    """The source texts; none where they are not given, so that nothing can be compared."""
    folder = evidence.texts_folder(None)
    corpus = [d for d in real()["documents"] if d["layer"] == "corpus"]
    return [evidence.read_document(d, folder) for d in corpus] if folder else []


def titles():
    """The titles of the documents, which may be cited whole."""
    bib = (DATA / "sources.bib").read_text(encoding="utf-8")
    return re.findall(r"^\s*title\s*=\s*\{+(.*?)\}+,?$", bib, re.MULTILINE)


@pytest.fixture(scope="module")
def tracked():
    """Every file that git tracks or would track, as text under its path."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    # In a notebook and in JSON a line break is written in two characters.
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        .decode("utf-8", errors="ignore")
        .replace("\\n", "  ")
        for path in paths
        if path.is_file()
    }


def test_every_kind_of_file_is_looked_at(tracked):
    kinds = {name.rpartition(".")[2] for name in tracked}
    assert {"py", "csv", "md", "json", "yaml", "bib"} <= kinds
    assert "tests/test_harm.py" in tracked


def test_nobody_stands_in_any_file_who_is_not_to_be_named(tracked):
    names = people(texts(), allow_list(real()))
    assert bool(names) == bool(texts())
    found = {
        name: lines
        for name, text in tracked.items()
        if (lines := lines_that_name(f"{text}\n{name}", names))
    }
    assert found == {}, "someone in the texts who is on no list is named in these lines"


def test_no_file_copies_more_than_eight_words_in_a_row_of_a_text(tracked):
    runs = copyable(texts(), titles())
    assert bool(runs) == bool(texts())
    found = {
        name: lines for name, text in tracked.items() if (lines := lines_that_copy(text, runs))
    }
    assert found == {}, "these lines begin more than eight words of a text"


def test_no_withheld_person_has_a_name_in_the_data():
    withheld = [e for e in real()["entities"] if e["naming"] == "withheld"]
    assert withheld
    assert [e.id for e in withheld if e["label_original"] is not None] == []
    allowed = allow_list(real())
    assert [e.id for e in withheld if allowed.unlisted(e["label"])] == []


def test_no_name_that_is_on_no_list_stands_in_the_data():
    assert [str(problem) for rule in naming.RULES for problem in rule(real())] == []


def prose():
    """What the project says to its readers in its own words: pages and the text of notebooks."""
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("book/**/*.md")]):
        yield path.name, unwrapped(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("book/**/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        said = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        yield path.name, unwrapped("\n\n".join(said))


def unwrapped(text):
    """A text with each paragraph in one line, so that a name is in one too."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def strangers(pages, allowed):
    """Whole names in some pages of prose that are on no list."""
    lower = {word for text in pages for _, word in words.letter_runs(text) if word.islower()}
    return {
        " ".join(run)
        for text in pages
        for run in capitalised(text)
        # A name is not in capitals throughout, as an abbreviation is.
        if len(run) > 1
        and not any(word in allowed.listed or word.isupper() for word in run)
        and not any(word.lower() in lower | allowed.ordinary for word in run)
    }


def test_no_name_that_is_on_no_list_stands_in_our_prose():
    pages = dict(prose())
    assert pages
    assert strangers(pages.values(), allow_list(real())) <= NO_PERSON


# --- that it would be found --------------------------------------------------------------

INVENTED = (
    "Keepers speak out\n"
    "“We are outraged,” said Orla\u00a0Brightwater, a keeper in Moscow, whose son Perrin saw it.\n"
    "Vladimir Vorontsov was not there. The keepers of the harbour had never before in all of "
    "their years spoken in public, Brightwater added.\n"
)


def test_a_person_in_a_text_who_is_on_no_list_is_taken_for_one():
    assert people([INVENTED], allow_list(real())) == {
        ("orla", "brightwater"),
        ("brightwater",),
        ("perrin",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "by Orla Brightwater",
        "orla_brightwater = 1",
        "Brightwater's view",
        "сказала Брайтватер",
        "о Перрине",
        "id: perrin",
    ],
)
def test_a_name_is_found_however_it_is_written(text):
    names = people([INVENTED], allow_list(real())) | {("braytvater",)}
    assert lines_that_name(f"A line.\n{text}\n", names) == [2]


@pytest.mark.parametrize("text", ["Vladimir Vorontsov", "Moscow", "a brightly lit water", "Перро"])
def test_who_may_be_named_is_not_found(text):
    assert lines_that_name(text, people([INVENTED], allow_list(real()))) == []


def test_nine_words_in_a_row_are_copied_and_eight_are_not():
    runs = copyable([INVENTED], [])
    nine = "# the keepers of the harbour,\n# had NEVER before in"
    assert lines_that_copy(f"Ours.\n{nine} ours", runs) == [2]
    assert lines_that_copy(nine.removesuffix("in"), runs) == []


def test_a_title_may_be_cited_whole():
    title = "The keepers of the harbour had never before in all"
    assert lines_that_copy(title, copyable([INVENTED], [])) == [1]
    assert lines_that_copy(title, copyable([INVENTED], [title])) == []
    assert "Russia Jails Crusading Ex-Cop for 5 Years" in titles()


def test_a_stranger_in_our_prose_is_found():
    pages = [
        "We thank Orla Brightwater. Data Package and JSON Schema are standards; the data",
        "schema",
    ]
    assert strangers(pages, allow_list(real())) == {"Orla Brightwater"}

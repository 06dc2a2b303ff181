"""Passages and sentences are what the texts say, to the character; `locate` finds new ones."""

import csv
import io

import pytest
from coding_fixture import TEXT, Coding, digest, run, span, write_text

from analysis.checks.evidence import verify
from analysis.checks.naming import allow_list
from analysis.ground.schema import load_schema
from analysis.text.matching import folded, occurrences
from analysis.text.words import spans

GOOD = Coding()


def found(tmp_path, coding=GOOD, text=TEXT):
    """What is wrong with a coding against a text, without `data/coding/`."""
    evidence = verify(coding.tables(tmp_path), write_text(tmp_path, text))
    return {str(problem).removeprefix("data/coding/") for problem in evidence.problems}


def test_a_good_coding_agrees_with_its_text(tmp_path):
    evidence = verify(GOOD.tables(tmp_path), write_text(tmp_path))
    assert (evidence.sentences, evidence.passages, evidence.texts) == (5, 4, 1)
    assert evidence.problems == []


def test_a_text_that_is_not_there_is_said_at_its_document(tmp_path):
    tables = GOOD.tables(tmp_path)
    (tmp_path / "texts").mkdir()
    evidence = verify(tables, tmp_path / "texts")
    assert [str(problem) for problem in evidence.problems] == [
        "data/coding/documents.csv: row 1 (D01), column text_file: harbour.txt is missing"
    ]
    assert (evidence.sentences, evidence.passages, evidence.texts) == (0, 0, 0)


def test_a_text_that_is_not_utf_8_is_said_at_its_document(tmp_path):
    texts = write_text(tmp_path)
    (texts / "harbour.txt").write_bytes(TEXT.encode("utf-16"))
    evidence = verify(GOOD.tables(tmp_path), texts)
    assert [str(problem) for problem in evidence.problems] == [
        "data/coding/documents.csv: row 1 (D01), column text_file: harbour.txt "
        "byte 0xff at position 0 is not UTF-8; save the file as UTF-8"
    ]


def test_line_ends_count_so_a_converted_text_is_not_the_text(tmp_path):
    lines = found(tmp_path, text=TEXT.replace("\n", "\r\n"))
    assert (
        f"documents.csv: row 1 (D01), column code_points: {len(TEXT)} is not {len(TEXT) + 3}, "
        "the length of the file" in lines
    )
    assert any(line.startswith("passages.csv: row 4 (P004), column sha256") for line in lines)


def test_a_passage_past_the_end_of_a_cut_text_is_named(tmp_path):
    lines = found(tmp_path, text=TEXT[:-10])
    assert (
        f"passages.csv: row 4 (P004), column end: {len(TEXT) - 2} is past the end of the text, "
        f"which has {len(TEXT) - 10} code points" in lines
    )


def test_a_wrong_hash_of_a_passage_is_named_and_nothing_else(tmp_path):
    coding = GOOD.change("passages", "P002", sha256="0" * 64)
    right = digest("almost three hours, a keeper said")[:12]
    assert found(tmp_path, coding) == {
        f"passages.csv: row 2 (P002), column sha256: 000000000000… is not {right}…, "
        "the hash of D01 from 127 to 160"
    }


def test_a_phrase_that_does_not_stand_in_its_passage_is_named(tmp_path):
    coding = GOOD.change("passages", "P002", phrase="called the visit")
    assert found(tmp_path, coding) == {
        'passages.csv: row 2 (P002), column phrase: "called the visit" does not stand in '
        "D01 from 127 to 160"
    }


def test_a_sentence_that_the_rule_cuts_elsewhere_is_named(tmp_path):
    start, end = 32, 100
    moved = {"end": end, "sha256": digest(TEXT[start:end])}
    assert found(tmp_path, GOOD.change("coverage", "D01-S02", **moved)) == {
        "coverage.csv: row 2 (D01-S02), column end: 100 is not 111, "
        "where the rule cuts the sentence"
    }


def test_a_sentence_that_is_missing_is_missed(tmp_path):
    lines = found(tmp_path, GOOD.drop("coverage", "D01-S05"))
    assert lines == {"documents.csv: row 1 (D01): has 4 sentences in coverage; the rule cuts 5"}


def test_words_match_whatever_their_white_space_and_quotes_but_not_their_case():
    text = "A “b”\u00a0\n c ‘d’"
    assert folded(text) == "A \"b\" c 'd'"
    assert occurrences('A "b" c', text) == [(0, 9)]
    assert occurrences("c  'd' ", text) == [(8, 13)]
    assert occurrences("a", text) == []
    assert occurrences(" ", text) == []
    assert occurrences("aa", "aaa") == [(0, 2), (1, 3)]


@pytest.fixture
def locate(tmp_path, tmp_path_factory, capsys, monkeypatch):
    """Run `locate` on a coding; return its exit code, its rows and its errors."""
    monkeypatch.setenv("REPRESSION_TEXTS", str(write_text(tmp_path)))

    def run_locate(*arguments, coding=GOOD):
        data = coding.write(tmp_path_factory.mktemp("coding"))
        code, out, err = run(capsys, "locate", *arguments, "--data", data)
        columns = load_schema(data)["passages"].columns
        return code, list(csv.DictReader(io.StringIO("\n".join(out)), columns)), err

    return run_locate


def cells(words):
    return {name: str(value) for name, value in span(words).items()}


def test_locate_prints_a_row_that_can_be_pasted(locate):
    code, (row,), err = locate("D01", "three hours")
    assert (code, err) == (0, [])
    assert row == {
        "passage_id": "P005",
        "document_id": "D01",
        "section": "body",
        "phrase": "three",
        "as_of": "",
        "as_of_from": "",
        "note": "",
    } | cells("three hours")


def test_locate_knows_the_section_from_the_coverage(locate):
    _, (row,), _ = locate("D01", "society was fined")
    assert row["section"] == "boilerplate"


def test_locate_finds_curly_quotes_by_straight_ones(locate):
    _, (row,), _ = locate("D01", 'visit "excessive".')
    assert row["phrase"] == "excessive"
    assert row["start"] == str(TEXT.index("visit “excessive”"))


def test_locate_takes_the_sentence_where_it_is_asked_to(locate):
    _, (row,), _ = locate("D01", "three hours", "--sentence")
    expected = cells("They stayed for almost three hours, a keeper said.")
    assert {name: row[name] for name in expected} == expected


def test_locate_gives_a_row_for_every_occurrence_and_widens_what_is_not_unique(locate):
    _, rows, _ = locate("D01", "society")
    assert [row["passage_id"] for row in rows] == ["P005", "P006"]
    first, second = (TEXT[int(row["start"]) : int(row["end"])] for row in rows)
    assert first == "The society called the visit “excessive”."
    assert second == "Updated in July 2021: the society was fined."
    assert [TEXT.lower().count(row["phrase"].lower()) for row in rows] == [1, 1]


def test_locate_never_proposes_a_phrase_with_a_name_that_is_on_no_list(locate):
    nameless = GOOD.change("entities", "society", naming="withheld", label="A society")
    _, (row,), _ = locate("D01", "came to the Lighthouse Society", coding=nameless)
    assert row["phrase"] == "came"
    _, (row,), _ = locate("D01", "Lighthouse", coding=nameless)
    assert "Lighthouse" not in row["phrase"]
    assert row["phrase"] != ""


def test_a_located_row_passes_the_check(locate, tmp_path):
    _, (row,), _ = locate("D01", "They stayed")
    (tmp_path / "again").mkdir()
    assert found(tmp_path / "again", GOOD.add("passages", **row)) == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("D01", "no such words"), 'D01: "no such words" does not stand in it'),
        (("D99", "words"), "D99: is no document; allowed: D01"),
        (("D02", "words"), "D02: has no text_file; allowed: D01"),
    ],
)
def test_locate_says_in_one_line_why_there_is_no_row(locate, arguments, message):
    assert locate(*arguments) == (1, [], [message])


def test_locate_without_texts_says_how_to_give_them(locate, monkeypatch):
    monkeypatch.delenv("REPRESSION_TEXTS")
    expected = "D01: no texts given (use --texts DIR or REPRESSION_TEXTS)"
    assert locate("D01", "words") == (1, [], [expected])


def test_locate_works_while_other_tables_are_not_there_yet(locate, tmp_path, capsys):
    data = GOOD.write(tmp_path)
    for name in ("passages", "coverage", "entities"):
        (data / "coding" / f"{name}.csv").unlink()
    code, out, err = run(capsys, "locate", "D01", "three hours", "--data", data)
    assert (code, err) == (0, [])
    assert out[0].startswith("P001,D01,body,134,145,")


def test_a_word_counts_with_its_apostrophes_and_hyphens():
    assert len(spans("the keeper’s well-known don't 1,400 #tag")) == 7


def test_a_sentence_may_open_with_an_ordinary_word_and_never_with_a_name(tmp_path):
    allowed = allow_list(GOOD.tables(tmp_path))
    assert allowed.unlisted("Fined again. “Society!” A keeper.") == []
    assert allowed.unlisted("Quill fined. Society Fined.") == ["Quill", "Fined"]


def test_the_sentences_of_a_document_are_printed_as_rows_of_its_coverage(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("REPRESSION_TEXTS", str(write_text(tmp_path)))
    code, out, err = run(capsys, "sentences", "D01", "--data", GOOD.write(tmp_path))
    assert (code, err) == (0, [])
    stored = [
        [
            row[column]
            for column in ("sentence_id", "document_id", "section", "start", "end", "sha256")
        ]
        for row in GOOD.tables(tmp_path / "again")["coverage"]
    ]
    assert [line.split(",")[:6] for line in out] == [[str(cell) for cell in row] for row in stored]


def test_the_sentences_of_an_unknown_document_are_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REPRESSION_TEXTS", str(write_text(tmp_path)))
    code, out, err = run(capsys, "sentences", "D99", "--data", GOOD.write(tmp_path))
    assert (code, out) == (1, [])
    assert err == ["D99: is no document; allowed: D01"]

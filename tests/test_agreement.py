"""How far coders agree is computed as published, and a second coding needs nothing but a file."""

import csv
import io
import shutil

import pandas as pd
import pytest
from coding_fixture import Coding, run
from hypothesis import given
from hypothesis import strategies as st
from tables_fixture import in_memory, real

from analysis import load_corpus
from analysis.ground.paths import DATA
from analysis.reading.agreement import (
    ONE_CODING,
    agreement_statement,
    agreement_table,
    alpha,
    bootstrap,
    coders,
    codes_by_coder,
    confusion,
    disagreements,
    raw_agreement,
    value_counts,
)
from analysis.release import write as release_writer
from analysis.release.derive import ROBUSTNESS
from analysis.values import codings

GOOD = Coding()


def counts(*coders):
    """Codes as value counts: a string for each coder, a letter for each unit, a dot for none."""
    codes = {name: list(given) for name, given in zip("ABCD", coders, strict=False)}
    return value_counts(pd.DataFrame(codes, dtype="string").replace(".", pd.NA))


def coding(unit, variable, value, coder="B", round_=1):
    cells = (unit, variable, coder, round_, value)
    return dict(zip(codings.FIELDS, cells, strict=True))


# --- alpha -------------------------------------------------------------------------------

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): sections A to D.
BINARY = ("0100000000", "1110010010")
TWO_OBSERVERS = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(
    ("observers", "level", "published"),
    [
        (BINARY, "nominal", 0.095),
        (TWO_OBSERVERS, "nominal", 0.692),
        (FOUR_OBSERVERS, "nominal", 0.743),
        (FOUR_OBSERVERS, "ordinal", 0.815),
    ],
)
def test_alpha_is_the_published_one(observers, level, published):
    assert alpha(counts(*observers), level) == pytest.approx(published, abs=0.0005)


def test_the_ordinal_distance_counts_the_codings_in_between_and_half_of_those_at_the_ends():
    # Units 11, 23, 33, 12: of 8 codes three are 1, two are 2 and three are 3. The distances are
    # (3/2 + 2/2)² = 6.25 from 1 to 2 and from 2 to 3, (3/2 + 2 + 3/2)² = 25 from 1 to 3.
    observed = 4 * 6.25  # 23, 32, 12, 21
    expected = 2 * (3 * 2 * 6.25 + 2 * 3 * 6.25 + 3 * 3 * 25) / (8 - 1)
    assert alpha(counts("1231", "1332"), "ordinal") == pytest.approx(1 - observed / expected)
    assert 1 - observed / expected == pytest.approx(17 / 24)


def test_the_nominal_distance_is_the_same_between_any_two_codes():
    # The same units: 4 differing pairs, and 2 (3·2 + 2·3 + 3·3) / 7 = 6 expected.
    assert alpha(counts("1231", "1332"), "nominal") == pytest.approx(1 - 4 / 6)


def test_a_code_that_nobody_used_changes_no_distance():
    codes = pd.DataFrame({"A": list("1231"), "B": list("1332")}, dtype="string")
    known = value_counts(codes, list("012x3"))
    assert list(known) == ["1", "2", "3"]
    assert alpha(known, "ordinal") == alpha(counts("1231", "1332"), "ordinal")


def test_a_code_has_its_place_from_the_codebook_and_not_from_the_alphabet():
    codes = pd.DataFrame({"A": ["low", "mid", "top"], "B": ["mid", "mid", "top"]}, dtype="string")
    as_numbers = alpha(counts("123", "223"), "ordinal")
    assert alpha(value_counts(codes, ["low", "mid", "top"]), "ordinal") == as_numbers
    assert alpha(value_counts(codes, ["low", "top", "mid"]), "ordinal") != as_numbers


def test_without_variation_alpha_has_no_value():
    assert alpha(counts("111", "111"), "nominal") is None
    assert alpha(counts("...", "123"), "nominal") is None
    assert bootstrap(counts("111", "111"), "nominal") == (None, None, 1000)


TWO_CODERS = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("123")), min_size=2)


@given(TWO_CODERS, st.randoms(use_true_random=False), st.sampled_from(["nominal", "ordinal"]))
def test_the_order_of_units_and_coders_changes_nothing(units, random, level):
    shuffled = random.sample(units, len(units))
    first, second = zip(*units, strict=True)
    other_first, other_second = zip(*shuffled, strict=True)
    there, back = (
        alpha(counts(first, second), level),
        alpha(counts(other_second, other_first), level),
    )
    assert there == pytest.approx(back, nan_ok=False) if there is not None else back is None


@given(st.text("123", min_size=2), st.sampled_from(["nominal", "ordinal"]))
def test_full_agreement_is_one(codes, level):
    assert alpha(counts(codes, codes), level) == (1 if len(set(codes)) > 1 else None)


# --- intervals, raw agreement ------------------------------------------------------------


def test_the_same_codings_give_the_same_interval_around_alpha():
    observed = counts(*FOUR_OBSERVERS)
    interval = bootstrap(observed, "ordinal")
    assert interval == bootstrap(observed, "ordinal")
    assert interval.low < alpha(observed, "ordinal") < interval.high <= 1
    assert bootstrap(observed, "ordinal", seed=1) != interval


def test_more_units_alike_make_the_interval_narrower():
    few, many = counts(*TWO_OBSERVERS), counts(*(codes * 10 for codes in TWO_OBSERVERS))
    wide, narrow = bootstrap(few, "nominal"), bootstrap(many, "nominal")
    assert wide.low < narrow.low < narrow.high < wide.high


def test_resamples_without_variation_are_counted_and_not_guessed():
    interval = bootstrap(counts("1112", "1112"), "nominal")
    # Four draws miss the one other unit with probability (3/4)^4 or take only it: 0.32.
    assert 250 < interval.undefined < 400
    assert interval[:2] == (1, 1)


def test_raw_agreement_counts_pairs_of_codes():
    assert raw_agreement(counts(*TWO_OBSERVERS)) == (9, 12)
    assert raw_agreement(counts("11.", "12.", "123")) == (4, 6)


# --- who coded what ----------------------------------------------------------------------


def of(tables, variable):
    found = [c for c in codings.all_codings(tables) if c["variable"] == variable]
    return {(c["unit"], c["coder"], c["round"]): c["value"] for c in found}


def test_the_first_coder_codes_in_the_coded_tables():
    tables = in_memory(GOOD)
    assert of(tables, "measure_type") == {
        ("E001", "A", 1): "inspection",
        ("E002", "A", 1): "not_applicable",
        ("E003", "A", 1): "organisation_fine",
    }
    assert of(tables, "translation_doubt")["C001", "A", 1] == "no"


def test_a_code_that_was_kept_counts_and_not_the_table():
    kept = GOOD.add("codings", **coding("E001", "measure_type", "official_warning", "A"))
    assert of(in_memory(kept), "measure_type")["E001", "A", 1] == "official_warning"


def test_the_first_coder_is_compared_in_each_round_that_another_coded():
    later = GOOD.add("codings", **coding("E001", "event_class", "easing", round_=2))
    assert of(in_memory(later), "event_class") == {
        **{
            (f"E00{n}", "A", 1): c
            for n, c in enumerate(("measure", "target_response", "measure"), 1)
        },
        ("E001", "A", 2): "measure",
        ("E001", "B", 2): "easing",
    }


def test_rungs_are_compared_on_their_own_track_only():
    warned = GOOD.add("codings", **coding("E001", "measure_type", "official_warning"))
    types = real()["measure_types"].by_id
    assert (types["inspection"]["track"], types["official_warning"]["track"]) == ("C", "A")
    tables = in_memory(warned)
    assert of(tables, "track") == {
        ("E001", "A", 1): "C",
        ("E001", "B", 1): "A",
        ("E003", "A", 1): "C",
    }
    assert of(tables, "rung_a") == {("E001", "B", 1): str(types["official_warning"]["rung"])}
    assert ("E001", "B", 1) not in of(tables, "rung_c")


def test_the_sheet_of_a_second_coder_shows_no_code_of_the_first():
    rows = list(csv.DictReader(io.StringIO(codings.sheet(in_memory(GOOD), "B"))))
    assert {row["value"] for row in rows} == {""}
    assert {(row["coder"], row["round"]) for row in rows} == {("B", "1")}
    read = {row["unit"]: row["read"] for row in rows}
    assert read["E001"] == "D01: The society is inspected."
    assert read["D01-S02"].startswith("D01 32-")
    assert read["C003"].endswith("Duration, of: The society is inspected.")
    assert len(rows) == 3 * 3 + 3 * 11 + 5


# --- the whole way of a second coding ----------------------------------------------------


@pytest.fixture(autouse=True)
def without_texts(monkeypatch):
    """Nothing here is about the texts, and the invented coding has none."""
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)


@pytest.fixture
def data(tmp_path):
    """The data of the project in a folder of their own."""
    return shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)


def write(data, table, columns, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (data / "coding" / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def released(capsys, data):
    assert run(capsys, "release", "--data", data)[::2] == (0, [])
    return load_corpus(data)


@pytest.fixture
def grid_as_stored(monkeypatch):
    """The grid of specifications as the release has it: no coding of a coder enters it."""
    stored = {
        name: list(
            csv.DictReader(io.StringIO((DATA / f"release/{name}.csv").read_text(encoding="utf-8")))
        )
        for name in ROBUSTNESS
    }
    monkeypatch.setattr(release_writer, "robustness", lambda tables, progress: stored)


def invented_second_coder(every):
    """A filled sheet in which each so many codes another one was taken; and how many those are."""
    tables = real()
    rows = list(csv.DictReader(io.StringIO(codings.sheet(tables, "A"))))
    changed = set()
    for number, row in enumerate(rows):
        row["coder"] = "B"
        if number % every == 0 and row["value"] != codings.NOT_APPLICABLE:
            allowed = codings.codes(tables, tables["coded_variables"].by_id[row["variable"]])
            row["value"] = allowed[(allowed.index(row["value"]) + 1) % len(allowed)]
            changed.add((row["unit"], row["variable"]))
    return rows, changed


def test_the_project_says_that_there_is_one_coding():
    corpus = load_corpus()
    assert coders(corpus) == ["A"]
    assert agreement_statement(corpus) == ONE_CODING
    assert agreement_table(corpus).empty
    assert disagreements(corpus).empty


def test_a_file_with_one_coder_only_is_one_coding_and_changes_no_code(data, capsys):
    before = load_corpus(data).table("codings")
    (data / "coding/codings.csv").write_text(codings.sheet(real(), "A"), encoding="utf-8")
    corpus = released(capsys, data)
    assert agreement_statement(corpus) == ONE_CODING
    pd.testing.assert_frame_equal(corpus.table("codings"), before)


@pytest.mark.usefixtures("grid_as_stored")
def test_a_second_coding_is_read_compared_listed_and_settled_without_a_change_of_code(data, capsys):
    second, changed = invented_second_coder(every=9)
    write(data, "codings", codings.FIELDS, second)
    corpus = released(capsys, data)
    assert coders(corpus) == ["A", "B"]

    table = agreement_table(corpus).set_index("variable")
    assert set(table.index) <= set(corpus.table("coded_variables")["variable"])
    assert {"measure_type", "event_class", "modality", "status", "track"} <= set(table.index)
    modality = table.loc["modality"]
    differ = sum(variable == "modality" for _, variable in changed)
    assert differ > 0
    assert (modality["pairs"] - modality["alike"], modality["applies_to_one"]) == (differ, 0)
    assert modality["units"] == len(corpus.claims)
    assert 0 < modality["low"] < modality["alpha"] < modality["high"] < 1

    crossed = confusion(corpus, "modality", "A", "B")
    assert crossed.to_numpy().sum() == len(corpus.claims)
    assert crossed.to_numpy().sum() - crossed.to_numpy().trace() == differ

    listed = disagreements(corpus)
    assert set(zip(listed["unit"], listed["variable"], strict=True)) == changed
    assert listed["decision"].isna().all()

    # The first coder's code is kept, the second coder's is taken, and the coded table follows.
    settled = next(row for row in listed.to_dict("records") if row["variable"] == "modality")
    unit = settled["unit"]
    kept = coding(unit, "modality", settled["A"], "A")
    write(data, "codings", codings.FIELDS, [*second, kept])
    text = (data / "coding/claims.csv").read_text(encoding="utf-8")
    claims = [dict(row) for row in csv.DictReader(io.StringIO(text))]
    for claim in claims:
        claim["modality"] = settled["B"] if claim["claim_id"] == unit else claim["modality"]
    write(data, "claims", list(claims[0]), claims)
    decision = {"unit": unit, "variable": "modality", "decision": settled["B"]}
    write(data, "adjudications", [*decision, "reason"], [decision | {"reason": "The wording."}])
    corpus = released(capsys, data)

    row = disagreements(corpus).set_index(["unit", "variable"]).loc[unit, "modality"]
    assert (row["A"], row["B"]) == (settled["A"], settled["B"])
    assert (row["decision"], row["reason"]) == (settled["B"], "The wording.")
    again = agreement_table(corpus).set_index("variable")
    pd.testing.assert_frame_equal(again, table)
    said = agreement_statement(corpus)
    assert said.startswith("Two coders coded the documents.")
    assert said.endswith(f"They differ in {len(changed)} codes, of which 1 has been decided.")


def test_where_only_one_finds_that_a_variable_applies_is_told_apart(tmp_path, capsys):
    other = GOOD.add("codings", **coding("E001", "charge_kind", "not_applicable")).add(
        "codings", **coding("E002", "charge_kind", "not_applicable")
    )
    corpus = released(capsys, other.write(tmp_path))
    (row,) = agreement_table(corpus).to_dict("records")
    assert (row["variable"], row["units"], row["applies_to_one"]) == ("charge_kind", 0, 1)
    assert list(disagreements(corpus)["unit"]) == ["E001"]
    assert "Kind of charge: not defined (no units, without variation)" in agreement_statement(
        corpus
    )


def test_three_coders_are_compared_together(tmp_path, capsys):
    third = GOOD
    for unit, b, c in [
        ("E001", "measure", "measure"),
        ("E002", "target_response", "procedure"),
        ("E003", "easing", "measure"),
    ]:
        third = third.add("codings", **coding(unit, "event_class", b))
        third = third.add("codings", **coding(unit, "event_class", c, "C"))
    corpus = released(capsys, third.write(tmp_path))
    (row,) = agreement_table(corpus).to_dict("records")
    assert (row["units"], row["alike"], row["pairs"]) == (3, 5, 9)
    assert list(codes_by_coder(corpus, "event_class")) == ["A", "B", "C"]
    assert agreement_statement(corpus).startswith("Three coders coded the documents.")

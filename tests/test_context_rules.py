"""The national series: what cannot be said of them is refused in one line each."""

import pytest
from coding_fixture import Coding, run

from analysis.checks import rules_context
from analysis.ground.tables import read_tables

GOOD = Coding()
SECOND = {"series_id": "lamps", "year": "2018", "value": 13, "confidence": "medium"}


@pytest.fixture
def refused(tmp_path, capsys, monkeypatch):
    """The lines that `check` answers a broken coding with."""
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)

    def lines(coding):
        code, out, errors = run(capsys, "check", "--data", coding.write(tmp_path))
        assert (code, out) == (1, [])
        return errors

    return lines


def test_two_values_for_one_year_without_a_note(refused):
    assert refused(GOOD.add("observations", document_id="D01", **SECOND)) == [
        "data/context/observations.csv: row 4 (lamps 2018 D01), column note: is empty, and lamps "
        "has a value for 2018 already in row 1; a second one needs a note that says why"
    ]


def test_two_values_for_one_year_with_a_note_are_kept(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)
    coding = GOOD.add("observations", document_id="D01", note="Counted by day.", **SECOND)
    code, out, errors = run(capsys, "check", "--data", coding.write(tmp_path))
    assert (code, errors) == (0, [])
    assert "no problem found" in out[0]


def test_a_break_that_names_no_series(refused):
    assert refused(GOOD.change("breaks", "B01", series_id="lanterns")) == [
        'data/context/breaks.csv: row 1 (B01), column series_id: "lanterns" is no series_id of '
        "data/context/series.csv"
    ]


def test_a_break_with_an_empty_series(refused):
    assert refused(GOOD.change("breaks", "B01", series_id="")) == [
        "data/context/breaks.csv: row 1 (B01), column series_id: is empty; a value is needed"
    ]


def test_a_break_at_a_year_without_a_value(refused):
    assert refused(GOOD.change("breaks", "B01", year="2017")) == [
        'data/context/breaks.csv: row 1 (B01), column year: "2017" is no year of lamps; '
        "allowed: 2018, 2019, 2020"
    ]


def test_reversed_bounds(refused):
    assert refused(GOOD.change("observations", "lamps 2019 D02", low=21)) == [
        "data/context/observations.csv: row 2 (lamps 2019 D02), column low: 21 is above high 20"
    ]


def test_a_value_outside_its_bounds(refused):
    assert refused(GOOD.change("observations", "lamps 2020 D02", value=32)) == [
        "data/context/observations.csv: row 3 (lamps 2020 D02), column value: 32 is not "
        "at least 29 and at most 31, the bounds of its row"
    ]


def test_an_observation_off_the_scale(refused):
    assert refused(GOOD.change("observations", "lamps 2018 D02", value=101)) == [
        "data/context/observations.csv: row 1 (lamps 2018 D02), column value: 101 is not "
        "at least 0 and at most 100, the scale of lamps"
    ]


def test_an_observation_without_a_number(refused):
    assert refused(GOOD.change("observations", "lamps 2018 D02", value="")) == [
        "data/context/observations.csv: row 1 (lamps 2018 D02), column value: is empty; "
        "a value or bound is needed"
    ]


def test_a_series_without_an_observation(refused):
    twin = GOOD.rows["series"][0] | {"series_id": "flags", "order": 2, "label": "Flags"}
    assert refused(GOOD.add("series", **twin)) == [
        "data/context/series.csv: row 2 (flags): has no observation; at least one is needed"
    ]


def test_a_figure_of_low_confidence_is_not_coded(refused):
    assert refused(GOOD.change("observations", "lamps 2018 D02", confidence="low")) == [
        'data/context/observations.csv: row 1 (lamps 2018 D02), column confidence: "low" is no '
        "code of confidence; allowed: high, medium"
    ]


def test_a_series_named_after_a_person_on_no_list(refused):
    (line,) = refused(GOOD.change("series", "lamps", shows="What Quillfeather saw."))
    assert line.startswith("data/context/series.csv: row 1 (lamps), column shows: on no list")


@pytest.mark.parametrize("rule", rules_context.RULES)
def test_the_committed_series_break_no_rule(rule):
    assert list(rule(read_tables())) == []

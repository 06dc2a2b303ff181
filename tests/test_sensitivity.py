"""The sensitivity chapter shows every answer of the grid, and a headline says what changes it."""

from functools import cache

import pytest

from analysis import load_corpus
from analysis.chapters.sensitivity import charts as sensitivity_charts
from analysis.chapters.sensitivity import rows as sensitivity
from analysis.drawing import render
from analysis.reading import headlines

READINGS = ("corpus", "corpus_and_follow_up")


@cache
def corpus():
    return load_corpus()


def test_every_headline_sentence_is_in_the_table_with_the_way_to_its_chapter():
    told = sensitivity.fates(corpus()).set_index("Id")
    assert set(told.index) == set(corpus().table("headlines")["headline_id"])
    assert told.loc["H03", "chapter"] == "escalation.html#H03"
    assert told.loc["H03", "Holds, corpus alone"].replace("\u00a0", " ") == "39 of 42"
    assert told.loc["H03", "First change, corpus alone"] == "without document D01 it does not hold."


@pytest.mark.parametrize("evidence", READINGS)
def test_the_cells_of_a_sentence_add_up_to_the_grid(evidence):
    cells = sensitivity.by_choice(corpus(), evidence)
    whole = headlines.asked(corpus()).query("evidence == @evidence")
    whole = whole.set_index("headline_id")["holds"]
    parts = cells[cells["kind"] == "left_out"].groupby("headline_id")["holds"].sum()
    assert (parts == whole[parts.index]).all()


def test_a_choice_that_a_sentence_does_not_look_at_is_no_cell():
    cells = sensitivity.by_choice(corpus(), "corpus")
    assert "H09" not in set(cells[cells["kind"] == "ladder"]["headline_id"])
    assert "H18" in set(cells[cells["kind"] == "ladder"]["headline_id"])


def test_a_sentence_that_fails_is_told_apart_from_one_that_is_open():
    cells = sensitivity.by_choice(corpus(), "corpus").set_index(["headline_id", "choice"])
    assert cells.loc[("H07", "nothing"), "state"] == "none"  # nothing was eased
    assert cells.loc[("H05", "nothing"), "state"] == "open"  # the order is not known


def test_the_curve_has_one_column_for_each_specification_in_order():
    curve = sensitivity.curve(corpus(), "corpus")
    assert list(curve["place"]) == list(range(len(curve)))
    assert curve["low"].is_monotonic_increasing
    assert (curve["low"] <= curve["high"]).all()
    assert not curve.duplicated(["ladder", "left_out", "left_out_id"]).any()


def test_on_the_legal_stage_ladder_no_pair_goes_down_and_it_is_marked_as_a_warning():
    pairs = sensitivity.pairs(corpus(), "corpus")
    legal = pairs[pairs["ladder"] == "legal_stage"].set_index("direction")["pairs"]
    assert legal["down"] == 0
    assert legal["up"] == pairs.query("direction == 'up'")["pairs"].max()
    assert "Legal stage (a warning)" in set(pairs["label"])


def test_ladders_of_one_order_sort_the_same_number_of_pairs():
    pairs = sensitivity.pairs(corpus(), "corpus")
    totals = pairs[pairs["ladder"] != "tracks"].groupby("ladder", observed=True)["pairs"].sum()
    assert totals.nunique() == 1


def test_a_share_of_sampled_orders_comes_with_its_error():
    told = sensitivity.orders(corpus())
    sampled = told[told["Standard error, at most"] != "every order tried"]
    assert (sampled["Standard error, at most"].astype(float) > 0).all()


# --- headlines ----------------------------------------------------------------------------


def test_a_headline_says_how_often_it_holds_and_what_changes_it_first():
    shown = headlines.shown(corpus(), "escalation").data
    assert 'id="H03"' in shown
    assert "of 42 specifications it holds in 39, does not hold in 3." in shown
    assert "What changes it first: without document D01 it does not hold." in shown


def test_a_headline_that_nothing_changes_says_no_change():
    assert shown_once("voices").count("What changes it first") == 0


def shown_once(chapter):
    return headlines.shown(corpus(), chapter).data


def test_a_chapter_without_a_headline_is_a_mistake_that_names_those_that_have_one():
    with pytest.raises(KeyError, match="no headline in colophon; there are escalation, "):
        headlines.shown(corpus(), "colophon")


# --- charts -------------------------------------------------------------------------------


def figures():
    for evidence in READINGS:
        cells = sensitivity.by_choice(corpus(), evidence)
        yield sensitivity_charts.choices(cells, sensitivity.choices_finding(cells), "c", "f")
        cells = sensitivity.by_question(corpus(), evidence)
        yield sensitivity_charts.choices(cells, sensitivity.choices_finding(cells), "c", "f")
    curve = sensitivity.curve(corpus(), "corpus")
    yield sensitivity_charts.curve(curve, sensitivity.curve_finding(curve), "c", "f")
    pairs = sensitivity.pairs(corpus(), "corpus")
    yield sensitivity_charts.pairs(pairs, sensitivity.pairs_finding(corpus(), "corpus"), "c", "f")


def test_every_figure_can_be_put_on_a_page():
    render.enable()
    drawn = [render.figure(figure.to_dict())["text/html"] for figure in figures()]
    assert len(drawn) == 6
    assert all(html.count("<svg") == 1 for html in drawn)

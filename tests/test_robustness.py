"""The grid asks each sentence under every specification, and counts the answers."""

from dataclasses import replace
from functools import cache

import pytest
from tables_fixture import real

from analysis.measure.indicators import READINGS
from analysis.measure.observation import observe
from analysis.measure.transitions import transition_counts
from analysis.reading.corpus import load_corpus
from analysis.robustness.engine import ask, observations
from analysis.robustness.grid import LeftOut, left_out, questions
from analysis.robustness.headlines import HEADLINES


@cache
def released(name):
    return load_corpus().table(name)


def row(headline, evidence="corpus", support="S1_one_root", unit="target"):
    table = released("robustness")
    found = table[
        (table["headline_id"] == headline)
        & (table["evidence"] == evidence)
        & (table["support"] == support)
        & (table["unit"] == unit)
    ]
    (only,) = found.to_dict("records")
    return only


def test_one_thing_at_a_time_is_left_out_and_each_is_in_the_evidence():
    found = left_out(real(), "corpus")
    assert found[0] == LeftOut()
    assert [one.id for one in found if one.kind == "document"] == [
        "D01",
        "D02",
        "D03",
        "D04",
        "D05",
    ]
    assert [one.id for one in found if one.kind == "publisher"] == [
        *("meduza", "moscow_times", "pro_bleiberecht", "rights_in_russia")
    ]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("evidence", READINGS)
def test_everything_that_can_be_left_out_leaves_out_something(evidence):
    whole = READINGS[evidence]
    for one in left_out(real(), evidence):
        assert (one.apply(whole) == whole) is (one.kind == "nothing")


def test_the_answers_add_up_to_the_specifications():
    for name in ("robustness", "robustness_choices"):
        table = released(name)
        answers = table["holds"] + table["fails"] + table["undetermined"]
        assert (answers == table["specifications"]).all()


def test_the_parts_by_ladder_and_by_omission_add_up_to_the_whole():
    key = ["headline_id", "evidence", "support", "unit"]
    whole = released("robustness").set_index(key)["holds"].sort_index()
    for kind in ("ladder", "left_out"):
        choices = released("robustness_choices")
        parts = choices[choices["choice_kind"] == kind]
        summed = parts.groupby(key, observed=True)["holds"].sum().sort_index()
        assert (summed == whole).all()


def test_a_sentence_is_counted_once_for_each_choice_that_can_change_it():
    omissions = len(left_out(real(), "corpus"))
    assert row("H01")["specifications"] == 6 * omissions
    assert row("H16")["specifications"] == omissions
    assert row("H03")["specifications"] == omissions - 1  # without its own case there is nothing
    assert row("H03")["not_asked"] == 1


def test_without_the_text_that_tells_of_both_the_label_does_not_come_first():
    found = row("H03")
    assert (found["answer"], found["changed_by_kind"], found["changed_by_id"]) == (
        *("holds", "document", "D01"),
    )
    assert found["changed_to"] == "fails"
    assert found["fails"] == 3  # without D01, its root of the appeal, and its publisher


def test_the_ladder_changes_first_what_hangs_on_the_ladder():
    found = row("H18")
    assert (found["changed_by_ladder"], found["changed_by_kind"]) == ("vdem_tiers", "nothing")


def test_the_released_answers_are_those_of_the_questions():
    for headline in HEADLINES:
        for evidence, chosen in READINGS.items():
            verdict = HEADLINES[headline].holds(observe(real(), chosen))
            said = {True: "holds", False: "fails", None: "undetermined"}[verdict.answer]
            assert row(headline, evidence)["answer"] == said


def test_choices_that_change_the_question_are_never_counted_together():
    table = released("robustness")
    asked = {(r.evidence, r.support) for r in table.itertuples()}
    assert asked == {(one.evidence, one.support) for one in questions()}
    assert not table.duplicated(["headline_id", "evidence", "support", "unit"]).any()


def test_the_counts_of_a_specification_are_those_of_the_measure():
    table = released("specifications").query("evidence == 'corpus' and left_out_id == 'D01'")
    plover = table[table["ladder"] == "plover"].iloc[0]
    chosen = replace(READINGS["corpus"], ladder="plover", without_documents=frozenset({"D01"}))
    counts = transition_counts(real(), chosen)
    assert (plover["steps_up_low"], plover["steps_up_high"]) == (
        *(counts["up"].low, counts["up"].high),
    )


def test_progress_is_shown_over_every_selection_and_none_is_skipped():
    shown = []

    def watched(many):
        shown.extend(many)
        return iter(many[:1])

    first = next(iter(observations(real(), watched)))
    assert len(shown) == sum(len(left_out(real(), one.evidence)) for one in questions())
    assert {one.headline_id for one in ask(first)} == set(HEADLINES)

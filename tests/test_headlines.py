"""Each headline sentence asked of the real coding, and what is then taken away from it."""

from dataclasses import replace

import pytest
from tables_fixture import real, replaced

from analysis.measure.answers import all_of, any_of, opposite
from analysis.measure.campaign import broadenings, campaign_rises
from analysis.measure.observation import observe
from analysis.measure.pairs import ordered_pairs, pair_counts
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP
from analysis.robustness.headlines import HEADLINES, LADDER, UNIT
from analysis.robustness.verdicts import in_some_target, in_target


def answer(headline, specification=CORPUS, tables=None):
    return HEADLINES[headline].holds(observe(tables or real(), specification)).answer


# --- three-valued answers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "some", "every"),
    [
        ([True, None, False], True, False),
        ([None, False], None, False),
        ([None, True], True, None),
        ([False, False], False, False),
        ([], False, True),
    ],
)
def test_open_answers_settle_nothing_that_others_do_not(answers, some, every):
    assert (any_of(answers), all_of(answers)) == (some, every)


def test_what_is_open_has_an_open_opposite():
    assert [opposite(one) for one in (True, False, None)] == [False, True, None]


# --- the sentences ------------------------------------------------------------------------


def test_the_codebook_words_each_question_and_says_what_it_looks_at():
    told = {
        row.id: (row["looks_at_ladder"], row["looks_at_unit"], row["case_id"])
        for row in real()["headlines"]
    }
    asked = {
        name: (LADDER in one.choices, UNIT in one.choices, one.case)
        for name, one in HEADLINES.items()
    }
    assert told == asked


@pytest.mark.parametrize("name", HEADLINES)
def test_a_sentence_that_does_not_look_at_the_ladder_or_unit_answers_the_same_on_each(name):
    codes = real().schema.vocabularies
    for choice, scheme in ((LADDER, "ladder"), (UNIT, "unit_of_analysis")):
        if choice not in HEADLINES[name].choices:
            found = {answer(name, replace(CORPUS, **{choice: code})) for code in codes[scheme]}
            assert len(found) == 1


# What each sentence rests on in the five documents, taken away.
RESTS_ON = {
    "H03": {"without_documents": frozenset({"D01"})},
    "H10": {"without_documents": frozenset({"D03"})},
    "H16": {"without_publishers": frozenset({"moscow_times"})},
}


@pytest.mark.parametrize("name", RESTS_ON)
def test_a_sentence_falls_with_the_text_it_rests_on(name):
    assert answer(name) is True
    assert answer(name, replace(CORPUS, **RESTS_ON[name])) is False


def test_nothing_is_eased_in_the_five_documents_and_something_is_with_the_follow_up():
    assert answer("H07") is False
    assert answer("H07", WITH_FOLLOW_UP) is True


def test_over_two_years_of_custody_are_not_known_without_the_text_on_the_sentence():
    assert answer("H09") is True
    assert answer("H09", replace(CORPUS, without_documents=frozenset({"D03"}))) is None


def test_on_plover_no_step_of_vorontsov_is_a_rise():
    assert answer("H02") is True
    assert answer("H02", replace(CORPUS, ladder="plover")) is False


def test_whether_half_of_the_pairs_go_up_is_for_the_ladder_to_say():
    found = {
        ladder: answer("H18", replace(CORPUS, ladder=ladder))
        for ladder in real().schema.vocabularies["ladder"]
    }
    assert found["legal_stage"] is True
    assert found["vdem_tiers"] is False


# --- pairs, other people ------------------------------------------------------------------


def test_the_legal_stage_ladder_sends_almost_every_pair_up_and_none_down():
    counts = pair_counts(observe(real(), replace(CORPUS, ladder="legal_stage")))
    assert counts["down"] == 0
    assert counts["up"] > 5 * counts["level"]


def test_a_pair_stands_in_its_certain_order_and_on_one_scale():
    seen = observe(real(), CORPUS)
    for pair in ordered_pairs(seen):
        assert seen.certainly_before(pair.earlier, pair.later)
        types = [seen.tables["events"].by_id[e]["measure_type"] for e in (pair.earlier, pair.later)]
        same = len({seen.ladder.track(one) for one in types}) == 1
        assert same or pair.direction == "not_comparable"


def test_after_the_mass_detention_of_2019_other_people_were_sentenced():
    rises = {(r.earlier, r.later): r.certain for r in campaign_rises(observe(real(), CORPUS))}
    assert rises["E034", "E037"] is True


def test_people_of_one_group_are_not_taken_for_other_people():
    # Those freed of a charge and those sentenced in December 2019 may be the same.
    rises = {(r.earlier, r.later) for r in campaign_rises(observe(real(), WITH_FOLLOW_UP))}
    assert not rises & {("E082", "E085"), ("E035", "E037")}


def test_supporters_of_vorontsov_are_a_further_kind_of_target():
    found = {b.event: b for b in broadenings(observe(real(), WITH_FOLLOW_UP))}
    assert (found["E065"].target_type, found["E065"].certain) == ("supporters", True)


# --- orders -------------------------------------------------------------------------------


def test_where_two_episodes_may_have_come_either_way_a_half_of_the_orders_decides():
    seen = observe(real(), WITH_FOLLOW_UP)

    def detained_first(seen, unit):
        if seen.certainly_before("E054", "E024"):
            return True
        return False if seen.certainly_before("E024", "E054") else None

    found = in_target(seen, "khasoev", detained_first)
    assert (found.answer, found.orders) == (None, 2)
    assert (found.share.low, found.share.high) == (0.5, 0.5)


def test_a_sentence_that_holds_in_either_order_holds():
    # A suit and a remand: whichever came last adds something on a track of its own.
    seen = observe(real(), WITH_FOLLOW_UP)

    def in_some_order(seen, unit):
        return True if seen.places else None

    assert in_target(seen, "taranenko", in_some_order).answer is True


def test_the_share_of_at_least_one_is_bounded_and_not_multiplied():
    seen = observe(real(), WITH_FOLLOW_UP)

    def first_by_name_comes_first(seen, unit):
        one, other, *_ = (event.id for event in seen.units[unit])
        return seen.certainly_before(one, other) if seen.places else None

    units = {unit: seen.units[unit] for unit in ("kamynin", "khasoev")}
    pair = replace(seen)
    pair.__dict__["units"] = units
    found = in_some_target(pair, first_by_name_comes_first)
    shares = [in_target(seen, unit, first_by_name_comes_first).share for unit in units]
    assert found.share.low == max(share.low for share in shares)
    assert found.share.high == min(1, sum(share.high for share in shares))


def test_what_was_worked_out_for_one_history_is_not_taken_for_another():
    other = replaced(real(), links=[link for link in real()["links"] if not link["order_certain"]])
    one, two = observe(real(), CORPUS), observe(other, CORPUS)
    assert one.history("moscow_times") != two.history("moscow_times")

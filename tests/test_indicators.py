"""The nine indicators, worked by hand from the real cases: the corpus alone, and with follow-up."""

from dataclasses import replace
from datetime import date

import pytest
from tables_fixture import real, rows

from analysis.derivation.conflicts import comparable
from analysis.measure.breadth import breadth
from analysis.measure.custody import custody
from analysis.measure.fit import ladder_errors, skipped_rungs
from analysis.measure.foundation import Count, conflict_rate, corroborated
from analysis.measure.intervals import Interval, exact
from analysis.measure.lead_time import lead_time
from analysis.measure.peak import peak_to_date
from analysis.measure.publicity import publicity_lag
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP
from analysis.measure.transitions import transition_counts, transitions
from analysis.measure.voices import silent_measures, voices


def steps(specification=CORPUS):
    """The certain steps, by unit, as far as they are not undetermined."""
    return {
        (step.unit, step.from_episode, step.to_episode): step.comparison
        for step in transitions(real(), specification)
        if step.comparison != "undetermined"
    }


# --- I1, peak to date ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "peak"),
    [
        (date(2020, 3, 31), Interval(0, 0)),
        (date(2020, 4, 15), Interval(0, 2)),  # the April search may have been, or not yet
        (date(2020, 4, 30), Interval(2, 2)),
        (date(2020, 5, 5), Interval(2, 3)),  # the arrest, between 4 and 8 May
        (date(2020, 5, 8), Interval(4, 4)),
        (date(2022, 8, 2), Interval(5, 5)),
    ],
)
def test_how_far_vorontsov_is_known_to_have_been_pursued_by_a_day(day, peak):
    assert peak_to_date(real(), CORPUS, day)["vorontsov", "A"] == peak


def test_what_no_text_dates_may_have_happened_by_any_day():
    assert peak_to_date(real(), CORPUS, date(2020, 1, 1))["moscow_times", "C"] == Interval(0, 4)


# --- I2, transitions ----------------------------------------------------------------------


def test_three_steps_within_one_target_are_certain_and_each_is_up():
    # The remand of 8 May belongs to the arrest of 4 to 8 May: one custody, and the days overlap.
    assert steps() == {
        ("moscow_times", "moscow-times-label", "moscow-times-undesirable"): "up",
        ("vorontsov", "vorontsov-april", "vorontsov-may"): "up",
        ("vorontsov", "vorontsov-may", "vorontsov-sentence"): "up",
    }


def test_steps_whose_order_no_text_gives_are_undetermined_and_may_be_of_any_kind():
    counts = transition_counts(real(), CORPUS)
    assert counts["undetermined"] == exact(3)
    # Apart, were the remand a day after the arrest, the order of Vorontsov's four is open too.
    assert counts["up"] == Interval(3, 7)
    assert counts["down"] == Interval(0, 6)


def test_without_the_text_that_names_them_the_steps_of_the_moscow_times_are_gone():
    without = replace(CORPUS, without_documents=frozenset({"D01"}))
    assert "moscow_times" not in {unit for unit, *_ in steps(without)}


def test_on_plover_every_step_is_level():
    assert set(steps(replace(CORPUS, ladder="plover")).values()) == {"level"}


# --- I3, breadth --------------------------------------------------------------------------


def test_nine_kinds_of_measure_on_three_tracks_are_seen_of_vorontsov():
    seen = breadth(real(), CORPUS)["vorontsov"]
    assert (seen.measure_types, seen.tracks) == (exact(9), exact(3))
    assert (seen.documents, seen.roots, seen.independent_roots) == (3, 6, 2)


# --- I4, lead time ------------------------------------------------------------------------


def test_vorontsov_was_searched_4_to_37_days_before_his_arrest():
    # From 30 April to 4 May are 4 days, from 1 April to 8 May 37.
    assert lead_time(real(), CORPUS)["vorontsov"] == Interval(4, 37, "left")


def test_of_kamynin_and_taranenko_no_lead_time_is_known():
    found = lead_time(real(), CORPUS)
    assert found["kamynin"] == found["taranenko"] == Interval(None, None, "left")


# --- I5, custody --------------------------------------------------------------------------


def held(unit):
    (found,) = [row for row in custody(real(), CORPUS) if row.unit == unit]
    return found


def test_vorontsov_was_held_816_to_820_days_and_the_stated_time_is_against_it():
    found = held("vorontsov")
    assert (found.events, found.days) == (("E006", "E008"), Interval(816, 820))
    assert found.stated == found.against == ("C074",)


@pytest.mark.parametrize("unit", ["kamynin", "taranenko"])
def test_of_an_open_custody_only_a_least_time_is_known_and_the_stated_time_agrees(unit):
    # Held by 31 December 2020 and still on 1 March 2021: 60 days or more; "over two months".
    found = held(unit)
    assert found.days == Interval(60, None, "right")
    assert (found.stated, found.against) == (("C178",), ())


# --- I6, support and conflict -------------------------------------------------------------


def test_one_of_31_measures_has_more_than_one_independent_root():
    # The accusation, which the investigators themselves state.
    assert corroborated(real(), CORPUS) == Count(exact(1), 31)


def test_conflicts_are_counted_out_of_the_pairs_that_could_conflict():
    rates = conflict_rate(real(), CORPUS)
    assert rates["occurrence"] == Count(exact(1), 1)  # the door: sawn, or broken down
    assert rates["time"] == Count(exact(0), 3)
    assert rates["quantity"] == Count(exact(2), 3)  # the dollars, and the number of offences


def test_every_pair_of_claims_in_conflict_is_one_that_could_conflict():
    claims = real()["claims"].by_id
    pairs = [(row["claim_a"], row["claim_b"]) for row in rows("conflicts") if row["claim_b"]]
    assert pairs
    assert [pair for pair in pairs if not comparable(*(claims[c] for c in pair), real())] == []


# --- I7, voices ---------------------------------------------------------------------------


def test_most_measures_have_no_word_of_the_body_that_acted():
    assert silent_measures(real(), CORPUS) == Count(Interval(27, 28), 31)


def test_the_voices_are_those_of_the_claims_that_count():
    found = voices(real(), CORPUS)
    assert found["state_authority", "occurrence"] == 2
    assert ("public_register", "occurrence") not in found  # registers are follow-up


# --- I8, ladder fit -----------------------------------------------------------------------


def test_the_moscow_times_reached_the_fourth_rung_without_the_first_and_third():
    skips = {(s.unit, s.track): s for s in skipped_rungs(real(), CORPUS)}
    assert skips["moscow_times", "C"].reached == 4
    assert skips["moscow_times", "C"].unobserved == (1, 3)
    assert ("vorontsov", "A") not in skips


def test_the_errors_are_the_rungs_on_the_list():
    skips = skipped_rungs(real(), CORPUS)
    assert ladder_errors(real(), CORPUS) == exact(sum(len(skip.unobserved) for skip in skips))


# --- I9, publicity lag --------------------------------------------------------------------


def test_the_arrest_of_kamynin_and_taranenko_was_public_54_days_later_at_the_earliest():
    # Not later than 31 December 2020, reported between 23 and 27 February 2021.
    assert publicity_lag(real(), CORPUS)["E020"] == Interval(54, None)


def test_without_a_report_of_its_first_day_a_measure_was_public_by_the_first_text():
    # The remand of 8 May stands in a text of 11 May 2020.
    assert publicity_lag(real(), CORPUS)["E008"] == Interval(0, 3)


# --- with the follow-up layer -------------------------------------------------------------


def test_with_the_days_of_both_searches_the_lead_time_of_vorontsov_is_one_number():
    # Searched on 14 April 2020, arrested on 7 May: 23 days, which the corpus had as 4 to 37.
    assert lead_time(real(), WITH_FOLLOW_UP)["vorontsov"] == Interval(23, 23, "left")


def test_with_the_day_of_the_arrest_his_custody_is_one_number_and_still_no_three_years():
    # From 7 May 2020 to 2 August 2022.
    (found,) = [row for row in custody(real(), WITH_FOLLOW_UP) if row.unit == "vorontsov"]
    assert (found.days, found.against) == (Interval(817, 817), ("C074",))


def test_with_its_two_days_the_label_of_the_moscow_times_is_dated_and_the_step_stays_up():
    found = steps(WITH_FOLLOW_UP)["moscow_times", "moscow-times-label", "moscow-times-undesirable"]
    assert found == "up"
    peak = {
        day: peak_to_date(real(), WITH_FOLLOW_UP, day)["moscow_times", "C"]
        for day in (date(2023, 11, 16), date(2023, 11, 17), date(2024, 7, 3))
    }
    # Its site had been blocked before the label.
    assert list(peak.values()) == [Interval(3, 3), Interval(3, 3), Interval(4, 4)]


def test_of_kamynin_and_taranenko_the_lead_time_stays_unknown_with_the_follow_up():
    found = lead_time(real(), WITH_FOLLOW_UP)
    assert found["taranenko"] == Interval(None, None, "left")

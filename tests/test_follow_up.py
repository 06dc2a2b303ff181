"""The follow-up layer fills, dates, contradicts or eases; what the corpus alone says stays."""

import csv
from datetime import date

import pytest
from tables_fixture import ids, real, released, replaced, row, rows

from analysis.derivation.conflicts import custody_days
from analysis.derivation.support import support_level
from analysis.derivation.timing import days_between, event_bounds
from analysis.ground.paths import DATA
from analysis.values.dates import DateBounds, bounds

LAYER = {document.id: document["layer"] for document in real()["documents"]}


def corpus_claims():
    return [c for c in real()["claims"] if LAYER[c["document_id"]] == "corpus"]


def told_by_the_corpus():
    return {c["event_id"] for c in corpus_claims()}


def with_follow_up():
    return event_bounds(real(), real()["claims"])


def corpus_alone():
    return event_bounds(real(), corpus_claims())


def days(quantity):
    return quantity.low, quantity.high


# --- what the corpus alone says stays ----------------------------------------------------


def test_no_row_of_the_follow_up_changes_what_the_corpus_alone_says_of_an_event():
    """Taken out whole, with its events and links, it leaves every bound and level as it was."""
    corpus = told_by_the_corpus()
    alone = replaced(
        real(),
        claims=corpus_claims(),
        events=[e for e in real()["events"] if e.id in corpus],
        links=[
            link
            for link in real()["links"]
            if {link["from_event_id"], link["to_event_id"]} <= corpus
        ],
    )
    timing = event_bounds(alone, alone["claims"])
    for name in corpus:
        event = row("events", event_id=name)
        assert (event["corpus_earliest"], event["corpus_latest"]) == (
            timing[name].earliest,
            timing[name].latest,
        ), name
        own = [c for c in alone["claims"] if c["event_id"] == name]
        level = support_level(real()["events"].by_id[name], own, alone)
        assert event["corpus_support_level"] == level, name


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("E001", "2020-04"),
        ("E005", "2020-05-04/2020-05-08"),
        ("E006", "2020-05-04/2020-05-08"),
        ("E007", "../2020-05-08"),
        ("E008", "2020-05-08"),
        ("E014", "2022-08-02"),
        ("E019", "../2020-12-31"),
        ("E035", "../2020-03-18"),
        ("E037", "2019-06-01/2020-03-18"),
        ("E050", "2020-03-14/2020-03-15"),
    ],
)
def test_the_bounds_from_the_corpus_are_those_from_before_the_follow_up(event, expected):
    assert corpus_alone()[event] == bounds(expected)


# --- what becomes of it ------------------------------------------------------------------


def test_the_custody_of_vorontsov_is_816_to_820_days_and_817_with_the_follow_up():
    assert days(custody_days("E008", real(), corpus_alone())) == (816, 820)
    assert days(custody_days("E008", real(), with_follow_up())) == (817, 817)


def test_the_first_search_led_the_arrest_by_4_to_37_days_and_by_23_with_the_follow_up():
    def lead(timing):
        return days_between(timing["E001"], timing["E006"])

    assert lead(corpus_alone()) == (4, 37)
    assert lead(with_follow_up()) == (23, 23)


def test_the_follow_up_dates_what_the_corpus_leaves_open():
    dated = {
        "E001": "2020-04-14",
        "E005": "2020-05-07",
        "E006": "2020-05-07",
        "E007": "2020-05-07",
        "E037": "2019-12-06",
    }
    timing = with_follow_up()
    assert {event: timing[event] for event in dated} == {
        event: bounds(day) for event, day in dated.items()
    }


def test_two_days_for_the_suit_are_both_kept():
    assert with_follow_up()["E053"] == DateBounds(date(2020, 6, 1), date(2021, 1, 29))
    assert row("conflicts", event_id="E053", variable="date")["chosen_claim_id"] is None


# --- what eases and what does not --------------------------------------------------------


def test_the_easings_are_dropped_charges_releases_and_an_overturned_sentence():
    easings = {e["event_id"]: e["measure_type"] for e in rows("events", event_class="easing")}
    assert easings == {
        "E083": "charge_or_case_opened",
        "E089": "pretrial_remand",
        "E107": "custodial_sentence",
        "E114": "pretrial_remand",
        "E115": "charge_or_case_opened",
    }


def test_an_easing_is_of_another_episode_than_what_it_ends():
    """Else no step down could be seen."""
    for easing in rows("events", event_class="easing"):
        (link,) = rows("links", to_event_id=easing["event_id"], kind="ended_by")
        begun = row("events", event_id=link["from_event_id"])
        assert begun["episode"] != easing["episode"], easing["event_id"]


def test_taking_a_closed_body_out_of_a_register_ends_the_label_and_eases_nothing():
    removed = {"E063": "E078", "E062": "E079"}
    for label, removal in removed.items():
        assert row("links", from_event_id=label, to_event_id=removal)["kind"] == "ended_by"
        assert row("events", event_id=removal)["event_class"] == "procedure"
    closed = rows("events", measure_type="liquidation")
    assert {e["event_id"] for e in closed} == {"E075", "E076"}


def test_a_suspended_term_is_a_penalty_and_a_shorter_one_no_easing():
    assert row("events", event_id="E086")["measure_type"] == "non_custodial_penalty"
    # Where it takes the place of prison, the end of that sentence is the easing, and not the term.
    assert row("events", event_id="E108")["measure_type"] == "non_custodial_penalty"
    assert {row("events", event_id=e)["event_class"] for e in ("E090", "E094")} == {"procedure"}


# --- how it is founded -------------------------------------------------------------------


def test_every_page_of_the_follow_up_is_cited_and_carries_a_claim():
    pages = {name for name, layer in LAYER.items() if layer == "follow_up"}
    assert {c["document_id"] for c in real()["claims"]} >= pages


def test_no_event_is_acknowledged_or_inspected_by_what_was_only_retold():
    """A report of a ruling is no ruling: only registers count as inspected."""
    added = [e for e in rows("events", layer="follow_up") if e["event_id"] >= "E064"]
    inspected = {e["event_id"] for e in added if e["support_level"] == "S5_record_inspected"}
    assert inspected == {"E078", "E079", "E102"}
    acknowledged = {e["event_id"] for e in added if e["support_level"] == "S4_state_acknowledged"}
    assert acknowledged == {"E101"}  # an agency passes on what the ministry announced


# --- what was not found ------------------------------------------------------------------


def test_what_was_looked_for_and_not_found_is_released_with_the_rest():
    with (DATA / "coding/gaps.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(released()["gaps"])
    assert {g["result"] for g in released()["gaps"]} == {"not_found", "partly_found"}


def test_every_case_with_a_person_or_a_group_on_trial_says_what_is_not_known_of_it():
    open_ends = {g["case_id"] for g in released()["gaps"]} - {None}
    assert {"K1", "K2", "K3", "K6", "K7"} <= open_ends <= ids(released()["cases"])

"""Two states are compared track by track; acts pass, statuses last until they are eased."""

from dataclasses import replace

import pytest
from coding_fixture import ROWS, Coding, claim
from tables_fixture import in_memory

from analysis.measure.episodes import episodes
from analysis.measure.intervals import Interval
from analysis.measure.observation import observe
from analysis.measure.specification import CORPUS
from analysis.measure.states import Standing, State, compare, compare_treatment, state_after
from analysis.measure.transitions import transition_counts, transitions


def standing(reached, in_force=None):
    """A standing by its ranks: a number where it is certain, a pair where it is not."""
    reached, in_force = (
        Interval(*(rank if isinstance(rank, tuple) else (rank, rank)))
        for rank in (reached, reached if in_force is None else in_force)
    )
    return Standing(reached, in_force)


def state(a=0, b=0, c=0, types=frozenset()):
    tracks = {
        track: one if isinstance(one, Standing) else standing(one)
        for track, one in zip("ABC", (a, b, c), strict=True)
    }
    return State("tracks", ("A", "C"), tracks, frozenset(types))


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        (state(a=2), state(a=4), "up"),
        (state(c=2), state(c=4), "up"),
        (state(a=4), state(a=4), "level"),
        (state(a=4), state(a=2), "down"),
        (state(a=4, c=1), state(a=2, c=3), "mixed"),
        (state(a=2), state(a=standing((1, 4))), "undetermined"),
        (state(a=standing(3, 0)), state(a=0), "level"),
        (state(a=standing(3, 0)), state(a=standing(2, 2)), "level"),
        (state(b=1), state(b=3), "level"),
        (state(c=2, types={"media_outlet"}), state(c=4, types={"journalist"}), "not_comparable"),
        (state(a=2), replace(state(a=3), ladder="navco"), "not_comparable"),
    ],
    ids=[
        *("a rise on A", "a rise on C", "no change", "a status that falls", "a rise and a fall"),
        *("a rank that is not certain", "an act that passed", "an act, then a lower status"),
        *("treatment alone", "two types of target", "two ladders"),
    ],
)
def test_states_are_compared_as_the_definition_says(earlier, later, verdict):
    assert compare(earlier, later) == verdict


def test_treatment_is_reported_beside_and_never_merged():
    assert compare_treatment(state(b=1), state(b=3)) == "up"
    assert compare_treatment(state(b=standing(3, 0)), state(b=0)) == "level"


# --- an invented society, inspected in 2018, labelled in 2019 and eased in 2020 --------------


def told(coding, event_id, number, day, **cells):
    """The coding with an event, its claims and its target."""
    coding = coding.add(
        "events", event_id=event_id, case_id="K1", summary="Something happens.", **cells
    ).add("participants", event_id=event_id, entity_id="society", role="target")
    for offset, variable, kind, value in (
        (0, "occurrence", "occurrence", ""),
        (1, "date", "time", day),
    ):
        row = claim(f"C{number + offset}", event_id, "P001", variable, kind, value=value)
        coding = coding.add("claims", **row)
    return coding


def society(*, easing=None):
    # A later text, so that no report of 2020 cuts the dates short.
    documents = [row | {"published": "2022"} for row in ROWS["documents"]]
    empty = {name: [] for name in ("events", "claims", "participants", "links", "resolutions")}
    coding = Coding(ROWS | empty | {"documents": documents, "relays": []})
    coding = told(coding, "E001", 101, "2018", event_class="measure", measure_type="inspection")
    coding = told(
        coding, "E002", 103, "2019", event_class="measure", measure_type="stigmatising_status"
    )
    if easing:
        coding = told(coding, "E003", 105, easing, event_class="easing").add(
            "links", from_event_id="E002", to_event_id="E003", kind="ended_by", order_certain="yes"
        )
    return in_memory(coding)


def test_an_act_before_a_status_is_one_step_up():
    (step,) = transitions(society(), CORPUS)
    assert (step.unit, step.comparison) == ("society", "up")


def test_easing_ends_a_status_and_is_a_step_down():
    steps = transitions(society(easing="2020"), CORPUS)
    assert [step.comparison for step in steps] == ["up", "down"]


def test_a_status_is_in_force_until_it_is_eased():
    seen = observe(society(easing="2020"), CORPUS)
    own = episodes(seen, "society")
    after = [state_after(one, own, seen).standings["C"] for one in own]
    assert [one.in_force for one in after] == [Interval(0, 0), Interval(2, 2), Interval(0, 0)]
    assert [one.reached for one in after] == [Interval(1, 1), Interval(2, 2), Interval(0, 0)]


def test_an_easing_comes_after_what_it_ends_though_its_day_is_not_known():
    steps = transitions(society(easing="2018/2021"), CORPUS)
    assert [step.comparison for step in steps] == ["up", "down"]
    assert transition_counts(society(easing="2018/2021"), CORPUS)["down"] == Interval(1, 1)


def test_with_events_as_the_unit_each_is_an_episode():
    seen = observe(society(), replace(CORPUS, unit="event"))
    assert [one.name for one in episodes(seen, "society")] == ["E001", "E002"]

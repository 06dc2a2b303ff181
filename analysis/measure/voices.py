"""I7, voices: who supplies the facts, and whether the body that acted says anything."""

from collections import Counter

from analysis.derivation.support import by_acting_body
from analysis.ground.tables import Tables
from analysis.measure.foundation import Count
from analysis.measure.intervals import Interval
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification

STATE = ("state_authority", "court_act")


def voices(tables: Tables, specification: Specification) -> dict[tuple[str, str], int]:
    """Return how many claims there are of each assertion type and proposition kind.

    Pairs that do not occur are absent. By itself it shows no direction of bias (method, section
    4c, I7).
    """
    seen = observe(tables, specification)
    kinds = Counter((c["assertion_type"], c["proposition_kind"]) for c in seen.tables["claims"])
    return dict(sorted(kinds.items()))


def silent_measures(tables: Tables, specification: Specification) -> Count:
    """Return how many measures have no statement by the state body that acted, out of all.

    Often the body is not named. The low value takes any state body that speaks of a measure for
    the one that acted, the high value only a body that is coded as taking part (method, section 4c,
    I7).
    """
    return silence(observe(tables, specification))


def silence(seen: Observation) -> Count:
    """Return how many measures lack such a word, as `silent_measures` does."""
    events = seen.tables["events"].by_id
    measures = {row.id for row in events.values() if row["event_class"] == "measure"}
    of_state, of_body = set(), set()
    for claim in seen.tables["claims"]:
        if claim["event_id"] in measures and claim["assertion_type"] in STATE:
            of_state.add(claim["event_id"])
            if by_acting_body(claim, events[claim["event_id"]], seen.tables):
                of_body.add(claim["event_id"])
    total = len(measures)
    return Count(Interval(total - len(of_state), total - len(of_body)), total)

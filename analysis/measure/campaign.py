"""What happens within a case to other people: campaign-level rise and broadening.

Neither is escalation within a target, and neither is counted with it (method, section 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from analysis.ground.tables import Row
from analysis.measure.answers import Answer, all_of, any_of
from analysis.measure.observation import Observation
from analysis.measure.pairs import on_one_scale


@dataclass(frozen=True)
class Rise:
    """Two measures of one case on different people, the later being the graver on its track.

    ``certain`` is whether the order of the two is.
    """

    case: str
    earlier: str
    later: str
    certain: bool


def campaign_rises(seen: Observation) -> list[Rise]:
    """Return the pairs of measures in a case that rise from some people to others, sorted.

    On track A or C, or on the one order of a ladder that has no tracks. Nobody stands at both ends:
    no target of the one is a target of the other, part of it or its whole (method, section 4).
    """
    return [
        Rise(one["case_id"], one.id, other.id, seen.certainly_before(one.id, other.id))
        for one, other in _pairs_of_a_case(seen)
        if seen.ladder.track(one["measure_type"]) in seen.ladder.compared
        and on_one_scale(one, other, seen)
        and seen.ladder.rank(other["measure_type"]) > seen.ladder.rank(one["measure_type"])
        and not seen.certainly_before(other.id, one.id)
        and _apart(one, other, seen)
    ]


@dataclass(frozen=True)
class Broadening:
    """A measure that brings a further type of target into a case, and whether that is certain."""

    case: str
    event: str
    target_type: str
    certain: bool


def broadenings(seen: Observation) -> list[Broadening]:
    """Return the first measures on a further type of target in each case, sorted by event.

    Certain where another type was certainly hit before, and nobody of this type can have been
    (method, section 4).
    """
    found = []
    for event in _measures(seen):
        for kind in sorted(seen.target_types(event)):
            answer = _broadens(event, kind, seen)
            if answer is not False:
                found.append(Broadening(event["case_id"], event.id, kind, answer is True))
    return found


def _broadens(event: Row, kind: str, seen: Observation) -> Answer:
    others = [one for one in _measures(seen) if one["case_id"] == event["case_id"] and one != event]
    without = [one for one in others if kind not in seen.target_types(one)]
    same = [one for one in others if kind in seen.target_types(one)]
    came_after = any_of(_order(one, event, seen) for one in without)
    is_first = all_of(_order(event, one, seen) for one in same)
    return all_of([came_after, is_first])


def _order(one: Row, other: Row, seen: Observation) -> Answer:
    """Return whether an event came before another, None where that is not certain."""
    if seen.certainly_before(one.id, other.id):
        return True
    return False if seen.certainly_before(other.id, one.id) else None


def _measures(seen: Observation) -> list[Row]:
    events = seen.tables["events"]
    return sorted((e for e in events if e["event_class"] == "measure"), key=lambda e: e.id)


def _pairs_of_a_case(seen: Observation) -> Iterator[tuple[Row, Row]]:
    for one, other in permutations(_measures(seen), 2):
        if one["case_id"] == other["case_id"]:
            yield one, other


def _apart(one: Row, other: Row, seen: Observation) -> bool:
    """Whether nobody is a target of both, as far as the coding says who belongs to whom."""
    targets, others = seen.targets[one.id], seen.targets[other.id]
    return not any(_may_share(first, second, seen) for first in targets for second in others)


def _may_share(one: str, other: str, seen: Observation) -> bool:
    """Whether two targets are one, a part and its whole, or parts of a group that may overlap.

    Two people of one organisation are two targets.
    """
    entities = seen.tables["entities"].by_id
    whole, other_whole = entities[one]["parent_id"], entities[other]["parent_id"]
    if one == other or whole == other or other_whole == one:
        return True
    return bool(whole) and whole == other_whole and entities[whole]["kind"] == "group"

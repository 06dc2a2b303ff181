"""The episodes of a target, and which of them certainly came before which."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from analysis.ground.tables import Row
from analysis.measure.observation import Observation
from analysis.values.dates import DateBounds


@dataclass(frozen=True)
class Episode:
    """The measures and easings of one operation or court act on one unit, sorted by id."""

    name: str
    events: tuple[Row, ...] = field(repr=False)


# Links that make two operations one, where their days overlap.
_JOINING = ("part_of", "continues_into")


def episodes(seen: Observation, unit: str, apart: bool = False) -> list[Episode]:
    """Return the episodes of a unit, sorted by name.

    Measures belong together where the coder says so, or where one is part of or continues into the
    other and their days overlap (method, section 4). With events as the unit each is alone.
    ``apart`` joins only what certainly falls on one day, since days that overlap may still differ.
    """
    groups = {event.id: (event["episode"] or event.id) for event in seen.units[unit]}
    if seen.specification.unit == "event":
        groups = {event: event for event in groups}
    else:
        for first, second in _joined(seen, groups, apart):
            kept, gone = sorted((groups[first], groups[second]))
            groups = {event: kept if name == gone else name for event, name in groups.items()}
    events = {event.id: event for event in seen.units[unit]}
    return [
        Episode(name, tuple(events[event] for event in events if groups[event] == name))
        for name in sorted(set(groups.values()))
    ]


def _joined(seen: Observation, groups: dict[str, str], apart: bool) -> Iterator[tuple[str, str]]:
    for link in seen.tables["links"]:
        first, second = link["from_event_id"], link["to_event_id"]
        joining = link["kind"] in _JOINING and first in groups and second in groups
        if joining and _together(seen.timing[first], seen.timing[second], apart):
            yield first, second


def _together(one: DateBounds, other: DateBounds, apart: bool) -> bool:
    if apart:
        return one == other and one.earliest is not None and one.earliest == one.latest
    return not one.disjoint(other)


def before(one: Episode, other: Episode, seen: Observation) -> bool:
    """Whether every event of an episode is certainly not later than every event of another."""
    if one == other:
        return False
    return all(
        seen.certainly_before(first.id, second.id)
        for first in one.events
        for second in other.events
    )


def neighbours(found: list[Episode], seen: Observation) -> Iterator[tuple[Episode, Episode, bool]]:
    """Yield each pair of episodes that may follow one another directly, and whether they do.

    A pair that does stands in its order. A pair is left out where another episode certainly lies
    between; it is not certain where another may, or where its own order is not known.
    """
    for pair in combinations(found, 2):
        one, other = pair if not before(pair[1], pair[0], seen) else pair[::-1]
        certain = before(one, other, seen)
        third = [episode for episode in found if episode not in pair]
        if any(before(one, x, seen) and before(x, other, seen) for x in third):
            continue
        outside = all(before(x, one, seen) or before(other, x, seen) for x in third)
        yield one, other, certain and outside

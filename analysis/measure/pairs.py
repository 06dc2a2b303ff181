"""Pairs of measures on one target whose order is certain, and which of the two ranks higher."""

from collections import Counter
from dataclasses import dataclass
from itertools import permutations

from analysis.ground.tables import Row
from analysis.measure.ladders import SINGLE
from analysis.measure.observation import Observation
from analysis.measure.states import CIVIC_SPACE


@dataclass(frozen=True)
class Pair:
    """Two measures on one unit, the earlier first, and how the later ranks: up, level or down.

    ``not_comparable`` where they stand on different tracks, or on civic space with different types
    of target.
    """

    unit: str
    earlier: str
    later: str
    direction: str


def ordered_pairs(seen: Observation) -> list[Pair]:
    """Return every pair of measures on one unit of which one certainly came first, sorted.

    Counts steps of procedure as steps, which is why the choice of ladder decides what the pairs
    seem to show (method, section 0, point 2).
    """
    return [
        Pair(unit, one.id, other.id, _direction(one, other, seen))
        for unit in seen.units
        for one, other in permutations(seen.measures(unit), 2)
        if seen.certainly_before(one.id, other.id)
    ]


def pair_counts(seen: Observation) -> Counter[str]:
    """Return how many ordered pairs go up, down, stay level or cannot be compared."""
    return Counter(pair.direction for pair in ordered_pairs(seen))


def _direction(one: Row, other: Row, seen: Observation) -> str:
    if not on_one_scale(one, other, seen):
        return "not_comparable"
    first, second = (seen.ladder.rank(event["measure_type"]) for event in (one, other))
    return "up" if second > first else "down" if second < first else "level"


def on_one_scale(one: Row, other: Row, seen: Observation) -> bool:
    """Whether the ranks of two measures may be compared: one track, and on C one type of target."""
    tracks = {seen.ladder.track(event["measure_type"]) for event in (one, other)}
    if len(tracks) > 1:
        return False
    (track,) = tracks
    types = seen.target_types(one) | seen.target_types(other)
    return track == SINGLE or track != CIVIC_SPACE or len(types) == 1

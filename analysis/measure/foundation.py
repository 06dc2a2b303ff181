"""I6, support and conflict: how well founded the measures are, and how far claims disagree."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from analysis.derivation.conflicts import comparable, conflict_kind
from analysis.derivation.support import support_level
from analysis.ground.tables import Row, Tables
from analysis.measure.intervals import Interval, exact
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification

CORROBORATED = "S3_two_roots"


@dataclass(frozen=True)
class Count:
    """So many of so many; a share only where a reader is told both (none below 10)."""

    number: Interval
    out_of: int


def corroborated(tables: Tables, specification: Specification) -> Count:
    """Return how many measures and easings are supported at S3 or higher, out of all.

    Says how well founded the set is and nothing about truth (method, section 4c, I6).
    """
    return well_founded(observe(tables, specification))


def well_founded(seen: Observation) -> Count:
    """Return how many are supported at S3 or higher, as `corroborated` does."""
    order = seen.tables.schema.vocabularies["support_level"]
    events = {event.id: event for own in seen.units.values() for event in own}
    claims: dict[str, list[Row]] = {event: [] for event in events}
    for claim in seen.tables["claims"]:
        if claim["event_id"] in claims:
            claims[claim["event_id"]].append(claim)
    levels = [support_level(events[e], claims[e], seen.tables) for e in events]
    least = order.index(CORROBORATED)
    return Count(exact(sum(order.index(level) >= least for level in levels)), len(levels))


def conflict_rate(tables: Tables, specification: Specification) -> dict[str, Count]:
    """Return by kind of proposition how many pairs of claims conflict, out of those comparable.

    A pair is two claims about one variable of one event that could contradict each other
    (`conflicts.comparable`); kinds without such a pair are absent (method, section 4c,
    I6).
    """
    seen = observe(tables, specification)
    pairs: dict[str, list[bool]] = {}
    for one, other in _pairs(seen.tables):
        kind = seen.tables["variables"].by_id[one["variable"]]["proposition_kind"]
        pairs.setdefault(kind, []).append(conflict_kind(one, other, seen.tables) is not None)
    return {kind: Count(exact(sum(found)), len(found)) for kind, found in sorted(pairs.items())}


def conflicting_pairs(seen: Observation) -> Iterator[tuple[Row, Row]]:
    """Yield each pair of claims that cannot both be right."""
    for one, other in _pairs(seen.tables):
        if conflict_kind(one, other, seen.tables) is not None:
            yield one, other


def _pairs(tables: Tables) -> Iterator[tuple[Row, Row]]:
    def thing(claim: Row) -> tuple[str, str]:
        return claim["event_id"], claim["variable"]

    for _, rivals in groupby(sorted(tables["claims"], key=thing), key=thing):
        for one, other in combinations(rivals, 2):
            if comparable(one, other, tables):
                yield one, other

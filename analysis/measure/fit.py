"""I8, ladder fit: whether targets climb rung by rung, as a stage reading would have it."""

from dataclasses import dataclass

from analysis.ground.tables import Tables
from analysis.measure.intervals import Interval, exact
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification


@dataclass(frozen=True)
class Skip:
    """A unit that reached a rank on a track while lower ones were never observed."""

    unit: str
    track: str
    reached: float
    unobserved: tuple[float, ...]


def skipped_rungs(tables: Tables, specification: Specification) -> list[Skip]:
    """Return each unit and track with a rank reached while a lower one is unobserved, sorted.

    Lower ranks are those of the ladder on the same track, 0 apart. A rung that was not observed may
    have been climbed all the same; the list tests the stage reading and names no cause (method,
    section 4c, I8).
    """
    return skips(observe(tables, specification))


def skips(seen: Observation) -> list[Skip]:
    """Return the skipped rungs, as `skipped_rungs` does, of what is already observed."""
    rungs: dict[str, set[float]] = {}
    for track, rank in seen.ladder.places.values():
        rungs.setdefault(track, set()).add(rank)
    found = []
    for unit in seen.units:
        reached: dict[str, set[float]] = {}
        for measure in seen.measures(unit):
            track = seen.ladder.track(measure["measure_type"])
            reached.setdefault(track, set()).add(seen.ladder.rank(measure["measure_type"]))
        for track, ranks in reached.items():
            lower = {rank for rank in rungs[track] if 0 < rank < max(ranks)}
            if lower - ranks:
                found.append(Skip(unit, track, max(ranks), tuple(sorted(lower - ranks))))
    return sorted(found, key=lambda skip: (skip.unit, skip.track))


def ladder_errors(tables: Tables, specification: Specification) -> Interval:
    """Return how many rungs were skipped in all: the count of errors of the stage reading."""
    return exact(sum(len(skip.unobserved) for skip in skipped_rungs(tables, specification)))

"""I2, transitions: how a target's state changed from one episode to the next."""

from dataclasses import dataclass

from analysis.ground.tables import Tables
from analysis.measure.episodes import episodes, neighbours
from analysis.measure.intervals import Interval
from analysis.measure.observation import observe
from analysis.measure.specification import Specification
from analysis.measure.states import compare, compare_treatment, state_after


@dataclass(frozen=True)
class Transition:
    """One step of a unit: from which episode to which, and how they compare.

    ``comparison`` and ``treatment`` (track B, beside it) are codes of vocabulary `comparison`.
    Where it is not certain that one follows the other both are ``undetermined``.
    """

    unit: str
    from_episode: str
    to_episode: str
    comparison: str
    treatment: str


def transitions(tables: Tables, specification: Specification) -> list[Transition]:
    """Return every pair of episodes of a unit that follow each other or may, sorted.

    Within one unit only: people who are hit one after the other are no transition. Read as change
    within a target, never as a rate (method, section 4c, I2).
    """
    seen = observe(tables, specification)
    found = []
    for unit in seen.units:
        own = episodes(seen, unit)
        for one, other, certain in neighbours(own, seen):
            verdicts = ("undetermined", "undetermined")
            if certain:
                states = state_after(one, own, seen), state_after(other, own, seen)
                verdicts = compare(*states), compare_treatment(*states)
            found.append(Transition(unit, one.name, other.name, *verdicts))
    return sorted(found, key=lambda step: (step.unit, step.from_episode, step.to_episode))


def transition_counts(tables: Tables, specification: Specification) -> dict[str, Interval]:
    """Return how many transitions of each kind there are, by code of vocabulary `comparison`.

    The low value counts those that are certain, the high value also those that may be of the kind;
    a unit of n episodes has at most n - 1. For ``undetermined`` the number of such pairs.
    """
    seen = observe(tables, specification)
    rows = transitions(tables, specification)
    counts = {}
    for code in tables.schema.vocabularies["comparison"]:
        low = sum(row.comparison == code for row in rows)
        high = low
        if code != "undetermined":
            for unit in seen.units:
                own = [row.comparison for row in rows if row.unit == unit]
                others = sum(c not in (code, "undetermined") for c in own)
                room = len(episodes(seen, unit)) - 1 - others - own.count(code)
                high += min(own.count("undetermined"), room)
        counts[code] = Interval(low, high)
    return counts

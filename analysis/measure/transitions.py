"""I2, transitions: how a target's state changed from one episode to the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.ground.tables import Tables
from analysis.measure.episodes import episodes, neighbours
from analysis.measure.intervals import Interval, exact
from analysis.measure.observation import Observation, observe
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
    return [step for unit in seen.units for step in steps(unit, seen)]


def steps(unit: str, seen: Observation) -> list[Transition]:
    """Return the transitions of one unit, sorted."""
    return sorted(each_step(unit, seen), key=lambda step: (step.from_episode, step.to_episode))


def each_step(unit: str, seen: Observation, apart: bool = False) -> Iterator[Transition]:
    """Yield the transitions of one unit, each worked out only when it is asked for.

    ``apart`` is as in `episodes`.
    """
    own = episodes(seen, unit, apart)
    for one, other, certain in neighbours(own, seen):
        verdicts = ("undetermined", "undetermined")
        if certain:
            states = state_after(one, own, seen), state_after(other, own, seen)
            verdicts = compare(*states), compare_treatment(*states)
        yield Transition(unit, one.name, other.name, *verdicts)


def transition_counts(tables: Tables, specification: Specification) -> dict[str, Interval]:
    """Return how many transitions of each kind there are, by code of vocabulary `comparison`.

    The low value counts those that are certain, the high value also those that may be of the kind;
    a unit of n episodes has at most n - 1. Episodes that are one since their days overlap may have
    been two, one after the other: the high value allows for that too. For ``undetermined`` the
    number of such pairs.
    """
    return step_counts(observe(tables, specification))


def step_counts(seen: Observation) -> dict[str, Interval]:
    """Return the counts of transitions, as `transition_counts` does, of what is observed."""
    counted = [(_counts(unit, seen), _counts(unit, seen, apart=True)) for unit in seen.units]
    return {
        code: Interval(
            sum(joined[code].low for joined, _ in counted),
            sum(max(joined[code].high, apart[code].high) for joined, apart in counted),
        )
        for code in seen.tables.schema.vocabularies["comparison"]
        if code != "undetermined"
    } | {"undetermined": exact(sum(joined["undetermined"].low for joined, _ in counted))}


def _counts(unit: str, seen: Observation, apart: bool = False) -> dict[str, Interval]:
    """Return how many steps of one unit are of each kind, and how many may be."""
    found = [step.comparison for step in each_step(unit, seen, apart)]
    open_steps = found.count("undetermined")
    room = len(episodes(seen, unit, apart)) - 1 - (len(found) - open_steps)
    counts = {code: found.count(code) for code in seen.tables.schema.vocabularies["comparison"]}
    return {
        code: Interval(low, low + (0 if code == "undetermined" else min(open_steps, room)))
        for code, low in counts.items()
    }

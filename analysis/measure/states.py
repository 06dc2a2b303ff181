"""Where a target stands after an episode, and whether one state is above another.

Acts happen and count in their own episode; statuses stay in force until something ends them.
Something rises where an episode reaches a rank above what was reached or in force before; only the
end of a status is a fall (method, section 4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from analysis.ground.tables import Row
from analysis.measure.answers import Answer, any_of
from analysis.measure.episodes import Episode, before
from analysis.measure.intervals import Interval, highest
from analysis.measure.observation import Observation

# Track whose ranks compare only within one type of target, and the one reported beside the others.
CIVIC_SPACE, TREATMENT = "C", "B"


@dataclass(frozen=True)
class Standing:
    """How high a unit stands on one track after an episode: ranks, 0 for none.

    ``reached`` is the highest of what the episode did and what is then in force, ``in_force`` the
    highest status alone. Each runs from what is certain to what is possible.
    """

    reached: Interval
    in_force: Interval


@dataclass(frozen=True)
class State:
    """Where a unit stands on each track of a ladder after an episode.

    ``target_types`` are the types of target whose civic space the measures touched.
    """

    ladder: str
    compared: tuple[str, ...]
    standings: Mapping[str, Standing]
    target_types: frozenset[str] = frozenset()


def compare(state_a: State, state_b: State) -> str:
    """Return how the later state stands to the earlier, as a code of vocabulary `comparison`.

    Up where something rises on track A or C and nothing falls on either; mixed where both happen;
    level where neither does. Undetermined where the evidence allows more than one answer. Ranks on
    C compare only within one type of target, and ranks of two ladders never.
    """
    if state_a.ladder != state_b.ladder or len(state_a.target_types | state_b.target_types) > 1:
        return "not_comparable"
    return _verdict(state_a, state_b, state_a.compared)


def compare_treatment(state_a: State, state_b: State) -> str:
    """Return how treatment, track B, changed; reported beside the comparison and never merged."""
    if state_a.ladder != state_b.ladder or TREATMENT not in state_a.standings:
        return "not_comparable"
    return _verdict(state_a, state_b, (TREATMENT,))


def _verdict(state_a: State, state_b: State, tracks: Iterable[str]) -> str:
    pairs = [(state_a.standings[track], state_b.standings[track]) for track in tracks]
    rises = any_of(_above(b.reached, a.reached) for a, b in pairs)
    falls = any_of(_above(a.in_force, b.in_force) for a, b in pairs)
    if rises is None or falls is None:
        return "undetermined"
    return {
        (True, False): "up",
        (True, True): "mixed",
        (False, False): "level",
        (False, True): "down",
    }[rises, falls]


def _above(one: Interval, other: Interval) -> Answer:
    """Return whether a rank is above another, None where that is not certain."""
    if one.low > other.high:
        return True
    return False if one.high <= other.low else None


def state_after(episode: Episode, found: list[Episode], seen: Observation) -> State:
    """Return where a unit stands after one of its episodes, ``found`` being all of them."""
    own = [event for event in episode.events if event["event_class"] == "measure"]
    certain, possible = [], []
    for other in found:
        for status in _statuses(other, seen):
            begun = True if other == episode else _order(other, episode, seen)
            over = _ended(status, episode, found, seen)
            if begun is True and over is False:
                certain.append(status)
            if begun is not False and over is not True:
                possible.append(status)
    ladder = seen.ladder
    standings = {}
    for track in ladder.tracks:
        done, sure, maybe = (_ranks(events, track, seen) for events in (own, certain, possible))
        standings[track] = Standing(highest(done + sure, done + maybe), highest(sure, maybe))
    touched = [e for e in chain(own, possible) if ladder.track(e["measure_type"]) == CIVIC_SPACE]
    types = frozenset(chain.from_iterable(seen.target_types(event) for event in touched))
    return State(ladder.ladder_id, ladder.compared, standings, types)


def _statuses(episode: Episode, seen: Observation) -> list[Row]:
    measures = [event for event in episode.events if event["event_class"] == "measure"]
    return [event for event in measures if seen.type_of(event)["persistence"] == "status"]


def _ended(status: Row, episode: Episode, found: list[Episode], seen: Observation) -> Answer:
    """Return whether a status is over after an episode, None where that is not certain."""
    answers = []
    for end in seen.ended_by.get(status.id, ()):
        event = seen.tables["events"].by_id[end]
        own = next((one for one in found if event in one.events), Episode(end, (event,)))
        answers.append(True if own == episode else _order(own, episode, seen))
    return any_of(answers)


def _order(one: Episode, other: Episode, seen: Observation) -> Answer:
    """Return whether an episode came before another, None where that is not certain."""
    if before(one, other, seen):
        return True
    return False if before(other, one, seen) else None


def _ranks(events: list[Row], track: str, seen: Observation) -> list[float]:
    types = [event["measure_type"] for event in events]
    return [seen.ladder.rank(one) for one in types if seen.ladder.track(one) == track]

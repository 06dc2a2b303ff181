"""What came out of asking the headline sentences under every specification, as tables."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from analysis.ground.tables import Tables
from analysis.measure.observation import Observation
from analysis.measure.pairs import pair_counts
from analysis.measure.transitions import step_counts
from analysis.robustness.engine import Asked, Progress, Seen, ask, observations
from analysis.robustness.events import ANSWERS, NOT_ASKED, event_rows
from analysis.robustness.grid import BASE_LADDER, BASE_UNIT, NOTHING, SUPPORT

Rows = list[dict[str, Any]]


def robustness(tables: Tables, progress: Progress = iter) -> dict[str, Rows]:
    """Return how each headline sentence fares in the whole grid, as tables of the release.

    ``robustness`` has one row for a sentence and question, ``robustness_choices`` one for each
    choice within it, ``robustness_events`` one for each event that changes an answer alone,
    ``specifications`` what the measure counts under each ladder and omission.
    """
    asked: dict[tuple, list[Asked]] = {}
    counted: Rows = []
    for seen in observations(tables, progress):
        if seen.question.support == SUPPORT[0] and seen.question.unit == BASE_UNIT:
            counted.append(_counts(seen))
        for one in ask(seen):
            asked.setdefault((one.headline_id, one.question), []).append(one)
    order = {ladder: at for at, ladder in enumerate(tables.schema.vocabularies["ladder"])}
    return {
        "robustness": [_summary(own, order) for own in asked.values()],
        "robustness_choices": [row for own in asked.values() for row in _by_choice(own)],
        "robustness_events": event_rows(tables),
        "specifications": counted,
    }


def _named(one: Asked) -> dict[str, Any]:
    return {
        "headline_id": one.headline_id,
        "evidence": one.question.evidence,
        "support": one.question.support,
        "unit": one.question.unit,
    }


def _answer(one: Asked) -> str:
    return ANSWERS[one.verdict.answer] if one.verdict else NOT_ASKED


def _tally(many: Iterable[Asked]) -> dict[str, int]:
    """Return how the answers fall; what leaves no measure is no part of the whole."""
    counts = Counter(map(_answer, many))
    asked = sum(counts[answer] for answer in ANSWERS.values())
    return {"specifications": asked} | {
        answer: counts[answer] for answer in (*ANSWERS.values(), NOT_ASKED)
    }


def _summary(own: list[Asked], order: dict[str, int]) -> dict[str, Any]:
    base = next(one for one in own if _changes(one) == 0)
    verdict = base.verdict
    # Nearest first: with one choice changed, then with two; ladders before what is left out.
    nearest = sorted(own, key=lambda one: (_changes(one), order[one.ladder]))
    breaks = next((one for one in nearest if _answer(one) not in (_answer(base), NOT_ASKED)), None)
    return (
        _named(base)
        | {"answer": _answer(base)}
        | _tally(own)
        | {
            "share_low": verdict.share.low if verdict else None,
            "share_high": verdict.share.high if verdict else None,
            "orders": verdict.orders if verdict else None,
            "share_error": verdict.error if verdict else None,
            "changed_by_ladder": breaks.ladder if breaks else None,
            "changed_by_kind": breaks.left_out.kind if breaks else None,
            "changed_by_id": breaks.left_out.id or None if breaks else None,
            "changed_to": _answer(breaks) if breaks else None,
        }
    )


def _changes(one: Asked) -> int:
    """Return how many choices differ from the first of each."""
    return (one.ladder != BASE_LADDER) + (one.left_out.kind != NOTHING)


def _by_choice(own: list[Asked]) -> Iterable[dict[str, Any]]:
    for kind, choice_of in (
        ("ladder", lambda one: one.ladder),
        ("left_out", lambda one: one.left_out.kind),
    ):
        groups: dict[str, list[Asked]] = {}
        for one in own:
            groups.setdefault(choice_of(one), []).append(one)
        for choice, members in groups.items():
            yield _named(members[0]) | {"choice_kind": kind, "choice": choice} | _tally(members)


def _counts(seen: Seen) -> dict[str, Any]:
    return {
        "evidence": seen.question.evidence,
        "ladder": seen.ladder,
        "left_out": seen.left_out.kind,
        "left_out_id": seen.left_out.id or NOTHING,
    } | _counted(seen.observation)


def _counted(observation: Observation | None) -> dict[str, Any]:
    """Return the counts of transitions and of ordered pairs; empty where no measure is left."""
    codes = ("up", "mixed", "level", "down")
    steps = step_counts(observation) if observation else {}
    pairs = pair_counts(observation) if observation else None
    found: dict[str, Any] = {}
    for code in codes:
        found[f"steps_{code}_low"] = steps[code].low if steps else None
        found[f"steps_{code}_high"] = steps[code].high if steps else None
    for code in ("up", "level", "down", "not_comparable"):
        found[f"pairs_{code}"] = pairs[code] if pairs is not None else None
    return found

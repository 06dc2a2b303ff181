"""Asks every headline sentence under every specification."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from analysis.ground.problems import BadInput
from analysis.ground.tables import Tables
from analysis.measure.indicators import READINGS
from analysis.measure.observation import Observation, operation_bounds, seen_through
from analysis.measure.specification import selected
from analysis.robustness.grid import BASE_LADDER, BASE_UNIT, LeftOut, Question, left_out, questions
from analysis.robustness.headlines import HEADLINES, LADDER, UNIT
from analysis.robustness.verdicts import Verdict

# Shows how far a long loop has come; the command line puts a bar here, everyone else nothing.
Progress = Callable[[list], Iterable]


@dataclass(frozen=True)
class Asked:
    """One headline sentence under one specification, and what came out.

    ``verdict`` is None where what is left out leaves nothing to ask about.
    """

    headline_id: str
    question: Question
    ladder: str
    left_out: LeftOut
    verdict: Verdict | None


@dataclass(frozen=True)
class Seen:
    """What one specification shows, None where it leaves no measure."""

    question: Question
    ladder: str
    left_out: LeftOut
    observation: Observation | None


def observations(tables: Tables, progress: Progress = iter) -> Iterator[Seen]:
    """Yield what every specification of the grid shows, the base of each question first.

    What is left out is worked out once for all ladders and units, which change nothing about it.
    """
    known: dict = {}
    codes = tables.schema.vocabularies
    selections = [
        (question, one) for question in questions() for one in left_out(tables, question.evidence)
    ]
    for question, one in progress(selections):
        base = one.apply(replace(READINGS[question.evidence], support=question.support))
        try:
            left = selected(tables, base)
        except BadInput:
            left = None
        timing = operation_bounds(left) if left else {}
        for unit, ladder in product(codes["unit_of_analysis"], codes["ladder"]):
            chosen = replace(base, unit=unit, ladder=ladder)
            shown = seen_through(chosen, left, timing, known) if left else None
            yield Seen(replace(question, unit=unit), ladder, one, shown)


def ask(seen: Seen) -> Iterator[Asked]:
    """Yield the verdict of one specification on each sentence that looks at its choices.

    A sentence that looks at no ladder is not asked once for each of them: a choice that cannot
    change an answer must not swell the number of specifications in which it holds.
    """
    for headline_id, headline in HEADLINES.items():
        if LADDER not in headline.choices and seen.ladder != BASE_LADDER:
            continue
        if UNIT not in headline.choices and seen.question.unit != BASE_UNIT:
            continue
        nothing_left = seen.observation is None or seen.left_out == LeftOut("case", headline.case)
        verdict = None if nothing_left else headline.holds(seen.observation)
        yield Asked(headline_id, seen.question, seen.ladder, seen.left_out, verdict)

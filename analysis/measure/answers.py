"""Answers that may be yes, no or not certain, and how they combine.

True and False are certain; None stands where the evidence allows both.
"""

from collections.abc import Iterable

Answer = bool | None


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return whether at least one answer is yes; None where that hangs on an open one."""
    open_ones = False
    for answer in answers:
        if answer is True:
            return True
        open_ones |= answer is None
    return None if open_ones else False


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return whether every answer is yes; None where that hangs on an open one."""
    return opposite(any_of(opposite(answer) for answer in answers))


def opposite(answer: Answer) -> Answer:
    """Return no for yes and yes for no; what is not certain stays so."""
    return None if answer is None else not answer

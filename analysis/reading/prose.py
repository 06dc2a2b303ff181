"""How numbers, dates and lists are written in a sentence; the only place that formats them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd

NOT_KNOWN = "not known"


def _given(value: Any) -> bool:
    return value is not None and not pd.isna(value)


def capital(words: str) -> str:
    """Write words as the start of a sentence, everything but the first letter as it is."""
    return words[:1].upper() + words[1:]


def number(value: float) -> str:
    """Write a number with commas between thousands and no empty decimals: 1,400 or 2.5."""
    return f"{value:,.10g}"


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """Write an interval as words: exactly, from to, at least or at most."""
    known = (_given(low), _given(high))
    if known == (True, True):
        words = number(low) if low == high else f"{number(low)} to {number(high)}"
    elif known == (True, False):
        words = f"more than {number(low - 1)}" if _just_over(low) else f"at least {number(low)}"
    elif known == (False, True):
        words = f"at most {number(high)}"
    else:
        return NOT_KNOWN
    return f"{words} {unit}".strip()


def _just_over(low: float) -> bool:
    """Whether a lower bound was read from more than a round number of things: 31, but not 24."""
    return low > 10 and float(low).is_integer() and (low - 1) % 10 == 0


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_words(things: int) -> str:
    """Write a count, below ten in words: one, 12."""
    return WORDS[things] if things < len(WORDS) else number(things)


def count(things: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun, below ten in words: one claim, 12 claims."""
    return f"{in_words(things)} {noun if things == 1 else plural or noun + 's'}"


def share(part: int, whole: int, noun: str) -> str:
    """Write a part of a whole as counts; never as a percentage, since the wholes are small."""
    return f"{number(part)} of {number(whole)} {noun if whole == 1 else noun + 's'}"


def day(value: date) -> str:
    """Write a day: 8 May 2020."""
    return f"{value.day} {value:%B %Y}"


def when(earliest: date | None, latest: date | None) -> str:
    """Write the days between two bounds at the precision that they have.

    A whole month or year is named; an open end is written as by or from; nothing is rounded.
    """
    if not _given(earliest):
        return f"by {day(latest)}" if _given(latest) else NOT_KNOWN
    if not _given(latest):
        return f"from {day(earliest)}"
    if earliest == latest:
        return day(earliest)
    after = latest + timedelta(days=1)
    if earliest.day == 1 and after.day == 1:
        if (earliest.month, after.month) == (1, 1) and earliest.year == latest.year:
            return str(earliest.year)
        if (earliest.month, earliest.year) == (latest.month, latest.year):
            return f"{earliest:%B %Y}"
        if earliest.year == latest.year:
            return f"{earliest:%B} to {latest:%B %Y}"
    if (earliest.month, earliest.year) == (latest.month, latest.year):
        return f"{earliest.day} to {day(latest)}"
    return f"{day(earliest)} to {day(latest)}"


def listing(things: Iterable[str]) -> str:
    """Write a list with commas and a final and."""
    *first, last = things
    return f"{', '.join(first)} and {last}" if first else last

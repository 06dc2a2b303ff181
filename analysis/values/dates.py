"""From an EDTF date to the earliest and the latest day it allows.

The library `edtf` parses and counts the days; what is its own choice and not ours is said below.
Of EDTF the project uses days, months, years, seasons, quarters, intervals and open ends. A date
that is approximate, uncertain or one of a set is written as an interval, so that its bounds are
the coder's and not a library's guess.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from edtf import EDTFParseException, parse_edtf

EXAMPLES = (
    "2020-05-08, 2020-05, 2020, 2019-22 (summer), 2020-33 (first quarter), "
    "2020-05-04/2020-05-08, 2020-05-08/.., ../2020-05-08"
)

# Months, then the seasons 21-24 (spring, summer, autumn, winter) and the quarters 33-36.
_USED = re.compile(r"\d{4}(-(0[1-9]|1[0-2]|2[1-4]|3[3-6])|-\d\d-\d\d)?")
_OPEN = ("", "..")

# The widest span in days of each code of vocabulary `date_precision`.
_PRECISIONS = (
    (1, "day"),
    (6, "days_2_6"),
    (7, "week"),
    (31, "month"),
    (92, "season_or_quarter"),
    (366, "year"),
)


@dataclass(frozen=True)
class DateBounds:
    """The earliest and the latest day something can have happened; None where an end is open."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def precision(self) -> str:
        """The code of vocabulary `date_precision` for how far the bounds lie apart."""
        if self.earliest is None and self.latest is None:
            return "unknown"
        if self.earliest is None or self.latest is None:
            return "bounded_one_side"
        days = (self.latest - self.earliest).days + 1
        return next((code for most, code in _PRECISIONS if days <= most), "several_years")

    def inside(self, other: "DateBounds") -> bool:
        """Whether every day allowed here is allowed there too."""
        return (other.earliest or date.min) <= (self.earliest or date.min) and (
            self.latest or date.max
        ) <= (other.latest or date.max)

    def before(self, other: "DateBounds") -> bool:
        """Whether this is certainly earlier: its latest day is before the other's earliest."""
        return (self.latest or date.max) < (other.earliest or date.min)

    def disjoint(self, other: "DateBounds") -> bool:
        """Whether no day is allowed by both."""
        return self.before(other) or other.before(self)


@cache
def bounds(edtf: str | None) -> DateBounds:
    """Return the earliest and latest day that an EDTF date allows.

    An empty date allows any day. Raises ValueError, with a message for the reader, for what is
    not a date or not one of the kinds used here.
    """
    if not edtf:
        return DateBounds()
    first, slash, last = edtf.partition("/")
    if not slash:
        last = first
    try:
        # Each end is read on its own: for an interval with an empty end the library puts the
        # missing bound ten years away, and an empty end is no more a bound than an open one.
        earliest = None if first in _OPEN else _days(first)[0]
        latest = None if last in _OPEN else _days(last)[1]
    except (EDTFParseException, ValueError):
        found = f'"{edtf}" is not a date in EDTF as used here'
        raise ValueError(f"{found}; allowed: {EXAMPLES}") from None
    if earliest is None and latest is None:
        raise ValueError(f'"{edtf}" has two open ends and says nothing; leave the cell empty')
    if earliest and latest and earliest > latest:
        raise ValueError(f'"{edtf}" ends before it begins; the earlier end stands first')
    return DateBounds(earliest, latest)


def _days(single: str) -> tuple[date, date]:
    """Return the first and last day of one date without a slash."""
    if not _USED.fullmatch(single):
        raise ValueError(single)
    if len(single) == len("2020-05-08"):
        # Plain days, months and years need no library, which takes 20 ms for each date.
        return date.fromisoformat(single), date.fromisoformat(single)
    if len(single) == len("2020"):
        return date(int(single), 1, 1), date(int(single), 12, 31)
    if int(single[5:]) <= 12:
        year, month = int(single[:4]), int(single[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    parsed = parse_edtf(single)
    first, last = (date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    if single[4:] == "-24":
        # The library ends winter on 31 December. A winter is named after the year it begins in
        # and lasts until the end of February, as meteorologists count it.
        last = date(last.year + 1, 3, 1) - timedelta(days=1)
    return first, last

"""A time axis in pieces: where nothing begins or ends for a long time, it is broken.

Each piece has a scale of its own, so lengths are compared within a piece only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

DAY = pd.Timedelta(days=1)
LONGEST = pd.Timedelta(days=365)  # a stretch without a bound that is longer breaks the axis
GAP = 16  # px: the break between two pieces
LEAST = 66  # px: room for one label under the shortest piece
INSIDE = 16  # px from a break that a tick keeps, so that its label stays on its side
# Distance of ticks, the closest first: its fewest days, how it is written, px that a label needs.
STEPS = (
    ("D", 1, "%-d %b", 48),
    ("2D", 2, "%-d %b", 48),
    ("3D", 3, "%-d %b", 48),
    ("SMS", 13, "%-d %b", 48),
    ("7D", 7, "%-d %b", 48),
    ("MS", 28, "%b %Y", 66),
    ("2MS", 59, "%b %Y", 66),
    ("3MS", 90, "%b %Y", 66),
    ("6MS", 181, "%b %Y", 66),
    ("YS", 365, "%Y", 44),
    ("2YS", 730, "%Y", 44),
    ("5YS", 1826, "%Y", 44),
)


@dataclass(frozen=True)
class Piece:
    """A stretch of days, both ends included, and the px between which it is drawn."""

    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    right: float

    @property
    def px_per_day(self) -> float:
        """How many px a day takes."""
        return (self.right - self.left) / ((self.last - self.first + DAY) / DAY)


def pieces(days: Iterable[pd.Timestamp], width: float) -> list[Piece]:
    """Return the pieces that hold all these days within a width, shared out by their length.

    Where there is no room for as many pieces, the shortest breaks are closed first.

    Raises ValueError where there is no day.
    """
    runs: list[list[pd.Timestamp]] = []
    for day in sorted({day for day in days if pd.notna(day)}):
        if runs and day - runs[-1][-1] <= LONGEST:
            runs[-1].append(day)
        else:
            runs.append([day])
    if not runs:
        raise ValueError("time axis: found no day; needed: at least one")
    while len(runs) > max(1, (width + GAP) // (LEAST + GAP)):
        gaps = [after[0] - before[-1] for before, after in pairwise(runs)]
        at = gaps.index(min(gaps))
        runs[at : at + 2] = [runs[at] + runs[at + 1]]
    spans = [_with_room(run[0], run[-1]) for run in runs]
    widths = _shared([(last - first) / DAY + 1 for first, last in spans], width)
    drawn, left = [], 0.0
    for (first, last), wide in zip(spans, widths, strict=True):
        drawn.append(Piece(first, last, left, left + wide))
        left += wide + GAP
    return drawn


def _with_room(first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    room = max(2, round((last - first) / DAY * 0.05)) * DAY
    return first - room, last + room


def _shared(lengths: list[float], width: float) -> list[float]:
    """Share a width out by length, none getting less than what a label needs."""
    free = width - GAP * (len(lengths) - 1)
    short: set[int] = set()
    while True:
        long = sum(length for at, length in enumerate(lengths) if at not in short)
        rest = free - LEAST * len(short)
        shares = [
            LEAST if at in short else rest * length / long for at, length in enumerate(lengths)
        ]
        found = {at for at, share in enumerate(shares) if share < LEAST}
        if not found or found == set(range(len(lengths))):
            return shares
        short |= found


def place(day: pd.Timestamp, axis: list[Piece]) -> float:
    """Return the px at which a day begins; what lies in a break is put at its middle."""
    for piece in axis:
        if day < piece.first:
            return max(0.0, piece.left - GAP / 2)
        if day <= piece.last + DAY:
            return piece.left + (day - piece.first) / DAY * piece.px_per_day
    return axis[-1].right


def ticks(axis: list[Piece]) -> pd.DataFrame:
    """Return the ticks of an axis: ``x`` in px, and ``label``, with the year where it begins."""
    found = [tick for piece in axis for tick in _ticks(piece, piece is axis[0], piece is axis[-1])]
    return pd.DataFrame(found, columns=["x", "label"])


def _ticks(piece: Piece, opens: bool, closes: bool) -> list[tuple[float, str]]:
    """Return the ticks of a piece; at the ends of the whole axis there is room for half a label."""
    first, last = piece.left + (2 if opens else INSIDE), piece.right - (2 if closes else INSIDE)
    for step, fewest, form, needed in STEPS:
        if fewest * piece.px_per_day < needed * 0.9:
            continue
        days = [
            day
            for day in pd.date_range(piece.first.normalize(), piece.last, freq=step)
            if first <= place(day, [piece]) <= last
        ]
        places = [place(day, [piece]) for day in days]
        apart = [after - before for before, after in pairwise(places)]
        if days and all(distance >= needed for distance in apart):
            return list(zip(places, _labels(days, form), strict=True))
    return []


def _labels(days: list[pd.Timestamp], form: str) -> list[str]:
    """Write the days; the year stands below the first of each where the form leaves it out."""
    before, labels = None, []
    for day in days:
        year = "" if "%Y" in form or day.year == before else f"\n{day.year}"
        labels.append(f"{day:{form}}{year}")
        before = day.year
    return labels

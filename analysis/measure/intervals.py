"""A result that is known as far as a lowest and a highest value."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest value that the evidence allows; None where it sets no bound.

    ``censoring`` is a code of that vocabulary: ``left`` where it may have begun earlier than
    observed, ``right`` where it was not seen to end.
    """

    low: float | None = None
    high: float | None = None
    censoring: str = "none"

    def contains(self, other: "Interval") -> bool:
        """Whether every value allowed there is allowed here too."""
        above = self.low is None or (other.low is not None and self.low <= other.low)
        below = self.high is None or (other.high is not None and other.high <= self.high)
        return above and below


def exact(value: float) -> Interval:
    """Return a value that is counted and leaves nothing open."""
    return Interval(value, value)


def highest(certain: Iterable[float], possible: Iterable[float]) -> Interval:
    """Return the highest rank of what is certain and of what is possible, 0 where there is none."""
    return Interval(max(certain, default=0), max(possible, default=0))

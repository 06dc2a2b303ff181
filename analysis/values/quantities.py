"""Numbers as the words give them: from a lowest to a highest value, in a unit.

Wording becomes bounds by one rule each (method, section 4b): `exactly`, `over`, `almost`,
`nearly_years`. Two quantities are compared in base units, each widened as far as the unit is
vague (a month has 28 to 31 days), so that a comparison never claims more than it knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Unit:
    """A unit of table `units`: what it measures and how many base units are in one."""

    unit: str
    dimension: str
    factor_low: float = 1
    factor_high: float = 1


@dataclass(frozen=True)
class Quantity:
    """A lowest and a highest value in a unit; None where a side has no bound.

    Raises ValueError where both sides are open, the bounds are reversed or one is negative.
    """

    low: float | None
    high: float | None
    unit: Unit

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a quantity needs a low or a high bound")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {plain(self.low)} is above high {plain(self.high)}")
        if min(bound for bound in (self.low, self.high) if bound is not None) < 0:
            raise ValueError("a quantity is never negative")

    def in_base_units(self) -> "Quantity":
        """Return the same quantity in the base unit of its dimension, as wide as it may be."""
        return Quantity(
            None if self.low is None else self.low * self.unit.factor_low,
            None if self.high is None else self.high * self.unit.factor_high,
            Unit(f"base of {self.unit.dimension}", self.unit.dimension),
        )


def disjoint(one: Quantity, other: Quantity) -> bool:
    """Whether no value satisfies both quantities, whatever their units allow.

    Raises ValueError where they do not measure the same thing.
    """
    if one.unit.dimension != other.unit.dimension:
        raise ValueError(f"{one.unit.unit} and {other.unit.unit} do not measure the same thing")
    a, b = one.in_base_units(), other.in_base_units()
    return _below(a, b) or _below(b, a)


def _below(one: Quantity, other: Quantity) -> bool:
    return one.high is not None and other.low is not None and one.high < other.low


def units(rows: Iterable[Mapping[str, Any]]) -> dict[str, Unit]:
    """Return the units of table `units` by their code."""
    return {
        row["unit"]: Unit(row["unit"], row["dimension"], row["factor_low"], row["factor_high"])
        for row in rows
    }


def exactly(number: float) -> tuple[float, float]:
    """Return the bounds of a number given without a qualifier."""
    return number, number


def over(number: int) -> tuple[int, None]:
    """Return the bounds of "over N" for things that are counted: N + 1 and no upper bound."""
    return number + 1, None


def almost(number: int, step: int) -> tuple[int, int]:
    """Return the bounds of "almost N" for things that are counted.

    They are N less one rounding step, and N - 1: "almost 1,400" with a step of 100 is 1300 to 1399.
    """
    if not 0 < step <= number:
        raise ValueError(f"a rounding step of {step} does not fit {number}; allowed: 1 to {number}")
    return number - step, number - 1


def nearly_years(years: float) -> tuple[float, float]:
    """Return the bounds of "nearly N years": N less half a year, and N.

    Spoken durations are rounded to half a year, and time runs on: N itself is not excluded.
    """
    if years < 0.5:
        raise ValueError(f"{years} years is below the rounding step; allowed: 0.5 or more")
    return years - 0.5, years


def plain(number: float) -> str:
    """Return a number as a reader writes it: 1400 and not 1400.0."""
    return str(int(number)) if float(number).is_integer() else str(number)

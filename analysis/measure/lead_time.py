"""I4, lead time: the days from the first lighter measure to the first loss of liberty."""

from collections.abc import Iterable

from analysis.derivation.timing import days_between
from analysis.ground.tables import Row, Tables
from analysis.measure.intervals import Interval
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification
from analysis.values.dates import DateBounds


def lead_time(tables: Tables, specification: Specification) -> dict[str, Interval]:
    """Return by unit the days from the first measure on A1, A2, C1 or C2 to the first on A3 or up.

    For units that show both. [earliest of the second less latest of the first, latest of the second
    less earliest of the first], None where a day is not known; below 0 the graver may have come
    first. Always left-censored: the first that is observed need not be the first. Rungs are those
    of the three tracks, whatever the ladder (method, section 4c, I4).
    """
    return lead_times(observe(tables, specification))


def lead_times(seen: Observation) -> dict[str, Interval]:
    """Return the lead time of each unit, as `lead_time` does, of what is already observed."""
    found = {}
    for unit in seen.units:
        lighter, graver = [], []
        for measure in seen.measures(unit):
            if _is_lighter(seen.type_of(measure)):
                lighter.append(seen.timing[measure.id])
            if _takes_liberty(seen.type_of(measure)):
                graver.append(seen.timing[measure.id])
        if lighter and graver:
            fewest, most = days_between(first_of(lighter), first_of(graver))
            found[unit] = Interval(fewest, most, "left")
    return found


def first_of(many: Iterable[DateBounds]) -> DateBounds:
    """Return when the first of some events happened, whichever of them it was."""
    many = list(many)
    starts = [one.earliest for one in many]
    ends = [one.latest for one in many if one.latest]
    return DateBounds(None if None in starts else min(starts), min(ends, default=None))


def _is_lighter(measure_type: Row) -> bool:
    return measure_type["track"] in ("A", "C") and measure_type["rung"] <= 2


def _takes_liberty(measure_type: Row) -> bool:
    return measure_type["track"] == "A" and measure_type["rung"] >= 3

"""I5, custody: how long somebody was held before a sentence, as far as the dates say."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.derivation.conflicts import custody_days, custody_events
from analysis.derivation.timing import ASSERTING, days_between, spanned, written
from analysis.ground.tables import Row, Tables
from analysis.measure.intervals import Interval
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification
from analysis.values.quantities import Quantity, disjoint, units


@dataclass(frozen=True)
class Custody:
    """One custody of one unit: its days, and what is said of its length.

    ``events`` are the arrest and the remand it consists of; ``stated`` the claims about its length
    and ``against`` those of them that the days exclude.
    """

    unit: str
    events: tuple[str, ...]
    days: Interval
    stated: tuple[str, ...]
    against: tuple[str, ...]


def custody(tables: Tables, specification: Specification) -> list[Custody]:
    """Return every remand in custody with the arrest it continues, by unit, in days.

    From the first event to what ended it. Where no end is known it is right-censored: held at least
    until the last text that tells how long it had lasted, and no highest value. Stated lengths are
    rival claims and set nothing (method, section 4c, I5). House arrest is not counted.
    """
    return custodies(observe(tables, specification))


def custodies(seen: Observation) -> list[Custody]:
    """Return every custody, as `custody` does, of what is already observed."""
    found = set()
    for unit in seen.units:
        for remand in seen.measures(unit):
            if remand["measure_type"] == "pretrial_remand":
                found.add(_custody(unit, remand, seen))
    return sorted(found, key=lambda row: (row.unit, row.events))


def _custody(unit: str, remand: Row, seen: Observation) -> Custody:
    starts, whole, ends = custody_events(remand.id, seen.tables)
    stated = [c for c in seen.tables["claims"] if c["event_id"] in whole and _states_length(c)]
    if ends:
        computed = custody_days(remand.id, seen.tables, seen.timing)
        days = Interval(computed.low or 0, computed.high) if computed else Interval(0, None)
    else:
        days = Interval(_held_at_least(starts, stated, seen), None, "right")
    against = [claim.id for claim in stated if _excluded(claim, days, seen)]
    return Custody(
        unit,
        tuple(sorted(whole)),
        days,
        tuple(sorted(claim.id for claim in stated)),
        tuple(sorted(against)),
    )


def _states_length(claim: Row) -> bool:
    return claim["variable"] == "custody_duration" and claim["modality"] in ASSERTING


def _held_at_least(starts: Iterable[str], stated: list[Row], seen: Observation) -> int:
    """Return the days from the last possible start to the last text that tells of the custody."""
    known = {claim["document_id"] for claim in seen.tables["claims"]}
    start = spanned(seen.timing[event] for event in starts)
    until = [days_between(start, written(claim, seen.tables, known))[0] for claim in stated]
    return max([days for days in until if days is not None], default=0)


def _excluded(claim: Row, days: Interval, seen: Observation) -> bool:
    by_code = units(seen.tables["units"])
    said = Quantity(claim["low"], claim["high"], by_code[claim["unit"]])
    return disjoint(said, Quantity(days.low, days.high, by_code["days"]))

"""I1, peak to date: how far it is known to have gone."""

from datetime import date

from analysis.ground.tables import Row, Tables
from analysis.measure.intervals import Interval, highest
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification


def peak_to_date(
    tables: Tables, specification: Specification, day: date
) -> dict[tuple[str, str], Interval]:
    """Return the highest rung that each unit has reached on each track by the end of a day.

    By unit and track, for tracks on which a measure is known at all. The low value is the highest
    rank of the measures that certainly happened by then, the high value of those that possibly had;
    0 is none. It cannot say what was done and not observed (method, section 4c, I1).
    """
    seen = observe(tables, specification)
    peaks = {}
    for unit in seen.units:
        for track in seen.ladder.tracks:
            measures = _on(track, unit, seen)
            if measures:
                peaks[unit, track] = _peak(measures, day, seen)
    return peaks


def _on(track: str, unit: str, seen: Observation) -> list[Row]:
    return [m for m in seen.measures(unit) if seen.ladder.track(m["measure_type"]) == track]


def _peak(measures: list[Row], day: date, seen: Observation) -> Interval:
    certain, possible = [], []
    for measure in measures:
        rank, when = seen.ladder.rank(measure["measure_type"]), seen.timing[measure.id]
        if (when.latest or date.max) <= day:
            certain.append(rank)
        if (when.earliest or date.min) <= day:
            possible.append(rank)
    return highest(certain, possible)

"""Every indicator under the two readings of the book: the corpus alone, and with the follow-up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from datetime import date
from typing import Any

from analysis.ground.tables import Tables
from analysis.measure.breadth import breadth
from analysis.measure.campaign import broadenings, campaign_rises
from analysis.measure.custody import custody
from analysis.measure.episodes import episodes
from analysis.measure.fit import skipped_rungs
from analysis.measure.foundation import Count, conflict_rate, corroborated
from analysis.measure.intervals import Interval, exact
from analysis.measure.lead_time import lead_time
from analysis.measure.observation import observe
from analysis.measure.peak import peak_to_date
from analysis.measure.publicity import publicity_lag
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP, Specification
from analysis.measure.transitions import transition_counts, transitions
from analysis.measure.voices import silent_measures, voices

# The two readings, by their code in vocabulary `evidence`.
READINGS: Mapping[str, Specification] = {
    "corpus": CORPUS,
    "corpus_and_follow_up": WITH_FOLLOW_UP,
}
ALL = "all"  # the unit of a result that is about the whole set


def indicator_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return the results of the indicators as rows: one for each reading, unit and item.

    ``item`` says what of the unit was measured: a track, a kind of transition, a pair of codes.
    ``low`` and ``high`` are the bounds, ``out_of`` the whole that a count is part of, ``detail``
    what else belongs to the result (method, section 4c).
    """
    return [
        {"evidence": reading, **row}
        for reading, specification in READINGS.items()
        for row in _rows(tables, specification)
    ]


def _rows(tables: Tables, chosen: Specification) -> Iterator[dict[str, Any]]:
    # To date means to any date: what is known by the end of the data.
    for (unit, track), peak in peak_to_date(tables, chosen, date.max).items():
        yield _row("I1", unit, track, peak)
    for comparison, count in transition_counts(tables, chosen).items():
        yield _row("I2", ALL, comparison, count)
    for unit, seen in breadth(tables, chosen).items():
        yield _row("I3", unit, "measure_types", seen.measure_types)
        yield _row("I3", unit, "tracks", seen.tracks)
        yield _row("I3", unit, "documents", exact(seen.documents))
        yield _row("I3", unit, "roots", exact(seen.roots))
        yield _row("I3", unit, "independent_roots", exact(seen.independent_roots))
    for unit, days in lead_time(tables, chosen).items():
        yield _row("I4", unit, "days", days)
    for held in custody(tables, chosen):
        against = f"against it: {', '.join(held.against)}" if held.against else None
        yield _row("I5", held.unit, " ".join(held.events), held.days, detail=against)
    yield _counted("I6", "corroborated", corroborated(tables, chosen))
    for kind, conflicting in conflict_rate(tables, chosen).items():
        yield _counted("I6", kind, conflicting)
    for (voice, kind), count in voices(tables, chosen).items():
        yield _row("I7", voice, kind, exact(count))
    yield _counted("I7", "silent", silent_measures(tables, chosen))
    for skip in skipped_rungs(tables, chosen):
        rungs = ", ".join(f"{rung:g}" for rung in skip.unobserved)
        missing = exact(len(skip.unobserved))
        yield _row("I8", skip.unit, skip.track, missing, skip.reached - 1, f"not seen: {rungs}")
    for event, days in publicity_lag(tables, chosen).items():
        yield _row("I9", event, "days", days)


def _row(
    indicator: str,
    unit: str,
    item: str,
    result: Interval,
    out_of: float | None = None,
    detail: str | None = None,
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "unit": unit,
        "item": item,
        "low": result.low,
        "high": result.high,
        "censoring": result.censoring,
        "out_of": out_of,
        "detail": detail,
    }


def _counted(indicator: str, item: str, count: Count) -> dict[str, Any]:
    return _row(indicator, ALL, item, count.number, count.out_of)


def transition_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return the transitions, listed one by one: I2 as rows (method, section 4c)."""
    return [
        {
            "evidence": reading,
            "unit": step.unit,
            "from_episode": step.from_episode,
            "to_episode": step.to_episode,
            "comparison": step.comparison,
            "treatment": step.treatment,
        }
        for reading, chosen in READINGS.items()
        for step in transitions(tables, chosen)
    ]


def case_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return what happened within a case to other people: rises and broadenings as rows.

    Findings with names of their own, which are no escalation within a target (method, section 4).
    """
    found = []
    for reading, chosen in READINGS.items():
        seen = observe(tables, chosen)
        for rise in campaign_rises(seen):
            found.append((reading, rise.case, "campaign_rise", *astuple(rise)[1:]))
        for one in broadenings(seen):
            start = (one.target_type, one.event, one.certain)
            found.append((reading, one.case, "broadening", *start))
    columns = ("evidence", "case_id", "finding", "from_item", "event_id", "certain")
    return [dict(zip(columns, row, strict=True)) for row in found]


def episode_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return which events make up each episode of each target, with the days of each event.

    ``earliest`` and ``latest`` are the bounds that the measure works with: an event that no claim
    dates takes the days of its operation.
    """
    return list(_episode_rows(tables))


def _episode_rows(tables: Tables) -> Iterable[dict[str, Any]]:
    for reading, chosen in READINGS.items():
        seen = observe(tables, chosen)
        for unit in seen.units:
            for episode in episodes(seen, unit):
                for event in episode.events:
                    yield {
                        "evidence": reading,
                        "unit": unit,
                        "episode": episode.name,
                        "event_id": event.id,
                        "earliest": seen.timing[event.id].earliest,
                        "latest": seen.timing[event.id].latest,
                    }

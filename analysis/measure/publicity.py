"""I9, publicity lag: the days until the public learned of a measure."""

from analysis.derivation.timing import ASSERTING, days_between, first_report, narrowed, spanned
from analysis.ground.tables import Row, Tables
from analysis.measure.intervals import Interval
from analysis.measure.observation import Observation, observe
from analysis.measure.specification import Specification
from analysis.values.dates import DateBounds, bounds


def publicity_lag(tables: Tables, specification: Specification) -> dict[str, Interval]:
    """Return by measure the days from the event to the first public report of it.

    The report is dated by the claims that say when the public first learned of it, and is not later
    than the first known text that tells of it. Never below 0; None where there is no bound.
    Measures that no text dates on either side are absent. Shows why the absence of reports is weak
    evidence (method, section 4c, I9).
    """
    return lags(observe(tables, specification))


def lags(seen: Observation) -> dict[str, Interval]:
    """Return the publicity lags, as `publicity_lag` does, of what is already observed."""
    known = {claim["document_id"] for claim in seen.tables["claims"]}
    by_event: dict[str, list[Row]] = {}
    for claim in seen.tables["claims"]:
        by_event.setdefault(claim["event_id"], []).append(claim)
    found = {}
    for event in sorted(seen.tables["events"], key=lambda event: event.id):
        if event["event_class"] == "measure":
            report = _first_public(by_event[event.id], seen.tables, known)
            fewest, most = days_between(seen.timing[event.id], report)
            if fewest is not None or most is not None:
                found[event.id] = Interval(max(fewest or 0, 0), most)
    return found


def _first_public(claims: list[Row], tables: Tables, known: set[str]) -> DateBounds:
    said = [
        bounds(claim["value"])
        for claim in claims
        if claim["variable"] == "first_reported" and claim["modality"] in ASSERTING
    ]
    text = DateBounds(None, first_report(claims, tables, known))
    stated = spanned(said) if said else DateBounds()
    return text if stated.disjoint(text) else narrowed(stated, text)

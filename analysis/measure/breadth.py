"""I3, breadth: how many kinds of measure are seen, given how much is told."""

from dataclasses import dataclass

from analysis.derivation.support import independent_roots, occurrence_claims
from analysis.ground.tables import Tables
from analysis.measure.intervals import Interval, exact
from analysis.measure.observation import observe
from analysis.measure.specification import Specification


@dataclass(frozen=True)
class Breadth:
    """What is seen of one unit: kinds of measure and tracks, and how many sources there are."""

    measure_types: Interval
    tracks: Interval
    documents: int
    roots: int
    independent_roots: int


def breadth(tables: Tables, specification: Specification) -> dict[str, Breadth]:
    """Return by unit how many types of measure and tracks are seen, against the attention it has.

    Documents and roots are those that say a measure on the unit took place. A count of what was
    observed, so the bounds agree; it says nothing of intensity (method, section 4c, I3). Tracks are
    the three tracks, whatever the ladder.
    """
    seen = observe(tables, specification)
    found = {}
    for unit in seen.units:
        measures = seen.measures(unit)
        ids = {measure.id for measure in measures}
        claims = occurrence_claims(c for c in seen.tables["claims"] if c["event_id"] in ids)
        found[unit] = Breadth(
            exact(len({measure["measure_type"] for measure in measures})),
            exact(len({seen.type_of(measure)["track"] for measure in measures})),
            len({claim["document_id"] for claim in claims}),
            len({claim["root_id"] for claim in claims}),
            independent_roots(claims, seen.tables),
        )
    return found

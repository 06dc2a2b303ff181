"""Which claims cannot both be right.

Contradictions are computed and never typed, so that none can be smoothed over: two claims about the
same variable of the same event whose values exclude each other, and a stated time in custody that
the dates of the same events exclude.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, groupby

from analysis.derivation.timing import ASSERTING, days_between, spanned
from analysis.ground.tables import Row, Tables
from analysis.values.dates import DateBounds, bounds
from analysis.values.quantities import Quantity, disjoint, units


def conflicts(tables: Tables, timing: Mapping[str, DateBounds]) -> list[dict]:
    """List every contradiction between claims, and between a claim and the dates.

    ``timing`` is what the corpus alone gives for each event. Each row names both claims, how and
    between what they disagree, and the resolution of the coder where there is one.
    """
    found = [*_between_claims(tables), *_against_dates(tables, timing)]
    return sorted((_resolved(row, tables) for row in found), key=lambda row: row["conflict_id"])


def _between_claims(tables: Tables) -> Iterator[dict]:
    def thing(claim: Row) -> tuple[str, str]:
        return claim["event_id"], claim["variable"]

    for _, rivals in groupby(sorted(tables["claims"], key=thing), key=thing):
        for one, other in combinations(sorted(rivals, key=lambda c: c["claim_id"]), 2):
            if kind := conflict_kind(one, other, tables):
                same = one["document_id"] == other["document_id"]
                scope = "within_document" if same else "between_documents"
                yield _row(one, other["claim_id"], kind, scope)


def conflict_kind(one: Row, other: Row, tables: Tables) -> str | None:
    """Return how two claims about one variable of one event disagree, None where they do not.

    A code of vocabulary `conflict_kind`. What is planned, hypothetical or generic disagrees with
    none but its like: a term that threatens is no rival of the term that is passed.
    """
    if _spoken_of(one) != _spoken_of(other):
        return None
    variable = tables["variables"].by_id[one["variable"]]
    if (one["modality"] == "denied") != (other["modality"] == "denied"):
        # Where several values may hold, denying one of them leaves the others standing.
        same = not variable["several"] or one["value"] == other["value"]
        return "denied" if same else None
    if variable["several"] or one["modality"] == "denied":
        return None
    match variable["value_kind"]:
        case "date":
            return "disjoint" if bounds(one["value"]).disjoint(bounds(other["value"])) else None
        case "quantity":
            by_code = units(tables["units"])
            a, b = (Quantity(c["low"], c["high"], by_code[c["unit"]]) for c in (one, other))
            return "disjoint" if disjoint(a, b) else None
        case "place":
            # Two towns of one country are not two details of one place: a place is right or wrong.
            apart = _apart(one["value"], other["value"], _parents(tables, "places"))
            return apart and "disjoint"
        case "entity":
            return _apart(one["value"], other["value"], _parents(tables, "entities"))
        case "code":
            codes = {
                v["code"]: v["parent"]
                for v in tables["vocabularies"]
                if v["scheme"] == variable["value_scheme"]
            }
            return _apart(one["value"], other["value"], codes)
        case _:
            return None


def comparable(one: Row, other: Row, tables: Tables) -> bool:
    """Whether two claims about one variable of one event could contradict each other at all.

    Such pairs are what a number of contradictions is counted out of.
    """
    if _spoken_of(one) != _spoken_of(other):
        return False
    variable = tables["variables"].by_id[one["variable"]]
    if (one["modality"] == "denied") != (other["modality"] == "denied"):
        return not variable["several"] or one["value"] == other["value"]
    return (
        not variable["several"]
        and one["modality"] != "denied"
        and variable["value_kind"] in ("date", "quantity", "place", "entity", "code")
    )


def _spoken_of(claim: Row) -> str:
    """Return what a claim speaks of: what is a fact or is not, a plan, a hypothesis, a habit."""
    return "fact" if claim["modality"] in (*ASSERTING, "denied") else claim["modality"]


def _parents(tables: Tables, name: str) -> dict[str, str | None]:
    return {row.id: row["parent_id"] for row in tables[name]}


def _apart(one: str, other: str, parents: Mapping[str, str | None]) -> str | None:
    """Return how two values of a hierarchy disagree: one that contains the other does not."""
    ones, others = _line(one, parents), _line(other, parents)
    if one in others or other in ones:
        return None
    return "disjoint" if set(ones).isdisjoint(others) else "granular"


def _line(value: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """Return a value and everything it is part of."""
    line = []
    while value is not None and value not in line:
        line.append(value)
        value = parents.get(value)
    return line


def custody_events(event_id: str, tables: Tables) -> tuple[set[str], set[str], set[str]]:
    """Return the first events of a custody, all of its events, and those that ended it.

    Found from any event of the custody along the links of certain order that say
    `continues_into` and `ended_by`; there may be several of each.
    """
    steps = [link for link in tables["links"] if link["order_certain"]]
    into = {_ends(link) for link in steps if link["kind"] == "continues_into"}
    ended = {_ends(link) for link in steps if link["kind"] == "ended_by"}
    later = _reached(event_id, into)
    earlier = _reached(event_id, {(second, first) for first, second in into})
    starts = earlier - {second for _, second in into}
    ends = {second for first, second in ended if first in later}
    return starts, earlier | later, ends


def custody_days(
    event_id: str, tables: Tables, timing: Mapping[str, DateBounds]
) -> Quantity | None:
    """Return how many days a custody lasted by its dates: from the first arrest to what ended it.

    Where `custody_events` gives several beginnings or ends, all are spanned. None where the data
    know no end, or the dates give neither a fewest nor a most. A custody does not end before it
    begins, so the fewest is never below 0.
    """
    starts, _, ends = custody_events(event_id, tables)
    if not ends:
        return None
    first, last = (spanned(timing[event] for event in events) for events in (starts, ends))
    fewest, most = days_between(first, last)
    if fewest is None and most is None:
        return None
    return Quantity(fewest and max(fewest, 0), most, units(tables["units"])["days"])


def _ends(link: Row) -> tuple[str, str]:
    return link["from_event_id"], link["to_event_id"]


def _reached(start: str, steps: set[tuple[str, str]]) -> set[str]:
    """Return an event and all that is reached from it."""
    reached: set[str] = set()
    ahead = {start}
    while ahead:
        reached |= ahead
        ahead = {second for first, second in steps if first in ahead} - reached
    return reached


def _against_dates(tables: Tables, timing: Mapping[str, DateBounds]) -> Iterator[dict]:
    by_code = units(tables["units"])
    for claim in tables["claims"]:
        if claim["variable"] != "custody_duration" or _spoken_of(claim) != "fact":
            continue
        computed = custody_days(claim["event_id"], tables, timing)
        stated = Quantity(claim["low"], claim["high"], by_code[claim["unit"]])
        if computed and disjoint(stated, computed):
            row = _row(claim, None, "disjoint", "against_computed")
            yield row | {
                "computed_low": computed.low,
                "computed_high": computed.high,
                "computed_unit": computed.unit.unit,
            }


def _row(one: Row, other: str | None, kind: str, scope: str) -> dict:
    return {
        "conflict_id": f"{one['claim_id']}-{other or 'computed'}",
        "event_id": one["event_id"],
        "variable": one["variable"],
        "proposition_kind": one["proposition_kind"],
        "conflict_kind": kind,
        "conflict_scope": scope,
        "claim_a": one["claim_id"],
        "claim_b": other,
        "computed_low": None,
        "computed_high": None,
        "computed_unit": None,
    }


def _resolved(row: dict, tables: Tables) -> dict:
    resolution = tables["resolutions"].by_id.get(f"{row['event_id']} {row['variable']}")
    return row | {
        "chosen_claim_id": resolution and resolution["chosen_claim_id"],
        "resolution": resolution and resolution["reason"],
    }

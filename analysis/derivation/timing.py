"""When an event happened, as far as a set of claims and the certain order of events allow.

Bounds follow partial identification: what the words rule out is ruled out, and nothing else is
assumed. No mid-point, no invented first of the month (method, section 4b).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from analysis.ground.problems import Problem
from analysis.ground.tables import Row, Tables
from analysis.values.dates import DateBounds, bounds

# A claim in one of these modalities says that the event took place.
ASSERTING = ("asserted", "alleged")


def narrowed(one: DateBounds, other: DateBounds) -> DateBounds:
    """Return the days that both bounds allow; the caller sees to it that there are some."""
    starts = [day for day in (one.earliest, other.earliest) if day]
    ends = [day for day in (one.latest, other.latest) if day]
    return DateBounds(max(starts, default=None), min(ends, default=None))


def spanned(many: Iterable[DateBounds]) -> DateBounds:
    """Return the days from the first to the last that any of the bounds allows."""
    all_bounds = list(many)
    starts = [one.earliest for one in all_bounds]
    ends = [one.latest for one in all_bounds]
    return DateBounds(
        None if None in starts else min(starts, default=None),
        None if None in ends else max(ends, default=None),
    )


def event_bounds(tables: Tables, claims: Iterable[Row]) -> dict[str, DateBounds]:
    """Return the first and last day that the given claims allow for every event.

    Four things narrow an event: its date claims; the day on which a text already tells of it; the
    operation or ruling that it is part of; and events it certainly follows or precedes. Date claims
    that contradict each other are spanned, unless a resolution has chosen one of them. Where a
    report or the order of events contradicts the dates, it narrows nothing and is left to
    `contradictions`.
    """
    by_event: dict[str, list[Row]] = {row["event_id"]: [] for row in tables["events"]}
    known = set()
    for claim in claims:
        by_event[claim["event_id"]].append(claim)
        known.add(claim["document_id"])
    stated = {
        event: _known(_stated(event, own, tables), first_report(own, tables, known))
        for event, own in by_event.items()
    }
    return _ordered(stated, tables)


def _stated(event: str, claims: Iterable[Row], tables: Tables) -> DateBounds:
    """Return the days that the date claims of one event allow; a denied date says nothing."""
    dated = {
        claim["claim_id"]: bounds(claim["value"])
        for claim in claims
        if claim["variable"] == "date" and claim["modality"] != "denied"
    }
    resolution = tables["resolutions"].by_id.get(f"{event} date")
    if resolution and resolution["chosen_claim_id"] in dated:
        return dated[resolution["chosen_claim_id"]]
    agreed = DateBounds()
    for one in dated.values():
        if agreed.disjoint(one):
            return spanned(dated.values())
        agreed = narrowed(agreed, one)
    return agreed


def _known(stated: DateBounds, report: date | None) -> DateBounds:
    """Return the days left by a report that the event has taken place."""
    limit = DateBounds(None, report)
    return stated if stated.disjoint(limit) else narrowed(stated, limit)


def first_report(claims: Iterable[Row], tables: Tables, known: Collection[str]) -> date | None:
    """Return the last day on which the earliest text that tells of an event can be written.

    ``claims`` are those about one event, ``known`` the documents that may date a passage. None
    where no text says that the event took place, or none has a last day.
    """
    told = [c for c in claims if c["modality"] in ASSERTING and c["variable"] == "occurrence"]
    days = [written(claim, tables, known).latest for claim in told]
    return min((day for day in days if day), default=None)


def written(claim: Row, tables: Tables, known: Collection[str]) -> DateBounds:
    """Return when the words of a claim were written, as far as the known documents show.

    What stands in a passage with a date of its own speaks from that date, where the text itself or
    a known document shows it. Site furniture never takes the date of the article above it (method,
    section 1, traps 1 and 16).
    """
    passage = tables["passages"].by_id.get(claim["passage_id"])
    if passage and passage["as_of"] and passage["as_of_from"] in (None, *known):
        return bounds(passage["as_of"])
    if passage and passage["section"] == "boilerplate":
        return DateBounds()
    return bounds(tables["documents"].by_id[claim["document_id"]]["published"])


def _ordered(found: Mapping[str, DateBounds], tables: Tables) -> dict[str, DateBounds]:
    """Narrow the bounds of events by the links between them until nothing moves."""
    ordered = dict(found)
    # Sorted, because of two limits that exclude each other the first to come would count.
    links = sorted(tables["links"], key=lambda link: link.id)
    moved = True
    while moved:
        moved = False
        for link in links:
            for event, limit in _limits(link, ordered):
                if not ordered[event].disjoint(limit):
                    new = narrowed(ordered[event], limit)
                    moved |= new != ordered[event]
                    ordered[event] = new
    return ordered


def _limits(link: Row, known: Mapping[str, DateBounds]) -> Iterator[tuple[str, DateBounds]]:
    """Yield what a link says about the days of the events that it joins."""
    first, second = link["from_event_id"], link["to_event_id"]
    if link["kind"] == "part_of":
        yield first, known[second]
    elif link["order_certain"]:
        yield first, DateBounds(None, known[second].latest)
        yield second, DateBounds(known[first].earliest, None)


def contradictions(
    tables: Tables, claims: Iterable[Row], timing: Mapping[str, DateBounds]
) -> list[Problem]:
    """Return where dates, reports and the order of events cannot all be right.

    ``timing`` is what `event_bounds` gives for the same claims. Such data are refused: which of
    the contradicting rows is wrong, only a coder can say.
    """
    found = []
    claims = list(claims)
    known = {claim["document_id"] for claim in claims}
    for event in tables["events"]:
        own = [claim for claim in claims if claim["event_id"] == event.id]
        report, dated = first_report(own, tables, known), timing[event.id]
        if dated.disjoint(DateBounds(None, report)):
            message = f"is {in_days(dated)} by its claims, but a text of {report} tells of it"
            found.append(tables["events"].problem(event, "date", message))
    for link in tables["links"]:
        for event, limit in _limits(link, timing):
            if timing[event].disjoint(limit):
                message = f"{event} is {in_days(timing[event])}; allowed: {in_days(limit)}"
                found.append(tables["links"].problem(link, None, message))
                break  # seen from its other end it is the same contradiction
    return found


def in_days(one: DateBounds) -> str:
    """Write bounds for a message: 2020-05-04 to 2020-05-08, with .. for an open end."""
    return f"{one.earliest or '..'} to {one.latest or '..'}"


def days_between(start: DateBounds, end: DateBounds) -> tuple[int | None, int | None]:
    """Return the fewest and most days from one event to another; None where it has no bound."""
    fewest = (end.earliest - start.latest).days if end.earliest and start.latest else None
    most = (end.latest - start.earliest).days if end.latest and start.earliest else None
    return fewest, most

"""Rules for events, who took part in them, how they are linked, and what is part of what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from analysis.ground.problems import Problem
from analysis.ground.tables import Row, Tables
from analysis.values.dates import DateBounds, bounds


def measure_has_an_occurrence_claim(tables: Tables) -> Iterator[Problem]:
    """Somebody says of each measure and each easing that it happened."""
    events, claims = tables["events"], _claims_by_event(tables)
    for event in events:
        if event["event_class"] in ("measure", "easing") and not any(
            claim["variable"] == "occurrence" for claim in claims[event["event_id"]]
        ):
            message = "has no occurrence claim; every measure and easing needs one"
            yield events.problem(event, None, message)


def measure_type_is_for_measures(tables: Tables) -> Iterator[Problem]:
    """A measure and an easing have a type, no other event has; only a measure has a charge."""
    events = tables["events"]
    for event in events:
        of_class = event["event_class"]
        if of_class == "measure" and event["measure_type"] is None:
            yield events.problem(event, "measure_type", "is empty; a measure needs one")
        if of_class == "easing" and event["measure_type"] is None:
            message = "is empty; an easing needs that of the status it ends"
            yield events.problem(event, "measure_type", message)
        if of_class not in ("measure", "easing") and event["measure_type"] is not None:
            message = f"{event['measure_type']} is given; allowed for a measure or an easing only"
            yield events.problem(event, "measure_type", message)
        if of_class != "measure" and event["charge_kind"] is not None:
            message = f"{event['charge_kind']} is given; allowed for a measure only"
            yield events.problem(event, "charge_kind", message)


def measure_has_a_target(tables: Tables) -> Iterator[Problem]:
    """Each measure is taken against somebody."""
    events = tables["events"]
    hit = {row["event_id"] for row in tables["participants"] if row["role"] == "target"}
    for event in events:
        if event["event_class"] == "measure" and event["event_id"] not in hit:
            yield events.problem(event, None, "has no target in participants; a measure needs one")


def easing_ends_a_status_that_began(tables: Tables) -> Iterator[Problem]:
    """An easing ends a status that a measure began for the same target, and not before it."""
    events, types = tables["events"], tables["measure_types"].by_id
    for event in events:
        kind = event["measure_type"]
        if event["event_class"] != "easing" or kind not in types:
            continue
        if types[kind]["persistence"] != "status":
            message = f"{kind} is an act, which does not last; allowed: a status"
            yield events.problem(event, "measure_type", message)
        elif not any(_ended(event, tables)):
            message = (
                f"eases {kind}, but no measure of that type and target is linked to it as "
                "ended_by with certain order; an easing ends a status that began"
            )
            yield events.problem(event, None, message)


def event_date_rests_on_a_claim(tables: Tables) -> Iterator[Problem]:
    """The date of an event has a basis and lies inside a date that its own layer states.

    A date that follows from the order of events alone needs no claim of its own. An event that the
    corpus tells of is dated by the corpus; what a later page says stands beside it as a claim.
    """
    events, claims = tables["events"], _claims_by_event(tables)
    for event in events:
        if event["date"] is None:
            continue
        own_layer = _of_own_layer(claims[event["event_id"]], tables)
        stated = [c for c in own_layer if c["variable"] == "date" and c["value"]]
        if event["date_basis"] is None:
            yield events.problem(event, "date_basis", "is empty; a date needs its basis")
        if not stated and event["date_basis"] != "order_statement":
            message = f"{event['date']} rests on no date claim; one is needed unless the basis is"
            yield events.problem(event, "date", f"{message} order_statement")
        own = _bounds(event["date"])
        if stated and not any(own.inside(_bounds(claim["value"])) for claim in stated):
            said = ", ".join(f"{claim.id} {claim['value']}" for claim in stated)
            yield events.problem(event, "date", f"{event['date']} lies in no date claim: {said}")


def boilerplate_event_has_a_date_claim(tables: Tables) -> Iterator[Problem]:
    """An event that only the site's furniture tells of is dated by a claim, not by the article."""
    events, passages, claims = tables["events"], tables["passages"], _claims_by_event(tables)
    for event in events:
        found = [passages.by_id.get(claim["passage_id"]) for claim in claims[event["event_id"]]]
        sections = {passage["section"] for passage in found if passage is not None}
        dated = any(claim["variable"] == "date" for claim in claims[event["event_id"]])
        if sections == {"boilerplate"} and None not in found and not dated:
            message = "is told of by boilerplate alone and has no date claim; one is needed"
            yield events.problem(event, None, message)


def links_do_not_contradict_dates(tables: Tables) -> Iterator[Problem]:
    """A link joins two events, and a certain order agrees with what is known of their dates."""
    links, events = tables["links"], tables["events"]
    for link in links:
        if link["from_event_id"] == link["to_event_id"]:
            message = f"{link['to_event_id']} is linked to itself; a link joins two events"
            yield links.problem(link, "to_event_id", message)
            continue
        ends = [events.by_id.get(link[column]) for column in ("from_event_id", "to_event_id")]
        if link["order_certain"] and None not in ends:
            first, second = ends
            if _bounds(second["date"]).before(_bounds(first["date"])):
                later = f"{first.id} ({first['date']}) is later than {second.id} ({second['date']})"
                message = f"yes, but {later}; the first must not be later than the second"
                yield links.problem(link, "order_certain", message)


def links_run_in_no_circle(tables: Tables) -> Iterator[Problem]:
    """No event comes after itself or is part of itself, by whatever way round.

    Every kind of link but `part_of` leads from an earlier event to a later one, so all of them
    together may close no circle.
    """
    links = tables["links"]
    for part_of in (True, False):
        edges = [
            (link["from_event_id"], link["to_event_id"], link)
            for link in links
            if (link["kind"] == "part_of") is part_of
            and link["from_event_id"] != link["to_event_id"]
        ]
        for link, circle in _closing(edges):
            yield links.problem(link, None, f"closes the circle {circle}; events run one way")


def parents_run_in_no_circle(tables: Tables) -> Iterator[Problem]:
    """No body belongs to itself and no place lies in itself, by whatever way round."""
    for table in (tables["entities"], tables["places"]):
        edges = [(row.id, row["parent_id"], row) for row in table if row["parent_id"] is not None]
        for row, circle in _closing(edges):
            message = f"{row['parent_id']} closes the circle {circle}; a parent is always larger"
            yield table.problem(row, "parent_id", message)


RULES = (
    measure_has_an_occurrence_claim,
    measure_type_is_for_measures,
    measure_has_a_target,
    easing_ends_a_status_that_began,
    event_date_rests_on_a_claim,
    boilerplate_event_has_a_date_claim,
    links_do_not_contradict_dates,
    links_run_in_no_circle,
    parents_run_in_no_circle,
)


def _claims_by_event(tables: Tables) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for claim in tables["claims"]:
        found[claim["event_id"]].append(claim)
    return found


def _ended(easing: Row, tables: Tables) -> Iterator[Row]:
    """Yield the measures that an easing is said to end and can end."""
    for link in tables["links"]:
        if (link["to_event_id"], link["kind"]) == (easing.id, "ended_by") and link["order_certain"]:
            begun = tables["events"].by_id.get(link["from_event_id"])
            if (
                begun is not None
                and begun["event_class"] == "measure"
                and begun["measure_type"] == easing["measure_type"]
                and _targets(begun, tables) & _targets(easing, tables)
            ):
                yield begun


def _targets(event: Row, tables: Tables) -> set[str]:
    return {
        row["entity_id"]
        for row in tables["participants"]
        if row["event_id"] == event.id and row["role"] == "target"
    }


def _of_own_layer(claims: list[Row], tables: Tables) -> list[Row]:
    """Return the claims of the corpus about an event, or all where the corpus is silent."""
    documents = tables["documents"].by_id
    corpus = [
        claim
        for claim in claims
        if (document := documents.get(claim["document_id"])) and document["layer"] == "corpus"
    ]
    return corpus or claims


def _bounds(edtf: str | None) -> DateBounds:
    """Return the bounds of a date, open where it cannot be read, which is reported elsewhere."""
    try:
        return bounds(edtf)
    except ValueError:
        return DateBounds()


def _closing(edges: Iterable[tuple[str, str, Row]]) -> Iterator[tuple[Row, str]]:
    """Yield the row of each edge that closes a circle of the edges before it, and the circle."""
    ways: dict[str, list[str]] = defaultdict(list)
    for start, end, row in edges:
        path = _path(ways, end, start)
        if path:
            yield row, " → ".join([start, *path])
        else:
            ways[start].append(end)


def _path(ways: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """Return the way from one id to another along the edges, empty where there is none."""
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        if path[-1] == goal:
            return path
        for step in ways[path[-1]]:
            if step not in seen:
                seen.add(step)
                paths.append([*path, step])
    return []

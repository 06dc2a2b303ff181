"""Writes the cards of a case: for each event, in order of time, what is known of it and said of it.

A page of the book shows them (``book/_ext/evidence.py``); this module decides every word. A person
who is withheld has no other name in the data than a role, so no card can give one.
"""

import pandas as pd

from analysis.reading.addresses import case_page
from analysis.reading.charges import courts_of, near_of, plea_of
from analysis.reading.claim_cards import Material, claim_card, corrected
from analysis.reading.linked import Card, Line, Link, card, entry, listed
from analysis.reading.lookup import Lookup, Record
from analysis.reading.prose import listing, when
from analysis.reading.timeline import bound_columns
from analysis.reading.uses import headlines, in_readings, results

NOT_TOLD = "not told"
BOTH = ("corpus", "corpus_and_follow_up")


def cards(slug: str, known: Material) -> list[Card]:
    """Return the card of every event of a case in order of time, each with those of its claims.

    An event stands at the first day that corpus and follow-up allow, or at the last where no first
    is known; what has neither comes at the end. Raises KeyError for a case that does not exist.
    """
    case = known.lookup.corpus.case(slug)
    events = known.lookup.rows("events", "case_id", case.case_id)
    return [event_card(event, slug, known) for event in sorted(events, key=_in_time)]


def _in_time(event: Record) -> tuple:
    first, last = event["earliest"], event["latest"]
    never = pd.Timestamp.max
    return (first or last or never, last or never, event["event_id"])


def event_card(event: Record, slug: str, known: Material) -> Card:
    """Return the card of an event, with the cards of its claims."""
    lookup, id = known.lookup, event["event_id"]
    claims = sorted(lookup.rows("claims", "event_id", id), key=lambda claim: claim["claim_id"])
    title = lookup.by_id("cases")[event["case_id"]]["title"]
    return card(
        id,
        event["summary"],
        entry("When", *in_readings(_when(event))),
        entry("Kind", _kind(event, lookup)),
        entry("Who", *_who(id, lookup)),
        entry("Place", _place(event, lookup)),
        entry("Charge", *_charge(event, lookup)),
        entry("Support", *in_readings(_support(event, lookup))),
        entry("Dispute", *in_readings(_dispute(event, lookup)), *_shown_by(id, lookup)),
        entry("Coder’s note", event["note"]),
        entry("Other events", *_links(id, lookup)),
        entry("Results", *results(event, lookup)),
        entry("Headlines", *headlines(event, lookup)),
        entry("Corrected", *corrected(id, lookup)),
        entry("Case", (Link(title, case_page(slug)),)),
        entry("Claims", listed([Link(c["claim_id"], c["claim_id"]) for c in claims])),
        claims=tuple(claim_card(claim, known) for claim in claims),
    )


def _readings(event: Record) -> list[tuple[str, str]]:
    """Return the readings that know of an event, each with the prefix of its columns."""
    return list(zip(BOTH, ("corpus_", ""), strict=True))


def _when(event: Record):
    for reading, _ in _readings(event):
        start, end = bound_columns(reading)
        told = reading != "corpus" or event["layer"] == "corpus"
        yield reading, (), (when(event[start], event[end]) if told else NOT_TOLD,)


def _kind(event: Record, lookup: Lookup) -> str:
    """Return what an event is; a measure with its track, its rung and how long it lasts."""
    event_class = lookup.labels["event_class"][event["event_class"]]
    if event["measure_type"] is None:
        return event_class
    kind = lookup.by_id("measure_types")[event["measure_type"]]
    if event["event_class"] == "easing":
        return f"{event_class} of a measure: {kind['label'].lower()}"
    track = lookup.labels["track"][kind["track"]].lower()
    lasts = {"act": "an act", "status": "a status, in force until it is eased"}
    where = f"rung {kind['rung']} of track {kind['track']}, {track}; {lasts[kind['persistence']]}"
    return f"{event_class}. {kind['label']}: {where}"


def _who(event_id: str, lookup: Lookup) -> list[str]:
    taking_part = lookup.rows("participants", "event_id", event_id)
    return [
        f"{label}: {listing(lookup.names[row['entity_id']] for row in own)}"
        for role, label in lookup.labels["role"].items()
        if (own := [row for row in taking_part if row["role"] == role])
    ]


def _place(event: Record, lookup: Lookup) -> str | None:
    if event["place_id"] is None:
        return "not stated" if event["event_class"] == "measure" else None
    place = lookup.by_id("places")[event["place_id"]]["label"]
    meaning = lookup.meanings["place_role"][event["place_role"]]
    return f"{place} ({meaning[0].lower()}{meaning[1:]})"


def _charge(event: Record, lookup: Lookup) -> list[str | None]:
    """Return the kind of charge with court and plea beside it; what is not known is said.

    Court and plea are also those of what rests on the charge, or on which it rests.
    """
    if event["charge_kind"] is None:
        return []
    corpus, id = lookup.corpus, event["event_id"]
    around = near_of(corpus, BOTH[1]).get(id, {id})
    claims = corpus.claims[corpus.claims["event_id"].isin(around)]
    told = claims.assign(
        voice=claims["claim_id"].map(lookup.voices) + " (" + claims["document_id"] + ")"
    )
    return [
        lookup.meanings["charge_kind"][event["charge_kind"]],
        f"Court: {courts_of(corpus, around) or 'not stated'}. "
        f"Plea: {plea_of(corpus, told) or 'not stated'}.",
    ]


def _support(event: Record, lookup: Lookup):
    for reading, prefix in _readings(event):
        level = event[f"{prefix}support_level"]
        label, meaning = (
            terms["support_level"][level] for terms in (lookup.labels, lookup.meanings)
        )
        told = reading != "corpus" or event["layer"] == "corpus"
        yield reading, (), (f"{label}: {meaning[0].lower()}{meaning[1:]}" if told else NOT_TOLD,)


def _dispute(event: Record, lookup: Lookup):
    for reading, prefix in _readings(event):
        flag = event[f"{prefix}dispute_flag"]
        told = reading != "corpus" or event["layer"] == "corpus"
        yield reading, (), (lookup.labels["dispute_flag"][flag] if told else NOT_TOLD,)


def _shown_by(event_id: str, lookup: Lookup) -> list[Line]:
    """Return each way in which an event is disputed, with the claims that show it."""
    rows = lookup.rows("disputes", "event_id", event_id)
    found: list[Line] = []
    for flag, meaning in lookup.meanings["dispute_flag"].items():
        own = [row["claim_id"] for row in rows if row["dispute_flag"] == flag]
        if own:
            found.append((f"{meaning}: ", *listed([Link(claim, claim) for claim in own])))
    return found


def _links(event_id: str, lookup: Lookup) -> list[Line]:
    """Return how an event stands to others, first those that it is the beginning of."""
    labels, events = lookup.labels["link_kind"], lookup.by_id("events")
    lines: list[Line] = []
    for row in lookup.rows("links", "from_event_id", event_id):
        other = row["to_event_id"]
        words = f" {events[other]['summary']}{_order(row)}"
        lines.append((f"{labels[row['kind']]} ", Link(other, other), words))
    for row in lookup.rows("links", "to_event_id", event_id):
        other = row["from_event_id"]
        words = f" {events[other]['summary']} {labels[row['kind']]} it{_order(row)}"
        lines.append((Link(other, other), words))
    return lines


def _order(link: Record) -> str:
    return "" if link["order_certain"] or link["kind"] == "part_of" else " (order not certain)"


def at_risk(slug: str, known: Material) -> list[Line]:
    """Return what status the publishers of the documents on a case were given in Russia."""
    case, documents = known.lookup.corpus.case(slug), known.lookup.by_id("documents")
    found: list[Line] = []
    for id in sorted(case.claims["document_id"].unique()):
        entity = known.publisher_at_risk(documents[id])
        found += known.designations.get(entity, ()) if entity else ()
    return list(dict.fromkeys(found))

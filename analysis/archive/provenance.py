"""Says what each claim, event and result was derived from, as links that programs can follow."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from analysis.ground.tables import Row, Tables
from analysis.measure.indicators import ALL, READINGS
from analysis.measure.observation import Observation, observe

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "label": "rdfs:label",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
}


def provenance(coded: Tables, indicators: Iterable[Row]) -> dict[str, Any]:
    """Return the chain document, passage, claim, event, indicator in the words of PROV-O.

    ``coded`` are the tables written by hand, ``indicators`` the rows of that table of the release.
    A claim without a passage is derived from its document. An indicator is derived from the events
    that enter into it, or from the claims where it counts claims.
    """
    return {
        "@context": CONTEXT,
        "@graph": [
            *(_entity(row.id, row["bib_key"]) for row in coded["documents"]),
            *(_entity(row.id, row["phrase"], [row["document_id"]]) for row in coded["passages"]),
            *(_claim(row) for row in coded["claims"]),
            *_events(coded),
            *_indicators(coded, indicators),
        ],
    }


def _entity(id: str, label: str, sources: Iterable[str] = ()) -> dict[str, Any]:
    entity = {"@id": address(id), "@type": "prov:Entity", "label": label}
    derived = [address(source) for source in sources]
    return entity | ({"wasDerivedFrom": derived} if derived else {})


def address(*parts: str) -> str:
    """Return how the chain calls a row: ``#`` and its key, the parts of it between slashes."""
    return "#" + "/".join(quote(part, safe="") for part in parts)


def _claim(row: Row) -> dict[str, Any]:
    return _entity(row.id, row["statement"], [row["passage_id"] or row["document_id"]])


def _events(coded: Tables) -> Iterator[dict[str, Any]]:
    claims: dict[str, list[str]] = {row.id: [] for row in coded["events"]}
    for claim in coded["claims"]:
        claims[claim["event_id"]].append(claim.id)
    for row in coded["events"]:
        yield _entity(row.id, row["summary"], claims[row.id])


def _indicators(coded: Tables, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    seen = {reading: observe(coded, chosen) for reading, chosen in READINGS.items()}
    for row in rows:
        key = [row[part] for part in ("indicator", "evidence", "unit", "item")]
        sources = entering(row, seen[row["evidence"]])
        yield {**_entity("", " ".join(key), sources), "@id": address(*key)}


def entering(row: Mapping[str, Any], seen: Observation) -> list[str]:
    """Return the ids of the events, or of the claims, that a result is computed from, sorted."""
    unit, item = row["unit"], row["item"]
    match row["indicator"]:
        case "I1" | "I8":
            events = [m for m in seen.measures(unit) if seen.type_of(m)["track"] == item]
        case "I3" | "I4":
            events = seen.measures(unit)
        case "I5":
            return sorted(item.split())
        case "I9":
            return [unit]
        case "I6" if item in seen.tables.schema.vocabularies["proposition_kind"]:
            return _claims(seen, lambda claim: _kind(claim, seen) == item)
        case "I7" if unit != ALL:
            pair = (unit, item)
            return _claims(seen, lambda c: (c["assertion_type"], c["proposition_kind"]) == pair)
        case "I7":
            events = [m for target in seen.units for m in seen.measures(target)]
        case _:
            events = [event for own in seen.units.values() for event in own]
    return sorted({event.id for event in events})


def _claims(seen: Observation, which: Any) -> list[str]:
    return sorted(claim.id for claim in seen.tables["claims"] if which(claim))


def _kind(claim: Row, seen: Observation) -> str:
    return seen.tables["variables"].by_id[claim["variable"]]["proposition_kind"]

"""A specification: the choices under which a result is computed, and what they leave in.

A result that depends on one of these choices must say so; trying them all is what the sensitivity
analysis does (method, section 4c).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.derivation.support import support_level
from analysis.ground.problems import BadInput, Problem, listing
from analysis.ground.tables import Row, Table, Tables

NAME = "specification"
# Event classes that touch the ladder, to which the threshold of support applies.
LADDER_CLASSES = ("measure", "easing")


@dataclass(frozen=True)
class Specification:
    """The choices behind a result: how measures are ranked and which evidence counts.

    ``ladder``, ``support`` (the least level a measure needs), ``layers`` and ``unit`` are codes of
    the vocabularies ladder, support_level, layer and unit_of_analysis. Everything under
    ``without_`` is left out, by its id; ``doubtful`` says whether claims count that rest on one
    doubtful word of a translation.
    """

    ladder: str = "tracks"
    support: str = "S1_one_root"
    layers: frozenset[str] = frozenset({"corpus"})
    unit: str = "target"
    without_documents: frozenset[str] = frozenset()
    without_roots: frozenset[str] = frozenset()
    without_publishers: frozenset[str] = frozenset()
    without_cases: frozenset[str] = frozenset()
    without_events: frozenset[str] = frozenset()
    doubtful: bool = True


CORPUS = Specification()
WITH_FOLLOW_UP = Specification(layers=frozenset({"corpus", "follow_up"}))


def selected(tables: Tables, specification: Specification) -> Tables:
    """Return the tables without what a specification leaves out; the rest is as it was.

    A document, root, publisher, case or event takes with it whatever rests on it alone: claims
    without their document or root, measures and easings below the threshold, other events without
    a claim, and rows about any of these. Raises `BadInput`, one line each, for ids and codes that
    do not exist and for a specification that leaves no measure.
    """
    if problems := list(_unknown(tables, specification)):
        raise BadInput(problems)
    documents = {row.id for row in tables["documents"] if _document_stays(row, specification)}
    events = {
        row.id
        for row in tables["events"]
        if row["case_id"] not in specification.without_cases
        and row.id not in specification.without_events
    }
    by_event: dict[str, list[Row]] = {}
    for claim in tables["claims"]:
        stays = claim["document_id"] in documents and _claim_stays(claim, specification)
        if stays and claim["event_id"] in events:
            by_event.setdefault(claim["event_id"], []).append(claim)
    kept = {
        event.id
        for event in tables["events"]
        if event.id in by_event and _event_stays(event, by_event[event.id], tables, specification)
    }
    if not any(tables["events"].by_id[event]["event_class"] == "measure" for event in kept):
        message = f"{_words(specification)} leaves out every measure; allowed: at least one left"
        raise BadInput([Problem(NAME, message)])
    claims = {claim.id for event in kept for claim in by_event[event]}
    return _reduced(tables, specification, documents, kept, claims)


def _document_stays(document: Row, specification: Specification) -> bool:
    return (
        document["layer"] in specification.layers
        and document["document_id"] not in specification.without_documents
        and document["publisher_id"] not in specification.without_publishers
    )


def _claim_stays(claim: Row, specification: Specification) -> bool:
    doubtful = claim["translation_doubt"] and not specification.doubtful
    return claim["root_id"] not in specification.without_roots and not doubtful


def _event_stays(
    event: Row, claims: list[Row], tables: Tables, specification: Specification
) -> bool:
    if event["event_class"] not in LADDER_CLASSES:
        return True
    levels = tables.schema.vocabularies["support_level"]
    least = levels.index(specification.support)
    return levels.index(support_level(event, claims, tables)) >= least


def _reduced(
    tables: Tables,
    specification: Specification,
    documents: set[str],
    events: set[str],
    claims: set[str],
) -> Tables:
    """Return the tables with only the rows that stay, and none that leads to a row that is gone."""
    stays: dict[str, Callable[[Row], bool]] = {
        "documents": lambda row: row.id in documents,
        "roots": lambda row: row.id not in specification.without_roots,
        "cases": lambda row: row.id not in specification.without_cases,
        "claims": lambda row: row.id in claims,
        "relays": lambda row: row["claim_id"] in claims,
        "events": lambda row: row.id in events,
        "participants": lambda row: row["event_id"] in events,
        "links": lambda row: {row["from_event_id"], row["to_event_id"]} <= events,
        "resolutions": lambda row: (
            row["event_id"] in events and row["chosen_claim_id"] in (None, *claims)
        ),
        "passages": lambda row: row["document_id"] in documents,
        "coverage": lambda row: row["document_id"] in documents,
    }
    return Tables(
        tables.schema,
        {
            name: Table(table.schema, tuple(filter(stays[name], table))) if name in stays else table
            for name, table in tables.items()
        },
    )


def _unknown(tables: Tables, specification: Specification) -> Iterator[Problem]:
    """Yield a problem for each code or id of a specification that does not exist."""
    codes = tables.schema.vocabularies
    for word, scheme, given in (
        ("ladder", "ladder", {specification.ladder}),
        ("support", "support_level", {specification.support}),
        ("layers", "layer", specification.layers),
        ("unit", "unit_of_analysis", {specification.unit}),
    ):
        yield from _not_among(word, given, codes[scheme])
    for word in ("documents", "roots", "cases", "events"):
        given = getattr(specification, f"without_{word}")
        yield from _not_among(f"without_{word}", given, tables[word].by_id)
    publishers = dict.fromkeys(row["publisher_id"] for row in tables["documents"])
    yield from _not_among("without_publishers", specification.without_publishers, publishers)


def _not_among(word: str, given: set[str] | frozenset[str], allowed: object) -> Iterator[Problem]:
    for code in sorted(set(given) - set(allowed)):
        yield Problem(NAME, f'"{code}" is unknown; allowed: {listing(allowed)}', column=word)


def _words(specification: Specification) -> str:
    """Return the choices of a specification that can leave something out, for a message."""
    without = [
        f"without {', '.join(sorted(ids))}"
        for ids in (
            specification.without_documents,
            specification.without_roots,
            specification.without_publishers,
            specification.without_cases,
            specification.without_events,
        )
        if ids
    ]
    layers = f"layers {', '.join(sorted(specification.layers)) or 'none'}"
    return "; ".join([layers, f"support {specification.support}", *without])

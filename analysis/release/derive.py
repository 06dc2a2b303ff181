"""From what people coded to what follows from it: every table of the release, as rows."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from analysis.derivation.conflicts import conflicts
from analysis.derivation.support import (
    dispute_flag,
    disputes,
    independent_roots,
    occurrence_claims,
    support_level,
)
from analysis.derivation.timing import contradictions, event_bounds, in_days
from analysis.ground.problems import BadInput
from analysis.ground.schema import TableSchema
from analysis.ground.tables import Row, Tables
from analysis.measure.indicators import case_rows, episode_rows, indicator_rows, transition_rows
from analysis.values.codings import all_codings
from analysis.values.dates import DateBounds, bounds

PREFIX = "release_"
# Tables that `analysis.robustness` adds: they take half a minute, all others a second.
ROBUSTNESS = ("robustness", "robustness_choices", "robustness_events", "specifications")


def derive(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of the release as rows sorted by key, computed from the coded tables.

    All but those of `ROBUSTNESS`, which `analysis.release.write` adds.

    A pure function of the rows: their order changes nothing. Raises `BadInput` where dates, reports
    and the order of events contradict each other, and where a coded date rules out days that its
    claims and the certain order of events leave open.
    """
    layers = {d["document_id"]: d["layer"] for d in tables["documents"]}
    corpus = [c for c in tables["claims"] if layers[c["document_id"]] == "corpus"]
    corpus_timing = event_bounds(tables, corpus)
    timing = event_bounds(tables, tables["claims"])
    if problems := [
        *contradictions(tables, corpus, corpus_timing),
        *contradictions(tables, tables["claims"], timing),
    ]:
        raise BadInput(problems)
    rivals = conflicts(tables, corpus_timing)
    disputed = disputes(tables["claims"], rivals)
    said = {claim.id for claim in corpus} | {None}
    in_corpus = disputes(corpus, [r for r in rivals if {r["claim_a"], r["claim_b"]} <= said])
    computed = {
        "documents": _documents(tables),
        "claims": [_claim(c, layers, tables) for c in tables["claims"]],
        "events": [
            _event(event, layers, corpus_timing, timing, tables)
            | {
                "corpus_dispute_flag": dispute_flag(event.id, in_corpus),
                "dispute_flag": dispute_flag(event.id, disputed),
            }
            for event in tables["events"]
        ],
        "conflicts": rivals,
        "disputes": disputed,
        "codings": all_codings(tables),
        "episodes": episode_rows(tables),
        "transitions": transition_rows(tables),
        "indicators": indicator_rows(tables),
        "case_findings": case_rows(tables),
        "observations": [_observation(o) for o in tables["observations"]],
    }
    _check_dates(tables, computed["events"])
    released = {}
    for schema in tables.schema.stage("release"):
        name = schema.name.removeprefix(PREFIX)
        if name in ROBUSTNESS:
            continue
        rows = computed[name] if name in computed else map(dict, tables[name])
        released[name] = in_order(rows, schema)
    return released


def in_order(rows: Iterable[dict[str, Any]], schema: TableSchema) -> list[dict[str, Any]]:
    """Return the rows of a table of the release sorted by its key."""
    return sorted(rows, key=itemgetter(*schema.key))


def _documents(tables: Tables) -> list[dict[str, Any]]:
    targets = {p["entity_id"] for p in tables["participants"] if p["role"] == "target"}
    rows = []
    for document in tables["documents"]:
        own = [c for c in tables["claims"] if c["document_id"] == document["document_id"]]
        sentences = [s for s in tables["coverage"] if s["document_id"] == document["document_id"]]
        rows.append(
            dict(document)
            | {
                "publisher_is_target": document["publisher_id"] in targets,
                "sentences": len(sentences) or None,
                "sentences_coded": sum(s["status"] == "coded" for s in sentences)
                if sentences
                else None,
                "claims": len(own),
                "roots": len({c["root_id"] for c in own}),
            }
        )
    return rows


def _claim(claim: Row, layers: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    dated = tables["variables"].by_id[claim["variable"]]["value_kind"] == "date"
    stated = bounds(claim["value"]) if dated else DateBounds()
    relays = sum(r["claim_id"] == claim["claim_id"] for r in tables["relays"])
    publisher = tables["documents"].by_id[claim["document_id"]]["publisher_id"]
    return dict(claim) | {
        "layer": layers[claim["document_id"]],
        "earliest": stated.earliest,
        "latest": stated.latest,
        "removes": relays + (claim["speaker_id"] != publisher),
    }


def _event(
    event: Row,
    layers: Mapping[str, str],
    corpus_timing: Mapping[str, DateBounds],
    timing: Mapping[str, DateBounds],
    tables: Tables,
) -> dict[str, Any]:
    own = [c for c in tables["claims"] if c["event_id"] == event["event_id"]]
    in_corpus = [c for c in own if layers[c["document_id"]] == "corpus"]
    said = occurrence_claims(own)
    from_corpus, from_all = corpus_timing[event["event_id"]], timing[event["event_id"]]
    return dict(event) | {
        "layer": "corpus" if in_corpus else "follow_up",
        "corpus_earliest": from_corpus.earliest,
        "corpus_latest": from_corpus.latest,
        "corpus_precision": from_corpus.precision,
        "earliest": from_all.earliest,
        "latest": from_all.latest,
        "date_precision": from_all.precision,
        "documents": len({c["document_id"] for c in own}),
        "roots": len({c["root_id"] for c in said}),
        "independent_roots": independent_roots(said, tables),
        "corpus_support_level": support_level(event, in_corpus, tables),
        "support_level": support_level(event, own, tables),
    }


def _observation(observation: Row) -> dict[str, Any]:
    period = bounds(observation["year"])
    return dict(observation) | {"earliest": period.earliest, "latest": period.latest}


def _check_dates(tables: Tables, events: list[dict[str, Any]]) -> None:
    """Refuse a coded date that is narrower than what the claims of its own layer allow."""
    problems = []
    for event in events:
        prefix = "corpus_" if event["layer"] == "corpus" else ""
        allowed = DateBounds(event[f"{prefix}earliest"], event[f"{prefix}latest"])
        if event["date"] and not allowed.inside(bounds(event["date"])):
            row = tables["events"].by_id[event["event_id"]]
            found = f'"{event["date"]}" rules out days that claims and order leave open'
            message = f"{found}; allowed: {in_days(allowed)} or wider"
            problems.append(tables["events"].problem(row, "date", message))
    if problems:
        raise BadInput(problems)


def data_package(tables: Tables) -> dict[str, Any]:
    """Return the description of the release as a standard data package, our own words left out."""
    resources = [
        dict(schema.descriptor)
        | {
            "name": schema.name.removeprefix(PREFIX),
            "path": schema.descriptor["path"].removeprefix("release/"),
            "format": "csv",
            "encoding": "utf-8",
        }
        for schema in tables.schema.stage("release")
    ]
    return {**tables.schema.descriptor, "resources": resources}

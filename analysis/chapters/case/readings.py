"""What every part of a chapter on a case reads: its events and claims by layer, and their cards."""

import pandas as pd

from analysis.chapters.case.html import linked
from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import listing, when
from analysis.reading.readings import CORPUS
from analysis.values.dates import bounds

UP = "../"  # from a chapter in book/cases to the first page of the book


def events_of(case: Case, layer: str = CORPUS) -> pd.DataFrame:
    """Return the events of a case that one layer is the first to tell of."""
    return case.events[case.events["layer"] == layer].reset_index(drop=True)


def claims_of(case: Case, layer: str = CORPUS) -> pd.DataFrame:
    """Return what one layer says about a case."""
    return case.claims[case.claims["layer"] == layer].reset_index(drop=True)


def measures_of(case: Case, layer: str = CORPUS) -> pd.DataFrame:
    """Return the measures of a case that one layer is the first to tell of, with track and rung."""
    types = case.corpus.table("measure_types")[["measure_type", "label", "track", "rung"]]
    rows = events_of(case, layer).query("event_class == 'measure'")
    rows = rows.merge(types.assign(track=types["track"].astype(str)), on="measure_type")
    return rows.assign(who=rows["event_id"].map(targets_of(case))).sort_values("event_id")


def targets_of(case: Case) -> pd.Series:
    """Return whom each event hit, in words."""
    hit = case.participants.query("role == 'target'")
    return hit["entity_id"].map(case.corpus.names()).groupby(hit["event_id"]).agg(listing)


def target_names(case: Case, layer: str = CORPUS) -> list[str]:
    """Return whom the measures hit that one layer is the first to tell of, each once."""
    measures = events_of(case, layer).query("event_class == 'measure'")["event_id"]
    hit = case.participants.query("role == 'target'")
    hit = hit[hit["event_id"].isin(measures)]
    return [case.corpus.names()[entity] for entity in dict.fromkeys(hit["entity_id"])]


def event_link(case: Case, event_id: str, words: str | None = None) -> str:
    """Return a link to the evidence of an event, as HTML."""
    return linked(words or event_id, event_addresses(case.corpus, UP).get(event_id))


def claim_links(case: Case) -> dict[str, str]:
    """Return a link to each claim of the case, as HTML."""
    places = claim_addresses(case.corpus, UP)
    return {claim: linked(claim, places.get(claim)) for claim in case.claims["claim_id"]}


def published(case: Case, document_id: str) -> str:
    """Return when a document appeared, in words."""
    day = bounds(case.corpus.documents.set_index("document_id").loc[document_id, "published"])
    return when(day.earliest, day.latest)

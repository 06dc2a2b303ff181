"""What a sentence of a chapter on a case may name, beside what `reading/facts.py` knows."""

from collections.abc import Mapping

from analysis.reading.corpus import Case
from analysis.reading.facts import all_facts
from analysis.reading.prose import count, day, in_words, interval, when
from analysis.values.dates import bounds

BOTH = "_both"  # at the end of a name: with the follow-up layer


def case_facts(case: Case) -> Mapping[str, str]:
    """Return everything that a sentence on a case may name, as words.

    ``E014`` is when an event took place in the five documents, ``E014_both`` with the follow-up
    layer. ``C348`` is the value that a claim of either layer states: a number with its unit, a day,
    a place, or who is meant. ``D04`` is when a document appeared. Counts have the names that
    `reading/facts.py` gives them, with ``_both`` where both layers count.
    """
    both = {
        f"{event.event_id}{BOTH}": when(event.earliest, event.latest)
        for event in case.events.itertuples()
    }
    return {**all_facts(case), **both, **claim_values(case), **_counts(case), **_published(case)}


def claim_values(case: Case) -> dict[str, str]:
    """Return what each claim of both layers states as a value, in words; texts stay out."""
    units = case.corpus.table("units").set_index("unit")["label"]
    places = case.corpus.table("places").set_index("place_id")["label"]
    names = case.corpus.names()
    found = {}
    for claim in case.claims.itertuples():
        if isinstance(claim.unit, str):
            one = claim.high is not None and claim.high == 1
            unit = units[claim.unit].removesuffix("s") if one else units[claim.unit]
            found[claim.claim_id] = interval(claim.low, claim.high, unit)
        elif claim.variable in ("date", "first_reported"):
            said = bounds(claim.value)
            found[claim.claim_id] = when(said.earliest, said.latest)
        elif claim.variable in ("place", "base"):
            found[claim.claim_id] = places[claim.value]
        elif claim.variable in ("identity", "actor"):
            found[claim.claim_id] = names[claim.value]
    return found


def _counts(case: Case) -> dict[str, str]:
    """Return how much both layers hold, and how much only the follow-up layer."""
    later = case.claims.query("layer == 'follow_up'")
    new = case.events.query("layer == 'follow_up'")
    measures = case.events.query("event_class == 'measure' and layer == 'corpus'")
    hit = case.participants.query("role == 'target'")
    hit = hit[hit["event_id"].isin(measures["event_id"])]
    return {
        "pages": count(later["document_id"].nunique(), "page"),
        "later_claims": count(len(later), "claim"),
        "later_measures": count(int((new["event_class"] == "measure").sum()), "measure"),
        "easings": count(int((new["event_class"] == "easing").sum()), "easing"),
        "targets": count(hit["entity_id"].nunique(), "target"),
        "all_documents": in_words(int((case.corpus.documents["layer"] == "corpus").sum())),
    }


def _published(case: Case) -> dict[str, str]:
    """Return when each document appeared; one whose day was not read has no fact."""
    found = {}
    for document in case.corpus.documents.itertuples():
        said = bounds(document.published)
        if said.earliest is not None and said.earliest == said.latest:
            found[document.document_id] = day(said.earliest)
    return found

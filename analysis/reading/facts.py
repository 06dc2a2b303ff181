"""What a sentence of the book may say of an event or a claim, put into words by its id.

A chapter names an id and gets the words, so that no number or date is typed into prose.
"""

from collections.abc import Mapping

import pandas as pd
from myst_nb import glue

from analysis.reading.corpus import Case, Corpus
from analysis.reading.prose import count, interval, number, when


def event_facts(case: Case) -> dict[str, str]:
    """Return when each event of a case took place, in the corpus alone, by its id."""
    return {
        event.event_id: when(event.corpus_earliest, event.corpus_latest)
        for event in case.events.itertuples()
    }


def claim_facts(case: Case) -> dict[str, str]:
    """Return the numbers that the corpus states about a case, with their units.

    Each stands under the id of its claim, and under its event and variable (``E014_term``) where
    all claims about it say the same.
    """
    units = case.corpus.table("units").set_index("unit")["label"]
    stated = case.claims[case.claims["unit"].notna() & (case.claims["layer"] == "corpus")]
    by_claim = {
        claim.claim_id: interval(claim.low, claim.high, _unit(units[claim.unit], claim))
        for claim in stated.itertuples()
    }
    words = stated["claim_id"].map(by_claim)
    names = stated["event_id"] + "_" + stated["variable"]
    agreed = words.groupby(names).unique()
    return by_claim | {name: said[0] for name, said in agreed.items() if len(said) == 1}


def _unit(label: str, claim: tuple) -> str:
    at_most_one = pd.notna(claim.high) and claim.high <= 1
    return label.removesuffix("s") if at_most_one else label


def case_facts(case: Case) -> dict[str, str]:
    """Return how much the corpus holds about a case, as counts with their nouns."""
    events = case.events.query("layer == 'corpus'")
    claims = case.claims.query("layer == 'corpus'")
    measures = events[events["event_class"] == "measure"]
    return {
        "claims": count(len(claims), "claim"),
        "events": count(len(events), "event"),
        "measures": count(len(measures), "measure"),
        "episodes": count(measures["episode"].nunique(), "episode"),
        "responses": count(int((events["event_class"] == "target_response").sum()), "response"),
        "documents": count(claims["document_id"].nunique(), "document"),
        "roots": count(claims["root_id"].nunique(), "root"),
        "conflicts": count(len(case.conflicts), "contradiction"),
        "people": number(case.participants.query("role == 'target'")["entity_id"].nunique()),
    }


def computed_facts(case: Case) -> dict[str, str]:
    """Return what the dates give where a stated value contradicts them."""
    rows = case.conflicts[case.conflicts["computed_unit"].notna()]
    return {
        f"{row.event_id}_{row.variable}_computed": interval(
            row.computed_low, row.computed_high, row.computed_unit
        )
        for row in rows.itertuples()
    }


def all_facts(case: Case) -> dict[str, str]:
    """Return everything that a sentence on a case may name: events, claims and counts."""
    return {**event_facts(case), **claim_facts(case), **case_facts(case), **computed_facts(case)}


def corpus_facts(corpus: Corpus) -> dict[str, str]:
    """Return how large the corpus is, as counts with their nouns."""
    documents = corpus.documents.query("layer == 'corpus'")
    claims = corpus.claims.query("layer == 'corpus'")
    events = corpus.events.query("layer == 'corpus'")
    measures = events[events["event_class"] == "measure"]
    shared = claims.groupby("root_id")["document_id"].nunique()
    inside = _inside(corpus)
    passages = corpus.table("passages").query("section == 'boilerplate'")
    from_appeal = claims["passage_id"].isin(passages["passage_id"])
    founded = measures["corpus_support_level"].isin(["S3_two_roots", "S4_state_acknowledged"])
    return {
        "documents": count(len(documents), "document"),
        "cases": count(len(corpus.cases), "case"),
        "sentences": count(int(documents["sentences"].sum()), "sentence"),
        "sentences_coded": number(int(documents["sentences_coded"].sum())),
        "claims": count(len(claims), "claim"),
        "events": count(len(events), "event"),
        "measures": count(len(measures), "measure"),
        "roots": count(claims["root_id"].nunique(), "root"),
        "shared_roots": count(int((shared > 1).sum()), "root"),
        "conflicts": count(int(inside.sum()), "contradiction"),
        "conflicts_follow_up": number(int((~inside).sum())),
        "appeal_claims": number(int(from_appeal.sum())),
        "founded": number(int(founded.sum())),
        "version": corpus.version,
    }


def _inside(corpus: Corpus) -> pd.Series:
    """Return for each conflict whether it needs no document but those of the corpus."""
    layers = corpus.claims.set_index("claim_id")["layer"].astype("string")
    sides = corpus.conflicts[["claim_a", "claim_b"]].apply(lambda side: side.map(layers))
    return (sides.fillna("corpus") == "corpus").all(axis=1)


def glue_facts(known: Mapping[str, str], names: str) -> None:
    """Make the named facts, names parted by spaces, ready to stand in the sentences of a chapter.

    Raises KeyError for a name that is no fact.
    """
    for name in names.split():
        if name not in known:
            raise KeyError(f"{name} is no fact; there are {', '.join(known)}")
        glue(name, known[name], display=False)

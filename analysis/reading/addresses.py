"""Where a reader finds the evidence: the address of an event or claim within the book."""

import pandas as pd

from analysis.reading.corpus import Corpus

# The cases that have a chapter, where the events and claims of the corpus stand in tables.
CHAPTERS = ("vorontsov",)


def event_addresses(corpus: Corpus, up: str = "") -> pd.Series:
    """Return the address of each event that stands in a chapter, by its id; others are absent.

    ``up`` leads from the page that links to the first page of the book, such as ``../``.
    """
    slugs = corpus.cases.set_index("case_id")["slug"]
    events = corpus.events.query("layer == 'corpus'").set_index("event_id")
    pages = events["case_id"].map(slugs)
    pages = pages[pages.isin(CHAPTERS)]
    return up + "cases/" + pages + ".html#" + pages.index.to_series()


def claim_addresses(corpus: Corpus, up: str = "") -> dict[str, str]:
    """Return the address of each claim that stands in a chapter, by its id; others are absent."""
    claims = corpus.claims.query("layer == 'corpus'").set_index("claim_id")["event_id"]
    pages = event_addresses(corpus, up).str.partition("#")[0].to_dict()
    return {claim: f"{pages[event]}#{claim}" for claim, event in claims.items() if event in pages}

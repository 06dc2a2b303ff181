"""Where a reader finds the evidence: the permanent address of every event and claim in the book.

Each case has a page of cards, and each card is at its id: ``evidence/vorontsov.html#C041``. This is
the one place that knows so; charts, tables and pages ask it.
"""

import pandas as pd

from analysis.reading.corpus import Corpus

FOLDER = "evidence"
BIBLIOGRAPHY = ("references", "documents-and-pages")  # the page and the place on it


def evidence_page(slug: str) -> str:
    """Return the page that holds the cards of a case, without its ending."""
    return f"{FOLDER}/{slug}"


def case_page(slug: str) -> str:
    """Return the page of the chapter on a case, without its ending; not every case has one."""
    return f"cases/{slug}"


def document_page(document: str) -> tuple[str, str]:
    """Return the page that describes a document of the corpus, and its place there."""
    return "documents", document


def card_pages(corpus: Corpus) -> pd.Series:
    """Return the page, without its ending, of every event and claim by its id."""
    slugs = corpus.cases.set_index("case_id")["slug"]
    events = corpus.events.set_index("event_id")["case_id"].map(slugs).map(evidence_page)
    claims = corpus.claims.set_index("claim_id")["event_id"].map(events)
    return pd.concat([events, claims])


def event_addresses(corpus: Corpus, up: str = "") -> pd.Series:
    """Return the address of every event of every case, by its id.

    ``up`` leads from the page that links to the first page of the book, such as ``../``.
    """
    return _addresses(corpus, corpus.events["event_id"], up)


def claim_addresses(corpus: Corpus, up: str = "") -> pd.Series:
    """Return the address of every claim, by its id; ``up`` as for `event_addresses`."""
    return _addresses(corpus, corpus.claims["claim_id"], up)


def card_addresses(corpus: Corpus, up: str = "") -> dict[str, str]:
    """Return the address of the card of every event and claim, for tables that name many."""
    return {**event_addresses(corpus, up), **claim_addresses(corpus, up)}


def _addresses(corpus: Corpus, ids: pd.Series, up: str) -> pd.Series:
    pages = card_pages(corpus).loc[ids]
    return up + pages + ".html#" + pages.index.to_series()

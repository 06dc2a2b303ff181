"""What belongs beside a charge wherever the book tells of one: the court and the plea (ETHICS.md).

A text often names the court where it tells of the arrest, and the plea where it tells of the
charge; both belong to the charge and to what rests on it.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import listing

UNNAMED = ("court_not_stated",)
GROUNDED = ("grounds", "continues_into")  # links from a charge to what rests on it
CORPUS = "corpus"


def near(corpus: Corpus, evidence: str) -> dict[str, set[str]]:
    """Return each event with those that rest on it, or on which it rests."""
    layers = corpus.events.set_index("event_id")["layer"]
    read = set(layers.index[(layers == CORPUS) | (evidence != CORPUS)])
    links = corpus.table("links")
    found: dict[str, set[str]] = {}
    for link in links[links["kind"].isin(GROUNDED)].itertuples():
        pair = {link.from_event_id, link.to_event_id}
        for event in pair if pair <= read else ():
            found.setdefault(event, {event}).update(pair)
    return found


def courts(corpus: Corpus, events: Iterable[str]) -> str | None:
    """Return the courts that decided on some events, None where no text names one."""
    rows = corpus.table("participants").query("role == 'adjudicator'")
    rows = rows[rows["event_id"].isin(list(events)) & ~rows["entity_id"].isin(UNNAMED)]
    return listing(rows["entity_id"].map(corpus.names()).unique()) if len(rows) else None


def pleas(corpus: Corpus, told: pd.DataFrame) -> str | None:
    """Return what the targets plead in some claims, with who says so; None where none tells it.

    ``told`` has a column ``voice`` beside those of table claims.
    """
    rows, labels = told[told["variable"] == "plea"], corpus.labels("plea")
    stated = [
        f"{labels[plea].lower()}, {'says' if len(own) == 1 else 'say'} {listing(own)}"
        for plea, own in rows.groupby("value")["voice"].unique().items()
    ]
    return "; ".join(stated) or None

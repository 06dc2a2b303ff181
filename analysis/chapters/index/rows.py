"""Lists the parts of the book, and says how much the documents carry."""

from collections.abc import Iterable

import pandas as pd

from analysis.drawing.lists_html import Entry
from analysis.reading.contents import Part
from analysis.reading.corpus import Corpus
from analysis.reading.prose import share, when

FOUNDED = "S3_two_roots"  # from here on an event has independent roots or the acting body's word


def ways_on(parts: Iterable[Part]) -> list[Entry]:
    """Return the parts of the book, each with links to its pages."""
    return [
        Entry(part.caption, links=tuple((page.title, page.address) for page in part.pages))
        for part in parts
    ]


def index_facts(corpus: Corpus) -> dict[str, str]:
    """Return on how much the answers rest, all of it in the corpus alone."""
    own = corpus.events.query("layer == 'corpus' and event_class == 'measure'")
    episodes = corpus.table("episodes").query("evidence == 'corpus'")
    seen = episodes.groupby("unit", observed=True)["episode"].nunique()
    founded = own["corpus_support_level"].astype(str) >= FOUNDED
    return {
        "first": _year(own["corpus_earliest"].min()),
        "last": _year(own["corpus_latest"].max()),
        "single": share(int((seen == 1).sum()), len(seen), "target"),
        "founded": share(int(founded.sum()), len(own), "measure"),
    }


def _year(day: pd.Timestamp) -> str:
    return when(day.replace(month=1, day=1), day.replace(month=12, day=31))

"""Shows and lists what is in the book, and says how much the documents carry."""

from collections.abc import Iterable

import pandas as pd

from analysis.drawing.lists_html import Entry
from analysis.reading.contents import Part
from analysis.reading.corpus import Corpus
from analysis.reading.course import measures
from analysis.reading.prose import count, listing, share, when
from analysis.reading.steps import kinds_in_words, transitions

FOUNDED = "S3_two_roots"  # from here on an event has independent roots or the acting body's word
CAPTION = (
    "What was done to everybody whom the five documents show in several episodes, on three tracks "
    "that are not compared. The higher a mark within its track, the graver; a hollow one rests on "
    "fewer than two independent origins, a striped one is disputed. Each mark leads to its "
    "evidence. Layer: the five documents."
)


def in_several_episodes(corpus: Corpus) -> pd.DataFrame:
    """Return the rows of the central figure of the targets of which a step can be told at all."""
    rows = measures(corpus, "corpus")
    return rows[rows["unit"].isin(transitions(corpus, "corpus")["unit"])].reset_index(drop=True)


def finding(corpus: Corpus) -> str:
    """Return what this figure shows, as its description: who, when, and steps of which kind."""
    rows = in_several_episodes(corpus)
    return (
        f"Measures on {count(rows['unit'].nunique(), 'target')} that the five documents show in "
        f"several episodes, by track and time, {when(rows['earliest'].min(), rows['latest'].max())}"
        f": {listing(kinds_in_words(transitions(corpus, 'corpus')))}, on "
        f"{listing(rows['target'].drop_duplicates())}."
    )


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

"""The course of every target: its measures and easings in order, as rows to draw or to list."""

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import when
from analysis.reading.steps import members

FILLED_FROM = "S3_two_roots"


def measures(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return every measure and easing of every target as rows to draw, in the order of the figure.

    One row for each target and event: case_id, case, unit, target, event_id, track and rung (of the
    measure, or of the one that is eased), name, easing, earliest, latest, lasting, until (the first
    day that it may have ended; NaT where nothing ends it), filled, disputed, href and words.
    """
    within = "corpus_" if evidence == "corpus" else ""
    events = corpus.events.drop(columns=["earliest", "latest", "episode"])
    types = corpus.table("measure_types")[["measure_type", "label", "track", "rung", "persistence"]]
    rows = members(corpus, evidence).drop(columns="evidence")
    rows = rows.merge(events, on="event_id").merge(types, on="measure_type")
    easing = rows["event_class"] == "easing"
    rows = rows.assign(
        case=rows["case_id"].map(corpus.cases.set_index("case_id")["title"]),
        target=rows["unit"].map(corpus.names()),
        track=rows["track"].astype(str),
        rung=rows["rung"].astype(int),
        name=rows["label"].where(~easing, "Easing of: " + rows["label"].str.lower()),
        easing=easing,
        lasting=(rows["persistence"].astype(str) == "status") & ~easing,
        until=rows["event_id"].map(_ends(corpus, rows)),
        filled=rows[f"{within}support_level"] >= FILLED_FROM,
        disputed=rows[f"{within}dispute_flag"] != "none",
        href=rows["event_id"].map(event_addresses(corpus)),
    )
    rows["words"] = [
        f"{r.target}: {r.name} ({r.track}{r.rung}), {when(r.earliest, r.latest)}. {r.summary}"
        for r in rows.itertuples()
    ]
    columns = [
        *("case_id", "case", "unit", "target", "event_id", "summary", "track", "rung", "name"),
        *("easing", "earliest", "latest", "lasting", "until", "filled", "disputed", "href"),
        *("words", "layer"),
    ]
    first = rows.groupby("unit")["latest"].transform("min")  # not known comes last
    return (
        rows.assign(first=first)
        .sort_values(["case_id", "first", "unit", "track", "rung", "latest", "event_id"])
        .reset_index(drop=True)[columns]
    )


def _ends(corpus: Corpus, rows: pd.DataFrame) -> pd.Series:
    """Return the first possible day of what ends each status, by event, within this evidence."""
    links = corpus.table("links").query("kind == 'ended_by'")
    start = "corpus_earliest" if (rows["layer"] == "corpus").all() else "earliest"
    days = corpus.events.set_index("event_id")[start]
    return links.set_index("from_event_id")["to_event_id"].map(days)

"""The rows of a timeline: which events are drawn, in which lane, from when to when."""

from datetime import timedelta

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import count, listing, when

RESPONSE = "Response"
# Events with this support or more are drawn filled, others hollow (DESIGN section 6).
FILLED_FROM = "S3_two_roots"


def timeline_rows(case: Case, layer: str = "corpus") -> pd.DataFrame:
    """Return the measures and responses of a case as rows to draw, one row for each event.

    Columns: event_id, lane (track or response), name and rung (what the row is called), earliest
    and latest (days; NaT where open), until (last day a status is known to last; NaT where nothing
    ends it), lasting, filled, disputed, href (the card of the event, as a chapter on a case leads
    to it) and description (one sentence, which names the mark).
    ``layer`` is ``corpus`` for the five documents alone, or ``follow_up`` for both layers.
    """
    corpus = case.corpus
    types = corpus.table("measure_types").set_index("measure_type")
    events = case.events[case.events["event_class"].isin(["measure", "target_response"])]
    if layer == "corpus":
        events = events[events["layer"] == "corpus"]
    start, end = bound_columns(layer)
    measured = events["measure_type"].notna()
    within = "corpus_" if layer == "corpus" else ""
    known = events["measure_type"].map(types["persistence"])
    rows = pd.DataFrame(
        {
            "event_id": events["event_id"],
            "lane": events["measure_type"].map(types["track"]).astype("string").fillna(RESPONSE),
            "name": events["measure_type"]
            .map(types["label"])
            .astype("string")
            .where(measured, events["summary"]),
            "rung": events["measure_type"].map(types["rung"]).astype("Int64"),
            "earliest": events[start],
            "latest": events[end],
            "lasting": (known == "status").fillna(False),
            "filled": (events[f"{within}support_level"] >= FILLED_FROM).fillna(False),
            "disputed": events[f"{within}dispute_flag"] != "none",
        }
    ).reset_index(drop=True)
    rows["until"] = rows["event_id"].map(_ends(case, start))
    rows["href"] = rows["event_id"].map(event_addresses(corpus, up="../"))
    rows["description"] = [
        _description(row, event)
        for row, event in zip(rows.itertuples(), events["summary"], strict=True)
    ]
    return rows.sort_values(["lane", "rung", "latest", "event_id"], ignore_index=True)


def bound_columns(layer: str) -> tuple[str, str]:
    """Return the columns of events that hold the bounds of a layer."""
    return ("corpus_earliest", "corpus_latest") if layer == "corpus" else ("earliest", "latest")


def _ends(case: Case, start: str) -> dict[str, pd.Timestamp]:
    """Return the first possible day of the event that ends each status."""
    links = case.corpus.table("links").query("kind == 'ended_by'")
    days = case.corpus.events.set_index("event_id")[start]
    return dict(zip(links["from_event_id"], links["to_event_id"].map(days), strict=True))


def _description(row: tuple, summary: str) -> str:
    disputed = ", disputed" if row.disputed else ""
    return f"{row.name} ({when(row.earliest, row.latest)}){disputed}: {summary}"


def window(
    rows: pd.DataFrame, first: str | None = None, last: str | None = None
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of a drawing: those given, or all bounds with some room."""
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    room = max((days.max() - days.min()) * 0.04, timedelta(days=2))
    return (
        pd.Timestamp(first) if first else days.min() - room,
        pd.Timestamp(last) if last else days.max() + room,
    )


def clipped(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return the rows that fall into a window, cut to it, with marks where they go on outside.

    Adds start and end (the bar, a day being a whole day), opens_left and opens_right (the bounds
    go on outside or are not known), lasts_from and lasts_to (how long a status is drawn) and ended.
    """
    day = timedelta(days=1)
    begins = rows["earliest"].fillna(first)
    ends = rows["latest"].fillna(last)
    lasts = ends.where(~rows["lasting"], rows["until"].fillna(last + day))
    seen = rows[
        (begins <= last) & (lasts >= first) & (rows["earliest"].notna() | rows["latest"].notna())
    ]
    begins, ends, lasts = (column.loc[seen.index] for column in (begins, ends, lasts))
    return seen.assign(
        start=begins.clip(lower=first),
        end=(ends + day).clip(lower=first, upper=last + day),
        opens_left=seen["earliest"].isna() | (begins < first),
        opens_right=seen["latest"].isna() | (ends > last),
        lasts_from=ends.clip(lower=first, upper=last),
        lasts_to=lasts.clip(upper=last + day),
        ended=seen["until"].notna() & (lasts <= last),
    )


def finding(case: Case, first: str | None = None, last: str | None = None) -> str:
    """Return what a timeline of a case shows in the corpus, as the description of the figure.

    Counts measures and responses and names the highest rung on each track; with ``first`` and
    ``last`` only what may have begun between these days.
    """
    rows = timeline_rows(case)
    if first and last:
        # An open end is on neither side of any day, so such rows stay.
        rows = rows[
            ~(rows["earliest"] > pd.Timestamp(last)) & ~(rows["latest"] < pd.Timestamp(first))
        ]
    measures = rows[rows["lane"] != RESPONSE]
    tracks = case.corpus.labels("track")
    highest = [
        f"on {tracks[track].lower()}, {own.loc[own['rung'].idxmax(), 'name'].lower()} "
        f"(rung {own['rung'].max()})"
        for track, own in measures.groupby("lane")
    ]
    responses = count(len(rows) - len(measures), "response")
    span = when(
        pd.Timestamp(first) if first else rows["earliest"].min(),
        pd.Timestamp(last) if last else rows["latest"].max(),
    )
    return (
        f"{case.title}, {span}: {count(len(measures), 'measure')}, the highest being "
        f"{listing(highest)}; and {responses}."
    )

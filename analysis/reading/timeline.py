"""The rows of a timeline: which events are drawn, in which lane, from when to when."""

from datetime import timedelta

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import NOT_KNOWN, count, in_words, listing, when

RESPONSE = "Response"
DRAWN = ("measure", "target_response", "easing")
# Events with this support or more are drawn filled, others hollow (DESIGN section 6).
FILLED_FROM = "S3_two_roots"
# The room beside an end that is open, as a share of the days that are known, so that what is not
# known can be seen to go on; and that beside an end that is known.
OPEN, CLOSED = 0.22, 0.05
MONTH = 31  # days
ONLY = "(follow-up\N{NO-BREAK SPACE}only)"  # never broken between lines


def timeline_rows(case: Case, layer: str = "corpus") -> pd.DataFrame:
    """Return the measures, easings and responses of a case as rows to draw, one for each event.

    Columns: event_id, layer (which first tells of the event), lane (track or response), name and
    rung (what the row is called; for an easing those of the measure that it ends), who (the
    targets), easing, earliest and latest (days; NaT where open), until (last day a status is known
    to last; NaT where nothing ends it), lasting, filled, disputed, href (the card of the event, as
    a chapter on a case leads to it), and description (one sentence, which names the mark).
    ``layer`` is ``corpus`` for the five documents alone, or ``follow_up`` for both layers.
    """
    corpus = case.corpus
    types = corpus.table("measure_types").set_index("measure_type")
    events = case.events[case.events["event_class"].isin(DRAWN)]
    if layer == "corpus":
        events = events[events["layer"] == "corpus"]
    start, end = bound_columns(layer)
    measured = events["measure_type"].notna()
    easing = events["event_class"] == "easing"
    within = "corpus_" if layer == "corpus" else ""
    known = events["measure_type"].map(types["persistence"])
    rows = pd.DataFrame(
        {
            "event_id": events["event_id"],
            "layer": events["layer"].astype(str),
            "lane": events["measure_type"].map(types["track"]).astype("string").fillna(RESPONSE),
            "name": events["measure_type"]
            .map(types["label"])
            .astype("string")
            .where(measured, events["summary"]),
            "rung": events["measure_type"].map(types["rung"]).astype("Int64"),
            "who": events["event_id"].map(_targets(case)),
            "easing": easing,
            "earliest": events[start],
            "latest": events[end],
            "lasting": (known == "status").fillna(False) & ~easing,
            "filled": (events[f"{within}support_level"] >= FILLED_FROM).fillna(False),
            "disputed": events[f"{within}dispute_flag"] != "none",
            "href": events["event_id"].map(event_addresses(corpus, up="../")),
        }
    ).reset_index(drop=True)
    rows["until"] = rows["event_id"].map(_ends(case, start))
    rows["href"] = rows["event_id"].map(event_addresses(corpus, up="../"))
    rows["description"] = [
        _description(row, event)
        for row, event in zip(rows.itertuples(), events["summary"], strict=True)
    ]
    return rows.sort_values(["lane", "rung", "latest", "event_id"], ignore_index=True)


def both_layers(case: Case) -> pd.DataFrame:
    """Return the rows of both layers, those of the five documents first, as `timeline_rows` does.

    An event has a second row where the follow-up layer leaves other days, or is what first tells of
    it. ``told_by`` is the layer that a row is of, and ``below`` what is written below its name:
    whom a measure hit, where that differs between the measures of the case.
    """
    inside = timeline_rows(case).assign(told_by="corpus")
    both = timeline_rows(case, "follow_up").assign(told_by="follow_up")
    days = inside.set_index("event_id")[["earliest", "latest"]]
    before = both["event_id"].map(_spans(days.reset_index()))
    after = both["event_id"].map(_spans(both))
    both = both[before != after]
    known = both["event_id"].isin(inside["event_id"])
    both = both.assign(
        description=known.map({True: "With follow-up: ", False: "Follow-up only: "})
        + both["description"]
    )
    rows = pd.concat([inside, both], ignore_index=True)
    rows["below"] = _below(rows)
    later = rows["below"].str.endswith(ONLY)
    by = ["lane", "rung", "later", "latest", "event_id", "told_by"]
    return rows.assign(later=later).sort_values(by, ignore_index=True).drop(columns="later")


def _spans(rows: pd.DataFrame) -> dict[str, str]:
    spans = zip(rows["event_id"], rows["earliest"], rows["latest"], strict=True)
    return {event: when(earliest, latest) for event, earliest, latest in spans}


def _below(rows: pd.DataFrame) -> list[str]:
    """Return what is written below the name of each row: whom it hit, and if it is follow-up only.

    The target of all measures that the five documents tell of goes without saying.
    """
    who = rows["who"].fillna("")
    measured = rows["lane"] != RESPONSE
    subjects = set(who[measured & (rows["layer"] == "corpus")])
    plain = subjects if len(subjects) == 1 else set()
    inside = (rows["layer"] == "corpus").groupby([rows["lane"], rows["name"], who])
    later = inside.transform("any").map({True: "", False: ONLY})
    whom = who.where(measured & ~who.isin(plain), "")
    return [" ".join(filter(None, pair)) for pair in zip(whom, later, strict=True)]


def bound_columns(layer: str) -> tuple[str, str]:
    """Return the columns of events that hold the bounds of a layer."""
    return ("corpus_earliest", "corpus_latest") if layer == "corpus" else ("earliest", "latest")


def _targets(case: Case) -> pd.Series:
    """Return whom each event hit, in words."""
    hit = case.participants.query("role == 'target'")
    return hit["entity_id"].map(case.corpus.names()).groupby(hit["event_id"]).agg(listing)


def _ends(case: Case, start: str) -> dict[str, pd.Timestamp]:
    """Return the first possible day of the event that ends each status."""
    links = case.corpus.table("links").query("kind == 'ended_by'")
    days = case.corpus.events.set_index("event_id")[start]
    return dict(zip(links["from_event_id"], links["to_event_id"].map(days), strict=True))


def _description(row: tuple, summary: str) -> str:
    disputed = ", disputed" if row.disputed else ""
    name = f"Easing of: {row.name}" if row.easing else row.name
    return f"{name} ({when(row.earliest, row.latest)}){disputed}: {summary}"


def window(
    rows: pd.DataFrame, first: str | None = None, last: str | None = None
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of a drawing: those given, or all bounds with some room.

    There is room to see that an end is open. Where no day is known the days returned mean nothing.
    """
    starts, ends = rows["earliest"], rows["latest"]
    days = pd.concat([starts, ends]).dropna()
    if days.empty:
        return pd.Timestamp(first or "2000-01-01"), pd.Timestamp(last or "2000-12-31")
    span = days.max() - days.min()
    dated = starts.notna() | ends.notna()
    goes_on = (ends.isna() & dated) | (rows["lasting"] & rows["until"].isna() & dated)

    def room(is_open: bool) -> timedelta:
        return max(span * (OPEN if is_open else CLOSED), timedelta(days=2))

    opens = (days.min() - room((starts.isna() & dated).any())).normalize()
    closes = (days.max() + room(goes_on.any())).normalize()
    return pd.Timestamp(first or opens), pd.Timestamp(last or closes)


def dense(rows: pd.DataFrame) -> tuple[str, str] | None:
    """Return the first and last day of the weeks to draw larger, or nothing where none need it.

    That is the shortest stretch with two thirds of the events whose days are known to within a
    month, in whole months, if all that is dated takes at least six times as long.
    """
    known = rows[(rows["latest"] - rows["earliest"]) <= timedelta(days=MONTH)]
    known = known.drop_duplicates("event_id").sort_values("earliest")
    most = -(-len(known) * 2 // 3)
    if most < 3:
        return None
    starts, ends = known["earliest"].to_numpy(), known["latest"].cummax().to_numpy()
    spans = [(ends[n + most - 1] - starts[n], n) for n in range(len(known) - most + 1)]
    _, n = min(spans)
    first = pd.Timestamp(starts[n]).replace(day=1)
    last = pd.Timestamp(ends[n + most - 1]) + pd.offsets.MonthEnd(0)
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    if (last - first) * 6 > days.max() - days.min():
        return None
    return f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"


def clipped(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return the rows that fall into a window, cut to it, with marks where they go on outside.

    Adds start and end (the bar, a day being a whole day), opens_left and opens_right (the bounds
    go on outside or are not known), undated (no bound is known at all), lasts_from and lasts_to
    (how long a status is drawn) and ended.
    """
    day = timedelta(days=1)
    begins = rows["earliest"].fillna(first)
    ends = rows["latest"].fillna(last)
    lasts = ends.where(~rows["lasting"], rows["until"].fillna(last + day))
    seen = rows[(begins <= last) & (lasts >= first)]
    begins, ends, lasts = (column.loc[seen.index] for column in (begins, ends, lasts))
    undated = seen["earliest"].isna() & seen["latest"].isna()
    return seen.assign(
        start=begins.clip(lower=first),
        end=(ends + day).clip(lower=first, upper=last + day),
        undated=undated,
        opens_left=~undated & (seen["earliest"].isna() | (begins < first)),
        opens_right=~undated & (seen["latest"].isna() | (ends > last)),
        lasts_from=ends.clip(lower=first, upper=last),
        lasts_to=lasts.clip(upper=last + day),
        ended=seen["until"].notna() & (lasts <= last),
    )


def finding(case: Case, first: str | None = None, last: str | None = None) -> str:
    """Return what a timeline of a case shows in the corpus, as the description of the figure.

    Counts measures and responses and names the highest rung on each track; with ``first`` and
    ``last`` only what may have begun between these days.
    """
    rows = _between(timeline_rows(case), first, last)
    measures = rows[rows["lane"] != RESPONSE]
    measures = measures[~measures["easing"]]
    tracks = case.corpus.labels("track")
    highest = [
        f"on {tracks[track].lower()}, {own.loc[own['rung'].idxmax(), 'name'].lower()} "
        f"(rung {own['rung'].max()})"
        for track, own in measures.groupby("lane")
    ]
    responses = count(int((rows["lane"] == RESPONSE).sum()), "response")
    span = when(
        pd.Timestamp(first) if first else rows["earliest"].min(),
        pd.Timestamp(last) if last else rows["latest"].max(),
    )
    whole = "the highest being " if len(measures) > 1 else ""
    told = f", {whole}{listing(highest)}" if highest else ""
    return (
        f"{case.title}, {_dated(span)}: {count(len(measures), 'measure')}{told}; and {responses}."
    )


def _between(rows: pd.DataFrame, first: str | None, last: str | None) -> pd.DataFrame:
    """Return the rows that may fall between two days; an open end is on neither side of any."""
    if not (first and last):
        return rows
    return rows[~(rows["earliest"] > pd.Timestamp(last)) & ~(rows["latest"] < pd.Timestamp(first))]


def _dated(span: str) -> str:
    return "on days not known" if span == NOT_KNOWN else span


def finding_of_both(case: Case, first: str | None = None, last: str | None = None) -> str:
    """Return what a timeline of both layers shows: the corpus first, then what is added to it."""
    rows = _between(both_layers(case), first, last)
    later = rows[rows["told_by"] == "follow_up"]
    new = later[later["layer"] == "follow_up"]
    easings = int(new["easing"].sum())
    responses = int((new["lane"] == RESPONSE).sum())
    added = [
        count(len(new) - easings - responses, "measure"),
        count(responses, "response"),
        count(easings, "easing"),
    ]
    dated = in_words(int((later["layer"] == "corpus").sum()))
    days = f"; it leaves other days for {dated} of these events" if dated != "no" else ""
    return (
        f"In the five documents: {finding(case, first, last)} "
        f"The follow-up layer adds {listing(added)}{days}."
    )

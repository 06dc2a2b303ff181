"""The national series as rows to draw and to read: values, periods, and where lines must stop."""

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, interval, listing, number, when
from analysis.values.dates import bounds

# A series with fewer values than this is no line; its periods are drawn and its values written.
FEWEST = 4


def panels(corpus: Corpus, *kinds: str) -> pd.DataFrame:
    """Return the values of each series of some kinds that is long enough for a panel of its own.

    One row for each observation, in the order of the series and then of time, with the columns of
    table observations and: ``label``, ``unit`` and ``kind`` of the series, the ends of its scale,
    ``start``, ``middle`` and ``end`` of the period, ``whole_year``, ``contested`` where the year
    has several values, ``segment`` (a line joins only rows of one segment) and ``words``.
    """
    rows = _observations(corpus)
    long = rows.groupby("series_id")["value"].transform("size") >= FEWEST
    rows = rows[long & rows["kind"].isin(kinds or corpus.labels("series_kind"))]
    return rows.assign(segment=_segments(rows, corpus.table("breaks"))).reset_index(drop=True)


def few_values(corpus: Corpus) -> pd.DataFrame:
    """Return the values of the series that are too short for a panel, one row for each.

    With the columns of `panels` but ``segment``: values of different periods or places are written
    side by side and joined by nothing.
    """
    rows = _observations(corpus)
    short = rows.groupby("series_id")["value"].transform("size") < FEWEST
    return rows[short].reset_index(drop=True)


def marked_breaks(corpus: Corpus) -> pd.DataFrame:
    """Return table breaks with ``at``, the day at which each is drawn, and its ``words``.

    A break that severs stands where its period begins, any other in the middle of it.
    """
    rows = corpus.table("breaks")
    periods = [bounds(year) for year in rows["year"]]
    start = pd.to_datetime([period.earliest for period in periods])
    end = pd.to_datetime([period.latest for period in periods])
    kinds = corpus.labels("break_kind")
    middle = pd.Series(start + (end - start) / 2, index=rows.index)
    return rows.assign(
        at=middle.where(~rows["severs"].astype(bool), pd.Series(start, index=rows.index)),
        words=rows["break_id"]
        + ", "
        + rows["kind"].astype(str).map(kinds).str.lower()
        + ": "
        + rows["description"],
    )


def _observations(corpus: Corpus) -> pd.DataFrame:
    series = corpus.table("series").drop(columns=["changes", "shows", "does_not_show"])
    rows = corpus.table("observations").merge(series, on="series_id")
    rows = rows.sort_values(["order", "earliest", "latest", "document_id"], ignore_index=True)
    places = ["series_id", "year"]
    said = [_said(row) for row in rows.itertuples()]
    return rows.assign(
        start=rows["earliest"],
        end=rows["latest"] + pd.Timedelta(days=1),
        middle=rows["earliest"] + (rows["latest"] + pd.Timedelta(days=1) - rows["earliest"]) / 2,
        whole_year=rows["year"].str.fullmatch(r"\d{4}").astype(bool),
        contested=rows.groupby(places)["document_id"].transform("nunique") > 1,
        said=said,
        words=[
            f"{when(row.earliest, row.latest)}: {text} {row.unit}, {row.document_id}"
            for row, text in zip(rows.itertuples(), said, strict=True)
        ],
    )


def _said(row: tuple) -> str:
    """Return what an observation says, as words: its value, or the bounds that stand for it."""
    if pd.isna(row.value):
        return interval(row.low, row.high)
    return number(row.value)


def _segments(rows: pd.DataFrame, breaks: pd.DataFrame) -> list[int]:
    """Return the number of the line that each row belongs to.

    A line runs on only from one whole year to the next, where each has one value and no break
    severs them; all else begins a line of its own.
    """
    severed = {(row.series_id, row.year) for row in breaks.itertuples() if row.severs}
    numbers: list[int] = []
    before = None
    for row in rows.itertuples():
        runs_on = (
            before is not None
            and before.series_id == row.series_id
            and before.whole_year
            and row.whole_year
            and not before.contested
            and not row.contested
            and pd.notna(before.value)
            and pd.notna(row.value)
            and int(row.year) - int(before.year) == 1
            and (row.series_id, row.year) not in severed
        )
        last = numbers[-1] if numbers else 0
        numbers.append(last if runs_on else last + 1)
        before = row
    return numbers


def panels_finding(rows: pd.DataFrame, breaks: pd.DataFrame) -> str:
    """Return what a figure of panels shows, as its description: one clause for each series."""
    clauses = [_clause(own, breaks) for _, own in rows.groupby("order", sort=True)]
    first, last = rows["start"].min().year, rows["latest"].max().year
    panel = count(len(clauses), "panel")
    head = f"{capital(panel)} with a scale each, {first} to {last}."
    return f"{head} {'; '.join(clauses)}."


def _clause(own: pd.DataFrame, breaks: pd.DataFrame) -> str:
    series = own.iloc[0]
    stated = own[own["value"].notna()]
    here = breaks[(breaks["series_id"] == series["series_id"]) & breaks["severs"].astype(bool)]
    parted = f", parted at {listing(here['break_id'])}" if len(here) else ""
    low, high = stated["value"].min(), stated["value"].max()
    ends = f"lowest {_first(stated, low)} and highest {_first(stated, high)}"
    return f"{series['label']}, {series['unit']}: {count(len(own), 'value')}, {ends}{parted}"


def _first(stated: pd.DataFrame, value: float) -> str:
    """Return a value with the period that it is from, or with the first of several."""
    found = stated[stated["value"] == value]
    period = when(found["earliest"].iloc[0], found["latest"].iloc[0])
    return f"{number(value)} ({'first in ' if len(found) > 1 else ''}{period})"


def few_finding(rows: pd.DataFrame) -> str:
    """Return what a figure of single values shows, as its description."""
    parts = [f"{row.label}, {row.words}" for row in rows.itertuples()]
    series = count(rows["series_id"].nunique(), "series", "series")
    return f"Values of {series} that no line joins. {'; '.join(parts)}."


def context_facts(corpus: Corpus) -> dict[str, str]:
    """Return how large the context layer is, as counts with their nouns."""
    observations, breaks = corpus.table("observations"), corpus.table("breaks")
    severing = breaks[breaks["severs"].astype(bool)]
    contradictions = breaks[breaks["kind"] == "contradiction"]
    short = few_values(corpus)
    detentions = short[short["family"] == "detentions"]
    medium = observations[observations["confidence"] == "medium"]
    years = [bounds(year) for year in observations["year"]]
    return {
        "series": count(len(corpus.table("series")), "series", "series"),
        "values": count(len(observations), "value"),
        "value_documents": count(observations["document_id"].nunique(), "document"),
        "medium": number(len(medium)),
        "breaks": count(len(breaks), "row"),
        "severing": number(len(severing)),
        "contradictions": count(len(contradictions), "contradiction"),
        "first_year": str(min(year.earliest for year in years).year),
        "last_year": str(max(year.latest for year in years).year),
        "detention_series": count(detentions["series_id"].nunique(), "series", "series"),
        "detention_gaps": _years_without(detentions),
    }


def _years_without(rows: pd.DataFrame) -> str:
    """Return the years, first to last, that no count of a year or less is from."""
    short = rows[rows["end"] - rows["start"] <= pd.Timedelta(days=366)]
    span = range(rows["start"].min().year, rows["latest"].max().year + 1)
    return listing(str(year) for year in span if year not in set(short["latest"].dt.year))

"""What lengths of time in days are read from: results, the events that bound them, their words."""

from collections.abc import Mapping

import pandas as pd

from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import NOT_KNOWN, capital, interval, listing, number, when
from analysis.reading.timeline import FILLED_FROM, bound_columns

# The two readings, by their code in vocabulary `evidence`, as figures and tables name them.
READINGS: Mapping[str, str] = {"corpus": "corpus alone", "corpus_and_follow_up": "with follow-up"}
NOT_TOLD = "not told of"


def results(corpus: Corpus, indicator: str) -> pd.DataFrame:
    """Return the results of one indicator, for example ``I4``, codes as text."""
    rows = corpus.table("indicators")
    rows = rows[rows["indicator"] == indicator].reset_index(drop=True)
    return rows.assign(**{code: rows[code].astype(str) for code in ("evidence", "censoring")})


def both_bounds(result: pd.Series) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value of a result, None where there is no bound."""
    low, high = (None if pd.isna(result[side]) else float(result[side]) for side in ("low", "high"))
    return low, high


def bounds_of(reading: str) -> tuple[str, str]:
    """Return the columns of table events that hold the days of a reading."""
    return bound_columns("corpus" if reading == "corpus" else "follow_up")


def measures(corpus: Corpus, reading: str) -> pd.DataFrame:
    """Return the measures on each unit in a reading, with the days that the measure works with.

    Columns unit, event_id, earliest, latest, label, ``lighter`` (A1 to A2, C1 to C2) and
    ``takes_liberty`` (A3 and up), ``filled`` (two independent roots) and ``disputed``.
    """
    own = corpus.table("episodes")
    own = own[own["evidence"] == reading].drop(columns=["evidence", "episode"])
    events = corpus.events.query("event_class == 'measure'")
    events = events.assign(
        filled=founded(events, reading), disputed=events["dispute_flag"].astype(str) != "none"
    )
    types = corpus.table("measure_types")[["measure_type", "label", "track", "rung"]]
    rows = own.merge(events[["event_id", "measure_type", "filled", "disputed"]], on="event_id")
    rows = rows.merge(types, on="measure_type")
    track = rows["track"].astype(str)
    return rows.assign(
        lighter=track.isin(["A", "C"]) & (rows["rung"] <= 2),
        takes_liberty=(track == "A") & (rows["rung"] >= 3),
    )


def founded(events: pd.DataFrame, reading: str) -> pd.Series:
    """Return for each event whether a reading has two independent roots, or better, for it."""
    support = "corpus_support_level" if reading == "corpus" else "support_level"
    return (events[support] >= FILLED_FROM).fillna(False).astype(bool)


def first(own: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return which of some measures can have been the first, by their days and certain order."""
    could = own[~(own["earliest"] > own["latest"].min())].sort_values("event_id")
    links = corpus.table("links").query("order_certain and kind != 'part_of'")
    among = links[links["from_event_id"].isin(could["event_id"])]
    return could[~could["event_id"].isin(among["to_event_id"])]


def phrase(events: pd.DataFrame) -> str:
    """Return what kinds of measures some events are and when, as a phrase."""
    if events.empty:
        return NOT_TOLD
    parts = []
    for bounds, labels in events.groupby(["earliest", "latest"], dropna=False, sort=False)["label"]:
        kinds = listing(label[0].lower() + label[1:] for label in labels.unique())
        parts.append(f"{capital(kinds)}, {when(*bounds)}")
    return "; ".join(parts)


def address(corpus: Corpus, event: str, claim: str | None = None) -> str:
    """Return where the card of an event, or of a claim on it, stands in the book."""
    return claim_addresses(corpus)[claim] if claim else event_addresses(corpus)[event]


def days(low: float | None, high: float | None) -> str:
    """Write days as words, a minus sign before what is below 0; an open side is no bound."""
    if high is None:
        return NOT_KNOWN if low is None else f"at least {_signed(low)} days"
    return interval(low, high, "day" if high == 1 else "days").replace("-", "−")


def length(low: float | None, high: float | None) -> str:
    """Write days that cannot be below 0 as words: that there are at least none is no bound."""
    return days(low or None, high) if high is None else days(low, high)


def _signed(value: float) -> str:
    return number(value).replace("-", "−")

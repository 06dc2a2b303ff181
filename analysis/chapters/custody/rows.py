"""Lead times, custodies and publicity lags as rows to draw and to read: bounds, and no point."""

import math
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.chapters.custody.lengths import (
    NOT_TOLD,
    READINGS,
    address,
    both_bounds,
    bounds_of,
    days,
    first,
    founded,
    length,
    measures,
    phrase,
    results,
)
from analysis.derivation.timing import ASSERTING
from analysis.reading.corpus import Corpus
from analysis.reading.prose import NOT_KNOWN, interval, listing, when
from analysis.values.quantities import Quantity, units

STATED = "stated"
STILL_HELD = "still held when last told of"
UNTOLD = {
    "low": None,
    "high": None,
    "known": False,
    "filled": False,
    "disputed": False,
    "href": None,
}


def lead_rows(corpus: Corpus) -> pd.DataFrame:
    """Return how long the first lighter measure came before the first loss of liberty (I4).

    Two rows for each target, one for each reading. Days ``low`` and ``high``, None where there is
    no bound, ``known`` where there is one; ``told`` is False where a reading does not show both
    kinds of measure. ``lighter`` and ``loss`` list the ids of the events between which the days lie
    (method, section 4c).
    """
    found = results(corpus, "I4").set_index(["unit", "evidence"])
    seen = {reading: measures(corpus, reading) for reading in READINGS}
    names, rows = corpus.names(), []
    for unit in found.index.unique("unit"):
        for reading, said_by in READINGS.items():
            own = seen[reading].query("unit == @unit")
            lighter, loss = (first(own[own[kind]], corpus) for kind in ("lighter", "takes_liberty"))
            row = {
                "group": unit,
                "name": names[unit],
                "reading": reading,
                "said_by": said_by,
                "told": (unit, reading) in found.index,
                "words": "not both told of",
                "censored": False,
                "lighter": list(lighter["event_id"]),
                "loss": list(loss["event_id"]),
                "lighter_phrase": phrase(lighter),
                "loss_phrase": phrase(loss),
                "to_lighter": _first_address(corpus, lighter),
                "to_loss": _first_address(corpus, loss),
            }
            if row["told"]:
                result, both = found.loc[(unit, reading)], pd.concat([lighter, loss])
                low, high = both_bounds(result)
                row |= {
                    "low": low,
                    "high": high,
                    "known": low is not None or high is not None,
                    "words": days(low, high),
                    "censored": result["censoring"] == "left",
                    "filled": bool(both["filled"].all()),
                    "disputed": bool(both["disputed"].any()),
                    "href": row["to_loss"],
                }
            rows.append(UNTOLD | row | {"description": f"{names[unit]}, {said_by}: {row['words']}"})
    return _ordered(rows)


def _first_address(corpus: Corpus, events: pd.DataFrame) -> str | None:
    return next((address(corpus, event) for event in events["event_id"]), None)


def custody_rows(corpus: Corpus) -> pd.DataFrame:
    """Return how long each custody lasted before a sentence: by the dates, and as stated (I5).

    For each custody a row for each reading, then one for each text that states a length, whose
    ``reading`` is ``stated``. Days ``low`` and ``high``; ``censored`` where no end is known: low is
    then what had passed when a text last told of it. ``excluded_by`` lists the readings whose dates
    exclude a stated length. ``told`` is False where a reading knows of no such custody.
    """
    found = results(corpus, "I5")
    found["nth"] = found.groupby(["evidence", "unit"]).cumcount()
    rows = []
    for (unit, _), own in found.groupby(["unit", "nth"], sort=False):
        by_reading = own.set_index("evidence")
        same = {"group": f"{unit}-{own['item'].iloc[0].split()[-1]}", "name": corpus.names()[unit]}
        for reading in READINGS:
            told = reading in by_reading.index
            row = _custody(corpus, unit, reading, by_reading.loc[reading]) if told else {}
            rows.append(_described(UNTOLD | same | row, reading, told))
        events = {event for item in own["item"] for event in item.split()}
        details = by_reading["detail"].dropna().to_dict()
        rows += [same | row for row in _stated(corpus, events, details, same["name"])]
    return _ordered(rows)


def _custody(corpus: Corpus, unit: str, reading: str, result: pd.Series) -> dict[str, object]:
    events = result["item"].split()
    own = measures(corpus, reading).query("unit == @unit and event_id in @events")
    start, (low, high) = first(own, corpus), both_bounds(result)
    censored = result["censoring"] == "right"
    return {
        "low": low,
        "high": high,
        "known": bool(low) or high is not None,
        "censored": censored,
        "length": length(low, high),
        "start": phrase(start),
        "until": STILL_HELD if censored else _end(corpus, events, reading),
        "filled": bool(own["filled"].all()),
        "disputed": bool(own["disputed"].any()),
        "href": address(corpus, events[-1]),
    }


def _described(row: dict[str, object], reading: str, told: bool) -> dict[str, object]:
    """Return the row of a custody with the words that stand beside it and pop up over it."""
    row = row | {"reading": reading, "said_by": READINGS[reading], "told": told, "excluded_by": []}
    if not told:
        missing = dict.fromkeys(("length", "start", "until", "words"), NOT_TOLD)
        said = f"{row['name']}, {READINGS[reading]}: {NOT_TOLD}"
        return row | missing | {"censored": False, "description": said}
    words = str(row["length"])
    if row["censored"]:
        words += f"; {STILL_HELD}"
    elif words == NOT_KNOWN:
        words += "; it has ended"
    said = f"{row['name']}, {READINGS[reading]}: {row['length']}; {row['start']}; {row['until']}"
    return row | {"words": words, "description": said}


def _end(corpus: Corpus, events: list[str], reading: str) -> str:
    """Return what ended a custody and when, as a phrase."""
    links = corpus.table("links").query("kind == 'ended_by' and from_event_id in @events")
    ends = corpus.events.set_index("event_id").loc[links["to_event_id"]]
    return listing(
        f"{end['summary']}, {when(*end[list(bounds_of(reading))])}" for _, end in ends.iterrows()
    )


def _stated(
    corpus: Corpus, events: Iterable[str], details: Mapping[str, str], name: str
) -> list[dict[str, object]]:
    """Return what texts say of the length of a custody, in days as wide as their units allow."""
    claims = corpus.claims
    claims = claims[
        claims["event_id"].isin(list(events))
        & (claims["variable"] == "custody_duration")
        & claims["modality"].isin(ASSERTING)
    ]
    by_code = units(corpus.table("units").to_dict("records"))
    speakers, rows = corpus.names(), []
    for claim in claims.itertuples():
        low, high = (None if pd.isna(bound) else bound for bound in (claim.low, claim.high))
        base = Quantity(low, high, by_code[claim.unit]).in_base_units()
        said, speaker = interval(low, high, claim.unit), speakers[claim.speaker_id]
        excluded = [
            reading
            for reading, detail in details.items()
            if claim.claim_id in re.findall(r"\bC\d+\b", detail)
        ]
        rows.append(
            UNTOLD
            | {
                "reading": STATED,
                "said_by": speaker,
                "told": True,
                "low": base.low,
                "high": base.high,
                "known": True,
                "censored": False,
                "excluded_by": excluded,
                "length": said,
                "words": f"{said}; {_verdict(excluded)}",
                "start": f"Stated in {claim.document_id}",
                "until": _verdict(excluded),
                "href": address(corpus, claim.event_id, claim.claim_id),
                "description": f"{name}, as {speaker} says: {said}; {_verdict(excluded)}",
            }
        )
    return rows


def _verdict(excluded: list[str]) -> str:
    """Return whether the dates leave room for a stated length, and whose dates do not."""
    if "corpus" in excluded:
        return "the dates exclude it"
    return "dates of the follow-up exclude it" if excluded else "the dates allow it"


def lag_rows(corpus: Corpus, only_follow_up: bool = False) -> pd.DataFrame:
    """Return how long it took until the public knew of each measure, where a bound is known (I9).

    Two rows for each measure that the corpus gives a bound for, one for each reading; with
    ``only_follow_up`` one row for each of the others. Days ``low`` and ``high``, None where there
    is no bound. Longest certain lag first, then the narrowest bounds.
    """
    found = results(corpus, "I9").set_index(["unit", "evidence"])
    inside = {unit for unit, reading in found.index if reading == "corpus"}
    events = corpus.events.set_index("event_id")
    track = corpus.table("measure_types").set_index("measure_type")["track"].astype(str)
    readings = list(READINGS)[1:] if only_follow_up else list(READINGS)
    well = {reading: founded(events, reading) for reading in readings}
    rows = []
    for unit in found.index.unique("unit"):
        if (unit in inside) == only_follow_up:
            continue
        event = events.loc[unit]
        for reading in readings:
            told = (unit, reading) in found.index
            low, high = both_bounds(found.loc[(unit, reading)]) if told else (None, None)
            words = length(low, high)
            rows.append(
                {
                    "group": unit,
                    "name": f"{track[event['measure_type']]} · {event['summary']}",
                    "measure": event["summary"],
                    "reading": reading,
                    "said_by": READINGS[reading],
                    "told": told,
                    "low": low,
                    "high": high,
                    "known": words != NOT_KNOWN,
                    "words": words,
                    "censored": False,
                    "track": track[event["measure_type"]],
                    "filled": bool(well[reading][unit]),
                    "disputed": str(event["dispute_flag"]) != "none",
                    "when": when(*event[list(bounds_of(reading))]),
                    "href": address(corpus, unit),
                    "description": f"{event['summary']}, {READINGS[reading]}: {words}",
                }
            )
    frame = pd.DataFrame(rows)
    sides = frame.assign(
        longest=-frame.groupby("group")["low"].transform("max").fillna(0),
        widest=frame.groupby("group")["high"].transform("max").fillna(math.inf),
    )
    order = sides.sort_values(["longest", "widest", "group"], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _ordered(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return the rows of a figure: what the corpus bounds first, then the follow-up, then the rest.

    The three kinds of row of one target keep their order.
    """
    known: dict[object, int] = {}
    for row in rows:
        if row["reading"] != STATED:
            ends = (row["low"] not in (None, 0)) + (row["high"] is not None)
            weight = ends * (3 if row["reading"] == "corpus" else 1)
            known[row["group"]] = known.get(row["group"], 0) + weight
    ordered = sorted(rows, key=lambda row: (-known[row["group"]], row["name"], row["group"]))
    return pd.DataFrame(ordered)

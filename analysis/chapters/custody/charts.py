"""The charts of lead times, custodies and publicity lags."""

import math
from collections.abc import Callable

import altair as alt
import pandas as pd

from analysis.chapters.custody.length_marks import (
    Columns,
    Scale,
    dashes,
    evident,
    framed,
    intervals,
    laid_out,
    lines,
    points,
    scale_of,
    x_of,
)
from analysis.chapters.custody.rows import STATED
from analysis.drawing import theme

LEAD, CUSTODY = Columns(152, 98, 204, 138), Columns(152, 98, 154, 188)
LAG, LAG_OF_ONE_READING = Columns(166, 98, 218, 110), Columns(264, 0, 218, 110)
# The same on a phone.
NARROW, NARROW_OF_ONE_READING = Columns(0, 80, 85, 119), Columns(0, 0, 160, 119)
NEAR = 60  # days: a bound farther from 0 stretches the scale only where the other side is known


def lead_times(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw the days from the first lighter measure to the first loss of liberty, as intervals.

    ``rows`` as `custody.lead_rows` gives them. A bar for the corpus alone, a line between diamonds
    with the follow-up; a filled triangle where the days go on beyond the scale or have no bound, a
    hollow one where the first lighter measure may have been earlier (left-censored), dashes where
    no bound is known. Left of the line at 0 the graver measure came first.
    """
    lone = rows["low"].isna() | rows["high"].isna()
    bounds = _bounds(rows[~lone]) + [day for day in _bounds(rows[lone]) if abs(day) <= NEAR]
    first, last = _tens(min([-10, *bounds]), math.floor), _tens(max([30, *bounds]), math.ceil)

    def drawn(columns: Columns) -> alt.LayerChart:
        scale = scale_of(first, last, columns)
        laid = laid_out(rows, scale, columns)
        censored = laid[laid["told"] & laid["censored"]].assign(hollow=theme.colour("surface"))
        layers = [
            *_zero(laid, scale, across=bool(columns.name)),
            *intervals(laid, scale),
            points(censored, scale, "end", "triangle-right", fill="hollow", away=15),
        ]
        title = "Days from the first lighter measure to the first loss of liberty"
        return framed(laid, scale, columns, layers, title)

    return _figure(drawn, LEAD, NARROW, description, caption, id)


def _zero(laid: pd.DataFrame, scale: Scale, across: bool) -> list[alt.Chart]:
    """Draw the line at no days at all, and say which measure came first on either side of it.

    ``across`` all rows, or where names stand between the rows, beside the marks alone.
    """
    line = {"color": theme.colour("ink"), "strokeWidth": 1.25, "aria": False}
    zero = alt.Chart(pd.DataFrame({"x": [0]}))
    x = {"x": x_of("x", scale)}
    if across:
        ends = {"y": alt.value(-15), "y2": alt.value(int(laid["height"].max()))}
        rule = zero.mark_rule(**line).encode(**x, **ends)
    else:
        beside = laid.assign(x=0, above=laid["at"] - 10, below=laid["at"] + 10)
        ends = {"y": alt.Y("above:Q", scale=None, axis=None), "y2": "below:Q"}
        rule = alt.Chart(beside).mark_rule(**line).encode(**x, **ends)
    sides = [
        zero.mark_text(align=align, dx=away, color=theme.colour("muted"), aria=False).encode(
            **x, y=alt.value(-9), text=alt.value(words)
        )
        for align, away, words in (("right", -5, "graver first"), ("left", 5, "lighter first"))
    ]
    return [rule, *sides]


def custodies(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw how long each custody lasted by the dates, and what texts state, on one scale.

    ``rows`` as `custody.custody_rows` gives them. A thin line runs up to the fewest days; then a
    bar or circle (corpus alone) or diamonds (with follow-up) to the most, or an arrow and dashes
    where somebody was still held when last told of. A stated length is a line between two ticks.
    """
    last = 10 * _tens(max([100, *_bounds(rows)]) / 10, math.ceil)
    said_by = rows["said_by"].where(rows["reading"] != STATED, "stated by " + rows["said_by"])

    def drawn(columns: Columns) -> alt.LayerChart:
        scale = scale_of(0, last, columns)
        laid = laid_out(rows.assign(said_by=said_by), scale, columns)
        stated, reckoned = laid[laid["reading"] == STATED], laid[laid["reading"] != STATED]
        upto = reckoned[reckoned["known"] & (reckoned["low"] > 0)].assign(begin=0)
        censored = reckoned[reckoned["censored"]].assign(edge=last)
        held, unbounded = censored[censored["known"]], censored[~censored["known"]]
        layers = [
            lines(upto, scale, "begin", "start", width=1.5),
            dashes(held, scale, "start", "edge"),
            points(held, scale, "start", "triangle-right"),
            *intervals(reckoned.drop(held.index), scale),
            points(unbounded, scale, "edge", "triangle-right"),
            *_ticked(stated, scale),
        ]
        return framed(laid, scale, columns, layers, "Days in custody before a sentence")

    return _figure(drawn, CUSTODY, NARROW, description, caption, id)


def _ticked(stated: pd.DataFrame, scale: Scale) -> list[alt.Chart]:
    """Draw stated lengths: a line in ink between two ticks, with a triangle at an open end."""
    stated = stated.assign(paint=theme.colour("ink"), fill=theme.colour("ink"))
    closed, open_end = stated[~stated["opens_right"]], stated[stated["opens_right"]]
    ticks = [
        evident(alt.Chart(rows).mark_tick(height=11, thickness=2, opacity=1), rows).encode(
            x=x_of(side, scale), fill=alt.Fill("fill:N", scale=None)
        )
        for rows, side in ((stated, "start"), (closed, "end"))
    ]
    arrow = points(open_end, scale, "end", "triangle-right", fill="paint")
    return [lines(stated, scale, "start", "end", width=2), *ticks, arrow]


def publicity_lags(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw the days from each measure until the public knew of it, as intervals.

    ``rows`` as `custody.lag_rows` gives them: marks as in `lead_times`, in the colour of the track.
    """
    both = (rows["reading"] == "corpus").any()
    page, phone = (LAG, NARROW) if both else (LAG_OF_ONE_READING, NARROW_OF_ONE_READING)
    near = rows.loc[rows["high"] <= NEAR, "high"]
    last = _tens(max([30, *rows["low"].dropna() + 10, *near]), math.ceil)

    def drawn(columns: Columns) -> alt.LayerChart:
        scale = scale_of(0, last, columns)
        laid = laid_out(rows, scale, columns)
        return framed(laid, scale, columns, intervals(laid, scale), "Days until the public knew")

    return _figure(drawn, page, phone, description, caption, id)


def _figure(
    drawn: Callable[[Columns], alt.LayerChart],
    page: Columns,
    phone: Columns,
    description: str,
    caption: str,
    id: str,
) -> alt.LayerChart:
    """Return a chart as a figure of the book, with the same in narrow columns for a phone."""
    meta = {"caption": caption, "id": id, "narrow": drawn(phone).to_dict()}
    return drawn(page).properties(description=description, usermeta=meta)


def _bounds(rows: pd.DataFrame) -> list[float]:
    return [*rows["low"].dropna(), *rows["high"].dropna()]


def _tens(value: float, rounded: Callable[[float], int]) -> int:
    return rounded(value / 10) * 10

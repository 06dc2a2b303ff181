"""How lengths of time are drawn: rows of texts and marks on a scale of days, bounds as bounds."""

import math
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.stripes import striped
from analysis.reading.prose import capital

LETTER = 6.6  # px that a letter takes on average, by which texts are broken into lines
LINE, BETWEEN, ABOVE = 15, 10, 8  # px: a line of text, the room between targets and above all
MIDDLE = 7  # px from the top of a line of text to the marks beside it
APART = 24  # px between the days and their words, with room for a triangle
NARROW = 0.02  # of the scale: what is shorter is drawn as a point, so that it can be seen
DIGIT = 6  # px that a figure or sign of the scale takes
TRACKS = {"A": "track_a", "B": "track_b", "C": "track_c"}


class Columns(NamedTuple):
    """How wide the columns of a chart are, in px: name, reading, days, and the days in words.

    Without a width of its own, a name stands above its rows.
    """

    name: int
    said: int
    plot: int
    words: int

    @property
    def whole(self) -> int:
        """The width of it all."""
        return sum(self) + APART


class Scale(NamedTuple):
    """The first and the last day of a scale, and the days from one number on it to the next."""

    first: int
    last: int
    step: int


def scale_of(first: int, last: int, columns: Columns) -> Scale:
    """Return the scale between two days, with as many numbers as have room."""
    steps = (5, 10, 20, 50, 100, 200, 500)
    room = max(len(f"{end:,}") for end in (first, last)) * DIGIT + 6
    fits = (step for step in steps if (last - first) / step * room <= columns.plot)
    return Scale(first, last, next(fits, 1000))


def laid_out(rows: pd.DataFrame, scale: Scale, columns: Columns) -> pd.DataFrame:
    """Return rows with their place in px, their texts in lines, and their days on the scale.

    ``rows`` as `custody.lead_rows` and its likes give them; those of one ``group`` stand together
    under one name. ``opens_left`` and ``opens_right`` say where the days go on beyond the scale or
    have no bound. Without a ``track`` all are in the colour of the first.
    """
    low, high = (rows[side].astype(float) for side in ("low", "high"))
    colours = rows["track"].map(TRACKS) if "track" in rows else ["track_a"] * len(rows)
    name_width = columns.name or columns.whole
    laid = rows.assign(
        name_lines=[_broken(capital(name), name_width) for name in rows["name"]],
        said_lines=[_broken(text, columns.said) for text in rows["said_by"]],
        words_lines=[_broken(text, columns.words) for text in rows["words"]],
        opens=~rows["group"].duplicated(),
        start=low.clip(scale.first, scale.last).fillna(scale.first),
        end=high.clip(scale.first, scale.last).fillna(scale.last),
        opens_left=rows["known"] & ~(low >= scale.first),
        opens_right=rows["known"] & ~(high <= scale.last),
        paint=[theme.colour(colour) for colour in colours],
        fill=[_fill(row, colour) for row, colour in zip(rows.itertuples(), colours, strict=True)],
    )
    tops, names, below = [], [], ABOVE
    for _, own in laid.groupby("group", sort=False):
        name, named = below, below + LINE * len(own["name_lines"].iloc[0])
        below = below if columns.name else named + 2
        for row in own.itertuples():
            names.append(name)
            tops.append(below)
            below += LINE * max(len(row.said_lines), len(row.words_lines)) + 3
        below = max(below, named) + BETWEEN
    places = {"name_top": names, "top": tops, "at": [top + MIDDLE for top in tops]}
    return laid.assign(**places, height=below - BETWEEN + 6)


def _broken(text: str, width: int) -> list[str]:
    """Return a text in lines that fit a width in px; what follows a semicolon is on a new one."""
    if not width:
        return []
    return [
        line
        for part in text.replace("; ", ";\n").splitlines()
        for line in textwrap.wrap(
            part, int(width / LETTER), break_on_hyphens=False, break_long_words=False
        )
    ]


def _fill(row: tuple, colour: str) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    if row.disputed:
        return striped(colour)
    return theme.colour(colour if row.filled else "surface")


def framed(
    laid: pd.DataFrame, scale: Scale, columns: Columns, layers: list[alt.Chart], title: str
) -> alt.LayerChart:
    """Put the texts beside the marks, a hairline between targets and the scale below all."""
    opening = laid[laid["opens"]].assign(line=lambda rows: rows["name_top"] - BETWEEN / 2 - 2)
    left, right = -(columns.name + columns.said), columns.plot + APART
    hairlines = alt.Chart(opening.iloc[1:]).mark_rule(color=theme.colour("grid"), aria=False)
    axis = alt.Chart(pd.DataFrame({"x": [scale.first]})).mark_rule(opacity=0, aria=False)
    return alt.layer(
        axis.encode(x=x_of("x", scale, _broken(title, int(0.7 * columns.whole)))),
        hairlines.encode(y=_y("line"), x=alt.value(left), x2=alt.value(right + columns.words)),
        *layers,
        _text(opening, "name_lines", "name_top", left, "ink"),
        _text(laid, "said_lines", "top", -columns.said, "muted"),
        _text(laid[laid["known"]], "words_lines", "top", right, "ink"),
        _text(laid[~laid["known"]], "words_lines", "top", right, "muted"),
    ).properties(width=columns.plot, height=int(laid["height"].max()))


def _text(rows: pd.DataFrame, field: str, top: str, at: int, colour: str) -> alt.Chart:
    letters = {"align": "left", "baseline": "top", "lineHeight": LINE, "aria": False}
    chart = alt.Chart(rows).mark_text(**letters, color=theme.colour(colour))
    return chart.encode(x=alt.value(at), y=_y(top), text=f"{field}:N")


def x_of(field: str, scale: Scale, title: Sequence[str] = ()) -> alt.X:
    """Return the place of a day on the scale; its title stands in lines below it."""
    ticks = range(math.ceil(scale.first / scale.step) * scale.step, scale.last + 1, scale.step)
    axis = alt.Axis(values=list(ticks), format=",d", title=list(title), labelFlush=False)
    ends = alt.Scale(domain=[scale.first, scale.last], nice=False)
    return alt.X(f"{field}:Q", scale=ends, axis=axis)


def _y(field: str = "at") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def intervals(laid: pd.DataFrame, scale: Scale) -> list[alt.Chart]:
    """Draw intervals: bars and circles for the corpus alone, diamonds with the follow-up."""
    known = laid[laid["known"]]
    corpus, both = known[known["reading"] == "corpus"], known[known["reading"] != "corpus"]
    narrow = (corpus["end"] - corpus["start"]) < (scale.last - scale.first) * NARROW
    # The place where a bar too short to be seen would have its middle; no value is read from it.
    circles = corpus[narrow].assign(place=(corpus["start"] + corpus["end"]) / 2)
    unknown = laid[laid["told"] & ~laid["known"]].assign(begin=scale.first, edge=scale.last)
    spread = both[both["end"] > both["start"]]
    bars = alt.Chart(corpus[~narrow]).mark_bar(height=10, strokeWidth=1.5, cornerRadius=2)
    return [
        dashes(unknown, scale, "begin", "edge"),
        evident(bars, corpus[~narrow]).encode(
            x=x_of("start", scale), x2="end:Q", fill=alt.Fill("fill:N", scale=None)
        ),
        points(circles, scale, "place", "circle"),
        lines(spread, scale, "start", "end", width=2),
        points(both[~both["opens_left"]], scale, "start", "diamond"),
        points(spread[~spread["opens_right"]], scale, "end", "diamond"),
        *_open_ends(corpus, scale, away=6),
        *_open_ends(both, scale),
    ]


def _open_ends(rows: pd.DataFrame, scale: Scale, away: int = 0) -> list[alt.Chart]:
    """Draw triangles where days go on beyond the scale or have no bound, outside of a bar."""
    left, right = rows[rows["opens_left"]], rows[rows["opens_right"]]
    return [
        points(left, scale, "start", "triangle-left", fill="paint", away=-away),
        points(right, scale, "end", "triangle-right", fill="paint", away=away),
    ]


def lines(rows: pd.DataFrame, scale: Scale, begin: str, end: str, width: float) -> alt.Chart:
    """Draw a line from one day to another."""
    chart = alt.Chart(rows).mark_rule(strokeWidth=width)
    return evident(chart, rows).encode(x=x_of(begin, scale), x2=f"{end}:Q")


def dashes(rows: pd.DataFrame, scale: Scale, begin: str, end: str) -> alt.Chart:
    """Draw where nothing is known: dashes in grey, unlike any value and unlike zero."""
    dashed = alt.Chart(rows).mark_rule(strokeDash=[2, 4], color=theme.colour("muted"))
    place = {"x": x_of(begin, scale), "x2": f"{end}:Q"}
    return dashed.encode(**place, y=_y(), description="description:N")


def points(
    rows: pd.DataFrame, scale: Scale, field: str, shape: str, fill: str = "fill", away: int = 0
) -> alt.Chart:
    """Draw a mark at a day, or ``away`` px beside it, filled as the column ``fill`` says."""
    size = 60 if fill == "paint" or away else 80
    mark = alt.Chart(rows).mark_point(
        shape=shape, size=size, strokeWidth=1.75, opacity=1, xOffset=away
    )
    filled = alt.Fill(f"{fill}:N", scale=None)
    return evident(mark, rows).encode(x=x_of(field, scale), fill=filled)


def evident(chart: alt.Chart, rows: pd.DataFrame) -> alt.Chart:
    """Give marks their row, their colour, the words that pop up and, where one has any, a link."""
    stroke = alt.Stroke("paint:N", scale=None)
    chart = chart.encode(y=_y(), stroke=stroke, description="description:N")
    return chart.encode(href="href:N") if rows["href"].notna().any() else chart

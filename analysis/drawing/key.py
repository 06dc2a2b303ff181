"""The key to the figures: every glyph that several chapters use, with what it means."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from analysis.drawing import pixels, theme
from analysis.drawing.charts import LANES
from analysis.drawing.sheet import lines_of
from analysis.drawing.stripes import striped

WIDE, NARROW = 612, 326  # px: the key on a page and on a phone
LENGTH = {WIDE: 78, NARROW: 44}  # px: the bar of a glyph
GAP = 18  # px between a glyph and its meaning
LETTER = 6.1  # px: what a letter takes up in a line
HEAD, ROW, LINE = 32, 25, 16  # px: the heading of a group, a row, a further line of a meaning
THICK = 12  # px: a bar


class Glyph(NamedTuple):
    """A sign with its meaning: how it is drawn, how it is filled, in which colour and shape."""

    kind: str
    meaning: str
    fill: str = "full"
    colour: str = "track_a"
    shape: str = "circle"


KEY = {
    "When": (
        Glyph("bar", "From the first to the last day that the evidence allows"),
        Glyph("dot", "The same, too short to be drawn as a bar"),
        Glyph("open", "Open on this side: the bounds go on, or no first or last day is known"),
        Glyph("line", "A status that lasts; with an arrow, no end is known"),
        Glyph("dots", "No day is known at all"),
    ),
    "How well founded": (
        Glyph("bar", "Filled: two or more independent roots, or the word of the acting body"),
        Glyph("bar", "Hollow: fewer than two independent roots", "hollow"),
        Glyph(
            "bar",
            "Striped: disputed, as when a charge is denied or a detail or a number differs",
            "striped",
        ),
    ),
    "From which layer": (
        Glyph("dot", "Circle or plain bar: the five documents tell of it"),
        Glyph("dot", "Diamond: only the follow-up pages tell of it", shape="diamond"),
        Glyph("dashed", "Dashed outline: the same, for a bar", "hollow"),
    ),
    "What it is": (
        *(Glyph("dot", title, colour=colour) for title, colour in LANES.values()),
        Glyph("rung", "The number at a mark or a name: its rung, a rank and not an amount"),
        Glyph("cross", "An easing: a measure ends or is softened", colour="easing", shape="cross"),
    ),
    "Not known": (Glyph("unknown", "Not known, or not told of; this is not the same as zero"),),
}  # fmt: skip


def key() -> alt.LayerChart:
    """Draw the glyphs, each with what it means, and again in narrow columns for a phone."""
    meanings = "; ".join(glyph.meaning for group in KEY.values() for glyph in group)
    narrow = _drawn(NARROW).to_dict()
    meta = {"caption": "The glyphs of the figures.", "id": "figure-key", "narrow": narrow}
    return _drawn(WIDE).properties(description=f"Key to the figures: {meanings}.", usermeta=meta)


def _placed(width: int) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Place the glyphs and the lines of text, in px from the top left; with the height of all."""
    at = LENGTH[width] + GAP
    letters = int((width - at) / LETTER)
    glyphs, lines, y = [], [], 0.0
    for heading, group in KEY.items():
        y += HEAD
        lines.append({"text": heading, "x": 0, "y": y - 10, "weight": "bold"})
        for glyph in group:
            words = lines_of(glyph.meaning, letters)
            glyphs.append(glyph._asdict() | {"y": y + ROW / 2})
            lines += [
                {"text": text, "x": at, "y": y + ROW / 2 + n * LINE, "weight": "normal"}
                for n, text in enumerate(words)
            ]
            y += ROW + (len(words) - 1) * LINE
    return pd.DataFrame(glyphs), pd.DataFrame(lines), y


def _drawn(width: int) -> alt.LayerChart:
    glyphs, lines, height = _placed(width)
    length = LENGTH[width]
    glyphs = glyphs.assign(
        paint=[_paint(row) for row in glyphs.itertuples()],
        stroke=glyphs["colour"].map(theme.colour),
        left=(glyphs["kind"] == "open") * THICK,  # room for the triangle
        right=length,
        middle=length / 2,
        above=glyphs["y"] - THICK / 2,
        below=glyphs["y"] + THICK / 2,
        sign=glyphs["kind"].map({"rung": "3", "unknown": "?"}),
    )

    def some(*kinds: str) -> alt.Chart:
        return alt.Chart(glyphs[glyphs["kind"].isin(kinds)])

    def x(field: str) -> alt.X:
        return pixels.x(field, width)

    y, fill = pixels.y("y", height), alt.Fill("paint:N", scale=None)
    stroke, named = alt.Stroke("stroke:N", scale=None), {"description": "meaning:N"}
    bar = {"x": x("left"), "x2": "right:Q", "y": pixels.y("above", height), "y2": "below:Q"}
    bar |= {"fill": fill, "stroke": stroke} | named
    end = {"fill": fill, "stroke": stroke, "y": y} | named
    point = {"shape": alt.Shape("shape:N", scale=None), "x": x("middle")} | end
    ink = theme.colour("ink")
    layers = [
        some("line").mark_rule(strokeWidth=2.5).encode(x=x("left"), x2="right:Q", **end),
        some("line").mark_point(shape="triangle-right", size=60, opacity=1).encode(
            x=x("right"), **end),
        some("dots").mark_rule(strokeWidth=2, strokeDash=[1, 5], strokeCap="round").encode(
            x=x("left"), x2="right:Q", **end),
        some("bar", "open").mark_rect(strokeWidth=1.5, cornerRadius=2).encode(**bar),
        some("dashed").mark_rect(strokeWidth=1.5, strokeDash=[4, 3], cornerRadius=2).encode(**bar),
        some("open").mark_point(shape="triangle-left", size=60, opacity=1).encode(
            x=alt.value(THICK / 2), **end),
        some("dot").mark_point(size=90, strokeWidth=2, opacity=1).encode(**point),
        some("cross").mark_point(
            size=110, strokeWidth=1, stroke=ink, angle=45, opacity=1).encode(
            **{name: channel for name, channel in point.items() if name != "stroke"}),
        some("rung", "unknown").mark_text(fontSize=13, color=ink).encode(
            x=x("middle"), y=y, text="sign:N", **named),
        *(
            alt.Chart(own).mark_text(
                align="left", baseline="middle", fontWeight=weight, aria=False).encode(
                x=x("x"), y=pixels.y("y", height), text="text:N")
            for weight, own in lines.groupby("weight")
        ),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=width, height=height)


def _paint(glyph: tuple) -> str:
    if glyph.fill == "striped":
        return striped(glyph.colour)
    return theme.colour("surface" if glyph.fill == "hollow" else glyph.colour)

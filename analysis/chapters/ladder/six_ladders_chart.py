"""The chart of six ladders: the same measures in six orders, each with a scale of its own."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.chapters.ladder.charts import PAINTS
from analysis.drawing import theme
from analysis.drawing.pixels import paint, x, y

NAMES, COLUMN = 200, 69  # px: the names of the measures, and one ladder
EDGE = 15  # px kept free at both ends of a ladder
ROW, LINE, HEAD, BLOCK = 34, 14, 48, 28  # px: a measure, a line, the names of ladders and tracks
LETTERS, NARROW = 29, 9  # characters in a line of a name, and of the name of a ladder


def six_ladders(
    places: pd.DataFrame,
    ladders: Mapping[str, str],
    tracks: Mapping[str, str],
    description: str,
    caption: str,
    id: str,
) -> alt.LayerChart:
    """Draw the rank of each observed measure on each ladder: the further right, the higher.

    ``places`` as `six_ladders.ladder_places` gives them, the names of ladders and tracks by code.
    The number is the rank; its place is which of the ladder's own ranks it is, and no distance. The
    ladder that is only a warning is grey and framed by dashes.
    """
    drawn, blocks, height = _placed(places, tracks)
    width = NAMES + COLUMN * len(ladders)
    names = drawn.drop_duplicates("measure_type")
    lines = [
        {"x": 0, "y": row.y + shift, "text": word, "paint": theme.colour("ink")}
        for row in names.itertuples()
        for word, shift in _stacked(textwrap.wrap(row.label, LETTERS))
    ]
    heads = [
        {"x": NAMES + COLUMN * (place + 0.5), "y": HEAD / 2 + shift, "text": word, "code": code}
        for place, (code, name) in enumerate(ladders.items())
        for word, shift in _stacked(textwrap.wrap(name, NARROW))
    ]
    frame = drawn[drawn["warning"]].drop_duplicates("ladder_id")
    text = {"y": y("y", height), "text": "text:N"}
    return alt.layer(
        _guides(drawn, width, height),
        _frame(frame, width, height),
        alt.Chart(drawn)
        .mark_point(shape="circle", size=460, opacity=1, strokeWidth=0)
        .encode(
            x=x("x", width),
            y=y("y", height),
            fill=alt.Fill("paint:N", scale=None),
            description="words:N",
        ),
        alt.Chart(drawn)
        .mark_text(baseline="middle", color=theme.colour("surface"))
        .encode(x=x("x", width), y=y("y", height), text="shown:N", description="words:N"),
        alt.Chart(pd.DataFrame(lines))
        .mark_text(align="left", baseline="middle")
        .encode(x=x("x", width), color=paint(), **text),
        alt.Chart(blocks)
        .mark_text(align="left", baseline="middle", fontWeight="bold")
        .encode(x=x("x", width), **text),
        alt.Chart(pd.DataFrame(heads))
        .mark_text(baseline="middle", fontWeight="bold")
        .encode(x=x("x", width), **text),
    ).properties(
        width=width,
        height=height,
        description=description,
        usermeta={"caption": caption, "id": id},
    )


def _stacked(words: list[str]) -> list[tuple[str, float]]:
    """Return the lines of a name with how far each stands from the middle, in px."""
    return [(word, (place - (len(words) - 1) / 2) * LINE) for place, word in enumerate(words)]


def _placed(
    places: pd.DataFrame, tracks: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Return the marks with their places in px, the names of the tracks, and the whole height."""
    rows, blocks = {}, []
    top = float(HEAD)
    for track, own in places.groupby(places["track"].astype(str), sort=True):
        blocks.append({"x": 0, "y": top + BLOCK / 2, "text": f"{track} · {tracks[track]}"})
        top += BLOCK
        for kind in own["measure_type"].unique():
            rows[kind] = top + ROW / 2
            top += ROW
    share = places["step"] / (places["steps"] - 1).clip(lower=1)
    room = COLUMN - 2 * EDGE
    own_paint = places["track"].astype(str).map(lambda track: theme.colour(PAINTS[track]))
    drawn = places.assign(
        y=places["measure_type"].map(rows),
        x=NAMES + places["column"] * COLUMN + EDGE + share * room,
        left=NAMES + places["column"] * COLUMN + EDGE,
        right=NAMES + (places["column"] + 1) * COLUMN - EDGE,
        paint=own_paint.mask(places["warning"].astype(bool), theme.colour("muted")),
        warning=places["warning"].astype(bool),
        words=places["label"] + ": " + places["shown"],
    )
    columns = ["measure_type", "label", "ladder_id", "warning", "shown", "x", "y", "left", "right"]
    return drawn[[*columns, "paint", "words"]], pd.DataFrame(blocks), top


def _guides(drawn: pd.DataFrame, width: float, height: float) -> alt.Chart:
    """Draw the line that a mark of each ladder moves along, from its lowest rank to its highest."""
    return (
        alt.Chart(drawn)
        .mark_rule(color=theme.colour("grid"), strokeWidth=1)
        .encode(x=x("left", width), x2="right:Q", y=y("y", height))
    )


def _frame(frame: pd.DataFrame, width: float, height: float) -> alt.Chart:
    """Draw the frame of the ladder that is only a warning."""
    sides = frame.assign(
        left=frame["left"] - EDGE + 2, right=frame["right"] + EDGE - 2, top=1.0, bottom=height - 1
    )
    return (
        alt.Chart(sides)
        .mark_rect(filled=False, stroke=theme.colour("muted"), strokeDash=[4, 3], cornerRadius=4)
        .encode(x=x("left", width), x2="right:Q", y=y("top", height), y2="bottom:Q")
    )

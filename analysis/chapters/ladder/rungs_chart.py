"""The chart of the rungs below each target: which were observed and which may have been climbed."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.chapters.ladder.charts import PAINTS
from analysis.drawing import theme
from analysis.drawing.pixels import paint, x, y
from analysis.drawing.side_by_side import Figures, side_by_side

WIDTH, NAMES = 318, 152  # px: the whole, and the names of the targets
LETTERS = 24  # characters of a name that fit in one line
TILE, TALL, STEP = 28, 20, 33  # px: a rung, its height, and from one rung to the next
LINE, GAP = 15, 7  # px: a line of a name, and the room below a target
HEAD = 26  # px for the line that opens the targets of the follow-up alone
LEFT, RIGHT = ("A",), ("C", "B")  # treatment, track B, stands last: it is never merged
FIRST = {"corpus": "Targets of the five documents", "follow_up": "Only in the follow-up pages"}


def rungs(
    rows: pd.DataFrame,
    titles: Mapping[str, str],
    descriptions: Mapping[str, str],
    caption: str,
    id: str,
) -> Figures:
    """Draw for each target and track the rungs up to the highest, from left to right.

    ``rows`` as `ladder_fit.rungs` gives them. A full tile is a rung that the five documents show, a
    tile with a dot one that only the follow-up shows, and a question mark a lower rung that was not
    observed, which is not a rung that was not climbed.
    """
    panels = {
        track: _panel(rows[rows["track"] == track], track).properties(
            title=alt.TitleParams(f"{track} · {name}", fontSize=12, frame="group")
        )
        for track, name in titles.items()
        if (rows["track"] == track).any()
    }
    columns = [{t: panels[t] for t in group if t in panels} for group in (LEFT, RIGHT)]
    charts = [
        alt.vconcat(*own.values(), spacing=24).properties(
            description=" ".join(descriptions[track] for track in own)
        )
        for own in columns
        if own
    ]
    return side_by_side(*charts, caption=caption, id=id)


def _panel(rows: pd.DataFrame, track: str) -> alt.LayerChart:
    tiles, lines = [], []
    top = 0.0
    for first, part in rows.groupby("first", sort=False):
        grey = theme.colour("muted")
        lines.append({"y": top + HEAD / 2, "x": 0, "text": FIRST[first], "paint": grey})
        top += HEAD
        for name, own in part.groupby("name", sort=False):
            words = textwrap.wrap(name, LETTERS)
            height = max(len(words) * LINE, TALL)
            middle = top + height / 2
            for place, word in enumerate(words):
                at = middle + (place - (len(words) - 1) / 2) * LINE
                lines.append({"y": at, "x": 0, "text": word, "paint": theme.colour("ink")})
            tiles += [_tile(rung, track, middle) for rung in own.itertuples()]
            top += height + GAP
    return alt.layer(
        *_tiles(pd.DataFrame(tiles), top),
        alt.Chart(pd.DataFrame(lines))
        .mark_text(align="left", baseline="middle")
        .encode(x=x("x", WIDTH), y=y("y", top), text="text:N", color=paint()),
    ).properties(width=WIDTH, height=top)


def _tile(rung: tuple, track: str, middle: float) -> dict:
    """Return how one rung of a target is drawn, and what it says when pointed at."""
    own, grey, ground = (theme.colour(name) for name in (PAINTS[track], "muted", "surface"))
    fill, stroke, letters = {
        "corpus": (own, own, ground),
        "follow_up": (ground, own, own),
        "never": (ground, ground, grey),
    }[rung.seen]
    said = {
        "corpus": "observed in the five documents",
        "follow_up": "observed only in the follow-up pages",
        "never": "not observed; may have been climbed all the same",
    }[rung.seen]
    left = NAMES + (rung.rung - 1) * STEP
    return {
        "left": left,
        "right": left + TILE,
        "top": middle - TALL / 2,
        "bottom": middle + TALL / 2,
        "middle": left + TILE / 2 - (3 if rung.seen == "follow_up" else 0),
        "dot": left + TILE - 5,
        "y": middle,
        "text": "?" if rung.seen == "never" else f"{track}{rung.rung}",
        "fill": fill,
        "stroke": stroke,
        "paint": letters,
        "seen": rung.seen,
        "words": f"{rung.name}, {track}{rung.rung}: {said}",
    }


def _tiles(tiles: pd.DataFrame, height: float) -> list[alt.Chart]:
    base = alt.Chart(tiles)
    marks = [
        base.mark_rect(strokeWidth=1.5, cornerRadius=3).encode(
            x=x("left", WIDTH),
            x2="right:Q",
            y=y("top", height),
            y2="bottom:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            description="words:N",
        ),
        base.mark_text(baseline="middle").encode(
            x=x("middle", WIDTH),
            y=y("y", height),
            text="text:N",
            color=paint(),
            description="words:N",
        ),
    ]
    dotted = tiles[tiles["seen"] == "follow_up"]
    if len(dotted):
        dots = alt.Chart(dotted).mark_point(size=14, opacity=1, strokeWidth=0, shape="circle")
        marks.append(
            dots.encode(x=x("dot", WIDTH), y=y("y", height), fill=alt.Fill("stroke:N", scale=None))
        )
    return marks

"""The chart of the three tracks: which kind of measure stands on which rung, and what was seen."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.pixels import paint, x, y
from analysis.drawing.side_by_side import Figures, side_by_side

PAINTS = {"A": "track_a", "B": "track_b", "C": "track_c"}
SHAPES = {"act": "circle", "status": "square"}

COLUMN = 214  # px: three of them fit beside each other on a page and on paper
GLYPH, NAME = 36, 52  # px from the left: the glyph and the words of a kind of measure
LETTERS = 25  # characters that fit beside a glyph
LINE, GAP = 15, 9  # px: a line of words, and the room below a kind of measure
RUNG = 13  # px above a rung


def three_tracks(
    rows: pd.DataFrame,
    titles: Mapping[str, tuple[str, str]],
    descriptions: Mapping[str, str],
    caption: str,
    id: str,
) -> Figures:
    """Draw the three tracks, each in a column of its own with its own rungs.

    ``rows`` as `ladder.kinds` gives them; ``titles`` holds the name and the subject of each track,
    ``descriptions`` what each column shows. A circle is an act, a square a status; full means
    observed in the five documents, with a dot only in the follow-up, thin and grey not at all.
    """
    subjects = {track: textwrap.wrap(subject, 34) for track, (_, subject) in titles.items()}
    most = max(map(len, subjects.values()))
    columns = [
        _column(rows[rows["track"] == track], track).properties(
            title=alt.TitleParams(
                f"{track} · {name}",
                # As many lines in each, so that the columns begin at one height.
                subtitle=[*subjects[track], *[" "] * (most - len(subjects[track]))],
                fontSize=12,
                frame="group",
                offset=8,
            ),
            description=descriptions[track],
        )
        for track, (name, _) in titles.items()
    ]
    return side_by_side(*columns, caption=caption, id=id)


def _column(rows: pd.DataFrame, track: str) -> alt.LayerChart:
    glyphs, lines, rungs = [], [], []
    top = 0.0
    for place, own in rows.groupby("place", sort=False):
        start = top
        top += RUNG
        for kind in own.itertuples():
            words = textwrap.wrap(kind.label, LETTERS)
            never = kind.seen == "never"
            middle = top + LINE / 2
            glyphs.append(
                {
                    "y": middle,
                    "x": GLYPH,
                    "shape": SHAPES[str(kind.persistence)],
                    "seen": kind.seen,
                    "href": f"#{kind.anchor}",
                    "words": f"{place}, {kind.label}: {kind.said}",
                }
            )
            for word in words:
                ink = theme.colour("muted" if never else "ink")
                lines.append({"y": top + LINE / 2, "x": NAME, "text": word, "paint": ink})
                top += LINE
            grey = theme.colour("muted")
            lines.append({"y": top + LINE / 2, "x": NAME, "text": kind.said, "paint": grey})
            top += LINE + GAP
        rungs.append({"place": place, "y": start + RUNG + LINE / 2, "top": start, "x": 0})
    height = top
    return alt.layer(
        *_rungs(pd.DataFrame(rungs), track, height),
        *_glyphs(pd.DataFrame(glyphs), track, COLUMN, height),
        alt.Chart(pd.DataFrame(lines))
        .mark_text(align="left", baseline="middle")
        .encode(x=x("x", COLUMN), y=y("y", height), text="text:N", color=paint()),
    ).properties(width=COLUMN, height=height)


def _rungs(rungs: pd.DataFrame, track: str, height: float) -> list[alt.Chart]:
    return [
        alt.Chart(rungs)
        .mark_rule(color=theme.colour("grid"), strokeWidth=1)
        .encode(x=alt.value(0), x2=alt.value(COLUMN), y=y("top", height)),
        alt.Chart(rungs)
        .mark_text(
            align="left",
            baseline="middle",
            fontWeight="bold",
            fontSize=14,
            color=theme.colour(PAINTS[track]),
        )
        .encode(x=x("x", COLUMN), y=y("y", height), text="place:N"),
    ]


def _glyphs(glyphs: pd.DataFrame, track: str, width: float, height: float) -> list[alt.Chart]:
    """Draw glyphs by where they were observed: full, with a dot, or thin and grey."""
    own, grey, ground = (theme.colour(name) for name in (PAINTS[track], "muted", "surface"))
    looks = {"corpus": (own, own), "follow_up": (ground, own), "never": (ground, grey)}
    drawn = glyphs.assign(
        fill=[looks[seen][0] for seen in glyphs["seen"]],
        stroke=[looks[seen][1] for seen in glyphs["seen"]],
        width=[1 if seen == "never" else 2 for seen in glyphs["seen"]],
    )
    base = {
        "x": x("x", width),
        "y": y("y", height),
        "description": "words:N",
        "href": "href:N",
        "shape": alt.Shape("shape:N", scale=None),
    }
    marks = [
        alt.Chart(drawn)
        .mark_point(size=110, opacity=1)
        .encode(
            **base,
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )
    ]
    dotted = drawn[drawn["seen"] == "follow_up"]
    if len(dotted):
        dot = alt.Chart(dotted).mark_point(size=16, opacity=1, strokeWidth=0, fill=own)
        marks.append(dot.encode(**base))
    return marks

"""The key to the panels of measures and responses: every glyph with what it means."""

import altair as alt
import pandas as pd

from analysis.drawing import pixels, theme
from analysis.drawing.stripes import striped

KEY = (
    ("thick", "The days that the five documents allow, from the first to the last"),
    ("thin", "The same with the follow-up pages, where they change it or tell of it alone"),
    ("fills", "Fewer than two independent roots; two, or the word of the acting body; disputed"),
    ("dashed", "Told of in general or announced; in no count of the measure"),
    ("open", "No first day, or no last day, is known"),
    ("unknown", "No day is stated, and none can be bounded"),
    ("status", "A status in force: up to a stroke where it ends; with an arrow, no end is known"),
    ("easing", "An easing: a status ends to the good of the target"),
    ("answered_by", "Dot: a measure; arrow: a response that answers it"),
    ("occasion_of", "Dot: a response; arrow: a measure that took place at it"),
    ("ended_by", "Dot: a status; arrow: the easing that ends it"),
    ("uncertain", "The same, where the order is not certain"),
    ("break", "Nothing begins or ends for over a year; pieces have scales of their own"),
)
LENGTH, ROW, WIDTH = 96, 25, 600  # px: a glyph, a row of the key, the whole
JOINS = {"answered_by": "response", "occasion_of": "ink", "ended_by": "easing", "uncertain": "ink"}


def key() -> alt.LayerChart:
    """Draw the glyphs of the panels, each with what it means."""
    rows = pd.DataFrame(KEY, columns=["glyph", "meaning"])
    rows["y"] = [ROW * (number + 0.5) for number in range(len(rows))]
    at = dict(zip(rows["glyph"], rows["y"], strict=True))
    words = (
        alt.Chart(rows)
        .mark_text(align="left", baseline="middle")
        .encode(
            x=alt.value(LENGTH + 20),
            y=_y("y"),
            text="meaning:N",
            description="meaning:N",
        )
    )
    meanings = "; ".join(meaning for _, meaning in KEY)
    return alt.layer(*_bars(at), *_points(at), *_rules(at), words).properties(
        width=WIDTH,
        height=ROW * len(rows),
        description=f"Key to the panels: {meanings}.",
        usermeta={"caption": "The glyphs of the panels.", "id": "figure-response-key"},
    )


def _x(field: str) -> alt.X:
    return pixels.x(field, WIDTH)


def _y(field: str) -> alt.Y:
    return pixels.y(field, ROW * len(KEY))


def _bars(at: dict[str, float]) -> list[alt.Chart]:
    paint, surface = theme.colour("track_a"), theme.colour("surface")
    third = (LENGTH - 16) / 3
    bars = pd.DataFrame(
        [
            (0, LENGTH, at["thick"], 6, surface, False),
            (0, LENGTH, at["thin"], 3.5, surface, False),
            (0, third, at["fills"], 6, surface, False),
            (third + 8, 2 * third + 8, at["fills"], 6, paint, False),
            (2 * third + 16, LENGTH, at["fills"], 6, striped("track_a"), False),
            (0, LENGTH, at["dashed"], 6, surface, True),
            (0, LENGTH, at["open"], 6, surface, False),
        ],
        columns=["x", "x2", "middle", "half", "fill", "dashed"],
    )
    bars = bars.assign(y=bars["middle"] - bars["half"], y2=bars["middle"] + bars["half"])
    return [
        alt.Chart(own)
        .mark_rect(
            stroke=paint, strokeWidth=1.5, cornerRadius=2, strokeDash=[3, 2.5] if dashed else [1, 0]
        )
        .encode(x=_x("x"), x2="x2:Q", y=_y("y"), y2="y2:Q", fill=alt.Fill("fill:N", scale=None))
        for dashed, own in bars.groupby("dashed")
    ]


def _points(at: dict[str, float]) -> list[alt.Chart]:
    """Draw dots, arrows, open ends and the cross."""
    points = [
        (0, at["open"], "triangle-left", "track_a", True),
        (LENGTH, at["open"], "triangle-right", "track_a", True),
        (LENGTH, at["status"], "triangle-right", "track_a", True),
        (LENGTH / 2, at["easing"], theme.CROSS, "easing", False),
        *((6, at[kind], "circle", colour, True) for kind, colour in JOINS.items()),
        *((LENGTH - 4, at[kind], "triangle-right", colour, True) for kind, colour in JOINS.items()),
    ]
    rows = pd.DataFrame(points, columns=["x", "y", "shape", "colour", "solid"])
    rows["paint"] = rows["colour"].map(theme.colour)
    rows["fill"] = rows["paint"].where(rows["solid"], theme.colour("surface"))
    return [
        alt.Chart(rows).mark_point(size=52, opacity=1, strokeWidth=1.75).encode(
            x=_x("x"), y=_y("y"), shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None), fill=alt.Fill("fill:N", scale=None))
    ]  # fmt: skip


def _rules(at: dict[str, float]) -> list[alt.Chart]:
    """Draw lines: a status, a connector, a stretch without a day, a broken axis."""
    half = LENGTH / 2
    plain = [
        (0, half - 6, at["status"], "track_a"),
        (half + 6, LENGTH, at["status"], "track_a"),
        *(
            (6, LENGTH - 4, at[kind], colour)
            for kind, colour in JOINS.items()
            if kind != "uncertain"
        ),
        (0, half - 8, at["break"], "muted"),
        (half + 8, LENGTH, at["break"], "muted"),
    ]
    styles = {
        (1, 0): plain,
        (3, 3): [(6, LENGTH - 4, at["uncertain"], JOINS["uncertain"])],
        (1, 5): [(0, LENGTH, at["unknown"], "track_a")],
    }
    drawn = []
    for dash, lines in styles.items():
        rows = pd.DataFrame(lines, columns=["x", "x2", "y", "colour"])
        rows["paint"] = rows["colour"].map(theme.colour)
        drawn.append(
            alt.Chart(rows)
            .mark_rule(strokeWidth=1.75, strokeDash=list(dash), strokeCap="round")
            .encode(x=_x("x"), x2="x2:Q", y=_y("y"), stroke=alt.Stroke("paint:N", scale=None))
        )
    return [*drawn, _strokes(at)]


def _strokes(at: dict[str, float]) -> alt.Chart:
    """Draw the stroke that ends a status, and the two that break an axis."""
    half = LENGTH / 2
    strokes = pd.DataFrame(
        [
            (half - 6, half - 6, at["status"], 5, theme.colour("track_a")),
            (half - 6, half, at["break"], 6, theme.colour("muted")),
            (half, half + 6, at["break"], 6, theme.colour("muted")),
        ],
        columns=["x", "x2", "middle", "half", "paint"],
    )
    strokes = strokes.assign(
        y=strokes["middle"] + strokes["half"], y2=strokes["middle"] - strokes["half"]
    )
    return (
        alt.Chart(strokes)
        .mark_rule(strokeWidth=1.5)
        .encode(
            x=_x("x"), x2="x2:Q", y=_y("y"), y2="y2:Q", stroke=alt.Stroke("paint:N", scale=None)
        )
    )

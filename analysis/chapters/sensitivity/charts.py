"""The figures of the sensitivity chapter: choices, the specification curve, the six ladders."""

import altair as alt
import pandas as pd

from analysis.drawing import theme

CELL, ROW, DIGIT = 46, 28, 6  # px: one choice at least, one sentence, one digit below a mark
SHAPES = {"all": "square", "some": "diamond", "open": "stroke", "none": "circle"}
# What is written above the columns, a line a word; other choices stand under their own label.
SHORT = {
    "plover": "PLOVER",
    "vdem_tiers": "V-Dem tiers",
    "legal_stage": "Legal stage!",
    "navco": "NAVCO",
    "doubtful_words": "Doubtful words",
}
GAP = 26  # px between the ladders and what is left out
CURVE, STEP = 470, 17  # px: the width of the curve, one row of choices below it
NAMES = 128  # px: the names of these rows


def choices(cells: pd.DataFrame, description: str, caption: str, id: str) -> alt.HConcatChart:
    """Draw for each sentence and choice whether it holds in all, in some or in no specification.

    ``cells`` as `sensitivity.by_choice` or `by_question` give them. A dash stands where it holds in
    none and is undetermined in some. The number below a mark is how many specifications it holds
    in, where that is neither all nor none.
    """
    panels = []
    for kind in dict.fromkeys(cells["kind"]):
        own = cells[cells["kind"] == kind]
        panels.append(_panel(own, sorted(set(cells["headline_id"])), not panels))
    return alt.hconcat(*panels, spacing=GAP).properties(
        description=description, usermeta={"caption": caption, "id": id}
    )


def _panel(own: pd.DataFrame, sentences: list[str], first: bool) -> alt.LayerChart:
    names = own["choice"].map(SHORT).fillna(own["label"])
    paint, ground = theme.colour("track_a"), theme.colour("surface")
    drawn = own.assign(
        column=names,
        share=[f"{r.holds}/{r.specifications}" for r in own.itertuples()],
        shape=own["state"].map(SHAPES),
        paint=own["state"].map(lambda state: paint if state == "all" else ground),
        stroke=own["state"].map(
            lambda state: paint if state in ("all", "some") else theme.colour("muted")
        ),
    )
    margin = 28 if first else 0
    base = alt.Chart(drawn).encode(
        x=alt.X(
            "column:N",
            sort=list(dict.fromkeys(names)),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, ' ')",
                labelBaseline="bottom",
                labelPadding=24,  # room for a second line
                ticks=False,
                domain=False,
            ),
        ),
        y=alt.Y(
            "headline_id:N",
            sort=sentences,
            scale=alt.Scale(domain=sentences),
            title=None,
            axis=alt.Axis(labels=first, minExtent=margin, maxExtent=margin),
        ),
        description="words:N",
    )
    marks = base.mark_point(size=110, strokeWidth=1.5, opacity=1, yOffset=-3).encode(
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("paint:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
    )
    numbers = base.transform_filter("datum.state == 'some'").mark_text(
        fontSize=10, yOffset=10, color=theme.colour("muted")
    )
    written = drawn.loc[drawn["state"] == "some", "share"].str.len().max()
    cell = max(CELL, DIGIT * (0 if pd.isna(written) else written) + 8)
    return alt.layer(marks, numbers.encode(text="share:N")).properties(
        width=alt.Step(cell), height=alt.Step(ROW)
    )


def curve(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw the specification curve: the steps up under each specification, and its choices below.

    ``rows`` as `sensitivity.curve` gives them, one thin column each, sorted. A bar runs from the
    steps that are certain to those that may be; below it a tick stands in the row of its choice.
    """
    x = alt.X("place:Q", title=None, axis=None, scale=alt.Scale(domain=[-1, len(rows)], nice=False))
    width = max(1.0, CURVE / len(rows) - 0.4)
    axis = alt.Axis(tickMinStep=1, minExtent=NAMES, maxExtent=NAMES, format="d")
    above = alt.Chart(rows).encode(x=x, description="words:N")
    top = alt.layer(
        above.mark_rule(strokeWidth=width, color=theme.colour("context")).encode(
            y=alt.Y("low:Q", title=None, axis=axis), y2="high:Q"
        ),
        above.mark_tick(width=width + 0.6, height=3, color=theme.colour("track_a")).encode(
            y=alt.Y("low:Q", title=None, axis=axis)
        ),
    ).properties(
        width=CURVE,
        height=130,
        title=alt.TitleParams(
            "Steps up: certain (mark) and possible (bar)", fontSize=13, frame="group"
        ),
    )
    return alt.vconcat(
        top,
        _ticks(rows, "ladder", "Ladder", x, width),
        _ticks(rows, "left_out", "Left out", x, width),
        spacing=8,
    ).properties(description=description, usermeta={"caption": caption, "id": id})


def _ticks(rows: pd.DataFrame, choice: str, title: str, x: alt.X, width: float) -> alt.Chart:
    label = f"{choice}_label"
    order = list(dict.fromkeys(rows.sort_values(choice)[label]))
    axis = alt.Axis(minExtent=NAMES, maxExtent=NAMES, ticks=False, domain=False, labelLimit=NAMES)
    return (
        alt.Chart(rows)
        .mark_rect(color=theme.colour("ink"), height=8, width=width)
        .encode(
            x=x, y=alt.Y(f"{label}:N", sort=order, title=None, axis=axis), description="words:N"
        )
        .properties(
            width=CURVE,
            height=alt.Step(STEP),
            title=alt.TitleParams(title, fontSize=13, frame="group", offset=2),
        )
    )


# How each direction of a pair is drawn: its colour, and the sign that tells it without colour.
SIGNS = {"up": ("▲", "track_a"), "level": ("=", "context"), "down": ("▼", "track_b")}


def pairs(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw what each ladder makes of the same pairs of measures: how many go up, stay and go down.

    ``rows`` as `sensitivity.pairs` gives them. Bars are counts of pairs; the number stands in each.
    """
    rows = rows[rows["pairs"] > 0]
    drawn = rows.assign(
        words=rows["label"] + ": " + rows["pairs"].astype(str) + " " + rows["direction"],
        sign=[f"{SIGNS[r.direction][0]} {r.pairs}" for r in rows.itertuples()],
        paint=rows["direction"].map(lambda code: theme.colour(SIGNS[code][1])),
        order=rows["direction"].map({code: at for at, code in enumerate(SIGNS)}),
    )
    drawn["end"] = drawn.groupby("ladder", observed=True)["pairs"].cumsum()
    drawn["start"] = drawn["end"] - drawn["pairs"]
    labels = list(dict.fromkeys(rows["label"]))
    y = alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(minExtent=150, maxExtent=150))
    x = alt.X("start:Q", title="Pairs of measures in a certain order", axis=alt.Axis(grid=False))
    base = alt.Chart(drawn).encode(y=y, description="words:N")
    return (
        alt.layer(
            base.mark_bar(height=15, fillOpacity=0.25, strokeWidth=1.25).encode(
                x=x,
                x2="end:Q",
                fill=alt.Fill("paint:N", scale=None),
                stroke=alt.Stroke("paint:N", scale=None),
            ),
            base.mark_text(align="left", dx=5).encode(x=x, text="sign:N"),
        )
        .properties(width=440, height=alt.Step(ROW))
        .properties(description=description, usermeta={"caption": caption, "id": id})
    )

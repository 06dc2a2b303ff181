"""The panels of measures and responses: one for a case, with both readings of the evidence."""

from collections.abc import Callable, Iterable

import altair as alt
import pandas as pd

from analysis.chapters.response.broken_axis import GAP
from analysis.chapters.response.layout import (
    EMPTY,
    GUTTER,
    NAMES,
    OFF,
    PLOT,
    Layout,
    laid_out,
)
from analysis.chapters.response.rows import Panel
from analysis.chapters.response.views import panel_table
from analysis.drawing import pixels, theme
from analysis.drawing.tables_html import Table, table

THICK = {"corpus": 12, "both": 7}  # px: how high a bar is, by what it rests on
NO_DAY = "no day stated"
LAYERS = (
    "Thick marks: the five documents alone; thin marks: with the follow-up pages. "
    "Layers: corpus; corpus and follow-up."
)


def with_rows(drawn: Iterable[Panel]) -> list[alt.LayerChart | Table]:
    """Draw a panel for each case, and below each the table of its rows."""
    shown = []
    for own in drawn:
        title, slug = own.case.title, own.case.slug
        shown.append(panel(own, f"{own.finding} {LAYERS}", f"figure-response-{slug}"))
        rows, links = panel_table(own), {"Event": "to_event"}
        name = f"{title}: the rows of the panel; support and dispute by both layers"
        shown.append(table(rows, name, links=links, row_ids="anchor", id=f"rows-{slug}"))
    return shown


def panel(drawn: Panel, caption: str, id: str) -> alt.LayerChart:
    """Draw measures, responses and easings of a case, each in its lane, on one time axis.

    A bar runs from the first to the last day that the evidence allows, a point stands for a bar too
    short to see, a triangle for an open end, a dotted line for no day at all, a thin line for a
    status in force. A connector runs from its dot to its arrow, dashed where the order is not
    certain.
    """
    layout = laid_out(drawn)
    height = layout.height
    layers = [
        *_grid(layout, height),
        *_connectors(layout, height),
        *_statuses(layout, height),
        *_readings(layout, height),
        *_words(layout, height),
    ]
    return alt.layer(*layers).properties(
        width=PLOT,
        height=height,
        title=alt.TitleParams(drawn.case.title, fontSize=15, frame="group", dx=-NAMES, offset=2),
        description=drawn.finding,
        usermeta={"caption": caption, "id": id},
    )


def _x(field: str) -> alt.X:
    return pixels.x(field, PLOT)


def _grid(layout: Layout, height: int) -> list[alt.Chart]:
    """Draw the hairlines between rows, the lines of the ticks, and where the axis is broken."""
    grid, muted = theme.colour("grid"), theme.colour("muted")
    rows = layout.rows[["top", "high"]].assign(bottom=layout.rows["top"] + layout.rows["high"])
    pieces = pd.DataFrame([{"x": p.left, "x2": p.right} for p in layout.axis])
    breaks = pd.DataFrame({"x": pieces["x"].iloc[1:] - GAP / 2})
    strokes = breaks.merge(pd.DataFrame({"aside": [-3, 3]}), how="cross")
    strokes = pd.DataFrame({"x": strokes["x"] + strokes["aside"] - 3}).assign(
        x2=lambda at: at["x"] + 6
    )
    hair = {"color": grid, "strokeWidth": 1}
    marks = [
        (rows, lambda c: c.mark_rule(**hair).encode(
            x=alt.value(-NAMES), x2=alt.value(PLOT + GUTTER), y=pixels.y("bottom", height))),
        (rows.merge(layout.ticks, how="cross"), lambda c: c.mark_rule(**hair).encode(
            x=_x("x"), y=pixels.y("top", height), y2="bottom:Q")),
        (rows.merge(breaks, how="cross"), lambda c: c.mark_rule(
            color=muted, strokeWidth=1, strokeDash=[1, 4]).encode(
            x=_x("x"), y=pixels.y("top", height), y2="bottom:Q")),
        (pieces, lambda c: c.mark_rule(color=muted, strokeWidth=1).encode(
            x=_x("x"), x2="x2:Q", y=alt.value(height))),
        (layout.ticks, lambda c: c.mark_rule(color=muted, strokeWidth=1).encode(
            x=_x("x"), y=alt.value(height), y2=alt.value(height + 4))),
        (layout.ticks, lambda c: c.mark_text(
            color=muted, baseline="top", lineBreak="\n", lineHeight=15).encode(
            x=_x("x"), y=alt.value(height + 8), text="label:N")),
        (strokes, lambda c: c.mark_rule(color=muted, strokeWidth=1.5).encode(
            x=_x("x"), x2="x2:Q", y=alt.value(height + 6), y2=alt.value(height - 6))),
    ]  # fmt: skip
    return _drawn(marks)


def _drawn(marks: list[tuple[pd.DataFrame, Callable]], **shared: object) -> list[alt.Chart]:
    """Draw each mark for its rows, and none where there is no row."""
    return [draw(alt.Chart(rows).encode(**shared)) for rows, draw in marks if len(rows)]


def _connectors(layout: Layout, height: int) -> list[alt.Chart]:
    """Draw what joins rows, beside the plot: a dot where a link starts, an arrow where it ends."""
    near, marks = PLOT + OFF, []
    for certain, own in layout.stems.groupby("certain"):
        rule = {"strokeWidth": 1.5, "strokeDash": [1, 0] if certain else [3, 3]}
        out = own.drop_duplicates(["from_event_id", "kind"])
        marks += [
            (_spans(own), lambda c, rule=rule: c.mark_rule(**rule).encode(
                x=_x("x"), y=pixels.y("top", height), y2="bottom:Q")),
            (out, lambda c, rule=rule: c.mark_rule(**rule).encode(
                x=_x("x"), x2=alt.value(near), y=pixels.y("y", height))),
            (own, lambda c, rule=rule: c.mark_rule(**rule).encode(
                x=_x("x"), x2=alt.value(near), y=pixels.y("y2", height))),
        ]  # fmt: skip
    solid = {"fill": alt.Fill("paint:N", scale=None)}
    marks += [
        (layout.stems.drop_duplicates(["from_event_id", "kind"]), lambda c: c.mark_point(
            shape="circle", size=34, opacity=1).encode(
            x=alt.value(near), y=pixels.y("y", height), **solid)),
        (layout.stems, lambda c: c.mark_point(shape="triangle-left", size=46, opacity=1).encode(
            x=alt.value(near), y=pixels.y("y2", height), **solid)),
    ]  # fmt: skip
    return _drawn(marks, color=pixels.paint())


def _spans(stems: pd.DataFrame) -> pd.DataFrame:
    """Return one upright line for all links of an event: from its highest row to its lowest."""
    ends = stems.assign(top=stems[["y", "y2"]].min(axis=1), bottom=stems[["y", "y2"]].max(axis=1))
    return (
        ends.groupby(["from_event_id", "kind", "x", "paint"])
        .agg(top=("top", "min"), bottom=("bottom", "max"))
        .reset_index()
    )


def _statuses(layout: Layout, height: int) -> list[alt.Chart]:
    """Draw how long statuses last: a thin line, with an arrow where no end is known."""
    lasting = layout.lasting[layout.lasting["x2"] > layout.lasting["x"]]
    marks = [
        (lasting, lambda c: c.mark_rule(strokeWidth=1.5).encode(
            x=_x("x"), x2="x2:Q", y=pixels.y("y", height))),
        (lasting[~lasting["goes_on"].astype(bool)], lambda c: c.mark_point(
            shape="stroke", angle=90, size=90, strokeWidth=1.75, opacity=1).encode(
            x=_x("x2"), y=pixels.y("y", height))),
        (lasting[lasting["goes_on"].astype(bool)], lambda c: c.mark_point(
            shape="triangle-right", size=36, opacity=1).encode(
            x=_x("x2"), y=pixels.y("y", height), fill=alt.Fill("paint:N", scale=None))),
    ]  # fmt: skip
    return _drawn(marks, color=pixels.paint())


def _readings(layout: Layout, height: int) -> list[alt.Chart]:
    """Draw the marks of both readings: thick for the five documents, thin for both layers."""
    fill, solid = (alt.Fill(f"{name}:N", scale=None) for name in ("fill", "paint"))
    marks = []
    for (reading, generic), own in layout.marks.groupby(["reading", "generic"]):
        thick = THICK[reading]
        dash = {"strokeDash": [3, 2.5] if generic else [1, 0]}
        bars = own[own["form"] == "bar"]
        bars = bars.assign(y=bars["y"] - thick / 2, y2=bars["y"] + thick / 2)
        marks += [
            (bars, lambda c, dash=dash: c.mark_rect(strokeWidth=1.5, cornerRadius=2, **dash).encode(
                x=_x("start"), x2="end:Q", y=pixels.y("y", height), y2="y2:Q", fill=fill)),
            (own[own["form"] == "point"], lambda c, dash=dash: c.mark_point(
                strokeWidth=1.75, opacity=1, **dash).encode(
                x=_x("middle"), y=pixels.y("y", height), fill=fill,
                size=alt.Size("size:Q", scale=None), shape=alt.Shape("shape:N", scale=None))),
        ]  # fmt: skip
        marks += [
            (own[own[f"opens_{side}"]], lambda c, side=side, at=at, size=5 * thick: c.mark_point(
                shape=f"triangle-{side}", size=size, opacity=1).encode(
                x=_x(at), y=pixels.y("y", height), fill=solid))
            for side, at in (("left", "start"), ("right", "end"))
        ]  # fmt: skip
    return _drawn(
        marks,
        stroke=alt.Stroke("paint:N", scale=None),
        description="description:N",
        href="href:N",
    )


def _words(layout: Layout, height: int) -> list[alt.Chart]:
    """Write the names of lanes and rows, what stands in an empty lane, and where no day is told."""
    muted = theme.colour("muted")
    heads = layout.heads.assign(
        paint=[theme.colour(name) for name in layout.heads["colour"]],
        below=layout.heads["y"] + EMPTY,
    )
    unknown = layout.marks[layout.marks["form"] == "unknown"]
    dots = {"strokeWidth": 2, "strokeDash": [1, 5], "strokeCap": "round"}
    left = {"align": "left", "baseline": "middle"}
    marks = [
        (heads, lambda c: c.mark_point(shape="square", size=90, opacity=1).encode(
            x=alt.value(-NAMES + 5), y=pixels.y("y", height), fill=alt.Fill("paint:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None))),
        (heads, lambda c: c.mark_text(**left, fontSize=13, fontWeight="bold").encode(
            x=alt.value(-NAMES + 18), y=pixels.y("y", height), text="title:N")),
        (heads[heads["note"] != ""], lambda c: c.mark_text(
            **left, color=muted, fontStyle="italic").encode(
            x=alt.value(-NAMES), y=pixels.y("below", height), text="note:N")),
        (layout.names, lambda c: c.mark_text(**left).encode(
            x=alt.value(-NAMES), y=pixels.y("y", height), text="line:N",
            color=pixels.paint())),
        (unknown, lambda c: c.mark_text(baseline="middle", fontStyle="italic", color=muted).encode(
            x=alt.value(PLOT / 2), y=pixels.y("y", height), text=alt.value(NO_DAY))),
    ]  # fmt: skip
    marks += [
        (unknown, lambda c, ends=ends: c.mark_rule(**dots).encode(
            x=alt.value(ends[0]), x2=alt.value(ends[1]), y=pixels.y("y", height),
            stroke=alt.Stroke("paint:N", scale=None), description="description:N"))
        for ends in ((0, PLOT / 2 - 44), (PLOT / 2 + 44, PLOT))
    ]  # fmt: skip
    return _drawn(marks)

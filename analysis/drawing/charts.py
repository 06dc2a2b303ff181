"""The charts of the book: each takes a table and returns an Altair chart with a description."""

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.stripes import striped
from analysis.reading.timeline import RESPONSE, clipped

LANES = {
    "A": ("A · Liberty and legal jeopardy", "track_a"),
    "B": ("B · Bodily integrity", "track_b"),
    "C": ("C · Civic space", "track_c"),
    RESPONSE: ("Response of the target and of supporters", "response"),
}
NAMES = 268  # px for the names of the rows, the same in every lane so that the lanes line up
PLOT = 362  # px for the marks
ROW = 26  # px
# An interval narrower than this share of the window is drawn as a point, so that it can be seen.
NARROW = 0.015


def timeline(
    rows: pd.DataFrame,
    window: tuple[pd.Timestamp, pd.Timestamp],
    description: str,
    caption: str,
    id: str,
) -> alt.VConcatChart:
    """Draw when each measure and response took place: three tracks, and the response beside them.

    ``rows`` as `timeline.timeline_rows` gives them. A bar runs from the first to the last
    day that the evidence allows, a point stands for a bar too short to see, a triangle for an end
    that is open, and a thin line for a status still in force. Hollow means fewer than two
    independent roots, striped means disputed.
    """
    first, last = window
    drawn = clipped(rows, first, last)
    lanes = [
        _lane(drawn[drawn["lane"] == lane], title, colour, window)
        for lane, (title, colour) in LANES.items()
        if (drawn["lane"] == lane).any()
    ]
    lanes[-1] = lanes[-1].encode(x=_time(window, labels=True))
    return alt.vconcat(*lanes, spacing=14).properties(
        description=description, usermeta={"caption": caption, "id": id}
    )


def _time(window: tuple[pd.Timestamp, pd.Timestamp], labels: bool) -> alt.X:
    first, last = window
    days = (last - first).days
    form, ticks = ("%-d %b", {"interval": "week", "step": 2}) if days < 100 else ("%b %Y", 5)
    return alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(domain=[_utc(first), _utc(last + pd.Timedelta(days=1))], nice=False),
        axis=alt.Axis(
            format=form,
            labels=labels,
            ticks=labels,
            domain=labels,
            tickCount=ticks,
            labelFlush=True,
        ),
    )


def _utc(day: pd.Timestamp) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "date": day.day}


def _lane(
    drawn: pd.DataFrame, title: str, colour: str, window: tuple[pd.Timestamp, pd.Timestamp]
) -> alt.LayerChart:
    paint = theme.colour(colour)
    span = (window[1] - window[0]) * NARROW
    drawn = drawn.assign(
        label=[f"{r.rung} · {r.name}" if pd.notna(r.rung) else r.name for r in drawn.itertuples()],
        middle=drawn["start"] + (drawn["end"] - drawn["start"]) / 2,
        paint=[_fill(row, colour) for row in drawn.itertuples()],
    )
    narrow = (drawn["end"] - drawn["start"]) < span
    order = list(dict.fromkeys(drawn["label"]))
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(minExtent=NAMES, maxExtent=NAMES, labelLimit=NAMES, labelPadding=10),
    )
    base = alt.Chart(drawn).encode(y=y, href="href:N", description="description:N")
    fill = alt.Fill("paint:N", scale=None)
    here = {"x": _time(window, labels=False)}
    lasting = base.transform_filter("datum.lasting && datum.lasts_to > datum.lasts_from")
    return alt.layer(
        lasting.mark_rule(strokeWidth=2.5, color=paint).encode(
            **here | {"x": alt.X("lasts_from:T")}, x2="lasts_to:T"
        ),
        lasting.transform_filter("!datum.ended")
        .mark_point(shape="triangle-right", color=paint, fill=paint, size=60, opacity=1)
        .encode(x="lasts_to:T"),
        alt.Chart(drawn[~narrow])
        .mark_bar(stroke=paint, strokeWidth=1.5, cornerRadius=2)
        .encode(
            y=y, x=here["x"], x2="end:T", fill=fill, href="href:N", description="description:N"
        ),
        alt.Chart(drawn[narrow])
        .mark_point(stroke=paint, strokeWidth=2, size=90, opacity=1)
        .encode(y=y, x="middle:T", fill=fill, href="href:N", description="description:N"),
        base.transform_filter("datum.opens_left")
        .mark_point(shape="triangle-left", color=paint, fill=paint, size=60, opacity=1)
        .encode(x="start:T"),
        base.transform_filter("datum.opens_right")
        .mark_point(shape="triangle-right", color=paint, fill=paint, size=60, opacity=1)
        .encode(x="end:T"),
    ).properties(
        width=PLOT,
        height=alt.Step(ROW),
        title=alt.TitleParams(title, fontSize=13, frame="group", dx=-NAMES, offset=6),
    )


def _fill(row: tuple, colour: str) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    if row.disputed:
        return striped(colour)
    return theme.colour(colour if row.filled else "surface")

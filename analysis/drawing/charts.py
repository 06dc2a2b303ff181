"""The charts of the book: each takes a table and returns an Altair chart with a description."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing import timeline_layout as times
from analysis.drawing.stripes import striped
from analysis.reading.timeline import RESPONSE, clipped

LANES = {
    "A": ("A · Liberty and legal jeopardy", "track_a"),
    "B": ("B · Bodily integrity", "track_b"),
    "C": ("C · Civic space", "track_c"),
    RESPONSE: ("Response of the target and of supporters", "response"),
}
ROW = 26  # px
# An interval narrower than this share of the window is drawn as a point, so that it can be seen.
NARROW = 0.02
BAR = 11  # px: how high a bar is
HALO = 4  # px of the page's colour around words that stand on a line


def timeline(
    rows: pd.DataFrame,
    window: tuple[pd.Timestamp, pd.Timestamp],
    description: str,
    caption: str,
    id: str,
) -> alt.LayerChart:
    """Draw when each measure and response took place: three tracks, and the response beside them.

    ``rows`` as `timeline.timeline_rows` or `timeline.both_layers` gives them. A bar runs from the
    first to the last day that the evidence allows, a point stands for a bar too short to see, a
    triangle for an end that is open, a thin line for a status still in force, and a dotted line
    for days of which nothing is known. Hollow means fewer than two independent roots, striped means
    disputed, a cross is an easing. What the follow-up layer says is a diamond or has a broken
    outline. On a phone the names stand above the marks.
    """
    wide, narrow = (_timeline(rows, window, page) for page in (times.WIDE, times.NARROW))
    meta = {"caption": caption, "id": id, "narrow": narrow.to_dict()}
    return wide.properties(description=description, usermeta=meta)


def _timeline(
    rows: pd.DataFrame, window: tuple[pd.Timestamp, pd.Timestamp], page: times.Page
) -> alt.LayerChart:
    drawn = clipped(rows, *window)
    drawn = drawn.assign(
        label=[f"{r.rung} · {r.name}" if pd.notna(r.rung) else r.name for r in drawn.itertuples()],
        told_by=drawn.get("told_by", "corpus"),
        below=drawn.get("below", ""),
        middle=drawn["start"] + (drawn["end"] - drawn["start"]) / 2,
        paint=[_fill(row, LANES[row.lane][1]) for row in drawn.itertuples()],
        stroke=[theme.colour(LANES[lane][1]) for lane in drawn["lane"]],
    )
    titles = {lane: title for lane, (title, _) in LANES.items()}
    layout = times.laid_out(drawn, titles, page)
    place = _Place(window, page, layout.height)
    layers = [*_ground(layout, place), *_marks(layout.marks, place), *_texts(layout.texts, place)]
    return alt.layer(*layers).properties(width=page.whole, height=layout.height)


class _Place(NamedTuple):
    """Where days and rows stand in a drawing: days from left to right, rows from the top in px."""

    window: tuple[pd.Timestamp, pd.Timestamp]
    page: times.Page
    height: float

    def x(self, field: str) -> alt.X:
        first, last = self.window
        ends = [_utc(first), _utc(last + pd.Timedelta(days=1))]
        range_ = [self.page.names + 6, self.page.whole - 8]
        return alt.X(
            f"{field}:T", axis=None, scale=alt.Scale(domain=ends, range=range_, nice=False)
        )

    def y(self, field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False))


def _utc(day: pd.Timestamp) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "date": day.day}


def _ground(layout: times.Layout, place: _Place) -> list[alt.Chart]:
    """Draw the days of the scale, as lines behind the rows and in words below them."""
    if layout.marks["undated"].all():
        return []
    days = times.scale(*place.window, place.page)
    bottom = layout.height - times.BELOW + 8
    line = {"color": theme.colour("grid"), "strokeWidth": 1, "aria": False}
    first, last = place.window
    ends = pd.DataFrame({"start": [first], "end": [last + pd.Timedelta(days=1)], "y": [bottom]})
    words = days.assign(y=bottom + 12)
    return [
        alt.Chart(layout.ground.merge(days, "cross"))
        .mark_rule(**line)
        .encode(x=place.x("day"), y=place.y(), y2="y2:Q"),
        alt.Chart(ends)
        .mark_rule(color=theme.colour("muted"), aria=False)
        .encode(x=place.x("start"), x2="end:T", y=place.y()),
        alt.Chart(days.assign(y=bottom, y2=bottom + 4))
        .mark_rule(color=theme.colour("muted"), aria=False)
        .encode(x=place.x("day"), y=place.y(), y2="y2:Q"),
        alt.Chart(words)
        .mark_text(align="left", baseline="middle", dx=-2, color=theme.colour("muted"), aria=False)
        .encode(x=place.x("day"), y=place.y(), text="label:N"),
    ]


def _marks(drawn: pd.DataFrame, place: _Place) -> list[alt.Chart]:
    """Draw the marks; what has none of a kind has no layer of it."""
    drawn = drawn.assign(top=drawn["y"] - BAR / 2, bottom=drawn["y"] + BAR / 2)
    span = (place.window[1] - place.window[0]) * NARROW * times.WIDE.marks / place.page.marks
    narrow = (drawn["end"] - drawn["start"]) < span
    plain, later = ~drawn["easing"] & ~drawn["undated"], drawn["told_by"] == "follow_up"
    lasts = plain & drawn["lasting"] & (drawn["lasts_to"] > drawn["lasts_from"])
    named = {"href": "href:N", "description": "description:N"}
    paint = {"stroke": alt.Stroke("stroke:N", scale=None), "fill": alt.Fill("paint:N", scale=None)}
    line = {"stroke": paint["stroke"]}
    solid = line | {"fill": alt.Fill("stroke:N", scale=None)}
    bar = {"strokeWidth": 1.5, "cornerRadius": 2}
    point = {"strokeWidth": 1.75, "opacity": 1}
    end = {"size": 60, "opacity": 1, "aria": False}
    broken = {"strokeDash": [3, 2]}
    unknown = drawn[drawn["undated"]].assign(
        end=place.window[1] + pd.Timedelta(days=1), said="no day is known"
    )
    x, y = place.x, place.y()
    parts = (
        (lasts & later, lambda c: c.mark_rule(strokeWidth=1.75, aria=False, **broken).encode(
            x=x("lasts_from"), x2="lasts_to:T", y=y, **line)),
        (lasts & ~later, lambda c: c.mark_rule(strokeWidth=2.5, aria=False).encode(
            x=x("lasts_from"), x2="lasts_to:T", y=y, **line)),
        (lasts & ~drawn["ended"], lambda c: c.mark_point(shape="triangle-right", **end).encode(
            x=x("lasts_to"), y=y, **solid)),
        (plain & ~narrow & ~later, lambda c: c.mark_rect(**bar).encode(
            x=x("start"), x2="end:T", y=place.y("top"), y2="bottom:Q", **paint, **named)),
        (plain & ~narrow & later, lambda c: c.mark_rect(**bar, **broken).encode(
            x=x("start"), x2="end:T", y=place.y("top"), y2="bottom:Q", **paint, **named)),
        (plain & narrow & ~later, lambda c: c.mark_point(shape="circle", size=88, **point).encode(
            x=x("middle"), y=y, **paint, **named)),
        (plain & narrow & later, lambda c: c.mark_point(shape="diamond", size=96, **point).encode(
            x=x("middle"), y=y, **paint, **named)),
        (plain & drawn["opens_left"], lambda c: c.mark_point(shape="triangle-left", **end).encode(
            x=x("start"), y=y, **solid)),
        (plain & drawn["opens_right"], lambda c: c.mark_point(shape="triangle-right", **end).encode(
            x=x("end"), y=y, **solid)),
        (drawn["easing"] & ~drawn["undated"], lambda c: c.mark_point(
            shape="cross", angle=45, size=110, stroke=theme.colour("ink"),
            fill=theme.colour("easing"), strokeWidth=1, opacity=1).encode(
            x=x("middle"), y=y, **named)),
    )  # fmt: skip
    layers = [draw(alt.Chart(drawn[part])) for part, draw in parts if part.any()]
    return layers + (_unknown(unknown, place, line, named) if len(unknown) else [])


def _unknown(
    unknown: pd.DataFrame, place: _Place, line: dict[str, alt.Stroke], named: dict[str, str]
) -> list[alt.Chart]:
    """Draw what has no day at all: dots from edge to edge, open at both, with words that say so."""
    middle = (place.page.names + place.page.whole) / 2
    words = alt.Chart(unknown).encode(x=alt.value(middle), y=place.y(), text="said:N")
    halo = {"stroke": theme.colour("surface"), "strokeWidth": 2 * HALO, "strokeJoin": "round"}
    dots = alt.Chart(unknown).encode(x=place.x("start"), x2="end:T", y=place.y(), **line)
    return [
        dots.mark_rule(strokeWidth=2, strokeDash=[1, 5], strokeCap="round", aria=False),
        words.mark_text(baseline="middle", aria=False, **halo),
        words.mark_text(baseline="middle").encode(**named),
    ]


def _texts(texts: pd.DataFrame, place: _Place) -> list[alt.Chart]:
    """Write the titles of lanes, and the names of rows left of their marks or above them."""
    muted, ink, names = theme.colour("muted"), theme.colour("ink"), place.page.names
    beside = {"align": "right" if names else "left", "x": names - 10 if names else 0}
    looks = {
        "title": {"align": "left", "x": 0, "fontSize": 13, "fontWeight": "bold", "color": ink},
        "name": beside | {"color": ink},
        "below": beside | {"color": muted},
    }
    return [
        alt.Chart(texts[texts["kind"] == kind])
        .mark_text(baseline="middle", aria=False, **look)
        .encode(y=place.y(), text="text:N")
        for kind, look in looks.items()
        if (texts["kind"] == kind).any()
    ]


def _fill(row: tuple, colour: str) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    if row.disputed:
        return striped(colour)
    return theme.colour(colour if row.filled else "surface")

"""The charts of what is contested: pairs of claims, rival values, and who vouches for measures."""

import math

import altair as alt
import pandas as pd

from analysis.chapters.contested.support import EASING, LEVELS
from analysis.drawing import theme
from analysis.drawing.lanes import ROW, broken, finished, lane_title, names, places
from analysis.drawing.stripes import striped
from analysis.reading.readings import READINGS

LAYERS = {"corpus": "The five texts", "follow_up": "Follow-up adds"}
KINDS, LEVEL_NAMES, SPEAKERS = 138, 214, 196  # px: the names of the rows
PAIR, MEASURE = 13, 17  # px: the most room of a mark
ABREAST = 22  # measures in one line of a level
FEWEST, BETWEEN = 10, 28  # marks that a panel has room for at least, px between panels
ABREAST_PX = 616 - KINDS - 12 - BETWEEN  # px for all pairs of one kind
SCALE, LETTERS = 226, 31  # px of a scale of values, letters of a name in one line
STEPS = 5  # where a scale spans no more, its ticks are whole numbers and never halves
NARROW = 0.03  # of a scale: what is no wider is drawn as a point, so that it can be seen
# Who gives a value, as shape and colour: the five documents, a page of follow-up, the dates.
GIVEN = {"corpus": "square", "follow_up": "circle", "computed": "diamond"}
PAINT = {"corpus": "ink", "follow_up": "context", "computed": "muted"}
TRACK_SHAPES = {"A": "square", "B": "diamond", "C": "circle", EASING: "cross"}
TRACK_PAINTS = {"A": "track_a", "B": "track_b", "C": "track_c", EASING: "easing"}


def pairs(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.HConcatChart:
    """Draw each pair of claims that could conflict, by kind: full where it does, else hollow.

    ``rows`` as `pairs.pairs` gives them. Pairs of one event stand together, so that nobody
    reads several pairs about one thing as several things.
    """
    rows = rows.assign(
        words=[
            f"{row.pair.replace('-', ' and ')}, {row.about}: "
            + ("in conflict" if row.conflicting else "not in conflict")
            + f" ({row.witnesses})"
            for row in rows.itertuples()
        ],
        paint=[theme.colour("ink" if bad else "surface") for bad in rows["conflicting"]],
    )
    kinds = list(rows["kind"].unique())
    shown = [layer for layer in LAYERS if (rows["layer"] == layer).any()]
    last = {
        layer: max(float(rows.loc[rows["layer"] == layer, "place"].max()), FEWEST - 1)
        for layer in shown
    }
    room = min(PAIR, ABREAST_PX / sum(place + 1.2 for place in last.values()))
    panels = [
        _pairs_panel(rows[rows["layer"] == layer], kinds, last[layer], room) for layer in shown
    ]
    return finished(alt.hconcat(*panels, spacing=BETWEEN), description, caption, id)


def _pairs_panel(own: pd.DataFrame, kinds: list[str], last: float, room: float) -> alt.Chart:
    layer = own["layer"].iloc[0]
    return (
        alt.Chart(own)
        .mark_point(
            shape=GIVEN[layer],
            size=(room * 0.72) ** 2,
            opacity=1,
            strokeWidth=1.5,
            stroke=theme.colour("ink"),
        )
        .encode(
            x=places("place", last),
            y=names("kind", kinds, KINDS, shown=layer == "corpus"),
            fill=alt.Fill("paint:N", scale=None),
            href="href:N",
            description="words:N",
        )
        .properties(
            width=room * (last + 1.2), height=ROW * len(kinds), title=lane_title(LAYERS[layer])
        )
    )


def rivals(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw the values that exclude each other, each group on a scale of its own.

    ``rows`` as `rivals.rivals` gives them. A bar runs from the lowest to the highest value that the
    words allow, a triangle is an end that is open, a point a single value. The value stands beside
    it in words.
    """
    panels = [_rival_panel(own) for _, own in rows.groupby("panel", sort=True)]
    return finished(alt.vconcat(*panels, spacing=16), description, caption, id)


def _rival_panel(own: pd.DataFrame) -> alt.LayerChart:
    days = own["unit"].isna().all()
    kind = "T" if days else "Q"
    low, high, scale = _scale(own, days)
    ends = own.assign(start=own["low"].fillna(low), end=own["high"].fillna(high))
    own = ends.assign(
        middle=ends["start"] + (ends["end"] - ends["start"]) / 2,
        name=[broken(label, LETTERS) for label in own["label"]],
        words=own["label"] + ": " + own["said"],
        beside=own["said"].mask(own["preferred"], own["said"] + " (preferred)"),
        opens_left=own["low"].isna(),
        opens_right=own["high"].isna(),
        exact=(ends["end"] - ends["start"]) < (high - low) * NARROW,
    ).drop(columns=["low", "high"])
    for column in ("start", "middle", "end"):
        own[column] = pd.to_datetime(own[column]) if days else own[column].astype(float)
    axis = alt.Axis(tickCount=3, labelFlush=True, format="%b %Y" if days else ",d")
    if not days and high - low < STEPS:
        axis.values = list(range(math.ceil(low), math.floor(high) + 1))
    x = alt.X(f"start:{kind}", title=None, scale=scale, axis=axis)
    y = names("name", list(own["name"]), SPEAKERS)
    layers = [
        _given(own[(own["layer"] == layer)], layer, x, y, kind)
        for layer in GIVEN
        if (own["layer"] == layer).any()
    ]
    words = (
        alt.Chart(own).mark_text(align="left").encode(x=alt.value(SCALE + 18), y=y, text="beside:N")
    )
    title, unit = own["title"].iloc[0], own["unit"].iloc[0]
    if not days and unit not in title:
        title = f"{title}, {unit}"
    drawn = alt.layer(*(part for group in layers for part in group), words)
    return drawn.properties(
        width=SCALE, height=(ROW + 4) * len(own), title=lane_title(title, SPEAKERS)
    )


def _given(own: pd.DataFrame, layer: str, x: alt.X, y: alt.Y, kind: str) -> list[alt.Chart]:
    """Draw the values that one layer gives: bars, points and the triangles of open ends."""
    paint = theme.colour(PAINT[layer])
    base = alt.Chart(own).encode(y=y, description="words:N", href="href:N")
    solid = {"fill": paint, "stroke": paint, "opacity": 1, "size": 70}
    marks = [
        base.transform_filter("!datum.exact")
        .mark_rule(color=paint, strokeWidth=6, strokeCap="butt")
        .encode(x=x, x2="end"),
        base.transform_filter("datum.exact")
        .mark_point(shape=GIVEN[layer], **solid)
        .encode(x=_at(x, "middle", kind)),
    ]
    for side, field in (("left", "start"), ("right", "end")):
        if own[f"opens_{side}"].any():
            open_end = base.transform_filter(f"datum.opens_{side}")
            marks.append(
                open_end.mark_point(shape=f"triangle-{side}", **solid).encode(x=_at(x, field, kind))
            )
    return marks


def _at(x: alt.X, field: str, kind: str) -> alt.X:
    """Return an axis for another field."""
    found = x.copy()
    found.shorthand = f"{field}:{kind}"
    return found


def _scale(own: pd.DataFrame, days: bool) -> tuple[object, object, alt.Scale]:
    """Return the ends of a scale with some room beside its values."""
    known = pd.concat([own["low"], own["high"]]).dropna()
    room = (known.max() - known.min()) * 0.12
    low, high = known.min() - room, known.max() + room
    if days:
        ends = [{"year": day.year, "month": day.month, "date": day.day} for day in (low, high)]
        return low, high, alt.Scale(domain=ends, nice=False)
    return low, high, alt.Scale(domain=[float(low), float(high)], nice=False, zero=False)


def support(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw a mark for each measure and easing on the level of its support, in both readings.

    ``rows`` as `support.support` gives them. Shape and colour are the track; hollow is fewer than
    two independent roots, striped is disputed.
    """
    rows = rows.assign(code=rows["track"].where(rows["track"] == EASING, rows["track"].str[0]))
    rows = rows.assign(
        number=rows.groupby(["evidence", "level"]).cumcount(),
        paint=[_fill(row) for row in rows.itertuples()],
        words=[
            f"{row.event_id}, {row.summary}: {row.name.lower()}"
            + (", disputed" if row.disputed else "")
            for row in rows.itertuples()
        ],
    )
    rows = rows.assign(place=rows["number"] % ABREAST, line=rows["number"] // ABREAST)
    lanes = [
        _support_lane(rows[rows["evidence"] == reading], label, list(rows["track"].unique()))
        for reading, label in READINGS.items()
    ]
    drawn = alt.vconcat(*lanes, spacing=18).resolve_scale(shape="shared", stroke="shared")
    return finished(drawn, description, caption, id)


def _fill(row: tuple) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    paint = TRACK_PAINTS[row.code]
    if row.disputed:
        return striped(paint)
    return theme.colour(paint if row.filled else "surface")


def _support_lane(own: pd.DataFrame, label: str, tracks: list[str]) -> alt.Chart:
    own = own.assign(
        row=[_level(row.level, int(row.line)) for row in own.itertuples()],
    )
    lines = own.groupby("level")["line"].max()
    order = [
        _level(level, line) for level in LEVELS for line in range(int(lines.get(level, 0)) + 1)
    ]
    tracks = sorted(tracks)
    codes = [track if track == EASING else track[0] for track in tracks]
    legend = alt.Legend(title=None, orient="top", columns=2)
    shapes = alt.Scale(domain=tracks, range=[TRACK_SHAPES[code] for code in codes])
    paints = alt.Scale(domain=tracks, range=[theme.colour(TRACK_PAINTS[code]) for code in codes])
    return (
        alt.Chart(own)
        .mark_point(opacity=1, size=95, strokeWidth=1.75)
        .encode(
            x=places("place", ABREAST - 1),
            y=names("row", order, LEVEL_NAMES),
            shape=alt.Shape("track:N", scale=shapes, legend=legend),
            stroke=alt.Stroke("track:N", scale=paints, legend=legend),
            fill=alt.Fill("paint:N", scale=None),
            href="href:N",
            description="words:N",
        )
        .properties(
            width=MEASURE * ABREAST, height=30 * len(order), title=lane_title(label, LEVEL_NAMES)
        )
    )


def _level(level: str, line: int) -> str:
    """Return the name of a line of a level; the level is named on its first line alone."""
    name = broken(f"{level[:2]} · {LEVELS[level][0]}", LETTERS)
    return f"{'#' * line}{name}" if line else name

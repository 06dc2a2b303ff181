"""The central figure: every target a row, every track a column, time across and rungs upwards."""

import textwrap

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.stripes import striped
from analysis.reading.prose import capital

TRACKS = {
    "A": ("A · Liberty", "track_a"),
    "B": ("B · Body", "track_b"),
    "C": ("C · Civic space", "track_c"),
}
WIDE, NARROW = 186, 98  # px: one track on a page and on a phone
RUNG = 11  # px from one rung to the next
LETTERS = 16  # px: one line above the rungs
ROOMY, GAP = 6, 10  # px above the rungs of a target, below its names, and below the rungs
BOLD = 6.9  # px: a bold letter on average
CASE = 24  # px: the name of a case above its targets
NUMBER = {"align": "left", "baseline": "middle", "dx": 8, "fontSize": 11}
ROOM = 18  # px inside a column beside the marks, for the numbers of the rungs
# What is written above the rungs of each target: lines, each with what it is.
Heads = dict[str, list[tuple[str, str]]]
YEARS = {WIDE: 3, NARROW: 2}  # how many steps the years of an axis take


def escalation(
    rows: pd.DataFrame,
    margins: dict[str, str],
    description: str,
    caption: str,
    id: str,
) -> alt.HConcatChart:
    """Draw every measure and easing of every target: three tracks beside each other, time across.

    ``rows`` as `escalation.measures` gives them, ``margins`` what to write below each target. A bar
    runs from the first to the last day that the evidence allows, a dot stands for a bar too short
    to see, a triangle at its end for an end that is open, and a thin line for a status in force. A
    cross marks an easing. The number beside a mark is its rung. Heights are compared within a track
    only. On a narrow page the same is drawn with narrower columns.
    """
    narrow = _columns(rows, margins, NARROW)
    meta = {"caption": caption, "id": id, "narrow": narrow.to_dict()}
    return _columns(rows, margins, WIDE).properties(description=description, usermeta=meta)


def _columns(rows: pd.DataFrame, margins: dict[str, str], width: int) -> alt.HConcatChart:
    letters = round(len(TRACKS) * width / BOLD)
    heads = {
        row.unit: [
            *((line, "target") for line in textwrap.wrap(capital(row.target), letters)),
            *((line, "step") for line in textwrap.wrap(margins[row.unit], letters)),
        ]
        for row in rows.drop_duplicates("unit").itertuples()
    }
    placed, height = _placed(rows, heads)
    names = _names(placed, heads)
    window = _window(rows)
    columns = [
        _column(placed[placed["track"] == track], placed, track, window, (width, height), names)
        for track in TRACKS
    ]
    # The names run on across the columns, so letters must not push these apart.
    return alt.hconcat(*columns, spacing=8, bounds="flush")


def _placed(rows: pd.DataFrame, heads: Heads) -> tuple[pd.DataFrame, int]:
    """Return the rows with ``top``, ``roof`` and ``floor``: of their target, its rungs, and rung 0.

    In px from the top; with them the height of it all. A target is as high as its highest rung.
    """
    tops, roofs, floors, at, case = {}, {}, {}, 0, None
    for unit, own in rows.groupby("unit", sort=False):
        if own["case_id"].iloc[0] != case:
            case = own["case_id"].iloc[0]
            at += CASE
        tops[unit] = at
        roofs[unit] = at + len(heads[unit]) * LETTERS + ROOMY
        floors[unit] = roofs[unit] + (own["rung"].max() + 0.5) * RUNG
        at = floors[unit] + GAP
    places = {"top": tops, "roof": roofs, "floor": floors}
    placed = rows.assign(**{name: rows["unit"].map(found) for name, found in places.items()})
    return placed, round(at)


def _names(placed: pd.DataFrame, heads: Heads) -> pd.DataFrame:
    """Return what is written above the rungs: cases, targets, and what their steps are."""
    targets = placed.drop_duplicates("unit")
    cases = targets.drop_duplicates("case_id")
    cases = cases[cases["case"] != cases["target"]]
    lines = [
        *((row.top - 6, row.case, "case") for row in cases.itertuples()),
        *(
            (row.top + (at + 1) * LETTERS - 5, *head)
            for row in targets.itertuples()
            for at, head in enumerate(heads[row.unit])
        ),
    ]
    return pd.DataFrame(lines, columns=["place", "name", "kind"])


def _window(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    return (
        pd.Timestamp(year=days.min().year, month=1, day=1),
        # A year and a half, so that what lasts after the last measure can be seen to.
        pd.Timestamp(year=(days.max() + pd.DateOffset(months=18)).year, month=1, day=1),
    )


def _column(
    own: pd.DataFrame,
    placed: pd.DataFrame,
    track: str,
    window: tuple[pd.Timestamp, pd.Timestamp],
    size: tuple[int, int],
    names: pd.DataFrame,
) -> alt.LayerChart:
    title, colour = TRACKS[track]
    width, height = size
    first = track == next(iter(TRACKS))
    layers = [*_ground(placed, window, size), *_marks(own, colour, window, size)]
    if first:
        layers += [_written(names, size)]
    return alt.layer(*layers).properties(
        width=width,
        height=height,
        title=alt.TitleParams(title, fontSize=13, offset=4, frame="group"),
    )


def _y(field: str, height: int) -> alt.Y:
    scale = alt.Scale(domain=[height, 0], nice=False)
    return alt.Y(f"{field}:Q", title=None, axis=None, scale=scale)


def _x(field: str, window: tuple[pd.Timestamp, pd.Timestamp], width: int) -> alt.X:
    first, last = ({"year": day.year, "month": day.month, "date": 1} for day in window)
    years = _years(window, width)
    return alt.X(
        f"{field}:T",
        title=None,
        scale=alt.Scale(domain=[first, last], range=[2, width - ROOM], nice=False),
        axis=alt.Axis(
            orient="top",
            format="%Y",
            values=[{"year": year, "month": 1, "date": 1} for year in years],
            grid=False,
            domain=False,
            ticks=False,
            labelAlign="left",
            labelOffset=-2,
            labelPadding=4,
        ),
    )


def _years(window: tuple[pd.Timestamp, pd.Timestamp], width: int) -> range:
    every = -(-(window[1].year - window[0].year) // YEARS[width])
    return range(window[0].year, window[1].year, every)


def _ground(
    placed: pd.DataFrame, window: tuple[pd.Timestamp, pd.Timestamp], size: tuple[int, int]
) -> list[alt.Chart]:
    """Draw a line below the rungs of each target, and the years: an empty track is seen as one."""
    targets = placed.drop_duplicates("unit")
    floors = pd.DataFrame({"place": targets["floor"], "start": window[0], "end": window[1]})
    days = pd.DataFrame({"start": [pd.Timestamp(f"{y}-01-01") for y in _years(window, size[0])]})
    years = targets[["roof", "floor"]].merge(days, "cross")
    line = {"color": theme.colour("grid"), "strokeWidth": 1}
    return [
        alt.Chart(floors)
        .mark_rule(**line)
        .encode(x=_x("start", window, size[0]), x2="end:T", y=_y("place", size[1])),
        alt.Chart(years)
        .mark_rule(**line, strokeDash=[1, 3])
        .encode(x=_x("start", window, size[0]), y=_y("roof", size[1]), y2="floor:Q"),
    ]


def _written(names: pd.DataFrame, size: tuple[int, int]) -> alt.LayerChart:
    """Write the names across all columns, from the left edge of the first."""
    looks = {
        "case": {"fontSize": 13, "fontWeight": "bold", "color": theme.colour("ink")},
        "target": {"fontWeight": "bold", "color": theme.colour("ink")},
        "step": {"color": theme.colour("muted")},
    }
    return alt.layer(
        *(
            alt.Chart(names[names["kind"] == kind])
            .mark_text(align="left", baseline="alphabetic", clip=False, **look)
            .encode(x=alt.value(0), y=_y("place", size[1]), text="name:N")
            for kind, look in looks.items()
            if (names["kind"] == kind).any()
        )
    )


def _marks(
    own: pd.DataFrame,
    colour: str,
    window: tuple[pd.Timestamp, pd.Timestamp],
    size: tuple[int, int],
) -> list[alt.Chart]:
    """Draw the marks of one track; nothing where no target has any."""
    if own.empty:
        return []
    width, height = size
    first, last = window
    day = pd.Timedelta(days=1)
    drawn = own.assign(place=own["floor"] - own["rung"] * RUNG)
    begins, ends = drawn["earliest"].fillna(first), drawn["latest"].fillna(last - day)
    drawn = drawn.assign(
        start=begins,
        end=(ends + day).clip(upper=last),
        middle=begins + (ends - begins) / 2,
        opens_left=drawn["earliest"].isna(),
        opens_right=drawn["latest"].isna(),
        lasts_to=drawn["until"].fillna(last).where(drawn["lasting"], ends),
        ended=drawn["until"].notna(),
        above=drawn["place"] - 3,
        below=drawn["place"] + 3,
        paint=[_fill(row, colour) for row in drawn.itertuples()],
    )
    measures, easings = drawn[~drawn["easing"]], drawn[drawn["easing"]]
    narrow = (measures["end"] - measures["start"]) < (last - first) * (7 / width)
    paint = theme.colour(colour)
    named = {"href": "href:N", "description": "words:N"}
    fill = alt.Fill("paint:N", scale=None)
    y = _y("place", height)
    solid = {"color": paint, "fill": paint, "size": 34, "opacity": 1}
    lasting = measures[measures["lasting"] & (measures["lasts_to"] > measures["end"])]
    parts = (
        (lasting, lambda c: c.mark_rule(color=paint, strokeWidth=1.5).encode(
            x=_x("end", window, width), x2="lasts_to:T", y=y)),
        (lasting[~lasting["ended"]], lambda c: c.mark_point(shape="triangle-right", **solid).encode(
            x=_x("lasts_to", window, width), y=y)),
        (measures[~narrow], lambda c: c.mark_rect(
            stroke=paint, strokeWidth=1.25, cornerRadius=2).encode(
            x=_x("start", window, width), x2="end:T", y=_y("above", height), y2="below:Q",
            fill=fill, **named)),
        (measures[narrow], lambda c: c.mark_point(
            stroke=paint, strokeWidth=1.5, size=46, opacity=1).encode(
            x=_x("middle", window, width), y=y, fill=fill, **named)),
        (measures[measures["opens_left"]], lambda c: c.mark_point(
            shape="triangle-left", **solid).encode(x=_x("start", window, width), y=y)),
        (measures[measures["opens_right"]], lambda c: c.mark_point(
            shape="triangle-right", **solid).encode(x=_x("end", window, width), y=y)),
        (easings, lambda c: c.mark_point(
            shape="cross", stroke=theme.colour("ink"), fill=theme.colour("easing"), angle=45,
            strokeWidth=1, size=90, opacity=1).encode(x=_x("middle", window, width), y=y, **named)),
        # Twice: in the colour of the page first, so that no line runs through the number.
        (_numbers(measures), lambda c: c.mark_text(
            stroke=theme.colour("surface"), strokeWidth=4, strokeJoin="round", **NUMBER).encode(
            x=_x("end", window, width), y=y, text="rung:N")),
        (_numbers(measures), lambda c: c.mark_text(color=theme.colour("ink"), **NUMBER).encode(
            x=_x("end", window, width), y=y, text="rung:N")),
    )  # fmt: skip
    return [draw(alt.Chart(part)) for part, draw in parts if len(part)]


def _numbers(measures: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each rung of each target: its last mark, where its number is written."""
    last = measures.sort_values("end").groupby(["unit", "rung"], sort=False).tail(1)
    return last.drop(columns=["words"])


def _fill(row: tuple, colour: str) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    if row.disputed:
        return striped(colour)
    return theme.colour(colour if row.filled else "surface")

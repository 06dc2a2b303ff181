"""The charts of the national series: panels with a scale each, and values that no line joins."""

import textwrap

import altair as alt
import pandas as pd

from analysis.drawing import theme

COLUMNS = 2
PANEL, HEIGHT = 258, 120  # px: the plot of one panel
ABOVE = 40  # px above it, for the names of the breaks, kept in every panel so that titles line up
SCALE = 40  # px for the numbers of its scale, the same in every panel so that the columns line up
LETTERS = 46  # characters that fit above a panel
NAMES, STRIP, ROW = 262, 250, 24  # px: the names, the periods and the rows of single values
CLOSE = 270  # days: names of breaks that are no further apart than this cover each other
AXIS = (2010, 2015, 2020, 2025)
MONTH = pd.Timedelta(days=31)  # what is no longer is drawn as a point alone
DIRECTIONS = {"freer": "higher is freer", "less_free": "higher is less free"}


def small_multiples(
    rows: pd.DataFrame, breaks: pd.DataFrame, description: str, caption: str, id: str
) -> alt.ConcatChart:
    """Draw each series in a panel of its own, with its own scale and its unit above it.

    ``rows`` as `context.panels` gives them, ``breaks`` as `marked_breaks`. A line joins
    whole years with one value; it stops at a severing break, which is a dashed rule. A band is the
    bounds of values, a box a range without a value, a bar a period that is no year, a triangle a
    bound that is open on the other side. Hollow points have a rival or are not of a whole year.
    """
    drawings = [
        _panel(own, breaks[breaks["series_id"] == own["series_id"].iloc[0]])
        for _, own in rows.groupby("order", sort=True)
    ]
    return alt.concat(*drawings, columns=COLUMNS, spacing={"row": 26, "column": 22}).properties(
        description=description, usermeta={"caption": caption, "id": id}
    )


def _panel(own: pd.DataFrame, breaks: pd.DataFrame) -> alt.LayerChart:
    room = alt.Chart(own.head(1)).mark_rule(opacity=0)
    room = room.encode(x=_x(), y=alt.value(-ABOVE), y2=alt.value(0))
    layers = [room, *_rules(breaks), *_bounds(own), *_values(own)]
    return alt.layer(*layers).properties(width=PANEL, height=HEIGHT, title=_title(own.iloc[0]))


def _title(series: pd.Series) -> alt.TitleParams:
    unit = [series["unit"], DIRECTIONS.get(str(series["higher_means"]))]
    return alt.TitleParams(
        textwrap.wrap(series["label"], LETTERS),
        subtitle=", ".join(filter(None, unit)),
        fontSize=13,
        frame="group",
        dx=-SCALE,
        offset=4,
    )


def _y(own: pd.DataFrame, field: str) -> alt.Y:
    """Return the scale of a panel: whole for grades, its own range for ranks, else from zero."""
    series = own.iloc[0]
    ticks, scale = 4, alt.Scale(zero=str(series["kind"]) != "rank", nice=True)
    if str(series["kind"]) == "grade":
        low, high = int(series["scale_low"]), int(series["scale_high"])
        ticks, scale = high - low, alt.Scale(domain=[low, high])
    axis = alt.Axis(minExtent=SCALE, maxExtent=SCALE, tickCount=ticks)
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=axis)


def _x(field: str = "middle", years: bool = True) -> alt.X:
    days = [{"year": year, "month": 1, "date": 1} for year in AXIS]
    axis = alt.Axis(format="%Y", values=days, grid=False, labelFlush=True) if years else None
    scale = alt.Scale(domain=[days[0], days[-1]], nice=False)
    return alt.X(f"{field}:T", title=None, scale=scale, axis=axis)


def _bounds(own: pd.DataFrame) -> list[alt.Chart]:
    """Draw the bounds: a band beside values, a box or an open end where there is none."""
    paint = theme.colour("context")
    both = own["low"].notna() & own["high"].notna()
    beside, alone = own[both & own["value"].notna()], own[both & own["value"].isna()]
    open_end = own[own["value"].isna() & ~both].assign(
        bound=lambda rows: rows["low"].fillna(rows["high"]),
        shape=lambda rows: rows["low"].map(lambda low: f"triangle-{_way(low)}"),
    )
    ends = {"y": _y(own, "low"), "y2": "high:Q", "description": "words:N"}
    bound = {"y": _y(own, "bound"), "description": "words:N"}
    shape = alt.Shape("shape:N", scale=None)
    marks = (
        (beside, lambda c: c.mark_area(color=paint, opacity=0.3).encode(
            x=_x(), detail="segment:N", y=_y(own, "low"), y2="high:Q")),
        (beside, lambda c: c.mark_rule(color=paint, strokeWidth=1).encode(x=_x(), **ends)),
        (alone, lambda c: c.mark_rect(color=paint, opacity=0.3).encode(
            x=_x("start"), x2="end:T", **ends)),
        (open_end, lambda c: c.mark_rule(color=paint, strokeWidth=2).encode(
            x=_x("start"), x2="end:T", **bound)),
        (open_end, lambda c: c.mark_point(color=paint, fill=paint, size=50, opacity=1).encode(
            x=_x(), shape=shape, **bound)),
    )  # fmt: skip
    return [draw(alt.Chart(part)) for part, draw in marks if len(part)]


def _way(low: float | None) -> str:
    return "down" if pd.isna(low) else "up"


def _values(own: pd.DataFrame) -> list[alt.Chart]:
    """Draw the values: a line for each segment, a bar for a longer period, a point for each."""
    paint = theme.colour("context")
    stated = own[own["value"].notna()]
    hollow = stated["contested"] | ~stated["whole_year"]
    stated = stated.assign(
        paint=hollow.map({True: theme.colour("surface"), False: paint}).astype(str)
    )
    periods = stated[~stated["whole_year"] & (stated["end"] - stated["start"] > MONTH)]
    y = _y(own, "value")
    marks = [
        alt.Chart(stated).mark_line(color=paint).encode(x=_x(), y=y, detail="segment:N"),
        alt.Chart(stated)
        .mark_point(stroke=paint, size=34, strokeWidth=1.5, opacity=1)
        .encode(x=_x(), y=y, fill=alt.Fill("paint:N", scale=None), description="words:N"),
    ]
    if len(periods):
        bar = alt.Chart(periods).mark_rule(color=paint, strokeWidth=2)
        marks.insert(1, bar.encode(x=_x("start"), x2="end:T", y=y))
    return marks


def _rules(breaks: pd.DataFrame) -> list[alt.Chart]:
    """Draw the breaks: their names above the panel, and a dashed rule where a line must stop."""
    ink = theme.colour("muted")
    severing = breaks[breaks["severs"].astype(bool)]
    marks = []
    if len(severing):
        dashed = alt.Chart(severing).mark_rule(color=ink, strokeWidth=1.5, strokeDash=[4, 3])
        marks.append(dashed.encode(x=_x("at"), description="words:N"))
    if len(breaks):
        # Written upwards, so that breaks of neighbouring years do not cover each other.
        names = _side_by_side(breaks)
        named = alt.Chart(names).mark_text(angle=270, align="left", baseline="middle", color=ink)
        marks.append(
            named.encode(x=_x("at"), y=alt.value(-3), text="break_id:N", description="words:N")
        )
    return marks


def _side_by_side(breaks: pd.DataFrame) -> pd.DataFrame:
    """Return the names of breaks, those that would cover each other written as one."""
    rows = breaks.sort_values("at")
    apart = rows["at"].diff() > pd.Timedelta(days=CLOSE)
    grouped = rows.groupby(apart.cumsum().to_frame("group")["group"])
    return grouped.agg({"at": "first", "break_id": ", ".join, "words": " ".join}).reset_index()


def single_values(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw values that cannot be joined: a bar for the period of each, and the value as a word.

    ``rows`` as `context.few_values` gives them. No height stands for a value, so that the
    figure invites no comparison between places and periods that differ.
    """
    paint = theme.colour("context")
    names = rows["label"].mask(rows["series_id"].duplicated(), "")
    drawn = rows.assign(place=[f"{n:03}|{name}" for n, name in enumerate(names)])
    axis = alt.Axis(
        labelExpr="split(datum.label, '|')[1]",
        minExtent=NAMES,
        maxExtent=NAMES,
        labelPadding=10,
        labelAlign="right",
    )
    y = alt.Y("place:N", title=None, sort=list(drawn["place"]), axis=axis)
    base = alt.Chart(drawn).encode(y=y)
    short = drawn["end"] - drawn["start"] <= MONTH
    return (
        alt.layer(
            alt.Chart(drawn[~short])
            .mark_bar(color=paint, height=8, cornerRadius=2)
            .encode(y=y, x=_x("start"), x2="end:T", description="words:N"),
            alt.Chart(drawn[short])
            .mark_point(stroke=paint, fill=paint, size=34, opacity=1)
            .encode(y=y, x=_x(), description="words:N"),
            base.mark_text(align="left", baseline="middle").encode(
                x=alt.value(STRIP + 14), text="said:N"
            ),
        )
        .properties(width=STRIP, height=alt.Step(ROW))
        .properties(description=description, usermeta={"caption": caption, "id": id})
    )

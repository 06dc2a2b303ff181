"""What figures made of named rows share: the axis of names, the title of a lane, the finish."""

import textwrap

import altair as alt

from analysis.drawing import theme

ROW, TALL_ROW = 24, 32  # px: a row, and one whose name may take two lines


def names(
    field: str, order: list[str], width: int, *, shown: bool = True, tiles: bool = False
) -> alt.Y:
    """Return an axis of row names, as wide in every part of a figure, so that the parts line up.

    A name with ``|`` in it is broken there and stands on the middle of its row; one that begins
    with ``#`` is not shown, for a row that goes on with the one above. ``width`` is in px,
    ``tiles`` is for marks that fill their row.
    """
    broken = {"test": "indexof(datum.label, '|') >= 0", "value": "bottom"}
    axis = alt.Axis(
        minExtent=width,
        maxExtent=width,
        labelPadding=10,
        labelExpr="slice(datum.label, 0, 1) == '#' ? '' : split(datum.label, '|')",
        labelBaseline={"condition": broken, "value": "middle"},
    )
    kind = {"type": "band", "padding": 0.06} if tiles else {"type": "point", "padding": 0.5}
    scale = alt.Scale(domain=order, **kind)
    return alt.Y(f"{field}:N", sort=order, title=None, scale=scale, axis=axis if shown else None)


def broken(name: str, longest: int) -> str:
    """Return a name for `names`, in two lines of like length where it has too many letters."""
    if len(name) <= longest:
        return name
    return "|".join(
        textwrap.wrap(name, len(name) // 2 + 4, break_on_hyphens=False, break_long_words=False)
    )


def places(field: str, last: float, first: float = 0) -> alt.X:
    """Return an axis without a scale, on which marks stand side by side from ``first`` to ``last``.

    One place is as wide as any other; the drawing gives its width in px.
    """
    scale = alt.Scale(domain=[first - 0.6, last + 0.6], nice=False)
    return alt.X(f"{field}:Q", axis=None, scale=scale)


def lane_title(text: str, indent: int = 0) -> alt.TitleParams:
    """Return the title of a lane, ``indent`` px to the left of its marks: above their names."""
    return alt.TitleParams(text, fontSize=13, frame="group", anchor="start", dx=-indent, offset=6)


def by_code(channel: str, field: str, values: dict[str, str]) -> alt.SchemaBase:
    """Return an encoding that gives each value of a field its colour or shape, without a legend.

    ``channel`` is fill, stroke or shape; colours are names of `theme.COLOURS`.
    """
    shown = [value if channel == "shape" else theme.colour(value) for value in values.values()]
    scale = alt.Scale(domain=list(values), range=shown)
    kind = {"fill": alt.Fill, "stroke": alt.Stroke, "shape": alt.Shape}[channel]
    return kind(f"{field}:N", scale=scale, legend=None)


def finished(chart: alt.TopLevelMixin, description: str, caption: str, id: str) -> alt.Chart:
    """Return a chart with its description, its caption and its address."""
    return chart.properties(description=description, usermeta={"caption": caption, "id": id})

"""Lays out charts that are tables of marks: named rows in groups, named columns, a place in px."""

import textwrap

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.stripes import striped

WIDTH = 616  # px: the whole sheet
LETTER, BOLD = 5.8, 6.2  # px: what a letter takes up in a line of text
LINE, ROW, GROUP = 14, 19, 23  # px: a further line of a name, a row, the heading of a group
INDENT = 10  # px: the names of rows below the heading of their group
GAP = 12  # px between groups of columns
SIZE = 105  # px²: a mark


def rows(names: pd.DataFrame, top: float, room: float) -> tuple[pd.DataFrame, dict, float]:
    """Place rows below each other: their names as lines of text, their middles, and the bottom.

    ``names`` has the columns group, key and label, in the order of the rows; ``room`` is how wide a
    name may be, in px. The lines have the columns text, x, y and weight.
    """
    lines, middles, y, last = [], {}, top, None
    for row in names.itertuples():
        if row.group != last:
            for text in lines_of(row.group, int(room / BOLD)):
                y += GROUP if row.group != last else LINE
                lines.append({"text": text, "x": 0, "y": y - GROUP / 2 + 2, "weight": "bold"})
                last = row.group
        parts = lines_of(row.label, int((room - INDENT) / LETTER))
        height = ROW + (len(parts) - 1) * LINE
        middles[row.key] = y + ROW / 2
        for n, text in enumerate(parts):
            place = {"x": INDENT if row.group else 0, "y": y + ROW / 2 + n * LINE}
            lines.append({"text": text, **place, "weight": "normal"})
        y += height
    return pd.DataFrame(lines), middles, y


def lines_of(text: str, letters: int) -> list[str]:
    """Break a text between words into as few lines as fit, and these as even as they can be."""
    look = {"break_long_words": False, "break_on_hyphens": False}
    few = textwrap.wrap(text, letters, **look)
    widths = range(max(map(len, text.split()), default=1), letters)
    even = (textwrap.wrap(text, width, **look) for width in widths)
    return next((lines for lines in even if len(lines) == len(few)), few)


def columns(names: pd.DataFrame, left: float) -> dict:
    """Place columns beside each other, groups parted by a gap: the middle of each by its key.

    ``names`` has the columns group and key; the sheet is filled to its right edge, but no column
    is wider than 30 px.
    """
    gaps = names["group"].ne(names["group"].shift()).cumsum() - 1
    pitch = min(30, (WIDTH - left - GAP * gaps.max()) / len(names))
    at = left + pitch * (pd.Series(range(len(names)), index=names.index) + 0.5) + GAP * gaps
    return dict(zip(names["key"], at, strict=True))


def at(field: str, height: float | None = None) -> alt.X | alt.Y:
    """A place in px: from the left edge, or with a height from the top."""
    if height is None:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))
    scale = alt.Scale(domain=[height, 0], nice=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def texts(lines: pd.DataFrame, height: float, **mark: object) -> list[alt.Chart]:
    """Write lines of text, left of their place unless told otherwise; one layer for each weight."""
    look = {"align": "left", "baseline": "middle"} | mark
    return [
        alt.Chart(own)
        .mark_text(fontWeight=weight, **look)
        .encode(x=at("x"), y=at("y", height), text="text:N")
        for weight, own in lines.groupby("weight")
    ]


def rules(ends: pd.DataFrame, height: float, colour: str = "grid") -> alt.Chart:
    """Draw straight lines from x, y to x2, y2."""
    return (
        alt.Chart(ends)
        .mark_rule(color=theme.colour(colour), strokeWidth=1)
        .encode(x=at("x"), x2="x2:Q", y=at("y", height), y2="y2:Q")
    )


def grid(middles: dict, places: dict, top: float, left: float, height: float) -> alt.Chart:
    """Draw a thin line for each row and column, which lead from a mark to its names."""
    right = max(places.values()) + SIZE**0.5 / 2
    across = [{"x": left, "x2": right, "y": y, "y2": y} for y in middles.values()]
    bottom = max(middles.values()) + SIZE**0.5 / 2
    down = [{"x": x, "x2": x, "y": top, "y2": bottom} for x in places.values()]
    return rules(pd.DataFrame(across + down), height)


def glyphs(marks: pd.DataFrame, height: float, size: float = SIZE) -> alt.Chart:
    """Draw marks at x, y: their shape, colour and fill by name, their words, and where they lead.

    The fill is ``full``, ``hollow`` or ``striped``.
    """
    drawn = marks.assign(
        stroke=marks["colour"].map(theme.colour),
        paint=[paint(*pair) for pair in zip(marks["fill"], marks["colour"], strict=True)],
        href=marks.get("href"),
    )
    return (
        alt.Chart(drawn)
        .mark_point(size=size, strokeWidth=1.75, opacity=1)
        .encode(
            x=at("x"),
            y=at("y", height),
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            fill=alt.Fill("paint:N", scale=None),
            href="href:N",
            description="description:N",
        )
    )


def paint(fill: str, colour: str) -> str:
    """Return how a mark is filled."""
    if fill == "striped":
        return striped(colour)
    return theme.colour("surface" if fill == "hollow" else colour)


def filling(marks: pd.DataFrame) -> list[str]:
    """Return how marks are filled: striped where disputed, else full or hollow by their roots."""
    return [
        "striped" if row.disputed else "full" if row.founded else "hollow"
        for row in marks.itertuples()
    ]


def legend(items: list[dict], y: float, height: float) -> list[alt.Chart]:
    """Draw a key at the left edge: glyphs below each other, each with what it means."""
    drawn = pd.DataFrame(items)
    places = [y + n * ROW for n in range(len(drawn))]
    drawn = drawn.assign(x=6, y=places, description=drawn["text"])
    words = drawn.assign(x=drawn["x"] + 14, weight="normal")
    return [glyphs(drawn, height), *texts(words, height)]

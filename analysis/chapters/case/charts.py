"""Draws where the targets of a case stand on the ladder, and who says what of it."""

import textwrap
from typing import NamedTuple

import altair as alt
import pandas as pd

from analysis.drawing import pixels, sheet, theme
from analysis.reading.prose import capital
from analysis.reading.readings import CORPUS

TRACKS = {
    "A": ("A · Liberty", "track_a"),
    "B": ("B · Body", "track_b"),
    "C": ("C · Civic space", "track_c"),
}
LETTER = 6.1  # px that a letter takes on average
LINE, HEAD, GROUP, ROW = 14, 40, 24, 26  # px: a line, the head of all, that of a group, a row
SIZE = 108  # px²: a mark
TILE, SQUARE = 13, 70  # px from one claim to the next, and px² of its mark


class Page(NamedTuple):
    """How wide names and columns are, in px; without a width of their own, names stand above."""

    names: int
    pitch: int
    gap: int
    whole: int


WIDE, NARROW = Page(200, 30, 12, 620), Page(0, 22, 14, 318)


def standing(
    rows: pd.DataFrame, rungs: dict[str, int], description: str, caption: str, id: str
) -> alt.LayerChart:
    """Draw which rungs each target was on: a row a target, a column a rung, a mark what is told.

    ``rows`` as `standing.standing` gives them, ``rungs`` how many each track has. A circle is told
    by the five documents and a diamond by the follow-up layer alone; hollow means fewer than two
    independent roots, striped disputed, a cross beside a mark that it was eased. A dot is a rung
    that nothing is told of.
    """
    wide, narrow = (_standing(rows, rungs, page) for page in (WIDE, NARROW))
    meta = {"caption": caption, "id": id, "narrow": narrow.to_dict()}
    return wide.properties(description=description, usermeta=meta)


def _standing(rows: pd.DataFrame, rungs: dict[str, int], page: Page) -> alt.LayerChart:
    columns, heads = _columns(rungs, page)
    texts, middles, height = _rows(rows, page)
    marks = rows.assign(
        x=[columns[key] for key in zip(rows["track"], rows["rung"], strict=True)],
        y=rows["unit"].map(middles),
        colour=rows["track"].map({track: paint for track, (_, paint) in TRACKS.items()}),
        shape=rows["told_by"].map(lambda layer: "circle" if layer == CORPUS else "diamond"),
        fill=sheet.filling(rows.assign(founded=rows["filled"])),
    )
    taken = set(zip(marks["x"], marks["y"], strict=True))
    dots = [(x, y) for y in middles.values() for x in columns.values() if (x, y) not in taken]
    eased = marks[marks["eased"]].assign(x=lambda own: own["x"] + 11)
    layers = [
        *_written(pd.concat([heads, texts]), page, height),
        alt.Chart(pd.DataFrame(dots, columns=["x", "y"]))
        .mark_point(size=9, fill=theme.colour("muted"), strokeWidth=0, opacity=1, aria=False)
        .encode(**_at(page, height)),
        _glyphs(marks, page, height, SIZE),
    ]
    if len(eased):
        cross = {"shape": "cross", "angle": 45, "size": 80, "strokeWidth": 1, "opacity": 1}
        paint = {"stroke": theme.colour("ink"), "fill": theme.colour("easing")}
        chart = alt.Chart(eased).mark_point(**cross, **paint, aria=False)
        layers.append(chart.encode(**_at(page, height)))
    return alt.layer(*layers).properties(width=page.whole, height=height)


def _columns(rungs: dict[str, int], page: Page) -> tuple[dict, pd.DataFrame]:
    """Place the columns: the middle of each rung, and what is written at their head."""
    columns, heads, x = {}, [], page.names
    for track, (title, _) in TRACKS.items():
        heads.append((x + 4, 10, title, "head"))
        for rung in range(1, rungs[track] + 1):
            columns[track, rung] = x + page.pitch / 2
            heads.append((x + page.pitch / 2, 28, str(rung), "rung"))
            x += page.pitch
        x += page.gap
    return columns, pd.DataFrame(heads, columns=["x", "y", "text", "kind"])


def _rows(rows: pd.DataFrame, page: Page) -> tuple[pd.DataFrame, dict[str, float], float]:
    """Place the rows: their names as lines of text, the middle of each, and the height of all."""
    texts, middles, y, last = [], {}, HEAD, None
    letters = int((page.names or page.whole) / LETTER)
    for row in rows.drop_duplicates("unit").itertuples():
        if row.group != last:
            texts.append((0, y + GROUP / 2, row.group, "group"))
            y, last = y + GROUP, row.group
        lines = textwrap.wrap(capital(row.target), letters)
        named = LINE * len(lines)
        high = max(ROW, named + 10) if page.names else named + ROW
        top = y + (high - named) / 2 if page.names else y + 2
        texts += [(0, top + (n + 0.5) * LINE, line, "name") for n, line in enumerate(lines)]
        middles[row.unit] = y + high / 2 if page.names else y + named + ROW / 2 - 1
        y += high
    return pd.DataFrame(texts, columns=["x", "y", "text", "kind"]), middles, y + 6


def voices(tiles: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw every claim as a tile, in the row of the kind of voice that makes it.

    ``tiles`` as `voices.tiles` gives them. A square is of the five documents and a diamond of the
    follow-up layer; full in the voice of the publisher, hollow where somebody else is quoted, and
    with a dot where others stand between. Striped denies.
    """
    wide, narrow = (_voices(tiles, page) for page in (WIDE, NARROW))
    meta = {"caption": caption, "id": id, "narrow": narrow.to_dict()}
    return wide.properties(description=description, usermeta=meta)


def _voices(tiles: pd.DataFrame, page: Page) -> alt.LayerChart:
    left = 152 if page.names else 0
    across = int((page.whole - left) / TILE)
    texts, parts, y = [], [], 6.0
    for kind, own in tiles.groupby("kind", sort=False):
        texts.append((0, y + TILE / 2, f"{kind} · {len(own)}", "name"))
        top = y + (0 if page.names else LINE + 4)
        at = pd.Series(range(len(own)), index=own.index)
        parts.append(
            own.assign(x=left + (at % across + 0.5) * TILE, y=top + (at // across + 0.5) * TILE)
        )
        y = top + (len(own) - 1) // across * TILE + TILE + 12
    marks = pd.concat(parts)
    marks = marks.assign(
        colour="ink",
        shape=marks["layer"].map(lambda layer: "square" if layer == CORPUS else "diamond"),
        fill=[
            "striped" if row.denied else "hollow" if row.removes else "full"
            for row in marks.itertuples()
        ],
    )
    far = marks[(marks["removes"] > 1) & ~marks["denied"]]
    written = pd.DataFrame(texts, columns=["x", "y", "text", "kind"])
    layers = [*_written(written, page, y), _glyphs(marks, page, y, SQUARE)]
    if len(far):
        dot = {"size": 9, "fill": theme.colour("ink"), "strokeWidth": 0, "opacity": 1}
        layers.append(alt.Chart(far).mark_point(**dot, aria=False).encode(**_at(page, y)))
    return alt.layer(*layers).properties(width=page.whole, height=y)


def _at(page: Page, height: float) -> dict[str, alt.X | alt.Y]:
    return {"x": pixels.x("x", page.whole), "y": pixels.y("y", height)}


def _glyphs(marks: pd.DataFrame, page: Page, height: float, size: int) -> alt.Chart:
    """Draw marks with their words, each a link to its evidence where it has a page."""
    drawn = marks.assign(
        stroke=marks["colour"].map(theme.colour),
        paint=[sheet.paint(*pair) for pair in zip(marks["fill"], marks["colour"], strict=True)],
    )
    return (
        alt.Chart(drawn)
        .mark_point(size=size, strokeWidth=1.5, opacity=1)
        .encode(
            **_at(page, height),
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            fill=alt.Fill("paint:N", scale=None),
            href="href:N",
            description="description:N",
        )
    )


def _written(texts: pd.DataFrame, page: Page, height: float) -> list[alt.Chart]:
    """Write titles, names and numbers."""
    muted, ink = theme.colour("muted"), theme.colour("ink")
    looks = {
        "head": {"align": "left", "fontWeight": "bold", "color": ink},
        "rung": {"align": "center", "color": muted},
        "group": {"align": "left", "color": muted},
        "name": {"align": "left", "color": ink},
    }
    return [
        alt.Chart(texts[texts["kind"] == kind])
        .mark_text(baseline="middle", aria=False, **look)
        .encode(**_at(page, height), text="text:N")
        for kind, look in looks.items()
        if (texts["kind"] == kind).any()
    ]

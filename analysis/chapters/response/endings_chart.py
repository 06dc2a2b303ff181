"""The chart of how statuses end: a mark for each status, in a row for each kind of end."""

import textwrap
from collections.abc import Mapping

import altair as alt
import pandas as pd

from analysis.chapters.response.easing import ENDS, READINGS
from analysis.drawing import pixels, theme
from analysis.drawing.stripes import striped

TRACKS = {
    "A": ("circle", "track_a", "liberty and legal jeopardy"),
    "B": ("triangle-up", "track_b", "bodily integrity"),
    "C": ("square", "track_c", "civic space"),
}
EASED = (theme.CROSS, "easing", "ended by an easing")
LABELS, COLUMN = 186, 212  # px: the kinds of end, and each reading of the evidence
COUNT = 30  # px: the number before the marks
STEP, LINE = 17, 20  # px from mark to mark, and from one line of marks to the next
PER_LINE = 10
LETTERS = 28  # characters of a kind of end in one line
LETTER = 6.1  # px: about what a letter takes, to space out the key
HEAD, ROOM, KEY = 30, 16, 34  # px: the readings, what is free around a row, the key below


def endings(
    readings: Mapping[str, pd.DataFrame], description: str, caption: str, id: str
) -> alt.LayerChart:
    """Draw each status as a mark, once for each reading, in the row of how it ends there.

    ``readings`` maps a reading of the evidence to what `response_easing.endings` gives for it.
    Circles, triangles and squares are the tracks, crosses what an easing ends; hollow means fewer
    than two independent roots, striped disputed. A row without a mark says none.
    """
    marks = pd.concat(
        [_placed(rows, reading, LABELS + number * COLUMN)
         for number, (reading, rows) in enumerate(readings.items())],
        ignore_index=True,
    )  # fmt: skip
    rows = _rows(marks)
    marks = marks.merge(rows[["end", "y"]], on="end")
    marks = marks.assign(y=marks["y"] + marks["line"] * LINE)
    cells = _cells(rows, marks, readings)
    height = int(rows["bottom"].max()) + KEY
    layers = [
        *_frame(rows, readings, height),
        *_marks(marks, height),
        *_numbers(cells, height),
        *_key(marks, height),
    ]
    return alt.layer(*layers).properties(
        width=LABELS + len(readings) * COLUMN,
        height=height,
        description=description,
        usermeta={"caption": caption, "id": id},
    )


def _placed(rows: pd.DataFrame, reading: str, left: float) -> pd.DataFrame:
    """Place the marks of one reading, line by line, and say how each looks."""
    rows = rows.sort_values(["track", "case_id", "event_id"])
    number = rows.groupby("end").cumcount()
    looks = [EASED if row.end == "easing" else TRACKS[row.track] for row in rows.itertuples()]
    return rows.assign(
        reading=reading,
        line=number // PER_LINE,
        x=left + COUNT + (number % PER_LINE) * STEP,
        shape=[shape for shape, *_ in looks],
        paint=[theme.colour(colour) for _, colour, _ in looks],
        fill=[
            striped(colour) if row.disputed else theme.colour(colour if row.filled else "surface")
            for row, (_, colour, _) in zip(rows.itertuples(), looks, strict=True)
        ],
    )


def _rows(marks: pd.DataFrame) -> pd.DataFrame:
    """Return where the row of each kind of end stands, as high as its marks and words need."""
    rows, y = [], float(HEAD)
    lines = marks.groupby("end")["line"].max() + 1
    for end, words in ENDS.items():
        label = textwrap.wrap(words, LETTERS)
        high = max(lines.get(end, 1) * LINE, len(label) * 15) + ROOM
        rows.append({"end": end, "label": "\n".join(label), "top": y, "bottom": y + high})
        y += high
    placed = pd.DataFrame(rows)
    return placed.assign(y=placed["top"] + ROOM / 2 + LINE / 2)


def _cells(
    rows: pd.DataFrame, marks: pd.DataFrame, readings: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    held = marks.groupby(["end", "reading"]).size()
    return pd.DataFrame(
        [
            {
                "x": LABELS + number * COLUMN,
                "y": row.y,
                "words": str(held.get((row.end, reading), "none")),
                "empty": (row.end, reading) not in held.index,
            }
            for row in rows.itertuples()
            for number, reading in enumerate(readings)
        ]
    )


def _x(field: str) -> alt.X:
    return pixels.x(field, LABELS + len(READINGS) * COLUMN)


def _frame(
    rows: pd.DataFrame, readings: Mapping[str, pd.DataFrame], height: int
) -> list[alt.Chart]:
    """Draw the names of rows and readings, and the hairlines between rows."""
    heads = pd.DataFrame(
        [
            {"x": LABELS + number * COLUMN, "words": READINGS[reading], "y": HEAD / 2}
            for number, reading in enumerate(readings)
        ]
    )
    left, right = {"align": "left", "baseline": "middle"}, LABELS + len(readings) * COLUMN
    return [
        alt.Chart(rows).mark_rule(color=theme.colour("grid"), strokeWidth=1).encode(
            x=alt.value(0), x2=alt.value(right), y=pixels.y("top", height)),
        alt.Chart(heads).mark_text(**left, fontSize=13, fontWeight="bold").encode(
            x=_x("x"), y=pixels.y("y", height), text="words:N"),
        alt.Chart(rows).mark_text(
            align="left", baseline="line-top", dy=-8, lineBreak="\n", lineHeight=15).encode(
            x=alt.value(0), y=pixels.y("y", height), text="label:N"),
    ]  # fmt: skip


def _marks(marks: pd.DataFrame, height: int) -> list[alt.Chart]:
    return [
        alt.Chart(marks).mark_point(strokeWidth=1.75, size=88, opacity=1).encode(
            x=_x("x"),
            y=pixels.y("y", height),
            shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            description="description:N",
            href="href:N",
        )
    ]  # fmt: skip


def _numbers(cells: pd.DataFrame, height: int) -> list[alt.Chart]:
    """Write how many marks a cell has, and none where it has no mark."""
    left = {"align": "left", "baseline": "middle"}
    full, empty = cells[~cells["empty"]], cells[cells["empty"]]
    place = {"x": _x("x"), "y": pixels.y("y", height), "text": "words:N"}
    return [
        alt.Chart(full).mark_text(**left, fontWeight="bold").encode(**place),
        alt.Chart(empty)
        .mark_text(**left, fontStyle="italic", color=theme.colour("muted"))
        .encode(**place),
    ]


def _key(marks: pd.DataFrame, height: int) -> list[alt.Chart]:
    """Draw what the shapes in use mean, in one line below."""
    used = [look for look in (*TRACKS.values(), EASED) if look[0] in set(marks["shape"])]
    glyphs, x = [], 6.0
    for shape, colour, words in used:
        glyphs.append(
            {"x": x, "at": x + 12, "shape": shape, "paint": theme.colour(colour), "words": words}
        )
        x += 12 + LETTER * len(words) + 24
    rows, place = pd.DataFrame(glyphs), {"y": alt.value(height - 8)}
    return [
        alt.Chart(rows).mark_point(
            strokeWidth=1.75, size=70, opacity=1, fill=theme.colour("surface")).encode(
            x=_x("x"), **place, shape=alt.Shape("shape:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None)),
        alt.Chart(rows).mark_text(
            align="left", baseline="middle", color=theme.colour("muted")).encode(
            x=_x("at"), **place, text="words:N"),
    ]  # fmt: skip

"""The chart of worked comparisons: what stood on each track before and after, and the answer."""

import altair as alt
import pandas as pd

from analysis.chapters.ladder.charts import PAINTS, SHAPES
from analysis.drawing import theme
from analysis.drawing.pixels import paint, x, y
from analysis.drawing.stripes import striped

PANEL, ANSWER = 156, 140  # px: one track, and the answer beside the tracks
WIDTH = 3 * PANEL + ANSWER
BEFORE, AFTER = 58, 122  # px from the left of a panel
TITLE, MOMENTS, RUNG, BELOW = 26, 20, 20, 26  # px: the lines of an example, a rung, the room below
ASIDE = 15  # px between measures on one rung
SIDES = {"before": BEFORE, "after": AFTER}
TRACKS = ("A", "B", "C")


def steps(
    rows: pd.DataFrame, heights: dict[str, int], description: str, caption: str, id: str
) -> alt.LayerChart:
    """Draw each worked comparison as three small ladders, before on the left, after on the right.

    ``rows`` as `ladder_steps.worked` gives them, ``heights`` the number of rungs of each track. A
    line joins the highest of before and after, dashed where the order is not certain.
    """
    parts: dict[str, list[dict]] = {"marks": [], "lines": [], "words": [], "rungs": []}
    top = 0.0
    for _, example in rows.groupby("example", sort=True):
        top = _example(example, heights, top, parts)
    marks, lines, words, rungs = (pd.DataFrame(parts[name]) for name in parts)
    return alt.layer(
        alt.Chart(rungs)
        .mark_rule(color=theme.colour("grid"), strokeWidth=1)
        .encode(x=x("x", WIDTH), x2="x2:Q", y=y("y", top)),
        *_joined(lines, top),
        alt.Chart(marks)
        .mark_point(size=90, opacity=1, strokeWidth=2)
        .encode(
            x=x("x", WIDTH),
            y=y("y", top),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("paint:N", scale=None),
            description="words:N",
            href="href:N",
        ),
        *[
            alt.Chart(own)
            .mark_text(align=align, baseline="middle", fontWeight=weight)
            .encode(x=x("x", WIDTH), y=y("y", top), text="text:N", color=paint())
            for (align, weight), own in words.groupby(["align", "weight"])
        ],
    ).properties(
        width=WIDTH,
        height=top,
        description=description,
        usermeta={"caption": caption, "id": id},
    )


def _joined(lines: pd.DataFrame, top: float) -> list[alt.Chart]:
    """Draw the lines from before to after, solid where the order is certain and else dashed."""
    return [
        alt.Chart(own)
        .mark_rule(strokeWidth=2, strokeDash=[1, 0] if certain else [3, 4])
        .encode(x=x("x", WIDTH), x2="x2:Q", y=y("y", top), y2="y2:Q", color=paint())
        for certain, own in lines.groupby("certain")
    ]


def _word(
    across: float,
    down: float,
    text: str,
    ink: str = "muted",
    align: str = "left",
    weight: str = "normal",
) -> dict:
    """Return a word with its place in px and how it is set."""
    paint = theme.colour(ink)
    return {"x": across, "y": down, "text": text, "paint": paint, "align": align, "weight": weight}


def _example(
    example: pd.DataFrame, heights: dict[str, int], top: float, parts: dict[str, list[dict]]
) -> float:
    """Add what one comparison draws, and return where the next one begins."""
    first = example.iloc[0]
    parts["words"].append(_word(0, top + TITLE / 2, first["title"], ink="ink", weight="bold"))
    top += TITLE
    for place, track in enumerate(TRACKS):
        own = example[example["track"] == track]
        _panel(own, track, heights[track], place * PANEL, top, bool(first["certain"]), parts)
    at = top + MOMENTS + RUNG
    parts["words"] += [
        _word(3 * PANEL + 10, at, first["answer"], ink="ink", weight="bold"),
        _word(3 * PANEL + 10, at + 18, "on A and C"),
        _word(3 * PANEL + 10, at + 48, first["treatment"], ink="ink", weight="bold"),
        _word(3 * PANEL + 10, at + 66, "treatment, beside"),
    ]
    return top + MOMENTS + (max(heights.values()) + 1) * RUNG + BELOW


def _panel(
    own: pd.DataFrame,
    track: str,
    height: int,
    left: float,
    top: float,
    certain: bool,
    parts: dict[str, list[dict]],
) -> None:
    """Add one track of a comparison: its rungs, the measures before and after, and the line."""
    top += MOMENTS
    ground = top + (height + 0.5) * RUNG

    def level(rung: int) -> float:
        return ground - rung * RUNG

    for rung in range(height + 1):
        parts["rungs"].append({"x": left + 34, "x2": left + PANEL - 14, "y": level(rung)})
        name = f"{track}{rung}" if rung else "none"
        parts["words"].append(_word(left + 28, level(rung), name, align="right"))
    ends = {}
    for moment, side in SIDES.items():
        parts["words"].append(_word(left + side, top - MOMENTS / 2, moment, align="center"))
        here = own[own["moment"] == moment]
        ends[moment] = (left + side, level(0 if here.empty else int(here["rung"].max())))
        for rung, level_rows in here.groupby("rung"):
            for place, row in enumerate(level_rows.itertuples()):
                aside = (place - (len(level_rows) - 1) / 2) * ASIDE
                parts["marks"].append(_mark(row, left + side + aside, level(int(rung)), track))
    if own.empty:
        parts["words"].append(_word(left + 90, level(2) - RUNG / 2, "no measure", align="center"))
        return
    (x1, y1), (x2, y2) = ends["before"], ends["after"]
    paint_of = theme.colour(PAINTS[track] if certain else "muted")
    line = {"x": x1, "y": y1, "x2": x2, "y2": y2, "paint": paint_of, "certain": certain}
    parts["lines"].append(line)
    if not certain:
        at = ((x1 + x2) / 2 + 9, (y1 + y2) / 2 + (6 if y2 < y1 else -8))
        parts["words"].append(_word(*at, "?", align="center"))


def _mark(row: tuple, across: float, down: float, track: str) -> dict:
    """Return how a measure is drawn, and what it says when pointed at."""
    force = ", in force" if row.in_force else ""
    return {
        "x": across,
        "y": down,
        "shape": SHAPES[str(row.persistence)],
        "paint": theme.colour(PAINTS[track]),
        "fill": _fill(row, PAINTS[track]),
        "words": f"{row.moment}: {track}{row.rung} {row.label} ({row.persistence}{force})",
        "href": row.href,
    }


def _fill(row: tuple, colour: str) -> str:
    """Return how a mark is filled: striped where disputed, else full or hollow by its support."""
    if row.disputed:
        return striped(colour)
    return theme.colour(colour if row.filled else "surface")

"""Where everything of a panel stands, in px: lanes, names, marks and connectors."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.chapters.response import broken_axis
from analysis.chapters.response.broken_axis import DAY, Piece
from analysis.chapters.response.rows import EASING, Panel
from analysis.drawing import theme
from analysis.drawing.stripes import striped
from analysis.reading.timeline import RESPONSE

LANES = {
    "A": ("A · Liberty and legal jeopardy", "track_a"),
    "B": ("B · Bodily integrity", "track_b"),
    "C": ("C · Civic space", "track_c"),
    RESPONSE: ("Responses of the target and of supporters", "response"),
    EASING: ("Easings", "easing"),
}
NAMES, PLOT, GUTTER = 248, 268, 96  # px: what happened, when, and what joins the rows
LETTERS = 42  # characters of a name in one line
LINE, ROOM = 15, 11  # px: a line of a name, and what is left free above and below it
BELOW = 6  # px from the last row to the axis
HEAD, EMPTY = 34, 24  # px: the name of a lane, and a lane without a row
BETWEEN = 12  # px from the mark of the five documents to that of both layers
STEM = 15  # px between two connectors
OFF = 14  # px from the plot to the connectors, so that they touch no mark at its edge
ASIDE = 6  # px up or down where one connector arrives at a row and another one leaves it
NARROW = 9  # px: what is shorter is drawn as a point, so that it can be seen
SIZES = {"corpus": 84, "both": 40}  # px²: a point, by what it rests on
CROSS_SIZE = 110  # px²: an easing
STEMS = {"answered_by": "response", "occasion_of": "ink", "ended_by": "easing"}


@dataclass(frozen=True)
class Layout:
    """The frames of a panel, all places in px; ``height`` ends below the last row."""

    axis: list[Piece]
    ticks: pd.DataFrame
    heads: pd.DataFrame
    rows: pd.DataFrame
    names: pd.DataFrame
    marks: pd.DataFrame
    lasting: pd.DataFrame
    stems: pd.DataFrame
    height: int


def laid_out(panel: Panel) -> Layout:
    """Return where everything of a panel stands.

    One row for each event: a thick mark for what the five documents allow and, below it, a thin one
    where the follow-up pages change that; an event of the follow-up alone has the thin one only.
    """
    rows = panel.rows
    bounds = ["corpus_earliest", "corpus_latest", "earliest", "latest"]
    axis = broken_axis.pieces(rows[bounds].to_numpy().ravel(), PLOT)
    heads, placed, bottom = _stacked(rows, panel.empty)
    marks = pd.DataFrame([mark for row in placed.itertuples() for mark in _marks(row, axis)])
    return Layout(
        axis=axis,
        ticks=broken_axis.ticks(axis),
        heads=heads,
        rows=placed,
        names=_names(placed),
        marks=marks,
        lasting=_lasting(placed, axis),
        stems=_stems(placed, panel.links),
        height=bottom + BELOW,
    )


def _stacked(
    rows: pd.DataFrame, empty: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Stack the lanes and their rows; a lane that is empty for a reason says so in words."""
    heads, placed, y = [], [], 0
    for lane, (title, colour) in LANES.items():
        own = rows[rows["lane"] == lane]
        if own.empty and lane not in empty:
            continue
        note = empty.get(lane, "") if own.empty else ""
        heads.append({"y": y + HEAD - 13, "title": title, "colour": colour, "note": note})
        y += HEAD + (EMPTY if note else 0)
        for row in own.itertuples():
            lines = evenly(row_name(row))
            high = max(LINE * len(lines), 2 * BETWEEN if row.changed else 0) + ROOM
            placed.append({"event_id": row.event_id, "top": y, "high": high, "lines": lines})
            y += high
    stacked = pd.DataFrame(placed).merge(rows, on="event_id", validate="1:1")
    stacked = stacked.assign(y=stacked["top"] + stacked["high"] / 2)
    return pd.DataFrame(heads), stacked, y


def row_name(row: tuple) -> str:
    """Return what a row is called: its rung where it has one, what happened, and whence known."""
    rung = f"{row.rung} · " if pd.notna(row.rung) else ""
    return f"{rung}{row.summary}{'' if row.layer == 'corpus' else ' (follow-up)'}"


def evenly(name: str) -> list[str]:
    """Return a name in as few lines as it needs, all of about the same length."""
    whole = name.replace("St Petersburg", "St\u00a0Petersburg")
    fewest = len(textwrap.wrap(whole, LETTERS))
    widths = range(LETTERS // 2, LETTERS + 1)
    return next(lines for width in widths if len(lines := textwrap.wrap(whole, width)) == fewest)


def _names(placed: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "line": line,
                "y": row.y + (number - (len(row.lines) - 1) / 2) * LINE,
                "paint": theme.colour("ink" if row.layer == "corpus" else "muted"),
            }
            for row in placed.itertuples()
            for number, line in enumerate(row.lines)
        ]
    )


def _marks(row: tuple, axis: list[Piece]) -> list[dict]:
    """Return the one or two marks of a row."""
    told = row.layer == "corpus"
    marks = []
    if told:
        days = (row.corpus_earliest, row.corpus_latest)
        y = row.y - BETWEEN / 2 if row.changed else row.y
        marks.append(
            _mark(row, days, axis, y, "corpus", row.corpus_filled, row.corpus_disputed)
            | {"description": row.corpus_description}
        )
    if row.changed or not told:
        days = (row.earliest, row.latest)
        y = row.y + BETWEEN / 2 if told else row.y
        marks.append(
            _mark(row, days, axis, y, "both", row.filled, row.disputed)
            | {"description": row.description}
        )
    return marks


def _mark(
    row: tuple,
    days: tuple[pd.Timestamp, pd.Timestamp],
    axis: list[Piece],
    y: float,
    reading: str,
    filled: bool,
    disputed: bool,
) -> dict:
    first, last = days
    colour = LANES[row.lane][1]
    start = 0.0 if pd.isna(first) else broken_axis.place(first, axis)
    end = float(PLOT) if pd.isna(last) else broken_axis.place(last + DAY, axis)
    unknown = pd.isna(first) and pd.isna(last)
    return {
        "event_id": row.event_id,
        "href": row.href,
        "reading": reading,
        "start": start,
        "end": end,
        "middle": (start + end) / 2,
        "y": y,
        "paint": theme.colour(colour),
        "fill": striped(colour) if disputed else theme.colour(colour if filled else "surface"),
        "generic": row.generic,
        "form": "unknown" if unknown else "point" if end - start < NARROW else "bar",
        "shape": theme.CROSS if row.lane == EASING else "circle",
        "size": CROSS_SIZE if row.lane == EASING else SIZES[reading],
        "opens_left": pd.isna(first) and not unknown,
        "opens_right": pd.isna(last) and not unknown,
    }


def _lasting(placed: pd.DataFrame, axis: list[Piece]) -> pd.DataFrame:
    """Return the line of each status, from its last possible beginning to what ends it."""
    lasting = placed[placed["lasting"].astype(bool) & placed["latest"].notna()]
    return pd.DataFrame(
        [
            {
                "x": broken_axis.place(row.latest + DAY, axis),
                "x2": float(PLOT) if pd.isna(row.until) else broken_axis.place(row.until, axis),
                "y": row.y + BETWEEN / 2 if row.changed else row.y,
                "paint": theme.colour(LANES[row.lane][1]),
                "goes_on": pd.isna(row.until),
            }
            for row in lasting.itertuples()
        ],
        columns=["x", "x2", "y", "paint", "goes_on"],
    )


def _stems(placed: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return a connector for each link, beside the plot: those of one event share a stem."""
    leaves, arrives = set(links["from_event_id"]), set(links["to_event_id"])
    at = dict(zip(placed["event_id"], placed["y"], strict=True))
    out = {event: y + (ASIDE if event in arrives else 0) for event, y in at.items()}
    into = {event: y - (ASIDE if event in leaves else 0) for event, y in at.items()}
    groups = []
    for (source, kind), own in links.groupby(["from_event_id", "kind"], sort=False):
        places = [out[source], *(into[target] for target in own["to_event_id"])]
        groups.append((max(places) - min(places), min(places), source, kind, own))
    columns: list[list[tuple[float, float]]] = []  # what is taken of each, from and to in px
    drawn = []
    for length, top, source, kind, own in sorted(groups, key=lambda group: group[:3]):
        column = _free_column(columns, top, top + length)
        columns[column].append((top, top + length))
        drawn += [
            {
                "from_event_id": source,
                "to_event_id": link.to_event_id,
                "kind": kind,
                "x": PLOT + OFF + STEM * (column + 1),
                "y": out[source],
                "y2": into[link.to_event_id],
                "paint": theme.colour(STEMS[kind]),
                "certain": bool(link.order_certain),
            }
            for link in own.itertuples()
        ]
    columns_of = ["from_event_id", "to_event_id", "kind", "x", "y", "y2", "paint", "certain"]
    return pd.DataFrame(drawn, columns=columns_of)


def _free_column(columns: list[list[tuple[float, float]]], top: float, bottom: float) -> int:
    """Return the first column with room for a stem, opening one where none has it."""
    for number, taken in enumerate(columns):
        if all(bottom + 8 < other[0] or top > other[1] + 8 for other in taken):
            return number
    columns.append([])
    return len(columns) - 1

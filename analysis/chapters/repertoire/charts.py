"""The charts of the repertoire: what is seen of whom, how various it is, which kinds of charge."""

import altair as alt
import pandas as pd

from analysis.chapters.repertoire.attention import ITEMS
from analysis.chapters.repertoire.charges import order_words
from analysis.chapters.repertoire.rows import CORPUS
from analysis.drawing import sheet
from analysis.reading.charges import KINDS
from analysis.reading.prose import capital, when

TRACKS = {
    "A": ("track_a", "A · Liberty and", "legal jeopardy"),
    "B": ("track_b", "B · Bodily", "integrity"),
    "C": ("track_c", "C · Civic", "space"),
}
SHAPES = {CORPUS: "circle", "follow_up": "diamond"}
# A class of charges: its shape, the title over its columns, and what the key says.
SORTS = {
    "political": ("square", ("Political", "kinds"), "Square: political kind"),
    "ordinary": ("circle", ("Ordinary", "crime"), "Circle: ordinary crime"),
    "other": ("triangle-up", (), "Triangle: other"),
    "not stated": ("cross", (), "Cross: charge not stated"),
}
FILLS = (
    ("full", "Full: two independent roots or acting body"),
    ("hollow", "Hollow: fewer than two"),
    ("striped", "Striped: disputed in something"),
)
MATRIX_NAMES, BREADTH_NAMES, CHARGE_NAMES = 272, 268, 334  # px: the names of the rows
KEY, TITLES = 10, 8  # px: the middle of the first line of a key, and of titles above columns
UNDER = 24  # px from there to the line under a title of two lines
BELOW = 6  # px from the foot of a column's name to the grid


def matrix(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw which types of measure are seen of which target, types by track and rung.

    ``rows`` as `repertoire.marks` gives them. A circle is told of by the five documents, a diamond
    by the follow-up only; hollow means fewer than two independent roots, striped disputed.
    """
    heads = rows.drop_duplicates("measure_type").sort_values(["track", "rung", "type"])
    heads = heads.assign(
        group=heads["track"].astype(str).map({track: look[1:] for track, look in TRACKS.items()}),
        key=heads["measure_type"],
        text=heads["rung"].astype(str) + " " + heads["type"],
    )
    names = rows.drop_duplicates("entity_id")
    names = names.assign(group=names["case"], key=names["entity_id"], label=names["target"])
    drawn = rows.assign(
        row=rows["entity_id"],
        column=rows["measure_type"],
        shape=rows["seen_in"].map(SHAPES),
        colour=rows["track"].astype(str).map({track: look[0] for track, look in TRACKS.items()}),
        fill=sheet.filling(rows),
    )
    key = [{"shape": "circle", "fill": fill, "text": text} for fill, text in FILLS]
    if (rows["seen_in"] == "follow_up").any():
        key.insert(
            0, {"shape": "circle", "fill": "hollow", "text": "Circle: in the five documents"}
        )
        text = "Diamond: in the follow-up only"
        key.insert(1, {"shape": "diamond", "fill": "hollow", "text": text})
    chart = _table(names, heads, drawn, key, MATRIX_NAMES)
    return chart.properties(description=description, usermeta={"caption": caption, "id": id})


def _table(
    names: pd.DataFrame, heads: pd.DataFrame, drawn: pd.DataFrame, key: list[dict], room: float
) -> alt.LayerChart:
    """Draw marks in a table: names of rows at the left, of columns upright above, titles over them.

    The key stands in the corner between them.
    """
    top = TITLES + UNDER + 12 + heads["text"].str.len().max() * sheet.LETTER
    top = max(top, KEY + len(key) * sheet.ROW)
    lines, middles, height = sheet.rows(names, top, room)
    places = sheet.columns(heads, room)
    columns = heads.assign(x=heads["key"].map(places), y=top - BELOW / 2, weight="normal")
    marks = drawn.assign(x=drawn["column"].map(places), y=drawn["row"].map(middles))
    layers = [
        sheet.grid(middles, places, top, room, height),
        *_titles(columns, height),
        *sheet.texts(columns, height, angle=270),
        *sheet.texts(lines, height),
        sheet.glyphs(marks, height),
        *sheet.legend([item | {"colour": "muted"} for item in key], KEY, height),
    ]
    return alt.layer(*layers).properties(width=sheet.WIDTH, height=height)


def _titles(columns: pd.DataFrame, height: float) -> list[alt.Chart]:
    """Write the title of each group of columns over a line as long as they are wide."""
    lines, ends = [], []
    for title, own in columns.groupby("group", sort=False):
        left, right = own["x"].min() - 6, own["x"].max() + 6
        for n, text in enumerate(title):
            lines.append({"text": text, "x": left, "y": TITLES + n * 14, "weight": "bold"})
        if title:
            end = {"x": left, "x2": right, "y": TITLES + UNDER, "y2": TITLES + UNDER}
            ends.append(end)
    return [
        *sheet.texts(pd.DataFrame(lines), height),
        sheet.rules(pd.DataFrame(ends), height, "muted"),
    ]


# --- breadth -----------------------------------------------------------------------------

HEADS = {
    "documents": ("Documents",),
    "independent_roots": ("Independent", "roots"),
    "measure_types": ("Types of", "measure"),
    "tracks": ("Tracks",),
}
SIDES = {"documents": "Told of by", "measure_types": "Seen"}  # the title from a column onwards
DOT, APART = 11, 12  # px from one dot to the next, and between columns


def breadth(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw how many documents and roots tell of each target, and how many types are seen of it.

    ``rows`` as `attention.breadth_rows` gives them. A dot is one: a circle in the five documents,
    a diamond what the follow-up adds.
    """
    names = rows.assign(group="", key=rows["unit"], label=rows["target"])
    top = TITLES + 62
    lines, middles, height = sheet.rows(names, top, BREADTH_NAMES)
    places, x = {}, float(BREADTH_NAMES)
    for item in ITEMS:
        places[item] = x
        most = int((rows[item] + rows[f"{item}_added"]).max())
        x += max(most * DOT, max(map(len, HEADS[item])) * sheet.LETTER) + APART
    heads = [
        {"text": text, "x": places[item] - 4, "y": TITLES + 26 + n * 14, "weight": "normal"}
        for item, texts in HEADS.items()
        for n, text in enumerate(texts)
    ]
    heads += [
        {"text": text, "x": places[item] - 4, "y": TITLES, "weight": "bold"}
        for item, text in SIDES.items()
    ]
    ends = [places["measure_types"] - 4 - APART, x - APART]
    starts = [places["documents"] - 4, places["measure_types"] - 4]
    over = [
        {"x": a, "x2": b, "y": TITLES + 11, "y2": TITLES + 11}
        for a, b in zip(starts, ends, strict=True)
    ]
    across = [{"x": starts[0], "x2": x - APART, "y": y, "y2": y} for y in middles.values()]
    key = [
        {"shape": "circle", "fill": "full", "text": "Circle: one, in the five documents"},
        {"shape": "diamond", "fill": "hollow", "text": "Diamond: one that the follow-up adds"},
    ]
    layers = [
        sheet.rules(pd.DataFrame(across), height),
        sheet.rules(pd.DataFrame(over), height, "muted"),
        *sheet.texts(pd.DataFrame(heads), height),
        *sheet.texts(lines, height),
        sheet.glyphs(pd.DataFrame(_dots(rows, places, middles)), height, size=60),
        *sheet.legend([item | {"colour": "muted"} for item in key], KEY, height),
    ]
    return alt.layer(*layers).properties(
        width=sheet.WIDTH,
        height=height,
        description=description,
        usermeta={"caption": caption, "id": id},
    )


def _dots(rows: pd.DataFrame, places: dict, middles: dict) -> list[dict]:
    """Return a dot for each document, root, type and track, those of the corpus first."""
    return [
        {
            "x": places[item] + n * DOT,
            "y": middles[row["unit"]],
            "shape": "circle" if n < row[item] else "diamond",
            "fill": "full" if n < row[item] else "hollow",
            "colour": "ink" if item in ("measure_types", "tracks") else "muted",
            "description": f"{row['target']}, {' '.join(HEADS[item]).lower()}: {row[item]} in the "
            f"five documents, {row[f'{item}_added']} added by the follow-up",
        }
        for _, row in rows.iterrows()
        for item in ITEMS
        for n in range(row[item] + row[f"{item}_added"])
    ]


# --- charges -----------------------------------------------------------------------------


def charges(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw which kinds of charge are named for whom, in time order where that is certain.

    ``rows`` as `charges.charge_rows` gives them. A square stands for a political kind, a circle for
    an ordinary one, a triangle for another and a cross for none stated; hollow means fewer than two
    independent roots, striped disputed.
    """
    heads = pd.DataFrame(
        [
            {"group": SORTS[sort][1], "key": kind, "text": capital(word)}
            for kind, (sort, word) in KINDS.items()
        ]
    )
    placed = rows.assign(place=order_words(rows))
    names = rows.assign(
        group=rows["target"].str[:1].str.upper() + rows["target"].str[1:],
        label=[_step(row) for row in placed.itertuples()],
    )
    named = rows.explode("kinds")
    drawn = named.assign(
        row=named["key"],
        column=named["kinds"],
        shape=named["kinds"].map({kind: SORTS[sort][0] for kind, (sort, _) in KINDS.items()}),
        colour="track_a",
        fill=sheet.filling(named),
    )
    key = [{"shape": shape, "fill": "hollow", "text": text} for shape, _, text in SORTS.values()]
    key += [{"shape": "circle", "fill": fill, "text": text} for fill, text in FILLS]
    chart = _table(names, heads, drawn, key, CHARGE_NAMES)
    return chart.properties(description=description, usermeta={"caption": caption, "id": id})


def _step(row: tuple) -> str:
    """Return the name of a row: its place in time, its days, what was done, and where from."""
    place = {"only one": "", "not certain": "? · "}.get(row.place, f"{row.place} · ")
    beside = " · follow-up" if row.seen_in == "follow_up" else ""
    return f"{place}{when(row.earliest, row.latest)} · {row.measures}{beside}"

"""Draws each document as a strip of its sentences: what was taken from it and what was left."""

import altair as alt
import pandas as pd

from analysis.chapters.documents.rows import CODED, LEFT
from analysis.drawing import theme
from analysis.drawing.pixels import x, y

# How a tile is painted: fill, line around it, letter. Left out is hollow, so that it differs from
# what was coded without its colour; what is withheld is black, as a struck-out line is.
TAKEN = {
    "A": "track_a",
    "B": "track_b",
    "C": "track_c",
    "several": "muted",
    "response": "response",
    "other": "context",
}
NAMES, TILE, HEIGHT = 38, 14.4, 22  # px: the names of the documents, a tile
LINE, KEY_LINE, TOP = 30, 23, 18  # px: a line of tiles, a line of the key, the numbers above
PAGE, PHONE = 40, 19  # tiles in a line
WIDTH = 616


def strip(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.LayerChart:
    """Draw every sentence as a tile, in the order of the text; a coded one leads to its first card.

    ``rows`` as `rows.sentences` gives them. A tile has the same size whatever the length of its
    sentence, so that its letter can be read. On a phone the lines are shorter and there are more.
    """
    narrow = _drawing(rows, PHONE, 312).properties(description=description)
    return _drawing(rows, PAGE, WIDTH).properties(
        description=description,
        usermeta={"caption": caption, "id": id, "narrow": narrow.to_dict()},
    )


def _drawing(rows: pd.DataFrame, in_a_line: int, width: float) -> alt.LayerChart:
    tiles, lines, bottom = _placed(rows, in_a_line)
    key, height = _key(rows, bottom + 14, width)
    numbers = pd.DataFrame(
        {
            "text": [str(n) for n in (1, *range(5, in_a_line + 1, 5))],
            "x": [NAMES + (n - 0.5) * TILE for n in (1, *range(5, in_a_line + 1, 5))],
            "y": TOP / 2,
        }
    )
    return alt.layer(
        *_tiles(pd.concat([tiles, key["tiles"]]), width, height),
        _letters(lines, width, height, align="left", colour="ink"),
        _letters(numbers, width, height, align="center", colour="muted"),
        _letters(key["words"], width, height, align="left", colour="ink"),
    ).properties(width=width, height=height)


def _placed(rows: pd.DataFrame, in_a_line: int) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Place the tiles, and the names of the documents left of the first line of each, in px."""
    tiles, names, top = [], [], float(TOP)
    for document, own in rows.groupby("document_id", sort=True):
        place = own["number"] - 1
        line = place // in_a_line
        names.append({"text": document, "x": 0, "y": top + HEIGHT / 2})
        tiles.append(own.assign(x=NAMES + place % in_a_line * TILE, y=top + line * (HEIGHT + 3)))
        top += line.max() * (HEIGHT + 3) + LINE
    return pd.concat(tiles), pd.DataFrame(names), top


def _key(rows: pd.DataFrame, top: float, width: float) -> tuple[dict[str, pd.DataFrame], float]:
    """Place the key: what a coded tile tells of, then why the others were left out."""
    used = set(rows["fate"])
    entries = [
        {"fate": fate, "letter": letter, "text": ("" if fate in CODED else "not coded: ") + meaning}
        for fates in (CODED, LEFT)
        for fate, (letter, meaning) in fates.items()
        if fate in used
    ]
    found = pd.DataFrame(entries)
    # The longest words of the key stand in the first column of a page and fit a phone, broken.
    found["y"] = [top + n * KEY_LINE for n in range(len(found))]
    if width == WIDTH:
        first = int(found["fate"].isin(CODED).sum())
        found["x"] = [0.0 if n < first else 390.0 for n in range(len(found))]
        found["y"] = [top + (n if n < first else n - first) * KEY_LINE for n in range(len(found))]
    else:
        found["x"] = 0.0
    words = found.assign(x=found["x"] + TILE + 8, y=found["y"] + HEIGHT / 2 - 2)
    tiles = found.assign(description=found["text"], href=None, y=found["y"] - 1)
    return {"tiles": tiles, "words": words}, float(found["y"].max() + HEIGHT + 2)


def _tiles(tiles: pd.DataFrame, width: float, height: float) -> list[alt.LayerChart]:
    """Draw tiles, and the letter on each."""
    taken = tiles["fate"].isin(CODED)
    withheld = tiles["fate"] == "withheld"
    fill = tiles["fate"].map(TAKEN).fillna("surface").mask(withheld, "ink")
    drawn = tiles.assign(
        x2=tiles["x"] + TILE - 1.5,
        y2=tiles["y"] + HEIGHT - 3,
        paint=fill.map(theme.colour),
        line=fill.where(taken | withheld, "muted").map(theme.colour),
        ink=pd.Series("surface", tiles.index).where(taken | withheld, "muted").map(theme.colour),
    )
    words = drawn.assign(x=(drawn["x"] + drawn["x2"]) / 2, y=(drawn["y"] + drawn["y2"]) / 2)
    named = {"href": "href:N", "description": "description:N"}
    return [
        alt.Chart(drawn)
        .mark_rect(strokeWidth=1, cornerRadius=1.5)
        .encode(
            x=x("x", width),
            x2="x2:Q",
            y=y("y", height),
            y2="y2:Q",
            fill=alt.Fill("paint:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            **named,
        ),
        alt.Chart(words)
        .mark_text(fontWeight="bold", baseline="middle")
        .encode(
            x=x("x", width),
            y=y("y", height),
            text="letter:N",
            color=alt.Color("ink:N", scale=None),
            **named,
        ),
    ]


def _letters(
    words: pd.DataFrame, width: float, height: float, *, align: str, colour: str
) -> alt.Chart:
    return (
        alt.Chart(words)
        .mark_text(align=align, baseline="middle", color=theme.colour(colour), aria=False)
        .encode(x=x("x", width), y=y("y", height), text="text:N")
    )

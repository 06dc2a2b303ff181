"""Lays out a timeline: lanes of named rows below each other, and the days of the scale."""

import re
import textwrap
from typing import NamedTuple

import pandas as pd

LETTER = 5.9  # px that a letter takes on average, by which names are broken into lines
LINE, LEVEL = 14, 16  # px: a line of a name; a row of marks
TITLE, APART, ABOVE = 24, 12, 5  # px: the title of a lane, the room below a lane, above a row
BELOW = 26  # px for the days below all lanes
# Steps from one day of the scale to the next, with how these days are written.
DAYS, MONTHS = "%-d %b", "%b %Y"
STEPS = (
    *((f"{n}D", DAYS) for n in (1, 2, 4, 7, 14)),
    *((f"{n}MS", MONTHS) for n in (1, 2, 3, 6)),
    *((f"{n}YS", "%Y") for n in (1, 2, 5, 10)),
)
WIDEST = {DAYS: 74, MONTHS: 66, "%Y": 44}  # px that a day of the scale takes with room around it


class Page(NamedTuple):
    """How wide the names of rows and the marks are, in px; without a width, names stand above."""

    names: int
    marks: int

    @property
    def whole(self) -> int:
        """The width of it all."""
        return self.names + self.marks


WIDE, NARROW = Page(264, 356), Page(0, 318)


class Layout(NamedTuple):
    """A timeline in px: marks with their ``y``, texts, the ground of the rows, and the height."""

    marks: pd.DataFrame
    texts: pd.DataFrame
    ground: pd.DataFrame
    height: float


def laid_out(rows: pd.DataFrame, lanes: dict[str, str], page: Page) -> Layout:
    """Place the rows of a timeline in lanes below each other, in the order in which they come.

    ``rows`` as `timeline.clipped` gives them, ``lanes`` the title of each lane. Marks of one name
    and ``below`` share a row; those that only the follow-up layer dates stand a level lower there.
    """
    texts, ground, places, y = [], [], {}, 0.0
    for lane, title in lanes.items():
        own = rows[rows["lane"] == lane]
        if own.empty:
            continue
        y += APART if y else 0
        texts.append((y + TITLE / 2 - 2, title, "title"))
        y += TITLE
        for (name, below), marks in own.groupby(["label", "below"], sort=False):
            lines = [*_lines(name, page, "name"), *_lines(below, page, "below")]
            levels = list(dict.fromkeys(marks.sort_values("told_by")["told_by"]))
            y, first = _row(texts, lines, len(levels), page, y)
            for index, layer in marks["told_by"].items():
                places[index] = first + levels.index(layer) * LEVEL
            ground.append((first - LEVEL / 2 + 1, first + (len(levels) - 0.5) * LEVEL - 1))
    return Layout(
        rows.assign(y=pd.Series(places)),
        pd.DataFrame(texts, columns=["y", "text", "kind"]),
        pd.DataFrame(ground, columns=["y", "y2"]),
        y + BELOW,
    )


def _lines(text: str, page: Page, kind: str) -> list[tuple[str, str]]:
    letters = int((page.names - 10 if page.names else page.marks) / LETTER)
    whole = re.sub(r"\bmore than (?=\w)", "more\N{NO-BREAK SPACE}than\N{NO-BREAK SPACE}", text)
    return [(line, kind) for line in textwrap.wrap(whole, letters, break_on_hyphens=False)]


def _row(
    texts: list, lines: list[tuple[str, str]], levels: int, page: Page, top: float
) -> tuple[float, float]:
    """Write the name of a row; return where the row ends, and the height of its first mark."""
    named, marked = LINE * len(lines), LEVEL * levels
    if page.names:
        whole = max(named, marked) + 2 * ABOVE
        begin, first = top + (whole - named) / 2, top + (whole - marked) / 2 + LEVEL / 2
        bottom = top + whole
    else:
        begin, first = top + ABOVE, top + ABOVE + named + LEVEL / 2 + 2
        bottom = top + 2 * ABOVE + named + marked + 4
    texts += [(begin + (n + 0.5) * LINE, text, kind) for n, (text, kind) in enumerate(lines)]
    return bottom, first


def scale(first: pd.Timestamp, last: pd.Timestamp, page: Page) -> pd.DataFrame:
    """Return the days to write below a timeline, as many as have room: day and label.

    The first has its year where the others are days.
    """
    found = pd.DataFrame({"day": [first], "label": [""]})
    for step, form in STEPS:
        start = first.replace(day=1) if step in ("7D", "14D") else first
        if step.endswith("YS"):
            start = pd.Timestamp(year=first.year // int(step[:-2]) * int(step[:-2]), month=1, day=1)
        days = pd.date_range(start, last, freq=step)
        days = days[days >= first]
        if len(days) and len(days) * WIDEST[form] <= page.marks:
            labels = days.strftime(form).tolist()
            labels[0] += f" {days[0].year}" if form == DAYS else ""
            return pd.DataFrame({"day": days, "label": labels}).assign(
                label=lambda found: found["label"].where(_fits(found, first, last, page), "")
            )
    return found


def _fits(days: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, page: Page) -> pd.Series:
    """Return which days can be written to the right of their place without running off the page."""
    left = (last - days["day"]) / (last - first) * page.marks
    return left >= days["label"].str.len() * LETTER

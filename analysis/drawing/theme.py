"""How a chart of the book looks: its colours, its letters, its lines."""

from typing import NamedTuple

import altair as alt


class Colour(NamedTuple):
    """One meaning, in the light and in the dark page."""

    light: str
    dark: str


# A chart is painted with the light values. The page's style sheet (`stylesheet()`) repaints
# them when the reader chooses the dark page, so each light value belongs to one name only.
# tests/test_render.py measures the contrast, and how far apart colour-blind readers see them.
COLOURS = {
    "ink": Colour("#1f2328", "#e3e6ea"),  # text
    "muted": Colour("#59636e", "#a3acb7"),  # labels, axes, second thoughts
    "grid": Colour("#dde1e6", "#303843"),  # decoration: nothing is read from it
    "surface": Colour("#ffffff", "#14181e"),  # the page; fills hollow marks
    "track_a": Colour("#3a70b8", "#6090d6"),  # liberty and legal jeopardy
    "track_b": Colour("#8a4a0c", "#cc9157"),  # bodily integrity
    "track_c": Colour("#0a4a40", "#86e3d6"),  # civic space
    "response": Colour("#5b2683", "#c9a2e8"),  # what targets and supporters did
    "easing": Colour("#928c14", "#d2d66a"),  # a measure ends or is softened
    "context": Colour("#6e757f", "#8c939c"),  # national series, outside the cases
}
TEXT = ("ink", "muted")
MARKS = ("track_a", "track_b", "track_c", "response", "easing", "context")

# vl-convert carries Liberation Sans, so a chart is measured alike on every machine; Arial and
# Helvetica have the same letter widths, so it also fits where Liberation is not installed.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
# A diagonal cross, the sign of an easing, where the shape of a mark is a column of the rows: Vega's
# own cross stands upright until it is turned.
CROSS = (
    "M-.42,-.99L0,-.57L.42,-.99L.99,-.42L.57,0L.99,.42L.42,.99L0,.57L-.42,.99L-.99,.42L-.57,0"
    "L-.99,-.42Z"
)
FONT_SIZE = 12  # px: render.py lets a chart shrink to 11/12 of its size before it scrolls
WIDTH = 640


def colour(name: str) -> str:
    """The light value of a named colour, for use in a chart.

    Raises ValueError for a name that is not in `COLOURS`.
    """
    if name not in COLOURS:
        raise ValueError(f"colour {name!r} is unknown; allowed: {', '.join(COLOURS)}")
    return COLOURS[name].light


def config() -> alt.theme.ThemeConfig:
    """The Vega-Lite configuration shared by all charts of the book.

    Sizes are in px; a chart is `WIDTH` wide unless it says otherwise.
    """
    ink, muted, grid = colour("ink"), colour("muted"), colour("grid")
    letters = {"labelFontSize": FONT_SIZE, "titleFontSize": FONT_SIZE, "titleFontWeight": "normal"}
    return {
        "config": {
            "font": FONT,
            "background": "transparent",
            "aria": False,  # a mark without a description of its own gets none made up from fields
            "padding": {"left": 0, "top": 4, "right": 4, "bottom": 4},
            "view": {
                "stroke": None,
                "continuousWidth": WIDTH,
                "discreteWidth": WIDTH,
                "continuousHeight": 280,
                "discreteHeight": {"step": 26},
            },
            "title": {
                "anchor": "start",
                "color": ink,
                "subtitleColor": muted,
                "fontSize": 15,
                "subtitleFontSize": FONT_SIZE,
                "offset": 12,
            },
            "axis": letters
            | {
                "labelColor": muted,
                "titleColor": muted,
                "domainColor": muted,
                "tickColor": muted,
                "gridColor": grid,
                "labelPadding": 6,
                "titlePadding": 8,
                "labelLimit": 0,  # a label is never cut off
                "tickSize": 4,
            },
            "axisY": {"domain": False, "ticks": False},
            "axisBand": {"grid": False},
            "header": letters
            | {
                "labelColor": ink,
                "labelFontSize": 13,
                "labelFontWeight": "bold",
                "labelPadding": 4,
                "titleColor": muted,
                "labelLimit": 0,
            },
            "facet": {"spacing": 18},
            "concat": {"spacing": 18},
            "legend": letters
            | {
                "labelColor": ink,
                "titleColor": muted,
                "orient": "top",
                "direction": "horizontal",
                "symbolStrokeWidth": 2,
                "symbolSize": 90,
                "symbolBaseFillColor": colour("surface"),
                "symbolBaseStrokeColor": muted,
                "columnPadding": 18,
                "labelLimit": 0,
            },
            "mark": {"color": colour("track_a")},
            "bar": {"height": 12},
            "line": {"strokeWidth": 2},
            "point": {"size": 80, "strokeWidth": 2, "filled": False},
            "rule": {"color": muted},
            "tick": {"thickness": 2, "opacity": 1},
            "text": {"color": ink, "fontSize": FONT_SIZE},
            "range": {"category": [colour(name) for name in MARKS]},
        }
    }


def stylesheet() -> str:
    """The colours as CSS: variables for the page, and charts repainted on the dark page.

    Stored as book/_static/colours.css by `python -m analysis.drawing.picture`. Charts keep plain
    colours inside, since programs that turn HTML into PDF paint a CSS variable in SVG black.
    """
    variables = {
        mode: "\n".join(f"  --{_css(name)}: {getattr(c, mode)};" for name, c in COLOURS.items())
        for mode in Colour._fields
    }
    repainted = "\n".join(
        f'  html[data-theme="dark"] .chart [{part}="{c.light}"] {{ {part}: var(--{_css(name)}); }}'
        for name, c in COLOURS.items()
        for part in ("fill", "stroke")
    )
    return (
        "/* Written by `make notebooks`; change analysis/drawing/theme.py instead. */\n"
        f":root {{\n{variables['light']}\n}}\n"
        "/* On screen only: paper stays light. */\n"
        f'@media screen {{\n  html[data-theme="dark"] {{\n{variables["dark"]}\n  }}\n'
        f"{repainted}\n}}\n"
    )


def _css(name: str) -> str:
    return "book-" + name.replace("_", "-")

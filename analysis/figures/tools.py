"""Writes the row below a figure: its data, the files to take, how to cite it."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from analysis.drawing.tables_html import table
from analysis.figures.page import Figure
from analysis.figures.rows import EVIDENCE
from analysis.publishing.citation import Reference
from analysis.publishing.control import control

# What is offered, by the ending of its file.
OFFERED = {"csv": "CSV", "png": "PNG", "svg": "SVG", "json": "JSON"}
_MEANT = {"csv": "data", "png": "picture", "svg": "drawing", "json": "metadata"}


def tools(
    figure: Figure,
    frame: pd.DataFrame,
    cited: Reference,
    to: str,
    up: str,
    cards: Mapping[str, str],
) -> str:
    """Return the row below a figure, which works without any script.

    ``frame`` is its rows; ``to`` leads from its page to its files, ``up`` to the first page.
    ``cards`` has, from there, the address of the card of every event and claim by its id.
    """
    links = "".join(_link(figure, ending, f"{to}{figure.stem}.{ending}") for ending in OFFERED)
    return (
        '<div class="figure-tools">'
        f'<details class="figure-data"><summary{_named("Data", figure)}>Data</summary>'
        f"{_table(figure, frame, up, cards)}</details>{links}"
        f"{control(cited, 'Cite')}</div>"
    )


def _link(figure: Figure, ending: str, address: str) -> str:
    word = OFFERED[ending]
    name = f"{word}: {_MEANT[ending]} of the figure {figure.title}"
    return f'<a href="{escape(address)}" download aria-label="{escape(name)}">{word}</a>'


def _named(word: str, figure: Figure) -> str:
    return f' aria-label="{escape(f"{word}: figure {figure.title}")}"'


def _table(figure: Figure, frame: pd.DataFrame, up: str, cards: Mapping[str, str]) -> str:
    """Return the rows as a table, in which the evidence and every id lead to their cards."""
    caption = f"Data of the figure: {figure.title}"
    to = {id: up + address for id, address in cards.items()}
    if EVIDENCE not in frame:
        return table(frame, caption, cards=to, missing="–").html
    ids = frame[EVIDENCE].str.extract(r"#(.+)$")[0]
    shown = frame.assign(**{EVIDENCE: ids, "to": up + frame[EVIDENCE]})
    return table(shown, caption, links={EVIDENCE: "to"}, cards=to, missing="–").html

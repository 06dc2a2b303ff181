"""How several charts become one figure: beside each other where there is room, else in a column."""

from dataclasses import dataclass
from html import escape

import altair as alt

from analysis.drawing import render
from analysis.drawing.markup import id_attribute


@dataclass(frozen=True)
class Figures:
    """Charts with one caption, as HTML for the page and as plain text for everything else."""

    charts: tuple[alt.TopLevelMixin, ...]
    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def side_by_side(*charts: alt.TopLevelMixin, caption: str, id: str) -> Figures:
    """Put charts into one figure, whose order is kept when a narrow page puts them in a column.

    Each chart has its own description, and scales of its own: nothing lines up across charts.
    """
    drawn = [render.figure(chart.to_dict()) for chart in charts]
    html = (
        f'<figure class="chart"{id_attribute(id)}><div class="side-by-side">'
        + "".join(one["text/html"] for one in drawn)
        + f"</div><figcaption>{escape(caption)}</figcaption></figure>"
    )
    return Figures(charts, html, "\n".join(one["text/plain"] for one in drawn))

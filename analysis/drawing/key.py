"""The key to the timelines: every glyph with what it means."""

import altair as alt
import pandas as pd

from analysis.drawing import theme
from analysis.drawing.charts import ROW
from analysis.drawing.stripes import striped

KEY = (
    ("bar", "surface", "From the first to the last possible day; fewer than two independent roots"),
    ("bar", "track_a", "The same with two independent roots, or the word of the acting body"),
    (
        "bar",
        "stripes",
        "Disputed in something: the charge is denied, or a detail or number differs",
    ),
    ("point", "surface", "The same, too short to be drawn as a bar"),
    ("open", "surface", "The bounds go on outside the figure, or no first or last day is known"),
    ("line", "surface", "A status that lasts; with an arrow, no end is known"),
    ("broken", "surface", "What the follow-up layer says: a broken outline, or a diamond if short"),
    ("dots", "surface", "No day is known"),
    ("cross", "easing", "An easing: a measure ends or is softened"),
)
LENGTH = 90  # px: the bar of a glyph


def key() -> alt.LayerChart:
    """Draw the glyphs of the timelines, each with what it means."""
    paint = theme.colour("track_a")
    rows = pd.DataFrame(KEY, columns=["glyph", "fill", "meaning"])
    rows["place"] = range(len(rows))
    rows["paint"] = [
        striped("track_a") if fill == "stripes" else theme.colour(fill) for fill in rows["fill"]
    ]

    def glyphs(*kinds: str) -> alt.Chart:
        drawn = rows[rows["glyph"].isin(kinds)]
        return alt.Chart(drawn).encode(
            description="meaning:N",
            y=alt.Y("place:O", axis=None),
            fill=alt.Fill("paint:N", scale=None),
        )

    solid = {"color": paint, "fill": paint, "size": 60, "opacity": 1}
    marks = [
        glyphs("line")
        .mark_rule(strokeWidth=2.5, color=paint)
        .encode(x=alt.value(0), x2=alt.value(LENGTH)),
        glyphs("line")
        .mark_point(shape="triangle-right", **solid)
        .encode(x=alt.value(LENGTH), fill=alt.value(paint)),
        glyphs("bar", "open")
        .mark_bar(stroke=paint, strokeWidth=1.5, cornerRadius=2)
        .encode(x=alt.value(0), x2=alt.value(LENGTH)),
        glyphs("point")
        .mark_point(stroke=paint, strokeWidth=2, size=90, opacity=1)
        .encode(x=alt.value(LENGTH / 2)),
        glyphs("open")
        .mark_point(shape="triangle-left", **solid)
        .encode(x=alt.value(0), fill=alt.value(paint)),
        glyphs("broken")
        .mark_bar(stroke=paint, strokeWidth=1.5, strokeDash=[3, 2], cornerRadius=2)
        .encode(x=alt.value(0), x2=alt.value(LENGTH - 20)),
        glyphs("broken")
        .mark_point(shape="diamond", stroke=paint, strokeWidth=1.75, size=96, opacity=1)
        .encode(x=alt.value(LENGTH - 5)),
        glyphs("dots")
        .mark_rule(color=paint, strokeWidth=2, strokeDash=[1, 5], strokeCap="round")
        .encode(x=alt.value(0), x2=alt.value(LENGTH)),
        glyphs("cross")
        .mark_point(
            shape="cross", angle=45, size=110, stroke=theme.colour("ink"), strokeWidth=1, opacity=1
        )
        .encode(x=alt.value(LENGTH / 2)),
        alt.Chart(rows)
        .mark_text(align="left", baseline="middle")
        .encode(
            y=alt.Y("place:O", axis=None),
            x=alt.value(LENGTH + 20),
            text="meaning:N",
            description="meaning:N",
        ),
    ]
    meanings = "; ".join(meaning for *_, meaning in KEY)
    return alt.layer(*marks).properties(
        width=600,
        height=alt.Step(ROW),
        description=f"Key to the timelines: {meanings}.",
        usermeta={"caption": "The glyphs of the timelines.", "id": "figure-key"},
    )

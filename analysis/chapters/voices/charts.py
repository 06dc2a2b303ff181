"""The charts of the voices: who says what, from how far away, and who judges."""

import altair as alt
import pandas as pd

from analysis.chapters.voices.rows import ABOUT, JUDGED, SIDES
from analysis.drawing import theme
from analysis.drawing.lanes import TALL_ROW, broken, by_code, finished, lane_title, names, places

# One colour and one shape for the side that a voice is on; titles or names say it as well.
PAINTS = {"The state": "ink", "The target's side": "response", "Everyone else": "context"}
SHAPES = {"The state": "square", "The target's side": "diamond", "Everyone else": "circle"}
CELL, TALL = 47, 38  # px: a cell of the matrix
VOICES, SPEAKERS, JUDGES = 138, 224, 226  # px: the names of the rows
LONGEST_SPEAKER, LONGEST_JUDGE = 36, 31  # letters of a name in one line
STEPS, MARK = 330, 18  # px: all removes together, and the room of one mark
SPEAKER_ROW = 27  # px: so that the figure, which is the tallest, fits a sheet of paper


def matrix(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw how many claims each voice makes of each kind, as tiles with their numbers.

    ``rows`` as `rows.matrix` gives them. The shade and the upper number of a tile are the five
    documents; the number with a plus is what follow-up adds. What does not occur is left empty.
    """
    totals = rows.groupby(["voice", "side"], sort=False)[["corpus", "added"]].sum().reset_index()
    cells = pd.concat([rows, totals.assign(kind="All")], ignore_index=True)
    kinds = [*rows["kind"].unique(), "All"]
    shade = alt.Scale(type="sqrt", domain=[0, int(rows["corpus"].max())], range=[0.08, 0.5])
    lanes = [_matrix_lane(cells[cells["side"] == side], side, kinds, shade) for side in SIDES]
    heads = alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)
    head = (
        alt.Chart(pd.DataFrame({"kind": kinds}))
        .mark_rect(opacity=0)
        .encode(x=_kinds(kinds, heads), y=names("kind", [], VOICES))
        .properties(width=CELL * len(kinds), height=1)
    )
    return finished(alt.vconcat(head, *lanes, spacing=4), description, caption, id)


def _kinds(kinds: list[str], axis: alt.Axis | None) -> alt.X:
    scale = alt.Scale(domain=kinds, paddingInner=0.06, paddingOuter=0)
    return alt.X("kind:N", sort=kinds, title=None, scale=scale, axis=axis)


def _matrix_lane(
    cells: pd.DataFrame, side: str, kinds: list[str], shade: alt.Scale
) -> alt.LayerChart:
    cells = cells.assign(
        words=[
            f"{row.voice}, {row.kind}: {row.corpus} in the five texts, "
            f"{row.added} added by follow-up"
            for row in cells.itertuples()
        ],
        plus="+" + cells["added"].astype(str),
    )
    voices = list(cells["voice"].unique())
    base = alt.Chart(cells).encode(
        x=_kinds(kinds, None),
        y=names("voice", voices, VOICES, tiles=True),
        description="words:N",
    )
    some = base.transform_filter("datum.corpus > 0")
    return alt.layer(
        # An empty row keeps its place, so that a voice that is not heard is seen to be missing.
        base.mark_rect(opacity=0),
        some.transform_filter("datum.kind != 'All'")
        .mark_rect(color=theme.colour(PAINTS[side]))
        .encode(opacity=alt.Opacity("corpus:Q", scale=shade, legend=None)),
        some.mark_text(dy=-7).encode(text="corpus:Q"),
        base.transform_filter("datum.added > 0")
        .mark_text(dy=9, fontStyle="italic")
        .encode(text="plus:N"),
    ).properties(width=CELL * len(kinds), height=TALL * len(voices), title=lane_title(side, VOICES))


def removes(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw how far from the reader each voice of each document is.

    ``rows`` as `rows.removes` gives them. A mark stands as many steps to the right as voices lie
    between speaker and reader, each of which is a dot; its size and the number are claims.
    """
    ends = {"removes": int(rows["removes"].max()), "claims": int(rows["claims"].max())}
    last = rows["document_id"].max()
    lanes = [
        _removes_lane(own, **ends, labels=document == last)
        for document, own in rows.groupby("document_id")
    ]
    return finished(alt.vconcat(*lanes, spacing=6), description, caption, id)


def _steps(last: int, labels: bool, field: str = "removes") -> alt.X:
    return alt.X(
        f"{field}:Q",
        title="Voices between the speaker and the reader" if labels else None,
        scale=alt.Scale(domain=[-0.25, last + 0.45], nice=False),
        axis=alt.Axis(
            values=list(range(last + 1)), format="d", labels=labels, ticks=labels, domain=False
        ),
    )


def _removes_lane(own: pd.DataFrame, removes: int, claims: int, labels: bool) -> alt.LayerChart:
    own = own.assign(
        start=0,
        label=[broken(label, LONGEST_SPEAKER) for label in own["label"]],
        words=[
            f"{row.speaker}, {row.voice.lower()}, passed on by {row.through}: {row.claims} claims"
            for row in own.itertuples()
        ],
    )
    between = pd.DataFrame(
        [(row.label, step) for row in own.itertuples() for step in range(row.removes)],
        columns=["label", "removes"],
    )
    order = list(own["label"].unique())
    x, y = _steps(removes, labels), names("label", order, SPEAKERS)
    muted = theme.colour("muted")
    base = alt.Chart(own).encode(x=x, y=y, description="words:N")
    sizes = alt.Scale(domain=[0, claims], range=[50, 420])
    number = base.encode(text="claims:Q")
    halo = {"stroke": theme.colour("surface"), "strokeWidth": 5}
    return alt.layer(
        base.mark_rule(color=muted, strokeWidth=1).encode(
            x=_steps(removes, labels, "start"), x2="removes:Q"
        ),
        alt.Chart(between)
        .mark_point(shape="circle", size=16, opacity=1, fill=muted, stroke=muted)
        .encode(x=x, y=y),
        base.mark_point(opacity=1, strokeWidth=1.5).encode(
            size=alt.Size("claims:Q", scale=sizes, legend=None),
            shape=by_code("shape", "side", SHAPES),
            fill=by_code("fill", "side", PAINTS),
            stroke=by_code("stroke", "side", PAINTS),
        ),
        # The letters stand clear of a line to a second mark further out.
        number.mark_text(align="left", dx=17, **halo),
        number.mark_text(align="left", dx=17),
    ).properties(
        width=STEPS,
        height=SPEAKER_ROW * len(order),
        title=lane_title(own["title"].iloc[0], SPEAKERS),
    )


def judgements(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.VConcatChart:
    """Draw each motive and each judgement as a mark in the row of the voice that owns it.

    ``rows`` as `rows.judgements` gives them. Squares are about what the state did, circles about
    what targets and supporters did. What follow-up adds stands in a lane of its own.
    """
    rows = rows.assign(
        label=[broken(label, LONGEST_JUDGE) for label in rows["label"]],
        place=rows.groupby(["layer", "label", "kind"]).cumcount(),
        words=rows["claim_id"] + ", about " + rows["about"] + ": " + rows["statement"],
    )
    last = rows.groupby("kind")["place"].max()
    lanes = [
        _judgement_lane(rows[rows["layer"] == layer], label, last)
        for layer, label in (("corpus", "The five texts"), ("follow_up", "Follow-up adds"))
        if (rows["layer"] == layer).any()
    ]
    return finished(alt.vconcat(*lanes, spacing=14), description, caption, id)


def _judgement_lane(own: pd.DataFrame, label: str, last: pd.Series) -> alt.HConcatChart:
    order = list(own["label"].unique())
    shapes = dict(zip(ABOUT.values(), ("square", "circle"), strict=True))
    panels: list[alt.Chart] = []
    for kind in JUDGED.values():
        panels.append(
            alt.Chart(own[own["kind"] == kind])
            .mark_point(opacity=1, size=80, strokeWidth=1.5)
            .encode(
                x=places("place", int(last[kind])),
                y=names("label", order, JUDGES, shown=not panels),
                shape=by_code("shape", "about", shapes),
                fill=by_code("fill", "side", PAINTS),
                stroke=by_code("stroke", "side", PAINTS),
                href="href:N",
                description="words:N",
            )
            .properties(
                width=max(MARK * (int(last[kind]) + 1), 46),
                height=TALL_ROW * len(order),
                title=alt.TitleParams(kind, fontSize=12, frame="group", offset=4),
            )
        )
    title = alt.TitleParams(label, fontSize=13, anchor="start", offset=0)
    return alt.hconcat(*panels, spacing=24, title=title)

"""The parts of a chapter on a case, in the order in which a reader meets them.

Each takes a case and returns what stands on its page; the notebooks of all cases call the same.
"""

import altair as alt

from analysis.chapters.case import charts, evidence, html, sentences, standing, unknown, voices
from analysis.chapters.case import contested as contested_facts
from analysis.chapters.case import later as later_events
from analysis.drawing import charts as shared
from analysis.drawing.tables_html import Table, table
from analysis.reading import timeline as lanes
from analysis.reading.corpus import Case

LAYERS = "Layers: the five documents, and the follow-up (diamonds and broken outlines)."


def abstract(case: Case) -> Table:
    """What the five documents say, computed."""
    return sentences.abstract(case)


def timelines(case: Case) -> list[alt.LayerChart]:
    """When each measure and response took place, and dense weeks once more at a larger scale."""
    between = lanes.dense(lanes.both_layers(case))
    return [_timeline(case), *([_timeline(case, *between)] if between else [])]


def _timeline(case: Case, first: str | None = None, last: str | None = None) -> alt.LayerChart:
    rows = lanes.both_layers(case)
    part = f", {sentences.between(first, last)}" if first and last else ""
    return shared.timeline(
        rows,
        lanes.window(rows, first, last),
        description=lanes.finding_of_both(case, first, last),
        caption=f"{case.title}: measures, easings and responses{part}. {LAYERS}",
        id="figure-close-up" if first else "figure-timeline",
    )


def standing_figure(case: Case) -> alt.LayerChart:
    """Which rungs each target was on."""
    rows = standing.standing(case)
    return charts.standing(
        rows,
        standing.rungs(case),
        description=standing.standing_finding(rows),
        caption="Rungs that are told of, by target. Circle: the five documents; diamond: only the "
        "follow-up; cross: eased; dot: nothing is told.",
        id="figure-rungs",
    )


def steps(case: Case) -> Table:
    """The steps of each target from episode to episode, in both readings."""
    rows = standing.step_table(case)
    if rows.empty:
        return html.block(html.paragraph(standing.NO_STEP), "case-steps")
    return table(
        rows,
        "Each step from one episode of a target to the next",
        links={"From": "to_from", "To": "to_to"},
        notes={"Target": "reading", "From": "from_below", "To": "to_below"},
        id="steps",
    )


def rises(case: Case) -> Table:
    """Which graver measures hit other people of the case."""
    rows = standing.rise_table(case)
    if rows.empty:
        return html.block(html.paragraph(standing.NO_RISE), "case-steps")
    return table(
        rows,
        "Graver measures on other people of the case",
        links={"A graver measure": "to_event"},
        notes={"A graver measure": "whom", "Order": "reading"},
        id="rises",
    )


def findings(case: Case) -> Table:
    """What the steps come to, and whether further kinds of target were hit."""
    return standing.findings(case)


def voices_figure(case: Case) -> alt.LayerChart:
    """Every claim, in the row of the kind of voice that makes it."""
    return charts.voices(
        voices.tiles(case),
        description=voices.voices_finding(case),
        caption="Every claim by who makes it. Square: the five documents; diamond: the follow-up. "
        "Full: in the voice of the publisher; hollow: of somebody whom it quotes; with a dot: "
        "through others besides; striped: a denial.",
        id="figure-voices",
    )


def voices_table(case: Case) -> Table:
    """Who speaks, as what, through whom, and of what."""
    notes = {"Who says it": "as_what"}
    return table(
        voices.voice_table(case), "Who says what, and through whom", notes=notes, id="voices"
    )


def silence(case: Case) -> Table:
    """For which measures the body that acted can be heard, and for which not."""
    return voices.silence(case)


def contested(case: Case) -> Table:
    """Where claims exclude each other, what was decided, and what is denied."""
    return contested_facts.contested(case)


def later(case: Case) -> Table:
    """What the follow-up layer adds."""
    return later_events.later(case)


def not_known(case: Case) -> Table:
    """What the documents leave open, what was not found, and what was inferred."""
    return unknown.unknown(case)


def events(case: Case) -> Table:
    """Every event of both layers."""
    rows = evidence.event_table(case)
    notes = {name: f"{name}_below" for name in ("What", "When", "Support")}
    return table(
        rows,
        "Events of the case, both layers",
        links={"Event": "to_event"},
        notes=notes,
        row_ids="anchor",
        id="evidence",
    )


def claims(case: Case) -> Table:
    """Every claim by its id."""
    return evidence.claim_index(case)

"""What is not known of a case: what texts leave open, what was not found, what was inferred."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import event_link
from analysis.drawing.tables_html import Table
from analysis.reading import views
from analysis.reading.corpus import Case

# What is told once, beside a help line, is not taken up again.
TOLD_ONCE = ("G15",)
RESULTS = {"not_found": "not found", "partly_found": "found in part"}


def unknown(case: Case) -> Table:
    """Return what the documents leave open, what was looked for and not found, and the notes."""
    parts = [html.items(html.linked(sentence, None) for sentence in views.unknown(case))]
    gaps, notes = gaps_of(case), _notes(case)
    if gaps:
        parts += [html.paragraph("<b>Looked for outside the documents</b>"), html.items(gaps)]
    if notes:
        parts += [html.paragraph("<b>Notes of the coder</b>"), html.items(notes)]
    return html.block("\n".join(parts), "case-unknown")


def gaps_of(case: Case) -> list[str]:
    """Return what was looked for on a case and not found, or in part, one line each, as HTML."""
    gaps = case.corpus.table("gaps")
    gaps = gaps[(gaps["case_id"] == case.case_id) & ~gaps["gap_id"].isin(TOLD_ONCE)]
    return [
        f"{html.linked(gap.sought, None)}: {RESULTS[gap.result]}. "
        f"{html.linked(gap.note, None) if pd.notna(gap.note) else ''} "
        f"({html.linked(gap.gap_id, f'../limits.html#{gap.gap_id}')})"
        for gap in gaps.itertuples()
    ]


def _notes(case: Case) -> list[str]:
    """Return the coder's notes on events of the documents: what was inferred or left out."""
    noted = case.events.query("layer == 'corpus' and note.notna()")
    return [
        f"{event_link(case, event.event_id)}, {html.linked(event.summary, None)}: "
        f"{html.linked(event.note, None)}"
        for event in noted.itertuples()
    ]

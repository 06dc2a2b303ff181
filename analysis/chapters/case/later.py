"""What the follow-up layer adds to a case: later events, easings, and days for what was known."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.charges import charge_words
from analysis.chapters.case.readings import claim_links, claims_of, event_link, targets_of
from analysis.drawing.tables_html import Table
from analysis.reading.charges import UNNAMED, charged
from analysis.reading.corpus import Case
from analysis.reading.prose import NOT_KNOWN, capital, count, listing, when

# What is said of a day, a place or a body stands in the line below the statements.
IN_THE_LINE = ("date", "place", "identity", "actor", "charge_kind", "ground", "plea")
NOTHING = "Nothing was found on this case."


def later(case: Case) -> Table:
    """Return what pages outside the five documents say of a case, event by event, in time.

    First what only they tell of, easings marked as such; then what they add to events that the
    documents tell of. Every sentence names who says it.
    """
    told = claims_of(case, "follow_up")
    events = case.events[case.events["event_id"].isin(told["event_id"])]
    events = events.sort_values(["latest", "earliest", "event_id"], na_position="first")
    new, known = (events[events["layer"] == layer] for layer in ("follow_up", "corpus"))
    parts = [html.paragraph(later_finding(case))] if len(events) else []
    if len(new):
        parts += [html.paragraph("<b>Told by the follow-up layer alone</b>")]
        parts += [html.items((_new(case, row, told) for row in new.itertuples()), ordered=True)]
    if len(known):
        parts += [html.paragraph("<b>Added to what the documents tell</b>")]
        parts += [html.items((_known(case, row, told) for row in known.itertuples()), ordered=True)]
    return html.block("\n".join(parts) or html.paragraph(NOTHING), "case-later")


def later_finding(case: Case) -> str:
    """Return how much the follow-up layer adds to a case, as one sentence."""
    told = claims_of(case, "follow_up")
    new = case.events[case.events["layer"] == "follow_up"]
    kinds = new["event_class"].astype(str).value_counts()
    words = {"measure": "measure", "easing": "easing", "target_response": "response"}
    named = [count(int(kinds[kind]), word) for kind, word in words.items() if kind in kinds]
    rest = len(new) - int(kinds.reindex(words, fill_value=0).sum())
    named += [count(rest, "other event")] if rest else []
    pages = told["document_id"].nunique()
    verb, they = ("speaks", "it tells") if pages == 1 else ("speak", "they tell")
    return (
        f"{count(pages, 'page').capitalize()} of the follow-up layer {verb} of this case, in "
        f"{count(len(told), 'claim')}."
        + (f" Only {they} of {listing(named)}." if named else "")
        + " Pages were looked for case by case and not exhaustively: what is not told here may "
        "have happened all the same."
    )


def _new(case: Case, event: tuple, told: pd.DataFrame) -> str:
    """Return an event that only the follow-up tells of: when, what, who says it, and its charge."""
    mark = '<span class="easing">Easing.</span> ' if event.event_class == "easing" else ""
    head = (
        f'<span class="when">{capital(_when(event))}.</span> {mark}'
        f"<b>{html.linked(event.summary, None)}</b> ({event_link(case, event.event_id)})"
    )
    return html.paragraph(head) + _said(case, event, told) + _line(case, event)


def _known(case: Case, event: tuple, told: pd.DataFrame) -> str:
    """Return an event of the documents with the days of both layers, and what pages say of it."""
    inside = when(event.corpus_earliest, event.corpus_latest)
    both = when(event.earliest, event.latest)
    days = f"{inside} in the documents" if inside != NOT_KNOWN else "no day in the documents"
    days += (
        f", {both} with the follow-up" if both != inside else ", and the same with the follow-up"
    )
    head = (
        f"<b>{html.linked(event.summary, None)}</b> ({event_link(case, event.event_id)}): "
        f'<span class="when">{days}</span>'
    )
    return html.paragraph(head) + _said(case, event, told)


def _said(case: Case, event: tuple, told: pd.DataFrame) -> str:
    """Return what is said of an event, claim by claim; of health, only that something is."""
    own = told[told["event_id"] == event.event_id]
    if event.event_class == "health":
        own = own[own["variable"] == "care"]
    spoken = own[~own["variable"].isin(IN_THE_LINE)] if event.layer == "follow_up" else own
    links = claim_links(case)
    sentences = [
        f"{html.linked(claim.statement.rstrip('.'), None)} ({claim.document_id}, "
        f"{links[claim.claim_id]})."
        for claim in spoken.itertuples()
    ]
    return html.paragraph(" ".join(sentences)) if sentences else ""


def _line(case: Case, event: tuple) -> str:
    """Return where a measure stands, whom it hit, by whom, on which charge, and how founded."""
    types = case.corpus.table("measure_types").set_index("measure_type")
    parts = []
    if pd.notna(event.measure_type):
        kind = types.loc[event.measure_type]
        eased = "easing of " if event.event_class == "easing" else ""
        parts.append(f"{eased}{kind['track']}{kind['rung']} {kind['label'].lower()}")
    target = targets_of(case).get(event.event_id)
    parts += [f"on {target}"] if target else []
    bodies = _bodies(case, event)
    parts += [f"by {listing(bodies)}"] if bodies and pd.notna(event.measure_type) else []
    support = case.corpus.labels("support_level")[event.support_level].lower()
    parts.append(f"support: {support}")
    words = html.linked("; ".join(parts), None) + "."
    own = charged(case.corpus, "corpus_and_follow_up").query("event_id == @event.event_id")
    if len(own) and event.event_class == "measure":
        words += " " + charge_words(case, own)
    return html.paragraph(capital(words), "where")


def _bodies(case: Case, event: tuple) -> list[str]:
    """Return who acted, decided or asked for a measure, but for a court that no text names."""
    rows = case.participants.query("event_id == @event.event_id and role != 'target'")
    named = rows[~rows["entity_id"].isin(UNNAMED)]
    return list(dict.fromkeys(named["entity_id"].map(case.corpus.names())))


def _when(event: tuple) -> str:
    said = when(event.earliest, event.latest)
    return "no day read" if said == NOT_KNOWN else said

"""Where claims about a case exclude each other, what was decided, and what somebody denies."""

from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import claim_links, event_link
from analysis.drawing.tables_html import Table
from analysis.reading.corpus import Case
from analysis.reading.prose import interval, when
from analysis.values.dates import bounds

NOTHING = "No two claims about this case exclude each other, and nothing is denied."
UNDECIDED = {
    "denied": "nothing. What is asserted and its denial stand beside each other",
    "granular": "nothing",
    "disjoint": "nothing",
}
TAGS = {"corpus": "document", "follow_up": "follow-up"}


def contested(case: Case) -> Table:
    """Return every contested fact of a case in both layers, with all sides and what was decided.

    The sides are claims that exclude each other, or a claim and what the dates give. What is denied
    beside these stands last.
    """
    facts = list(_facts(case))
    shown = {claim for claims, _ in facts for claim in claims}
    rest = _denials(case, shown)
    parts = [html.items(inner for _, inner in facts)] if facts else []
    if rest:
        parts += [html.paragraph("<b>What is denied besides</b>"), html.items(rest)]
    return html.block("\n".join(parts) or html.paragraph(NOTHING), "case-contested")


def _facts(case: Case) -> Iterator[tuple[list[str], str]]:
    """Yield the claims of each contested fact, with the fact as HTML."""
    variables = case.corpus.table("variables").set_index("variable")["label"]
    events = case.events.set_index("event_id")
    for (event, variable), rows in case.conflicts.groupby(["event_id", "variable"], sort=False):
        claims = list(dict.fromkeys(pd.concat([rows["claim_a"], rows["claim_b"]]).dropna()))
        head = (
            f"<b>{html.linked(variables[variable], None)}</b>: "
            f"{html.linked(events.loc[event, 'summary'], None)} ({event_link(case, event)})"
        )
        sides = [*_sides(case, claims), *_computed(rows)]
        yield claims, f"{html.paragraph(head)}{html.items(sides)}{_decided(case, rows)}"


def _sides(case: Case, claims: list[str]) -> list[str]:
    """Return what each side says and how it is coded, with its document and claim, as HTML."""
    said, links = case.claims.set_index("claim_id"), claim_links(case)
    coded = claim_values(case)
    return [
        f"{html.linked(said.loc[claim, 'statement'].rstrip('.'), None)} "
        f"({TAGS[said.loc[claim, 'layer']]} {said.loc[claim, 'document_id']}, {links[claim]}"
        + (f"; coded as {html.linked(coded[claim], None)}" if claim in coded else "")
        + ")."
        for claim in _in_order(case, claims)
    ]


def _in_order(case: Case, claims: Iterable[str]) -> list[str]:
    """Return claims in the order of their ids, those of the documents first."""
    layers = case.claims.set_index("claim_id")["layer"]
    return sorted(claims, key=lambda claim: (layers[claim] != "corpus", claim))


def _computed(rows: pd.DataFrame) -> list[str]:
    """Return what the dates of the same events give, where a claim is against that."""
    return [
        "The dates of the same events give "
        f"{interval(int(row.computed_low), int(row.computed_high), row.computed_unit)}."
        for row in rows[rows["computed_unit"].notna()].itertuples()
    ]


def _decided(case: Case, rows: pd.DataFrame) -> str:
    """Return what was decided on a fact and why; where nothing was, it says so."""
    links = claim_links(case)
    chosen = list(dict.fromkeys(rows["chosen_claim_id"].dropna()))
    reasons = list(dict.fromkeys(rows["resolution"].dropna()))
    which = f"{html.listing(links[claim] for claim in chosen)} is preferred" if chosen else ""
    kinds = dict.fromkeys(rows["conflict_kind"].astype(str))
    open_ = "" if chosen or reasons else UNDECIDED[next(iter(kinds))]
    reason = html.linked(" ".join(reasons), None).rstrip(".")
    parts = [part for part in (which, reason, open_) if part]
    return html.paragraph(f"<b>What was decided:</b> {'. '.join(parts)}.", "decided")


def _denials(case: Case, shown: set[str]) -> list[str]:
    """Return the denials that are no side of a contested fact, each with what it is about."""
    denied = case.claims[case.claims["modality"] == "denied"].set_index("claim_id")
    order = _in_order(case, set(denied.index) - shown)
    events = case.events.set_index("event_id")["summary"]
    return [
        f"{side} It is about {event_link(case, event)}, {html.linked(events[event], None)}."
        for side, event in zip(_sides(case, order), denied.loc[order, "event_id"], strict=True)
    ]


def claim_values(case: Case) -> dict[str, str]:
    """Return what each claim of both layers states as a value, in words; texts stay out."""
    units = case.corpus.table("units").set_index("unit")["label"]
    places = case.corpus.table("places").set_index("place_id")["label"]
    names = case.corpus.names()
    found = {}
    for claim in case.claims.itertuples():
        if isinstance(claim.unit, str):
            one = pd.notna(claim.high) and claim.high == 1
            unit = units[claim.unit].removesuffix("s") if one else units[claim.unit]
            found[claim.claim_id] = interval(claim.low, claim.high, unit)
        elif claim.variable in ("date", "first_reported"):
            said = bounds(claim.value)
            found[claim.claim_id] = when(said.earliest, said.latest)
        elif claim.variable in ("place", "base"):
            found[claim.claim_id] = places[claim.value]
        elif claim.variable in ("identity", "actor"):
            found[claim.claim_id] = names[claim.value]
    return found

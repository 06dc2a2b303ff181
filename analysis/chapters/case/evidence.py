"""The evidence of a case: every event of both layers with its claims, each a link to its card."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import UP, claim_links
from analysis.drawing.markup import id_attribute
from analysis.drawing.tables_html import Table
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import NOT_KNOWN, when

LAYERS = {"corpus": "Documents", "follow_up": "Follow-up"}  # columns: how many claims of each


def event_table(case: Case) -> pd.DataFrame:
    """Return the events of both layers in time, with kind, days, support, dispute and claims.

    Columns of another's name with ``_below`` stand below its words; ``to_event`` holds the address
    of the evidence, ``anchor`` that of the row on its page.
    """
    events = case.events.sort_values(["latest", "earliest", "event_id"], na_position="first")
    types = case.corpus.table("measure_types").set_index("measure_type")
    supports, disputes = case.corpus.labels("support_level"), case.corpus.labels("dispute_flag")
    kinds = events["measure_type"].map(
        types["track"].astype(str) + types["rung"].astype(str) + " " + types["label"].str.lower()
    )
    classes = events["event_class"].astype(str).map(case.corpus.labels("event_class"))
    eased = events["event_class"] == "easing"
    kinds = kinds.where(~eased, "Easing of " + kinds).fillna(classes)
    told = pd.crosstab(case.claims["event_id"], case.claims["layer"].astype(str))
    told = told.reindex(index=events["event_id"], columns=list(LAYERS), fill_value=0)
    flags = events["dispute_flag"].astype(str)
    return pd.DataFrame(
        {
            "Event": events["event_id"],
            "What": events["summary"],
            "What_below": kinds,
            "When": [_first(row) for row in events.itertuples()],
            "When_below": [_then(row) for row in events.itertuples()],
            "Support": events["support_level"].astype(str).map(supports),
            "Support_below": flags.map(disputes).where(flags != "none", None),
            **{column: told[layer].to_numpy() for layer, column in LAYERS.items()},
            "to_event": events["event_id"].map(event_addresses(case.corpus, UP)),
            "anchor": events["event_id"],
        }
    ).reset_index(drop=True)


def _first(event: tuple) -> str:
    """Return the days that the documents allow, or the follow-up for what only it tells of."""
    if event.layer == "corpus":
        return when(event.corpus_earliest, event.corpus_latest)
    return when(event.earliest, event.latest)


def _then(event: tuple) -> str | None:
    """Return what the follow-up layer makes of these days, where it makes anything of them."""
    if event.layer != "corpus":
        return "follow-up only"
    both = when(event.earliest, event.latest)
    return f"with follow-up {both}" if both != _first(event) and both != NOT_KNOWN else None


def claim_index(case: Case) -> Table:
    """Return the claims of a case by event, each a link to its card and itself an address."""
    links = claim_links(case)
    claims = case.claims.sort_values(["event_id", "claim_id"])
    lines = [
        f'<span class="when">{html.linked(event, None)}</span> '
        + " ".join(f"<span{id_attribute(claim)}>{links[claim]}</span>" for claim in own)
        for event, own in claims.groupby("event_id")["claim_id"]
    ]
    head = html.paragraph("<b>Every claim, by its event</b>")
    return html.block(head + html.items(lines), "case-claims")

"""The charges of a case: charge, court, plea and day together, or which of them is not known."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import event_link
from analysis.reading.charges import NAMES, charged, claims_of, courts_of, near_of, plea_of, said_of
from analysis.reading.corpus import Case
from analysis.reading.prose import capital, listing, when
from analysis.reading.readings import BOTH, CORPUS
from analysis.reading.timeline import bound_columns

# What a kind of charge is called in a sentence, which names no heading of a table.
OFFENCES = NAMES | {
    "assembly_order": "an offence of assembly or public order",
    "speech_insult": "an offence of speech or insult",
    "ordinary_property": "an offence against property",
    "ordinary_drugs": "an offence with drugs",
    "ordinary_sexual_or_pornography": "a sexual offence or one of pornography",
    "other": "an offence of another kind",
    "not_stated": "no offence",
}


def charge_lines(case: Case) -> list[str]:
    """Return the charges that the documents tell of, one line for each episode, as HTML."""
    events = charged(case.corpus, CORPUS)
    events = events[events["case_id"] == case.case_id]
    stages = events["episode"].fillna(events["event_id"])
    lines = []
    for _, own in events.groupby(stages, sort=False):
        start, end = bound_columns(CORPUS)
        span = when(own[start].min(), own[end].max())
        links = html.listing(event_link(case, event) for event in own["event_id"])
        lines.append(f"{capital(span)} ({links}): {charge_words(case, own, CORPUS)}")
    return lines


def charge_words(case: Case, events: pd.DataFrame, evidence: str = BOTH) -> str:
    """Return who states which charge, before which court, and what is pleaded, as HTML.

    Court and plea are also those of what rests on the charge, or on which it rests.
    """
    corpus = case.corpus
    claims, near = claims_of(corpus, evidence), near_of(corpus, evidence)
    around = {other for event in events["event_id"] for other in near.get(event, {event})}
    said = said_of(claims[claims["event_id"].isin(events["event_id"])], OFFENCES)
    court = courts_of(corpus, around)
    plea = plea_of(corpus, claims[claims["event_id"].isin(around)])
    words = (
        f"{said or _coded(events)}. Court: {court or 'not stated'}. Plea: {plea or 'not stated'}."
    )
    return html.linked(capital(words), None)


def _coded(events: pd.DataFrame) -> str:
    """Return the kinds of charge that no text names for some measures, but the case gives them."""
    kinds = set(events["charge_kind"].dropna()) - {"not_stated", "other"}
    named = [word for kind, word in OFFENCES.items() if kind in kinds]
    if not named:
        return "no charge is stated"
    return f"{listing(named)}, as coded from the case; no text names it for this measure"

"""What the five documents say of a case, computed: who tells it, what was done, what is denied."""

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.charges import charge_lines
from analysis.chapters.case.readings import (
    claim_links,
    claims_of,
    event_link,
    events_of,
    measures_of,
    published,
    target_names,
)
from analysis.drawing.tables_html import Table
from analysis.reading.corpus import Case
from analysis.reading.prose import NOT_KNOWN, capital, count, day, in_words, listing, when
from analysis.reading.readings import CORPUS
from analysis.values.dates import bounds


def abstract(case: Case) -> Table:
    """Return what the documents say of a case, in a few computed sentences under their subjects."""
    tracks = case.corpus.labels("track")
    measures = measures_of(case)
    pairs = [
        ("Why it is a case", reason(case)),
        ("Told by", told(case)),
        ("What was done", f"{html.paragraph(f'{done(case)} {span(measures)}')}{in_order(case)}"),
        *((f"{track} · {label}", highest(case, track)) for track, label in tracks.items()),
        ("By whom", bodies(case)),
        ("Charges and grounds", _charges(case)),
        ("Denied", denied(case)),
    ]
    return html.block(html.terms(pairs), "case-abstract")


def _charges(case: Case) -> str:
    lines = charge_lines(case)
    return html.items(lines) if lines else "None is told of."


def reason(case: Case) -> str:
    """Return why the case was taken up."""
    cases = case.corpus.cases.set_index("case_id")
    return html.linked(cases.loc[case.case_id, "inclusion_reason"], None)


def in_order(case: Case) -> str:
    """Return what each measure is said to have been, as its first claim has it, in time.

    The claim is one that the measure took place. What has no first possible day stands at its last
    one, and what has no day at all stands last.
    """
    claims = claims_of(case).query("variable == 'occurrence'").drop_duplicates("event_id")
    first, links = claims.set_index("event_id"), claim_links(case)
    several = len(target_names(case)) > 1
    measures = measures_of(case)
    measures = measures.sort_values(["corpus_latest", "corpus_earliest", "event_id"])
    lines = []
    for row in measures.itertuples():
        claim = first.loc[row.event_id]
        days = _when(row.corpus_earliest, row.corpus_latest)
        whom = f", {html.linked(row.who, None)}" if several else ""
        lines.append(
            f"{event_link(case, row.event_id, capital(days))}{whom}: "
            f"{html.linked(claim['statement'].rstrip('.'), None)} "
            f"({claim['document_id']}, {links[claim['claim_id']]})."
        )
    return html.items(lines, ordered=True)


def told(case: Case) -> str:
    """Return which documents tell of a case, in how many claims and from how many roots."""
    claims = claims_of(case)
    documents = list(dict.fromkeys(sorted(claims["document_id"])))
    whole = in_words(int((case.corpus.documents["layer"] == CORPUS).sum()))
    verb, place = ("tells", "In it stand") if len(documents) == 1 else ("tell", "In them stand")
    return (
        f"{in_words(len(documents)).capitalize()} of the {whole} documents {verb} of it: "
        f"{html.listing(_cited(case, document) for document in documents)}. "
        f"{place} {count(len(claims), 'claim')} about {count(len(events_of(case)), 'event')}, "
        f"from {count(claims['root_id'].nunique(), 'root')}."
    )


def _cited(case: Case, document: str) -> str:
    """Return a document with its publisher and its day, or that of the notice that is meant."""
    row = case.corpus.documents.set_index("document_id").loc[document]
    publisher = case.corpus.names()[row["publisher_id"]]
    link = html.linked(document, f"../documents.html#{document}")
    passages = case.corpus.table("passages").set_index("passage_id")
    claims = claims_of(case)
    own = passages.loc[claims.loc[claims["document_id"] == document, "passage_id"]]
    if own["as_of"].notna().all():
        spoken = bounds(own["as_of"].iloc[0])
        return (
            f"{link} ({publisher}), in a notice on its page that is dated "
            f"{when(spoken.earliest, spoken.latest)} by what it speaks of"
        )
    return f"{link} ({publisher}, {published(case, document)})"


def done(case: Case) -> str:
    """Return how many measures on whom, in how many episodes, and how many responses."""
    measures, events = measures_of(case), events_of(case)
    responses = int((events["event_class"] == "target_response").sum())
    easings = int((events["event_class"] == "easing").sum())
    habit = int((measures["corpus_support_level"] == "S0_generic").sum())
    general = f" Told as a habit alone: {in_words(habit)} of them." if habit else ""
    return (
        f"{count(len(measures), 'measure').capitalize()} in "
        f"{count(len(set(measures['episode'])), 'episode')}, on "
        f"{listing(target_names(case))}; {count(responses, 'response')} of targets or "
        f"supporters, and {count(easings, 'easing')}.{general}"
    )


def span(measures: pd.DataFrame) -> str:
    """Return between which days measures lie in the corpus, and how many have no first or no day.

    ``measures`` as `readings.measures_of` gives them.
    """
    first, last = measures["corpus_earliest"], measures["corpus_latest"]
    undated, open_start = int((first.isna() & last.isna()).sum()), int(first.isna().sum())
    if undated == len(measures):
        return "The documents give no day."
    if open_start == len(measures):
        return f"No first possible day is known; the last possible one is {day(last.max())}."
    dated = f"The days that the documents allow run from {day(first.min())} to {day(last.max())}"
    if not open_start:
        return f"{dated}."
    return f"{dated}; for {count(open_start, 'measure')} no first possible day is known."


def highest(case: Case, track: str) -> str:
    """Return the highest rung that the documents tell of on a track, and who vouches for it."""
    types = case.corpus.table("measure_types")
    whole = int(types.loc[types["track"].astype(str) == track, "rung"].max())
    own = measures_of(case)
    own = own[own["track"] == track].sort_values(["rung", "corpus_latest", "event_id"])
    if own.empty:
        return "Nothing is told."
    top, below = own[own["rung"] == own["rung"].max()], own[own["rung"] < own["rung"].max()]
    told = html.listing(_told_once(case, *key, same) for key, same in _kinds(top))
    sentence = f"The highest is rung {own['rung'].max()} of {whole}: {told}; {_vouched(case, top)}."
    return sentence + (f" Below it: {_lower(below)}." if len(below) else "")


def _kinds(measures: pd.DataFrame) -> Iterable[tuple[tuple[str, str], pd.DataFrame]]:
    return measures.groupby(["label", "who"], sort=False)


def _told_once(case: Case, label: str, who: str, measures: pd.DataFrame) -> str:
    """Return a kind of measure with the days of each time it was taken, linked to these."""
    days = html.listing(
        event_link(case, row.event_id, _when(row.corpus_earliest, row.corpus_latest))
        for row in measures.itertuples()
    )
    whom = f" on {who}" if len(target_names(case)) > 1 else ""
    return html.linked(f"{label.lower()}{whom}", None) + f" ({days})"


def _when(earliest: pd.Timestamp, latest: pd.Timestamp) -> str:
    said = when(earliest, latest)
    return "no day stated" if said == NOT_KNOWN else said


def _vouched(case: Case, events: pd.DataFrame) -> str:
    """Return in how many documents some events are told to have happened, and their support.

    Where support differs, each kind of it stands with its events.
    """
    claims = claims_of(case).query("variable == 'occurrence'")
    claims = claims[claims["event_id"].isin(events["event_id"])]
    labels = case.corpus.labels("support_level")
    levels = events.groupby(events["corpus_support_level"].astype(str))["event_id"].agg(list)
    support = "; ".join(
        labels[level].lower()
        + (f" ({html.listing(event_link(case, e) for e in own)})" if len(levels) > 1 else "")
        for level, own in levels.items()
    )
    return f"told in {count(claims['document_id'].nunique(), 'document')}; support: {support}"


def _lower(measures: pd.DataFrame) -> str:
    """Return kinds of measure with their rung, the highest first, and how often each is told."""
    kinds = measures.groupby(["rung", "label"]).size().sort_index(ascending=False)
    return listing(
        f"{label.lower()} (rung {rung}{f', {in_words(times)} events' if times > 1 else ''})"
        for (rung, label), times in kinds.items()
    )


def bodies(case: Case) -> str:
    """Return who is said to have acted, decided or asked for a measure."""
    roles = ("actor", "adjudicator", "authoriser")
    acting = case.participants[case.participants["role"].isin(roles)]
    measures = measures_of(case)
    acting = acting[acting["event_id"].isin(measures["event_id"])]
    nobody = int((~measures["event_id"].isin(acting["event_id"])).sum())
    names = [case.corpus.names()[entity] for entity in dict.fromkeys(acting["entity_id"])]
    named = html.linked("; ".join(names), None) + "." if names else ""
    silent = f" For {count(nobody, 'measure')} nobody is said to have acted." if nobody else ""
    return f"{capital(named)}{silent}".strip()


def denied(case: Case, layer: str = CORPUS) -> str:
    """Return what somebody denies, sentence by sentence, each with its document and claim."""
    claims, links = claims_of(case, layer).query("modality == 'denied'"), claim_links(case)
    sentences = [
        f"{html.linked(claim.statement.rstrip('.'), None)} "
        f"({claim.document_id}, {links[claim.claim_id]})."
        for claim in claims.itertuples()
    ]
    return " ".join(sentences) or "No document tells of a denial."


def between(first: str, last: str) -> str:
    """Return the days of a window in words."""
    return when(pd.Timestamp(first), pd.Timestamp(last))

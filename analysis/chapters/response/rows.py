"""Measures, responses and easings side by side: the rows of each case, and what joins them.

Easing must be looked for, or the data can only go up (method, section 4b); what was looked for and
not found stands in table gaps, and is no sign that it did not happen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Case, Corpus
from analysis.reading.prose import capital, count, listing, number, when
from analysis.reading.timeline import FILLED_FROM, RESPONSE, timeline_rows

EASING = "Easing"
GENERIC = "S0_generic"
# What a gap looked for, where it could have been an end of a measure or an easing.
AN_END = "outcome|release|removal|fate"


@dataclass(frozen=True, eq=False)
class Panel:
    """What is drawn of a case: its rows, what joins them, and what stands in a lane without one."""

    case: Case
    rows: pd.DataFrame
    links: pd.DataFrame
    empty: Mapping[str, str]
    finding: str


def panels(corpus: Corpus, *classes: str, without: str = "") -> list[Panel]:
    """Return a panel for each case with events of all these classes, and none of class without."""
    barred = {case.slug for case in cases_with(corpus, without)} if without else set()
    drawn = []
    for case in cases_with(corpus, *classes):
        if case.slug in barred:
            continue
        rows = panel_rows(case)
        links = panel_links(case, rows)
        finding = panel_finding(case, rows, links)
        drawn.append(Panel(case, rows, links, empty_lanes(case, rows), finding))
    return drawn


def cases_with(corpus: Corpus, *classes: str) -> list[Case]:
    """Return the cases with events of all these classes, whichever layer tells of them."""
    events = corpus.events
    held = events.groupby("case_id")["event_class"].agg(lambda own: set(own.astype(str)))
    return [
        corpus.case(row.slug)
        for row in corpus.cases.itertuples()
        if set(classes) <= held.get(row.case_id, set())
    ]


def panel_rows(case: Case) -> pd.DataFrame:
    """Return the measures, responses and easings of a case, one row for each, in order of time.

    The columns of `timeline.timeline_rows` for both layers, and: ``summary``, ``layer``,
    ``generic``; ``corpus_earliest``, ``corpus_latest``, ``corpus_filled``, ``corpus_disputed`` and
    ``corpus_description``, what the five documents alone allow; ``changed``, whether the follow-up
    pages change any of these; and ``href``, the address of its card.
    """
    corpus = case.corpus
    events = case.events.set_index("event_id")
    drawn = timeline_rows(case, "follow_up").query("not easing").drop(columns=["easing", "who"])
    rows = pd.concat([drawn, _easings(case)], ignore_index=True)
    own = events.loc[rows["event_id"]].reset_index()
    told = own["layer"] == "corpus"
    rows = rows.assign(
        summary=own["summary"],
        layer=own["layer"].astype(str),
        generic=own["support_level"] == GENERIC,
        corpus_earliest=own["corpus_earliest"].where(told),
        corpus_latest=own["corpus_latest"].where(told),
        corpus_filled=(own["corpus_support_level"] >= FILLED_FROM) & told,
        corpus_disputed=own["corpus_dispute_flag"] != "none",
        href=own["event_id"].map(event_addresses(corpus)),
        description=[_words(row, "") for row in own.itertuples()],
        corpus_description=[_words(row, "corpus_") for row in own.itertuples()],
    )
    pairs = [(name, f"corpus_{name}") for name in ("earliest", "latest", "filled", "disputed")]
    same = [(rows[a] == rows[b]) | (rows[a].isna() & rows[b].isna()) for a, b in pairs]
    rows["changed"] = told & ~pd.concat(same, axis=1).all(axis=1)
    order = {lane: place for place, lane in enumerate(["A", "B", "C", RESPONSE, EASING])}
    rows["place"] = rows["lane"].map(order)
    return rows.sort_values(["place", "latest", "earliest", "event_id"], ignore_index=True)


def _easings(case: Case) -> pd.DataFrame:
    """Return the easings of a case in the columns of a timeline; an easing is an act."""
    events = case.events[case.events["event_class"] == "easing"]
    return pd.DataFrame(
        {
            "event_id": events["event_id"],
            "lane": EASING,
            "name": events["summary"],
            "rung": pd.array([pd.NA] * len(events), dtype="Int64"),
            "earliest": events["earliest"],
            "latest": events["latest"],
            "lasting": False,
            "filled": (events["support_level"] >= FILLED_FROM).fillna(False),
            "disputed": events["dispute_flag"] != "none",
            "until": pd.NaT,
            "description": "",
        }
    )


def _words(event: tuple, prefix: str) -> str:
    earliest, latest = getattr(event, prefix + "earliest"), getattr(event, prefix + "latest")
    reading = "five documents" if prefix else "with the follow-up"
    return f"{event.event_id}, {event.summary} ({reading}: {when(earliest, latest)})"


def joined(corpus: Corpus, *kinds: str) -> pd.DataFrame:
    """Return the links of some kinds, with the case, the class and the layer of their two ends.

    ``layer`` is ``corpus`` where the five documents tell of both events, else ``follow_up``.
    """
    links = corpus.table("links")
    links = links[links["kind"].isin(kinds)].reset_index(drop=True)
    events = corpus.events.set_index("event_id")
    first, second = (events.loc[links[f"{end}_event_id"]] for end in ("from", "to"))
    told = [
        one == two == "corpus" for one, two in zip(first["layer"], second["layer"], strict=True)
    ]
    return links.assign(
        kind=links["kind"].astype(str),
        case_id=first["case_id"].to_numpy(),
        from_class=first["event_class"].astype(str).to_numpy(),
        to_class=second["event_class"].astype(str).to_numpy(),
        layer=["corpus" if both else "follow_up" for both in told],
    )


def panel_links(case: Case, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the links between the rows of a panel: answers, occasions, and ends by an easing."""
    links = joined(case.corpus, "answered_by", "occasion_of", "ended_by")
    drawn = links["from_event_id"].isin(rows["event_id"]) & links["to_event_id"].isin(
        rows["event_id"]
    )
    eases = (links["kind"] != "ended_by") | (links["to_class"] == "easing")
    return links[drawn & eases].reset_index(drop=True)


def sought_ends(corpus: Corpus) -> pd.DataFrame:
    """Return the gaps that concern an outcome, a release or a removal: ends that were not found."""
    gaps = corpus.table("gaps")
    about_an_end = gaps["case_id"].notna() & gaps["sought"].str.contains(AN_END, case=False)
    return gaps[about_an_end].reset_index(drop=True)


def empty_lanes(case: Case, rows: pd.DataFrame) -> dict[str, str]:
    """Return what stands in a lane without a row: that none is coded, and which gaps are known."""
    ends = sought_ends(case.corpus)
    own = list(ends.loc[ends["case_id"] == case.case_id, "gap_id"])
    gaps = f"see the {'gap' if len(own) == 1 else 'gaps'} {listing(own)}" if own else ""
    words = {
        RESPONSE: "None coded; that is not to say that there was none.",
        EASING: f"None coded; {gaps or 'no gap about an end is entered'}.",
    }
    return {lane: text for lane, text in words.items() if not (rows["lane"] == lane).any()}


def panel_finding(case: Case, rows: pd.DataFrame, links: pd.DataFrame) -> str:
    """Return what a panel shows, as its description: counts by reading, answers and easings."""
    told, added = rows[rows["layer"] == "corpus"], rows[rows["layer"] != "corpus"]
    extra = f", and the follow-up pages add {_counted(added)}" if len(added) else ""
    sentences = [f"{case.title}: the five documents tell of {_counted(told)}{extra}."]
    answers = links[links["kind"] == "answered_by"]
    if len(answers):
        sure = int(answers["order_certain"].sum())
        sentences.append(
            f"A response answers a measure in {count(len(answers), 'link')}, "
            f"the order being certain in {'all' if sure == len(answers) else number(sure)}."
        )
    taken = links[(links["kind"] == "occasion_of") & (links["from_class"] == "target_response")]
    if len(taken):
        sentences.append(f"{capital(count(len(taken), 'measure'))} took place at a response.")
    if not (rows["lane"] == EASING).any():
        sentences.append("No easing is coded.")
    return " ".join(sentences)


def _counted(rows: pd.DataFrame) -> str:
    """Return how many measures, responses and easings there are, leaving out what is not there."""
    lanes = rows["lane"].where(rows["lane"].isin([RESPONSE, EASING]), "measure")
    nouns = {"measure": "measure", RESPONSE: "response", EASING: "easing"}
    held = lanes.value_counts()
    return listing([count(int(held[lane]), noun) for lane, noun in nouns.items() if lane in held])

"""The escalation across the cases: every target with its measures, its steps and what they show."""

from collections import Counter

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, in_words, listing, when
from analysis.reading.steps import findings, kinds_in_words, members, transitions
from analysis.reading.views import voice

FILLED_FROM = "S3_two_roots"


def measures(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return every measure and easing of every target as rows to draw, in the order of the figure.

    One row for each target and event: case_id, case, unit, target, event_id, track and rung (of the
    measure, or of the one that is eased), name, easing, earliest, latest, lasting, until (the first
    day that it may have ended; NaT where nothing ends it), filled, disputed, href and words.
    """
    within = "corpus_" if evidence == "corpus" else ""
    events = corpus.events.drop(columns=["earliest", "latest", "episode"])
    types = corpus.table("measure_types")[["measure_type", "label", "track", "rung", "persistence"]]
    rows = members(corpus, evidence).drop(columns="evidence")
    rows = rows.merge(events, on="event_id").merge(types, on="measure_type")
    easing = rows["event_class"] == "easing"
    rows = rows.assign(
        case=rows["case_id"].map(corpus.cases.set_index("case_id")["title"]),
        target=rows["unit"].map(corpus.names()),
        track=rows["track"].astype(str),
        rung=rows["rung"].astype(int),
        name=rows["label"].where(~easing, "Easing of: " + rows["label"].str.lower()),
        easing=easing,
        lasting=(rows["persistence"].astype(str) == "status") & ~easing,
        until=rows["event_id"].map(_ends(corpus, rows)),
        filled=rows[f"{within}support_level"] >= FILLED_FROM,
        disputed=rows[f"{within}dispute_flag"] != "none",
        href=rows["event_id"].map(event_addresses(corpus)),
    )
    rows["words"] = [
        f"{r.target}: {r.name} ({r.track}{r.rung}), {when(r.earliest, r.latest)}. {r.summary}"
        for r in rows.itertuples()
    ]
    columns = [
        *("case_id", "case", "unit", "target", "event_id", "summary", "track", "rung", "name"),
        *("easing", "earliest", "latest", "lasting", "until", "filled", "disputed", "href"),
        *("words", "layer"),
    ]
    first = rows.groupby("unit")["latest"].transform("min")  # not known comes last
    return (
        rows.assign(first=first)
        .sort_values(["case_id", "first", "unit", "track", "rung", "latest", "event_id"])
        .reset_index(drop=True)[columns]
    )


def _ends(corpus: Corpus, rows: pd.DataFrame) -> pd.Series:
    """Return the first possible day of what ends each status, by event, within this evidence."""
    links = corpus.table("links").query("kind == 'ended_by'")
    start = "corpus_earliest" if (rows["layer"] == "corpus").all() else "earliest"
    days = corpus.events.set_index("event_id")[start]
    return links.set_index("from_event_id")["to_event_id"].map(days)


def finding(corpus: Corpus, evidence: str, cases: list[str] | None = None) -> str:
    """Return what the figure shows, as its description: targets, steps, and what is eased."""
    rows = measures(corpus, evidence)
    rows = rows[rows["case_id"].isin(cases)] if cases else rows
    steps = transitions(corpus, evidence)
    steps = steps[steps["unit"].isin(rows["unit"])]
    told = kinds_in_words(steps)
    moved = rows[rows["unit"].isin(steps["unit"])]["target"].drop_duplicates()
    eased = rows[rows["easing"]]["event_id"].nunique()
    span = when(rows["earliest"].min(), rows["latest"].max())
    seen = f"with {listing(told)}, on {listing(moved)}" if told else "each in one episode alone"
    return (
        f"Measures on {count(rows['unit'].nunique(), 'target')} by track and time, {span}: {seen}; "
        f"{count(eased, 'easing')}."
    )


def claims_about_the_system(corpus: Corpus) -> pd.DataFrame:
    """Return the claims of the kind trend: what somebody says of change across targets or cases."""
    claims = corpus.claims
    rows = claims[claims["proposition_kind"].astype(str) == "trend"]
    kinds = rows["assertion_type"].astype(str).map(corpus.labels("assertion_type"))
    return pd.DataFrame(
        {
            "Claim": rows["claim_id"],
            "What is claimed": rows["statement"],
            "Who says it": voice(rows, corpus) + " (" + kinds.str.lower() + ")",
            "Document": rows["document_id"],
        }
    ).reset_index(drop=True)


def facts(corpus: Corpus) -> dict[str, str]:
    """Return the counts that the sentences of the chapter name, with their nouns."""
    others = findings(corpus, "corpus_and_follow_up", "campaign_rise").query("certain")
    broader = findings(corpus, "corpus_and_follow_up", "broadening").query("certain")
    eased = measures(corpus, "corpus_and_follow_up").query("easing")
    return (
        _counts(corpus, "corpus", "")
        | _counts(corpus, "corpus_and_follow_up", "all_")
        | {
            "eased": count(eased["event_id"].nunique(), "easing"),
            "others_certain": count(others["event_id"].nunique(), "measure"),
            "broadened": count(broader["case_id"].nunique(), "case"),
        }
    )


def _counts(corpus: Corpus, evidence: str, prefix: str) -> dict[str, str]:
    episodes = members(corpus, evidence).groupby("unit")["episode"].nunique()
    kinds = Counter(transitions(corpus, evidence)["comparison"].astype(str))
    return {
        f"{prefix}targets": count(len(episodes), "target"),
        f"{prefix}single": in_words(int((episodes == 1).sum())),
        f"{prefix}further": in_words(int((episodes > 1).sum())),
        f"{prefix}up": f"{count(kinds['up'], 'step')} up",
        f"{prefix}level": in_words(kinds["level"]) + " level",
        f"{prefix}down": in_words(kinds["down"]) + " down",
        f"{prefix}undetermined": in_words(kinds["undetermined"]) + " not certain",
    }

"""The escalation across the cases: every target with its measures, its steps and what they show."""

from collections import Counter

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, in_words, listing, when
from analysis.reading.views import voice

FILLED_FROM = "S3_two_roots"
# How a step is told in the margin of the figure, by its code.
STEPS = {
    "up": "up",
    "mixed": "up and down",
    "level": "level",
    "down": "down",
    "undetermined": "not certain",
    "not_comparable": "not comparable",
}


def measures(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return every measure and easing of every target as rows to draw, in the order of the figure.

    One row for each target and event: case_id, case, unit, target, event_id, track and rung (of the
    measure, or of the one that is eased), name, easing, earliest, latest, lasting, until (the first
    day that it may have ended; NaT where nothing ends it), filled, disputed, href and words.
    """
    within = "corpus_" if evidence == "corpus" else ""
    members = corpus.table("episodes")
    members = members[members["evidence"] == evidence].drop(columns="evidence")
    events = corpus.events.drop(columns=["earliest", "latest", "episode"])
    types = corpus.table("measure_types")[["measure_type", "label", "track", "rung", "persistence"]]
    rows = members.merge(events, on="event_id").merge(types, on="measure_type")
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


def margins(corpus: Corpus, evidence: str) -> dict[str, str]:
    """Return for each target what its steps are, in words: two steps: up, up."""
    steps = corpus.table("transitions")
    steps = steps[steps["evidence"] == evidence]
    members = corpus.table("episodes")
    members = members[members["evidence"] == evidence]
    found = {}
    for unit, own in members.groupby("unit"):
        kinds = Counter(steps[steps["unit"] == unit]["comparison"].astype(str))
        told = [
            f"{count(number, 'step')} {STEPS[kind]}"
            for kind in STEPS
            if (number := kinds.get(kind, 0))
        ]
        episodes = set(own["episode"])
        found[unit] = ", ".join(told) if len(episodes) > 1 else "seen in one episode"
    return found


def finding(corpus: Corpus, evidence: str, cases: list[str] | None = None) -> str:
    """Return what the figure shows, as its description: targets, steps, and what is eased."""
    rows = measures(corpus, evidence)
    rows = rows[rows["case_id"].isin(cases)] if cases else rows
    steps = corpus.table("transitions")
    steps = steps[(steps["evidence"] == evidence) & steps["unit"].isin(rows["unit"])]
    kinds = Counter(steps["comparison"].astype(str))
    told = [
        f"{count(number, 'step')} {STEPS[kind]}" for kind in STEPS if (number := kinds.get(kind, 0))
    ]
    moved = rows[rows["unit"].isin(steps["unit"])]["target"].drop_duplicates()
    eased = rows[rows["easing"]]["event_id"].nunique()
    span = when(rows["earliest"].min(), rows["latest"].max())
    seen = f"with {listing(told)}, on {listing(moved)}" if told else "each in one episode alone"
    return (
        f"Measures on {count(rows['unit'].nunique(), 'target')} by track and time, {span}: {seen}; "
        f"{count(eased, 'easing')}."
    )


def steps(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the steps of every target one by one, with the measures on both sides."""
    rows = corpus.table("transitions")
    rows = rows[rows["evidence"] == evidence]
    told = _episodes_in_words(corpus, evidence)
    labels = corpus.labels("comparison")
    return pd.DataFrame(
        {
            "Target": rows["unit"].map(corpus.names()),
            "From": [told[r.unit, r.from_episode] for r in rows.itertuples()],
            "To": [told[r.unit, r.to_episode] for r in rows.itertuples()],
            "Status on A and C": rows["comparison"].astype(str).map(labels),
            "Treatment, track B": rows["treatment"].astype(str).map(labels),
        }
    ).reset_index(drop=True)


def _episodes_in_words(corpus: Corpus, evidence: str) -> dict[tuple[str, str], str]:
    members = corpus.table("episodes")
    members = members[members["evidence"] == evidence]
    types = corpus.table("measure_types").set_index("measure_type")
    codes = (
        types["track"].astype(str) + types["rung"].astype(str) + " " + types["label"].str.lower()
    )
    events = corpus.events.set_index("event_id")
    found = {}
    for (unit, episode), own in members.groupby(["unit", "episode"]):
        kinds = own["event_id"].map(events["measure_type"])
        easing = own["event_id"].map(events["event_class"]) == "easing"
        names = kinds.map(codes).where(
            ~easing, "easing of " + kinds.map(types["label"].str.lower())
        )
        span = when(own["earliest"].min(skipna=False), own["latest"].max(skipna=False))
        found[unit, episode] = f"{listing(sorted(set(names)))} ({span})"
    return found


def rises_to_others(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return what hit other people of a case harder than an earlier measure, one row for each.

    A later measure stands once, with all the lighter ones that came, or may have come, before it.
    """
    rows = _findings(corpus, evidence, "campaign_rise")
    titles = corpus.cases.set_index("case_id")["title"]
    told = _measures_in_words(corpus, evidence)
    return pd.DataFrame(
        [
            {
                "Case": titles[case],
                "First": "; ".join(dict.fromkeys(own["from_item"].map(told))),
                "Then, on other people": told[event],
                "Order": "certain" if certain else "may be the reverse",
            }
            for (case, event, certain), own in rows.groupby(["case_id", "event_id", "certain"])
        ],
        columns=["Case", "First", "Then, on other people", "Order"],
    )


def _measures_in_words(corpus: Corpus, evidence: str) -> dict[str, str]:
    """Return each measure with its rung and targets: A4 remand in custody, Vladimir Vorontsov."""
    rows = measures(corpus, evidence)
    return {
        event: f"{own.iloc[0]['track']}{own.iloc[0]['rung']} {own.iloc[0]['name'].lower()}, "
        + listing(own["target"])
        for event, own in rows.groupby("event_id")
    }


def broadenings(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return where measures of a case came, or may have come, to hit a further type of target."""
    rows = _findings(corpus, evidence, "broadening")
    summaries = corpus.events.set_index("event_id")["summary"]
    return pd.DataFrame(
        {
            "Case": rows["case_id"].map(corpus.cases.set_index("case_id")["title"]),
            "Further type of target": rows["from_item"].map(corpus.labels("entity_type")),
            "With": rows["event_id"].map(summaries),
            "Order": rows["certain"].map({True: "certain", False: "not certain"}),
        }
    ).reset_index(drop=True)


def _findings(corpus: Corpus, evidence: str, kind: str) -> pd.DataFrame:
    rows = corpus.table("case_findings")
    return rows[(rows["evidence"] == evidence) & (rows["finding"] == kind)]


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
    others = _findings(corpus, "corpus_and_follow_up", "campaign_rise").query("certain")
    broader = _findings(corpus, "corpus_and_follow_up", "broadening").query("certain")
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
    members = corpus.table("episodes")
    episodes = members[members["evidence"] == evidence].groupby("unit")["episode"].nunique()
    steps = corpus.table("transitions")
    kinds = Counter(steps[steps["evidence"] == evidence]["comparison"].astype(str))
    return {
        f"{prefix}targets": count(len(episodes), "target"),
        f"{prefix}single": in_words(int((episodes == 1).sum())),
        f"{prefix}further": in_words(int((episodes > 1).sum())),
        f"{prefix}up": f"{count(kinds['up'], 'step')} up",
        f"{prefix}undetermined": count(kinds["undetermined"], "step") + " not certain",
    }

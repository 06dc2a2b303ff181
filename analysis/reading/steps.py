"""The steps of targets from episode to episode, and what hit others of their case, in words."""

from collections import Counter
from collections.abc import Collection

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, when

# How a step is told in a few words, by its code.
STEPS = {
    "up": "up",
    "mixed": "up and down",
    "level": "level",
    "down": "down",
    "undetermined": "not certain",
    "not_comparable": "not comparable",
}


def kinds_in_words(steps: pd.DataFrame) -> list[str]:
    """Return rows of table transitions as counts by their kind: two steps up, one step level."""
    kinds = Counter(steps["comparison"].astype(str))
    return [
        f"{count(number, 'step')} {STEPS[kind]}" for kind in STEPS if (number := kinds.get(kind, 0))
    ]


def transitions(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the steps of a reading, one row for each."""
    rows = corpus.table("transitions")
    return rows[rows["evidence"] == evidence].reset_index(drop=True)


def members(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return which events of which target belong to which episode, in a reading."""
    rows = corpus.table("episodes")
    return rows[rows["evidence"] == evidence].reset_index(drop=True)


def margins(corpus: Corpus, evidence: str) -> dict[str, str]:
    """Return for each target what its steps are, in words: two steps: up, up."""
    steps = transitions(corpus, evidence)
    found = {}
    for unit, own in members(corpus, evidence).groupby("unit"):
        told = kinds_in_words(steps[steps["unit"] == unit])
        found[unit] = ", ".join(told) if len(set(own["episode"])) > 1 else "seen in one episode"
    return found


def steps(corpus: Corpus, evidence: str, units: Collection[str] | None = None) -> pd.DataFrame:
    """Return the steps of every target, or of some, with the measures on both sides."""
    rows = transitions(corpus, evidence)
    rows = rows if units is None else rows[rows["unit"].isin(units)]
    told = episodes_in_words(corpus, evidence)
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


def episodes_in_words(corpus: Corpus, evidence: str) -> dict[tuple[str, str], str]:
    """Return what each episode of each target holds, with its days."""
    types = corpus.table("measure_types").set_index("measure_type")
    codes = (
        types["track"].astype(str) + types["rung"].astype(str) + " " + types["label"].str.lower()
    )
    events = corpus.events.set_index("event_id")
    found = {}
    for (unit, episode), own in members(corpus, evidence).groupby(["unit", "episode"]):
        kinds = own["event_id"].map(events["measure_type"])
        easing = own["event_id"].map(events["event_class"]) == "easing"
        names = kinds.map(codes).where(
            ~easing, "easing of " + kinds.map(types["label"].str.lower())
        )
        span = when(own["earliest"].min(skipna=False), own["latest"].max(skipna=False))
        found[unit, episode] = f"{listing(sorted(set(names)))} ({span})"
    return found


def rises_to_others(corpus: Corpus, evidence: str, case_id: str | None = None) -> pd.DataFrame:
    """Return what hit other people of a case harder than an earlier measure, one row for each.

    A later measure stands once, with all the lighter ones that came, or may have come, before it.
    """
    rows = findings(corpus, evidence, "campaign_rise", case_id)
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
    types = corpus.table("measure_types").set_index("measure_type")
    kinds = corpus.events.set_index("event_id")["measure_type"].dropna()
    names = corpus.names()
    return {
        event: f"{types['track'].astype(str)[kinds[event]]}{types['rung'][kinds[event]]} "
        f"{types['label'][kinds[event]].lower()}, {listing(names[unit] for unit in own['unit'])}"
        for event, own in members(corpus, evidence).groupby("event_id")
    }


def broadenings(corpus: Corpus, evidence: str, case_id: str | None = None) -> pd.DataFrame:
    """Return where measures of a case came, or may have come, to hit a further type of target."""
    rows = findings(corpus, evidence, "broadening", case_id)
    summaries = corpus.events.set_index("event_id")["summary"]
    return pd.DataFrame(
        {
            "Case": rows["case_id"].map(corpus.cases.set_index("case_id")["title"]),
            "Further type of target": rows["from_item"].map(corpus.labels("entity_type")),
            "With": rows["event_id"].map(summaries),
            "Order": rows["certain"].map({True: "certain", False: "not certain"}),
        }
    ).reset_index(drop=True)


def findings(corpus: Corpus, evidence: str, kind: str, case_id: str | None = None) -> pd.DataFrame:
    """Return the findings of one kind within the cases, or within one, in a reading."""
    rows = corpus.table("case_findings")
    rows = rows[(rows["evidence"] == evidence) & (rows["finding"] == kind)]
    return rows if case_id is None else rows[rows["case_id"] == case_id]

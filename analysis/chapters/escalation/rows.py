"""The escalation across the cases: every target with its measures, its steps and what they show."""

from collections import Counter

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.course import measures
from analysis.reading.prose import count, in_words, listing, when
from analysis.reading.steps import findings, kinds_in_words, members, transitions
from analysis.reading.views import voice


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

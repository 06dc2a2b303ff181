"""What the chapter on measures and responses says in numbers and dates, put into words."""

import pandas as pd

from analysis.chapters.response.easing import NOT_NOTED, NOTED, endings, steps_table
from analysis.chapters.response.rows import cases_with, joined, sought_ends
from analysis.chapters.response.views import later_measures, said
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, number, when


def response_facts(corpus: Corpus) -> dict[str, str]:
    """Return how many measures are answered, followed and eased, as counts with their nouns."""
    return {
        **_case_facts(corpus),
        **_link_facts(corpus),
        **_easing_facts(corpus),
        **_end_facts(corpus),
    }


def _case_facts(corpus: Corpus) -> dict[str, str]:
    events = corpus.events
    responses = events[events["event_class"] == "target_response"]
    both, cases = cases_with(corpus, "measure", "target_response"), corpus.cases
    without = cases[~cases["case_id"].isin(responses["case_id"])]
    told = responses[responses["layer"] == "corpus"]
    demands, forms = (said(corpus, name, "What") for name in ("demand", "form"))
    return {
        "cases": count(len(cases), "case"),
        "cases_both": count(len(both), "case"),
        "cases_without": count(len(without), "case"),
        "responses": count(len(told), "response"),
        "responses_follow_up": count(len(responses) - len(told), "response"),
        "demands": count(len(demands), "claim"),
        "demanding": count(demands["Response"].nunique(), "response"),
        "forms": count(len(forms), "claim"),
        "formed": count(forms["Response"].nunique(), "response"),
    }


def _link_facts(corpus: Corpus) -> dict[str, str]:
    answers, occasions = (joined(corpus, kind) for kind in ("answered_by", "occasion_of"))
    measures = answers[answers["from_class"] == "measure"]
    at_responses = occasions[occasions["from_class"] == "target_response"]
    at_activity = occasions[occasions["from_class"] == "target_activity"]
    later = later_measures(corpus)
    alone = later["alone"] != ""
    both = alone | (later["added"] != "")
    return {
        "answers": count(len(answers), "link"),
        "answers_certain": count(int(answers["order_certain"].sum()), "link"),
        "answered_measures": count(measures["from_event_id"].nunique(), "measure"),
        "answers_other": count(len(answers) - len(measures), "link"),
        "taken_at": count(len(at_responses), "measure"),
        "occasions": count(at_responses["from_event_id"].nunique(), "response"),
        "at_activity": count(len(at_activity), "link"),
        "later_corpus": count(int(alone.sum()), "response"),
        "later_both": count(int(both.sum()), "response"),
        "later_none": count(int((~both).sum()), "response"),
    }


def _easing_facts(corpus: Corpus) -> dict[str, str]:
    """Return how many easings there are, and the day of each under its id."""
    easings = corpus.events[corpus.events["event_class"] == "easing"]
    told = easings["layer"] == "corpus"
    days = {row.event_id: when(row.earliest, row.latest) for row in easings.itertuples()}
    return {
        "easings_corpus": count(int(told.sum()), "easing"),
        "easings": count(len(easings), "easing"),
        "eased_cases": count(easings["case_id"].nunique(), "case"),
        "eased_and_answered": count(len(cases_with(corpus, "target_response", "easing")), "case"),
        **days,
    }


def _end_facts(corpus: Corpus) -> dict[str, str]:
    alone, both = (endings(corpus, name) for name in ("corpus", "corpus_and_follow_up"))
    gaps, steps = sought_ends(corpus), steps_table(corpus)
    return {
        "endless_corpus": _endless(alone),
        "endless": _endless(both),
        "not_noted": count(int((both["end"] == NOT_NOTED).sum()), "status", "statuses"),
        "by_measure": count(int((both["end"] == "measure").sum()), "status", "statuses"),
        "by_procedure": count(int((both["end"] == "procedure").sum()), "status", "statuses"),
        "steps": count(len(steps), "procedure"),
        "steps_ending": count(
            int((steps["What it ends"] != "no status").sum()), "of them", "of them"
        ),
        "gaps": count(len(gaps), "gap"),
        "gap_cases": count(gaps["case_id"].nunique(), "case"),
        "gapless_cases": count(len(corpus.cases) - gaps["case_id"].nunique(), "case"),
    }


def _endless(statuses: pd.DataFrame) -> str:
    """Return how many statuses have no known end, out of how many."""
    without = int(statuses["end"].isin([NOTED, NOT_NOTED]).sum())
    return f"{number(without)} of {count(len(statuses), 'status', 'statuses')}"

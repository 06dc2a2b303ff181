"""Asks the headline sentences with one event left out, to say which of them rest on it alone."""

from dataclasses import replace
from typing import Any

from analysis.ground.problems import BadInput
from analysis.ground.tables import Tables
from analysis.measure.indicators import READINGS
from analysis.measure.observation import observe
from analysis.measure.specification import Specification
from analysis.robustness.headlines import HEADLINES

ANSWERS = {True: "holds", False: "fails", None: "undetermined"}
NOT_ASKED = "not_asked"


def event_rows(tables: Tables) -> list[dict[str, Any]]:
    """Return each headline sentence and event without which the answer is another.

    One event at a time, in both readings, on the three tracks with the target as unit and every
    measure that has one root. A sentence that holds of at least one target may rest on several
    events, none of which changes it alone.
    """
    return [
        {
            "headline_id": headline_id,
            "evidence": reading,
            "event_id": event,
            "answer": answer,
            "without": without[headline_id],
        }
        for reading, base in READINGS.items()
        for whole in [answers(tables, base)]
        for event in _told(tables, base)
        for without in [answers(tables, replace(base, without_events=frozenset({event})))]
        for headline_id, answer in whole.items()
        if without[headline_id] != answer
    ]


def answers(tables: Tables, specification: Specification) -> dict[str, str]:
    """Return the answer to each headline sentence under a specification, as codes of `answer`."""
    try:
        seen = observe(tables, specification)
    except BadInput:  # no measure is left
        return dict.fromkeys(HEADLINES, NOT_ASKED)
    return {name: ANSWERS[headline.holds(seen).answer] for name, headline in HEADLINES.items()}


def _told(tables: Tables, specification: Specification) -> list[str]:
    """Return the events that a claim of these layers is about, sorted."""
    layers = {row.id: row["layer"] for row in tables["documents"]}
    return sorted(
        {
            claim["event_id"]
            for claim in tables["claims"]
            if layers[claim["document_id"]] in specification.layers
        }
    )

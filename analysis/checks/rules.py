"""The rules that a table schema cannot express, all in one list.

A rule is a function named after what it demands; it takes the typed tables and yields a problem
for each row that breaks it. Rules may count on required cells being there, and on nothing else:
a code may be unknown and a key may lead nowhere, which the schema check reports.
"""

from collections.abc import Callable, Iterator

from analysis.checks import (
    naming,
    rules_claims,
    rules_codebook,
    rules_codings,
    rules_context,
    rules_events,
    rules_passages,
)
from analysis.ground.problems import Problem
from analysis.ground.tables import Tables

Rule = Callable[[Tables], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *rules_passages.RULES,
    *rules_claims.RULES,
    *rules_events.RULES,
    *rules_codebook.RULES,
    *rules_codings.RULES,
    *rules_context.RULES,
    *naming.RULES,
)


def rule_problems(tables: Tables) -> list[Problem]:
    """Return every row of the coding and the codebook that breaks a rule."""
    return [problem for rule in RULES for problem in rule(tables)]

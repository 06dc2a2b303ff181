"""What counts as a word."""

import re

MOST_IN_A_PHRASE = 8

# Letters and digits, with apostrophes and hyphens inside.
_WORD = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each word starts and ends; "Moscow-based" and "don't" are one word each."""
    return [word.span() for word in _WORD.finditer(text)]


def letter_runs(text: str) -> list[tuple[int, str]]:
    """Return each run of letters with its place; a hyphen or an apostrophe ends a run."""
    return [(run.start(), run.group()) for run in _LETTERS.finditer(text)]

"""Which version of the data this is, and of which day, as CITATION.cff says: nowhere else."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.ground import files
from analysis.ground.paths import ROOT
from analysis.ground.problems import BadInput, Problem

NAME = "CITATION.cff"
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)


@dataclass(frozen=True)
class Edition:
    """A version of the data, three numbers with points between them, and the day it came out."""

    version: str
    released: date


def read_edition(path: Path = ROOT / NAME) -> Edition:
    """Return the version and the day that a CITATION.cff names.

    Raises `BadInput`, a line for each of the two that is missing or is something else.
    """
    given = files.read_yaml(path, NAME)
    given = given if isinstance(given, dict) else {}
    version, released = given.get("version"), given.get("date-released")
    problems = []
    if order(str(version)) is None:
        allowed = "three numbers such as 0.1.0"
        problems.append(Problem(NAME, f"field version: found {version!r}; allowed: {allowed}"))
    if not isinstance(released, date):
        allowed = "a day such as 2026-11-21"
        problems.append(
            Problem(NAME, f"field date-released: found {released!r}; allowed: {allowed}")
        )
    if problems:
        raise BadInput(problems)
    return Edition(version, released)


def order(version: str) -> tuple[int, ...] | None:
    """Return the three numbers of a version, by which versions are sorted; None if it has none."""
    found = VERSION.fullmatch(version)
    return tuple(map(int, found.groups())) if found else None

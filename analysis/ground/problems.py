"""What is wrong with the data, said in one line each."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend, and where it stands.

    ``row`` counts from 1 at the first row below the header, ``row_id`` is the key of the row; what
    does not apply is None. The message says what was found and what is allowed.
    """

    file: str
    message: str
    row: int | None = None
    row_id: str | None = None
    column: str | None = None

    def __str__(self) -> str:
        where = []
        if self.row is not None:
            where.append(f"row {self.row} ({self.row_id})" if self.row_id else f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        return ": ".join(part for part in (self.file, ", ".join(where), self.message) if part)


class BadInput(Exception):
    """Input that cannot be used, with every `Problem` that was found in it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, row and column, each said once."""
    return sorted(
        set(problems), key=lambda p: (p.file, p.row or 0, p.row_id or "", p.column or "", p.message)
    )


def listing(allowed: Iterable[object], limit: int = 12) -> str:
    """Return what is allowed as a list for a message, cut short where it is long."""
    codes = [str(code) for code in allowed]
    rest = len(codes) - limit
    return ", ".join(codes[:limit]) + (f" and {rest} more" if rest > 0 else "")

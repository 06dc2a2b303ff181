"""Check all of the data at once: files, schema, rules and, where the texts are, the evidence."""

from dataclasses import dataclass
from pathlib import Path

from analysis.checks import evidence
from analysis.checks.bibliography import citation_problems
from analysis.checks.rules import rule_problems
from analysis.checks.validation import schema_problems
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput, Problem, in_order
from analysis.ground.schema import Schema, load_schema
from analysis.ground.tables import HAND_WRITTEN, Row, Table, Tables, read_cells, typed


@dataclass(frozen=True)
class Report:
    """What was checked and everything that was found wrong."""

    tables: Tables | None
    problems: list[Problem]
    verified: evidence.Evidence | None = None

    def __str__(self) -> str:
        if self.problems or self.tables is None:
            return "\n".join(map(str, self.problems))
        seen = self.verified
        if seen is None:
            what = f"structure only: no texts given (use --texts DIR or {evidence.VARIABLE})"
        else:
            what = (
                f"{seen.sentences} sentences and {seen.passages} passages "
                f"verified against {seen.texts} texts"
            )
        tables, rows = len(self.tables), self.tables.row_count
        return f"{tables} tables, {rows} rows: no problem found; {what}"


def check(data: Path = DATA, texts: Path | None = None) -> Report:
    """Check the coding and the codebook in a data folder, and the passages against the texts.

    Every problem is in the report, in the order of files and rows. Rules and evidence need tables
    that could all be read; of a row that does not fit its schema only that is reported.
    """
    try:
        schema = load_schema(data)
        folder = evidence.texts_folder(texts)
    except BadInput as bad:
        return Report(None, bad.problems)
    cells, problems = read_cells(schema, *HAND_WRITTEN)
    unreadable = bool(problems)
    problems += schema_problems(schema, cells)
    if unreadable:
        return Report(None, in_order(problems))
    faulted = {(problem.file, problem.row) for problem in problems}
    tables = _with_required_cells(typed(schema, cells))
    found = [*rule_problems(tables), *citation_problems(tables, data)]
    verified = None if folder is None else evidence.verify(tables, folder)
    found += verified.problems if verified else []
    problems += [p for p in found if (p.file, p.row) not in faulted]
    return Report(tables, in_order(problems), verified)


def load(data: Path = DATA) -> Tables:
    """Read the coding and the codebook; raise `BadInput` with everything that is wrong in them."""
    report = check(data)
    if report.problems or report.tables is None:
        raise BadInput(report.problems)
    return report.tables


def table_problems(schema: Schema, *stages: str) -> list[Problem]:
    """Return what is wrong with the tables of some stages, together with those written by hand.

    For derived tables, which have a schema and foreign keys into the coding but no further rules.
    """
    cells, problems = read_cells(schema, *HAND_WRITTEN, *stages)
    return in_order(problems + schema_problems(schema, cells))


def _with_required_cells(tables: Tables) -> Tables:
    """Return the tables without the rows that lack a required cell, which no rule could read."""

    def complete(table: Table, row: Row) -> bool:
        required = (c for c in table.schema.columns if table.schema.constraint(c, "required"))
        return all(row[column] is not None for column in required)

    return Tables(
        tables.schema,
        {
            name: Table(table.schema, tuple(row for row in table if complete(table, row)))
            for name, table in tables.items()
        },
    )

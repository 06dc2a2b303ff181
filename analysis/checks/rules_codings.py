"""Rules for codings and adjudications: what coders give, and how what differs is settled."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.ground.problems import Problem, listing
from analysis.ground.tables import Row, Table, Tables
from analysis.values.codings import FIRST_CODER, code_in_table, codes, is_computed


def _coded(tables: Tables, name: str) -> Iterator[tuple[Table, Row, Row]]:
    """Yield each row of codings or adjudications with its variable, where that is known."""
    for row in tables[name]:
        variable = tables["coded_variables"].by_id.get(row["variable"])
        if variable is not None and variable["coded_table"] in tables:
            yield tables[name], row, variable


def unit_is_one_of_its_variable(tables: Tables) -> Iterator[Problem]:
    """A coding is of a row of the table that its variable is coded in."""
    for name in ("codings", "adjudications"):
        for table, row, variable in _coded(tables, name):
            units = tables[variable["coded_table"]]
            if is_computed(variable):
                message = f"{variable.id} is computed from measure_type and is not coded"
                yield table.problem(row, "variable", message)
            elif row["unit"] not in units.by_id:
                key = units.schema.key[0]
                message = f'"{row["unit"]}" is no {key} of {units.schema.file}'
                yield table.problem(row, "unit", message)


def value_is_a_code_of_its_variable(tables: Tables) -> Iterator[Problem]:
    """A coding, and a decision between codings, is a code that the codebook has."""
    for name, column in (("codings", "value"), ("adjudications", "decision")):
        for table, row, variable in _coded(tables, name):
            allowed = codes(tables, variable)
            if not is_computed(variable) and row[column] not in allowed:
                message = f'"{row[column]}" is no code of {variable.id}'
                yield table.problem(row, column, f"{message}; allowed: {listing(allowed, 40)}")


def adjudication_decides_a_disagreement(tables: Tables) -> Iterator[Problem]:
    """What was adjudicated keeps the codings it decided between, the first coder's among them.

    The coded table will hold the decision, so nothing else knows the first coder's own code.
    """
    given: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for coding in tables["codings"]:
        coders = given[coding["unit"], coding["variable"]]
        coders.setdefault(coding["coder"], set()).add(coding["value"])
    for table, row, _ in _coded(tables, "adjudications"):
        coders = given[row["unit"], row["variable"]]
        file = tables["codings"].schema.file
        if FIRST_CODER not in coders:
            message = f"has no coding by {FIRST_CODER} in {file}; keep the code from before there"
            yield table.problem(row, "unit", message)
        elif len(set().union(*coders.values())) < 2:
            yield table.problem(row, "unit", f"is no disagreement of {file}; nothing is to decide")


def decision_stands_in_the_coded_table(tables: Tables) -> Iterator[Problem]:
    """What was decided is what the coded table says."""
    for table, row, variable in _coded(tables, "adjudications"):
        if is_computed(variable):
            continue
        found = code_in_table(tables, variable, row["unit"])
        if found is not None and found != row["decision"]:
            file = tables[variable["coded_table"]].schema.file
            message = f'"{row["decision"]}" is decided, but {file} says "{found}"; enter it there'
            yield table.problem(row, "decision", message)


RULES = (
    unit_is_one_of_its_variable,
    value_is_a_code_of_its_variable,
    adjudication_decides_a_disagreement,
    decision_stands_in_the_coded_table,
)

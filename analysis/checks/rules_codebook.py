"""Rules for the codebook and the corrections: what these tables promise the others."""

from collections.abc import Iterator

from analysis.ground.problems import Problem, listing
from analysis.ground.tables import Row, Tables
from analysis.values.codings import COMPUTED, codes, is_computed
from analysis.values.quantities import plain


def variable_says_what_its_value_is(tables: Tables) -> Iterator[Problem]:
    """A coded variable names its list of codes, a quantity what it measures, no other either."""
    variables = tables["variables"]
    for variable in variables:
        for kind, column in (("code", "value_scheme"), ("quantity", "dimension")):
            if variable["value_kind"] == kind and variable[column] is None:
                yield variables.problem(variable, column, f"is empty; a {kind} needs it")
            if variable["value_kind"] != kind and variable[column] is not None:
                message = f"{variable[column]} is given; allowed for a {kind} only"
                yield variables.problem(variable, column, message)
        scheme = variable["value_scheme"]
        if scheme is not None and scheme not in tables.schema.vocabularies:
            message = f'"{scheme}" is no scheme; allowed: {listing(tables.schema.vocabularies)}'
            yield variables.problem(variable, "value_scheme", message)


def parent_is_a_code_of_the_list(tables: Tables) -> Iterator[Problem]:
    """A code is a kind of another code of the same list."""
    vocabularies = tables["vocabularies"]
    for code in vocabularies:
        allowed = tables.schema.vocabularies.get(code["scheme"], ())
        parent = code["parent"]
        if parent is not None and parent not in allowed:
            message = f'"{parent}" is no code of {code["scheme"]}; allowed: {listing(allowed)}'
            yield vocabularies.problem(code, "parent", message)


def factor_low_is_not_above_high(tables: Tables) -> Iterator[Problem]:
    """The smallest number of base units in a unit is not above the largest."""
    units = tables["units"]
    for unit in units:
        low, high = unit["factor_low"], unit["factor_high"]
        if low > high:
            message = f"{plain(low)} is above factor_high {plain(high)}"
            yield units.problem(unit, "factor_low", message)


def withdrawn_id_is_not_used_again(tables: Tables) -> Iterator[Problem]:
    """A row that a correction says was withdrawn stays away: its id is a tombstone."""
    for correction in tables["corrections"]:
        table = tables.get(correction["table"])
        if table is None or not correction["what"].startswith("Withdrawn"):
            continue
        row = table.by_id.get(correction["row_id"])
        if row is not None:
            message = f"was withdrawn by {correction.id}; an id is never used again"
            yield table.problem(row, table.schema.key[0], message)


def ladder_ranks_every_measure_type(tables: Tables) -> Iterator[Problem]:
    """A ladder has a rank for each type of measure, so that none drops out of a comparison."""
    ladders = tables["ladders"]
    for ladder_id, rows in _by_ladder(tables).items():
        ranked = {row["measure_type"] for row in rows}
        missing = [row.id for row in tables["measure_types"] if row.id not in ranked]
        if missing:
            found = f"ladder {ladder_id} has no rank for {listing(missing)}"
            message = f"{found}; each type of measure needs one"
            yield Problem(ladders.schema.file, message, column="measure_type")


def ladder_is_of_one_kind(tables: Tables) -> Iterator[Problem]:
    """All rows of a ladder say the same of it: its kind, and whether it is a warning."""
    ladders = tables["ladders"]
    for rows in _by_ladder(tables).values():
        for row in rows:
            for column in ("kind", "warning"):
                if row[column] != rows[0][column]:
                    message = "differs from the first row of the ladder; allowed: the same in each"
                    yield ladders.problem(row, column, message)


def ranks_of_the_tracks_are_the_rungs(tables: Tables) -> Iterator[Problem]:
    """The ladder of three tracks repeats the rungs of the measure types and changes none."""
    ladders, types = tables["ladders"], tables["measure_types"]
    for row in _by_ladder(tables).get("tracks", ()):
        of_type = types.by_id.get(row["measure_type"])
        if of_type is not None and row["rank"] != of_type["rung"]:
            message = f"{plain(row['rank'])} is not the rung; allowed: {of_type['rung']}"
            yield ladders.problem(row, "rank", message)


def _by_ladder(tables: Tables) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in tables["ladders"]:
        found.setdefault(row["ladder_id"], []).append(row)
    return found


def compared_variable_is_a_column_of_codes(tables: Tables) -> Iterator[Problem]:
    """What coders are compared on is a column with a closed list of codes."""
    variables = tables["coded_variables"]
    for variable in variables:
        if variable["coded_table"] not in tables:
            continue
        table = tables[variable["coded_table"]].schema
        if is_computed(variable):
            if variable.id not in COMPUTED:
                message = f'"{variable.id}" is not computed; allowed: {listing(COMPUTED)}'
                yield variables.problem(variable, "variable", message)
        elif not codes(tables, variable):
            message = f'"{variable.id}" is no column of {table.file} with a closed list of codes'
            yield variables.problem(variable, "variable", message)


RULES = (
    ladder_ranks_every_measure_type,
    ladder_is_of_one_kind,
    ranks_of_the_tracks_are_the_rungs,
    withdrawn_id_is_not_used_again,
    variable_says_what_its_value_is,
    parent_is_a_code_of_the_list,
    factor_low_is_not_above_high,
    compared_variable_is_a_column_of_codes,
)

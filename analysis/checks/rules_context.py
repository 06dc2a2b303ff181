"""Rules for the national series: their observations and their breaks."""

from collections.abc import Iterator

from analysis.ground.problems import Problem
from analysis.ground.tables import Row, Table, Tables
from analysis.values.quantities import plain


def observation_has_a_value_or_a_bound(tables: Tables) -> Iterator[Problem]:
    """An observation states a number; what was not found has no row."""
    observations = tables["observations"]
    for observation in observations:
        if all(observation[column] is None for column in ("low", "high", "value")):
            yield observations.problem(observation, "value", "is empty; a value or bound is needed")


def observation_bounds_are_in_order(tables: Tables) -> Iterator[Problem]:
    """The lower bound of an observation is not above the upper, and its value lies between."""
    observations = tables["observations"]
    for observation in observations:
        low, high, value = (observation[column] for column in ("low", "high", "value"))
        if low is not None and high is not None and low > high:
            message = f"{plain(low)} is above high {plain(high)}"
            yield observations.problem(observation, "low", message)
        elif value is not None and _outside(value, low, high):
            message = f"{plain(value)} is not {_between(low, high)}, the bounds of its row"
            yield observations.problem(observation, "value", message)


def observation_lies_on_the_scale(tables: Tables) -> Iterator[Problem]:
    """No number of an observation is off the scale of its series."""
    observations = tables["observations"]
    for observation in observations:
        series = tables["series"].by_id.get(observation["series_id"])
        if series is None:
            continue
        low, high = series["scale_low"], series["scale_high"]
        for column in ("low", "high", "value"):
            number = observation[column]
            if number is not None and _outside(number, low, high):
                message = f"{plain(number)} is not {_between(low, high)}, the scale of {series.id}"
                yield observations.problem(observation, column, message)


def second_value_of_a_year_says_why(tables: Tables) -> Iterator[Problem]:
    """Where a series has two values for one year, the second carries a note."""
    observations = tables["observations"]
    first: dict[tuple[str, str], Row] = {}
    for observation in observations:
        place = (observation["series_id"], observation["year"])
        earlier = first.setdefault(place, observation)
        if earlier is not observation and observation["note"] is None:
            found = f"{place[0]} has a value for {place[1]} already in row {earlier.number}"
            message = f"is empty, and {found}; a second one needs a note that says why"
            yield observations.problem(observation, "note", message)


def series_has_observations(tables: Tables) -> Iterator[Problem]:
    """A series is there for its values."""
    used = {observation["series_id"] for observation in tables["observations"]}
    series = tables["series"]
    for row in series:
        if row["series_id"] not in used:
            yield series.problem(row, None, "has no observation; at least one is needed")


def break_stands_at_an_observation(tables: Tables) -> Iterator[Problem]:
    """A break begins at a year or period for which its series has a value."""
    breaks = tables["breaks"]
    for row in breaks:
        years = _years(tables["observations"], row["series_id"])
        if years and row["year"] not in years:
            allowed = ", ".join(years)
            message = f'"{row["year"]}" is no year of {row["series_id"]}; allowed: {allowed}'
            yield breaks.problem(row, "year", message)


RULES = (
    observation_has_a_value_or_a_bound,
    observation_bounds_are_in_order,
    observation_lies_on_the_scale,
    second_value_of_a_year_says_why,
    series_has_observations,
    break_stands_at_an_observation,
)


def _years(observations: Table, series_id: str) -> list[str]:
    """Return the years of a series as they are written, each once."""
    return list(dict.fromkeys(o["year"] for o in observations if o["series_id"] == series_id))


def _outside(number: float, low: float | None, high: float | None) -> bool:
    return (low is not None and number < low) or (high is not None and number > high)


def _between(low: float | None, high: float | None) -> str:
    ends = (("at least", low), ("at most", high))
    return " and ".join(f"{words} {plain(end)}" for words, end in ends if end is not None)

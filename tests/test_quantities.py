"""A number keeps the width of its words, and a comparison never claims more than it knows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ground.tables import read_tables
from analysis.values.quantities import (
    Quantity,
    Unit,
    almost,
    disjoint,
    exactly,
    nearly_years,
    over,
    plain,
    units,
)

UNITS = units(read_tables()["units"])
DAYS, MONTHS, YEARS = (UNITS[name] for name in ("days", "months", "years"))


def test_almost_1400_is_one_rounding_step_wide_and_excludes_the_number():
    assert almost(1400, step=100) == (1300, 1399)


def test_over_30_has_no_upper_bound():
    assert over(30) == (31, None)


def test_a_number_without_a_qualifier_is_exact():
    assert exactly(300_000) == (300_000, 300_000)


def test_nearly_three_years_are_rounded_to_half_a_year_and_may_be_three():
    assert nearly_years(3) == (2.5, 3)


def test_nearly_three_years_in_custody_exclude_816_to_820_days():
    stated = Quantity(*nearly_years(3), YEARS)
    assert disjoint(stated, Quantity(816, 820, DAYS))
    assert not disjoint(stated, Quantity(913, 1095, DAYS))


def test_a_month_is_compared_as_28_to_31_days():
    month = Quantity(1, 1, MONTHS)
    assert (month.in_base_units().low, month.in_base_units().high) == (28, 31)
    assert not disjoint(month, Quantity(28, 28, DAYS))
    assert disjoint(month, Quantity(32, None, DAYS))


def test_numbers_that_touch_are_not_disjoint():
    persons = UNITS["persons"]
    assert not disjoint(Quantity(31, None, persons), Quantity(None, 31, persons))
    assert disjoint(Quantity(*over(30), persons), Quantity(*exactly(30), persons))


def test_quantities_that_measure_different_things_are_not_compared():
    with pytest.raises(ValueError, match="roubles and days do not measure the same thing"):
        disjoint(Quantity(1, 1, UNITS["roubles"]), Quantity(1, 1, DAYS))


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (1400, 1300, "low 1400 is above high 1300"),
        (None, None, "a quantity needs a low or a high bound"),
        (-1, 3, "a quantity is never negative"),
    ],
)
def test_bounds_that_make_no_quantity_are_refused(low, high, message):
    with pytest.raises(ValueError, match=message):
        Quantity(low, high, DAYS)


@pytest.mark.parametrize(
    "wrong", [lambda: almost(50, step=100), lambda: almost(50, step=0), lambda: nearly_years(0.25)]
)
def test_a_rounding_step_that_does_not_fit_its_number_is_refused(wrong):
    with pytest.raises(ValueError, match="allowed"):
        wrong()


@pytest.mark.parametrize(
    ("number", "text"), [(1400.0, "1400"), (2.5, "2.5"), (10.0**7, "10000000")]
)
def test_a_number_is_shown_as_a_reader_writes_it(number, text):
    assert plain(number) == text


BOUNDS = st.floats(0, 1e6)
WIDE = Unit("wide", "duration", 2, 5)


@settings(deadline=None)
@given(BOUNDS, BOUNDS, BOUNDS, BOUNDS, st.sampled_from([DAYS, MONTHS, WIDE]))
def test_widening_a_quantity_never_makes_it_disjoint(a, b, c, d, unit):
    low, high = sorted((a, b))
    other = Quantity(min(c, d), max(c, d), DAYS)
    narrow = Quantity(low, high, unit)
    wider = Quantity(low / 2, high * 2, unit)
    assert disjoint(narrow, other) == disjoint(other, narrow)
    assert disjoint(narrow, other) or not disjoint(wider, other)
    assert disjoint(wider, other) or not disjoint(Quantity(low / 2, None, unit), other)

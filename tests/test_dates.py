"""A date keeps the precision of its words: earliest and latest, and nothing invented between."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ground.schema import load_schema
from analysis.values.dates import DateBounds, bounds


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("2020-05-08", date(2020, 5, 8), date(2020, 5, 8), "day"),
        ("2020-05-04/2020-05-08", date(2020, 5, 4), date(2020, 5, 8), "days_2_6"),
        ("2020-05-04/2020-05-10", date(2020, 5, 4), date(2020, 5, 10), "week"),
        ("2020-05-04/2020-05-11", date(2020, 5, 4), date(2020, 5, 11), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2019-22", date(2019, 6, 1), date(2019, 8, 31), "season_or_quarter"),
        ("2020-33", date(2020, 1, 1), date(2020, 3, 31), "season_or_quarter"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2014/2021-03", date(2014, 1, 1), date(2021, 3, 31), "several_years"),
        ("2019-22/2020-02-10", date(2019, 6, 1), date(2020, 2, 10), "year"),
        ("2020-05-08/..", date(2020, 5, 8), None, "bounded_one_side"),
        ("../2020-05", None, date(2020, 5, 31), "bounded_one_side"),
        ("", None, None, "unknown"),
        (None, None, None, "unknown"),
    ],
)
def test_an_edtf_date_has_an_earliest_and_a_latest_day(edtf, earliest, latest, precision):
    assert bounds(edtf) == DateBounds(earliest, latest)
    assert bounds(edtf).precision == precision


def test_a_winter_lasts_until_the_end_of_february_where_the_library_ends_it_in_december():
    assert bounds("2019-24") == DateBounds(date(2019, 12, 1), date(2020, 2, 29))
    assert bounds("2020-24").latest == date(2021, 2, 28)


def test_an_empty_end_is_open_where_the_library_puts_it_ten_years_away():
    assert bounds("/2020-05") == bounds("../2020-05")
    assert bounds("2020-05/") == bounds("2020-05/..")


@pytest.mark.parametrize(
    "text",
    [
        *("8 May 2020", "2020-5-8", "20200508", "2020-W19-5", "2020-13", "2020-02-30", "0000"),
        *("2020-05-08T10:00:00", "2020-05~", "2020-05-08?", "202X", "2020-05-XX", "2020-40"),
        *("[2020-05-04..2020-05-08]", "Y20000", "-0100", "2020S2", "open", "..", "/", " 2020"),
        *("2020-05-04..2020-05-08", "2020/2021/2022", "2020-05-04/Monday", "2020-25"),
    ],
)
def test_what_is_no_date_as_used_here_is_refused_with_what_is_allowed(text):
    with pytest.raises(ValueError, match=r"allowed: 2020-05-08|says nothing") as refused:
        bounds(text)
    assert f'"{text}"' in str(refused.value)


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins; the earlier end stands first"):
        bounds("2020-05-08/2020-05-04")


def test_two_open_ends_are_refused_because_they_say_nothing():
    with pytest.raises(ValueError, match="has two open ends and says nothing"):
        bounds("../..")


def test_every_precision_is_a_code_of_the_vocabulary():
    found = {bounds(d).precision for d in ("", "2020", "2020-05", "2020-22", "2020-05-08", "2020/")}
    assert found < set(load_schema().vocabularies["date_precision"])


def test_only_what_ends_before_the_other_begins_is_certainly_before_it():
    assert bounds("2020-04").before(bounds("2020-05"))
    assert not bounds("2020-05-08").before(bounds("2020-05-08"))
    assert not bounds("2020-04-30/2020-05-01").before(bounds("2020-05"))
    assert not bounds("2020-04/..").before(bounds("2021"))
    assert not bounds("2020-04").before(bounds("../2021"))


def test_bounds_are_inside_only_where_every_day_is_allowed():
    assert bounds("2020-05-08").inside(bounds("2020-05"))
    assert bounds("2020-05").inside(bounds("2020-05/.."))
    assert bounds("2020-05").inside(bounds(""))
    assert not bounds("2020-05").inside(bounds("2020-05-08"))
    assert not bounds("2020-05/..").inside(bounds("2020-05"))


DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))
untimed = settings(deadline=None)  # the library takes its time on a date it sees first
SINGLES = DAYS.flatmap(
    lambda day: st.sampled_from(
        [f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}-{20 + (day.month + 2) // 3}"]
    )
)


@untimed
@given(SINGLES)
def test_a_date_never_ends_before_it_begins(edtf):
    found = bounds(edtf)
    assert found.earliest <= found.latest


@untimed
@given(SINGLES, SINGLES)
def test_an_interval_spans_its_ends(one, other):
    first, last = sorted((one, other), key=lambda edtf: bounds(edtf).earliest)
    if bounds(last).latest < bounds(first).latest:
        last = first
    whole = bounds(f"{first}/{last}")
    assert bounds(first).inside(whole)
    assert bounds(last).inside(whole)


@untimed
@given(DAYS, st.integers(0, 900), st.integers(0, 400), st.integers(0, 400))
def test_widening_never_narrows_and_never_separates(start, length, before, after):
    end = start + timedelta(days=length)
    narrow = bounds(f"{start}/{end}")
    wide = bounds(f"{start - timedelta(days=before)}/{end + timedelta(days=after)}")
    assert narrow.inside(wide)
    assert not narrow.disjoint(wide)
    assert narrow.inside(bounds(f"{start}/.."))
    assert narrow.inside(bounds(f"../{end}"))


@untimed
@given(SINGLES, SINGLES)
def test_dates_are_disjoint_either_way_round_or_share_a_day(one, other):
    a, b = bounds(one), bounds(other)
    shared = max(a.earliest, b.earliest) <= min(a.latest, b.latest)
    assert a.disjoint(b) == b.disjoint(a) == (not shared)

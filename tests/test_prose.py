"""Numbers, dates and lists are written in one way."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import prose


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (5, 5, "5 years"),
        (816, 820, "816 to 820 years"),
        (24, None, "at least 24 years"),
        (31, None, "more than 30 years"),
        (500001, None, "more than 500,000 years"),
        (None, 9, "at most 9 years"),
        (2.5, 3, "2.5 to 3 years"),
        (None, None, "not known"),
        (pd.NA, 3, "at most 3 years"),
    ],
)
def test_an_interval_says_which_ends_are_known(low, high, words):
    assert prose.interval(low, high, "years") == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (date(2020, 5, 8), date(2020, 5, 8), "8 May 2020"),
        (date(2020, 5, 4), date(2020, 5, 8), "4 to 8 May 2020"),
        (date(2020, 4, 1), date(2020, 4, 30), "April 2020"),
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2019, 6, 1), date(2019, 8, 31), "June to August 2019"),
        (date(2020, 6, 1), date(2021, 1, 29), "1 June 2020 to 29 January 2021"),
        (None, date(2020, 12, 31), "by 31 December 2020"),
        (date(2024, 7, 10), None, "from 10 July 2024"),
        (None, None, "not known"),
        (pd.NaT, pd.Timestamp("2020-05-12"), "by 12 May 2020"),
    ],
)
def test_days_are_written_at_the_precision_they_have(earliest, latest, words):
    assert prose.when(earliest, latest) == words


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 4000))
def test_different_bounds_are_never_written_alike(start, days):
    end = start + timedelta(days=days)
    assert prose.when(start, end) != prose.when(start, end + timedelta(days=1))
    assert prose.when(start, end) != prose.when(start - timedelta(days=1), end)


def test_small_counts_are_words_and_large_ones_digits_with_commas():
    assert prose.count(1, "claim") == "one claim"
    assert prose.count(0, "claim") == "no claims"
    assert prose.count(12, "entry", "entries") == "12 entries"
    assert prose.count(1400, "claim") == "1,400 claims"


def test_a_part_is_given_with_its_whole_and_never_as_a_percentage():
    assert prose.share(7, 11, "measure") == "7 of 11 measures"


def test_a_list_ends_with_and():
    assert prose.listing(["one"]) == "one"
    assert prose.listing(["one", "two", "three"]) == "one, two and three"

"""A timeline draws what the evidence allows: intervals as intervals, open ends as open."""

import altair as alt
import pandas as pd
import pytest

from analysis import load_corpus
from analysis.drawing import charts, key, picture
from analysis.ground.paths import ROOT
from analysis.reading import timeline


@pytest.fixture(scope="module")
def case():
    return load_corpus().case("vorontsov")


@pytest.fixture(scope="module")
def rows(case):
    return timeline.timeline_rows(case)


def one(rows, event):
    return rows[rows["event_id"] == event].iloc[0]


def test_every_measure_and_response_of_the_corpus_has_a_row_and_nothing_else_has(case, rows):
    wanted = case.events.query(
        "event_class in ['measure', 'target_response'] and layer == 'corpus'"
    )
    assert sorted(rows["event_id"]) == sorted(wanted["event_id"])


def test_the_arrest_is_drawn_from_the_first_to_the_last_possible_day(rows):
    arrest = one(rows, "E006")
    assert (arrest["earliest"], arrest["latest"]) == (
        pd.Timestamp("2020-05-04"),
        pd.Timestamp("2020-05-08"),
    )
    assert arrest["lane"] == "A"


def test_remand_lasts_until_the_sentence_that_ends_it(rows):
    remand = one(rows, "E008")
    assert remand["lasting"]
    assert remand["until"] == pd.Timestamp("2022-08-02")


def test_an_act_does_not_last(rows):
    assert not one(rows, "E001")["lasting"]


def test_a_mark_is_filled_only_with_two_independent_roots_or_the_word_of_the_acting_body(
    case, rows
):
    filled = set(rows.loc[rows["filled"], "event_id"])
    events = case.events
    founded = events["corpus_support_level"].isin(
        ["S3_two_roots", "S4_state_acknowledged", "S5_record_inspected"]
    )
    assert filled == set(events.loc[founded, "event_id"]) & set(rows["event_id"])


def test_what_is_cut_off_by_the_window_is_marked_as_going_on(rows):
    first, last = pd.Timestamp("2020-05-06"), pd.Timestamp("2020-05-31")
    cut = timeline.clipped(rows, first, last)
    arrest = one(cut, "E006")
    assert arrest["start"] == first
    assert arrest["opens_left"]
    assert "E001" not in set(cut["event_id"])  # April lies before the window
    remand = one(cut, "E008")
    assert not remand["ended"]
    assert remand["lasts_to"] == last + pd.Timedelta(days=1)


def test_a_status_from_before_the_window_is_drawn_as_lasting_through_it(rows):
    cut = timeline.clipped(rows, pd.Timestamp("2021-01-01"), pd.Timestamp("2021-12-31"))
    remand = one(cut, "E008")
    assert remand["lasts_from"] == pd.Timestamp("2021-01-01")
    assert remand["lasts_to"] == pd.Timestamp("2022-01-01")


def test_what_is_open_to_the_left_starts_at_the_edge(rows):
    cut = timeline.clipped(rows, pd.Timestamp("2020-04-01"), pd.Timestamp("2020-05-31"))
    questioned = one(cut, "E003")
    assert questioned["opens_left"]
    assert questioned["start"] == pd.Timestamp("2020-04-01")


def test_the_description_of_a_figure_says_what_it_shows(case):
    words = timeline.finding(case)
    assert words.startswith("Vorontsov and Police Ombudsman, ")
    assert "custodial sentence (rung 5)" in words
    spring = timeline.finding(case, "2020-04-01", "2020-05-31")
    assert "custodial sentence" not in spring
    assert "remand in custody (rung 4)" in spring


@pytest.mark.parametrize("first", [None, "2020-04-01"])
def test_the_chart_draws_every_row_of_the_window_once_as_a_bar_or_a_point(rows, first):
    window = timeline.window(rows, first)
    drawn = timeline.clipped(rows, *window)
    spec = charts.timeline(rows, window, "x" * 40, "Caption.", "figure").to_dict()
    marked = [
        row["event_id"]
        for lane in spec["vconcat"]
        for layer in lane["layer"]
        if layer["mark"]["type"] in ("bar", "point") and "transform" not in layer
        for row in spec["datasets"][layer["data"]["name"]]
    ]
    assert sorted(marked) == sorted(drawn["event_id"])


def test_the_tracks_stand_above_the_response_and_each_says_its_name(rows):
    spec = charts.timeline(rows, timeline.window(rows), "x" * 40, "Caption.", "figure").to_dict()
    titles = [lane["title"]["text"] for lane in spec["vconcat"]]
    assert titles == [charts.LANES[lane][0] for lane in ("A", "B", "C", timeline.RESPONSE)]


def test_a_disputed_mark_is_striped_and_a_hollow_one_shows_the_page(rows):
    assert charts._fill(one(rows, "E007"), "track_a").startswith("url(#stripes-track_a")
    assert charts._fill(one(rows, "E001"), "track_a") == charts.theme.colour("surface")


def test_the_key_explains_each_glyph_that_a_timeline_uses():
    chart = key.key()
    assert isinstance(chart, alt.LayerChart)
    meanings = " ".join(meaning for *_, meaning in key.KEY)
    for word in ("first to the last", "independent", "Disputed", "too short", "outside", "lasts"):
        assert word in meanings


def test_the_picture_in_the_readme_is_the_figure_of_the_book():
    stored = (ROOT / "book/_static/first-figure.svg").read_text(encoding="utf-8")
    assert stored == picture.picture(), "run make notebooks"

"""A timeline draws what the evidence allows: intervals as intervals, open ends as open."""

from functools import cache

import altair as alt
import pandas as pd
import pytest

from analysis import load_corpus
from analysis.drawing import charts, key, picture
from analysis.drawing import timeline_layout as times
from analysis.ground.paths import ROOT
from analysis.reading import timeline


@cache
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def case():
    return corpus().case("vorontsov")


@pytest.fixture(scope="module")
def rows(case):
    return timeline.timeline_rows(case)


def one(rows, event):
    return rows[rows["event_id"] == event].iloc[0]


def test_every_measure_easing_and_response_of_the_corpus_has_a_row_and_nothing_else_has(case, rows):
    wanted = case.events.query(
        "event_class in ['measure', 'target_response', 'easing'] and layer == 'corpus'"
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


def marked(spec):
    """The rows behind the marks that lead to their evidence, once for each mark."""
    layers = [layer for layer in spec["layer"] if "href" in layer["encoding"]]
    return [row for layer in layers for row in spec["datasets"][layer["data"]["name"]]]


@pytest.mark.parametrize("narrow", [False, True], ids=["on a page", "on a phone"])
@pytest.mark.parametrize("first", [None, "2020-04-01"])
def test_the_chart_draws_every_row_of_the_window_once(rows, first, narrow):
    window = timeline.window(rows, first)
    drawn = timeline.clipped(rows, *window)
    spec = charts.timeline(rows, window, "x" * 40, "Caption.", "figure").to_dict()
    spec = spec["usermeta"]["narrow"] if narrow else spec
    assert sorted(row["event_id"] for row in marked(spec)) == sorted(drawn["event_id"])


def test_the_tracks_stand_above_the_response_and_each_says_its_name(rows):
    spec = charts.timeline(rows, timeline.window(rows), "x" * 40, "Caption.", "figure").to_dict()
    bold = [layer for layer in spec["layer"] if layer["mark"].get("fontWeight") == "bold"]
    (titles,) = [spec["datasets"][layer["data"]["name"]] for layer in bold]
    assert [title["text"] for title in titles] == [
        charts.LANES[lane][0] for lane in ("A", "B", "C", timeline.RESPONSE)
    ]


# --- both layers -------------------------------------------------------------------------

SLUGS = list(corpus().cases["slug"])


@pytest.fixture(params=SLUGS)
def any_case(request):
    return corpus().case(request.param)


def test_both_layers_hold_every_drawn_event_and_say_which_layer_speaks(any_case):
    both = timeline.both_layers(any_case)
    wanted = any_case.events[any_case.events["event_class"].isin(timeline.DRAWN)]
    assert set(both["event_id"]) == set(wanted["event_id"])
    assert not both.duplicated(["event_id", "told_by"]).any()
    inside = both[both["told_by"] == "corpus"]
    assert set(inside["event_id"]) == set(wanted.query("layer == 'corpus'")["event_id"])


def test_the_follow_up_has_a_mark_only_where_it_leaves_other_days(any_case):
    both = timeline.both_layers(any_case).query("told_by == 'follow_up' and layer == 'corpus'")
    events = any_case.events.set_index("event_id").loc[both["event_id"]]
    inside = events[["corpus_earliest", "corpus_latest"]].astype("string").fillna("")
    outside = events[["earliest", "latest"]].astype("string").fillna("")
    assert (inside.to_numpy() != outside.to_numpy()).any(axis=1).all()


def test_what_only_the_follow_up_tells_says_so_below_its_name(any_case):
    both = timeline.both_layers(any_case)
    for _, row in both.groupby(["lane", "name", both["who"].fillna("")]):
        only = (row["layer"] != "corpus").all()
        assert row["below"].str.endswith(timeline.ONLY).eq(only).all()


def test_what_has_no_day_at_all_is_drawn_from_edge_to_edge_and_says_so():
    rows = timeline.both_layers(corpus().case("moscow-times"))
    undated = rows[rows["earliest"].isna() & rows["latest"].isna()]
    assert len(undated)
    spec = charts.timeline(rows, timeline.window(rows), "x" * 40, "Caption.", "figure").to_dict()
    said = [row for row in marked(spec) if row.get("said") == "no day is known"]
    assert sorted(row["event_id"] for row in said) == sorted(undated["event_id"])


def test_a_case_without_any_day_is_drawn_without_a_scale():
    rows = timeline.timeline_rows(corpus().case("moscow-times"))
    assert rows[["earliest", "latest"]].isna().all(axis=None)
    spec = charts.timeline(rows, timeline.window(rows), "x" * 40, "Caption.", "figure").to_dict()
    assert len(marked(spec)) == len(rows)
    assert not any("day" in row for rows in spec["datasets"].values() for row in rows)


def test_an_end_that_is_open_has_room_to_be_seen():
    rows = timeline.both_layers(corpus().case("siberian-justice"))
    first, last = timeline.window(rows)
    days = pd.concat([rows["earliest"], rows["latest"]]).dropna()
    span = days.max() - days.min()
    assert days.min() - first >= span * 0.2
    assert last - days.max() >= span * 0.2


def test_an_easing_stands_in_the_row_of_the_measure_that_it_ends():
    rows = timeline.both_layers(corpus().case("moscow-case"))
    eased = rows[rows["easing"]]
    assert len(eased)
    links = corpus().table("links").query("kind == 'ended_by'")
    for easing in eased.itertuples():
        ended = set(links.loc[links["to_event_id"] == easing.event_id, "from_event_id"])
        row = rows[(rows["name"] == easing.name) & (rows["below"] == easing.below)]
        assert ended & set(row["event_id"])


@pytest.mark.parametrize("width", [times.WIDE, times.NARROW], ids=["on a page", "on a phone"])
def test_no_name_is_cut_and_no_rows_overlap(any_case, width):
    rows = timeline.both_layers(any_case)
    drawn = timeline.clipped(rows, *timeline.window(rows)).assign(label=lambda r: r["name"])
    titles = {lane: title for lane, (title, _) in charts.LANES.items()}
    layout = times.laid_out(drawn, titles, width)
    written = " ".join(layout.texts["text"])
    assert all(name in written for name in set(drawn["label"]) if len(name) < 40)
    assert layout.texts["text"].str.len().max() * times.LETTER <= width.whole
    gaps = layout.texts.sort_values("y")["y"].diff().dropna()
    assert gaps.min() >= times.LINE
    assert layout.texts["y"].max() < layout.height
    bands = layout.ground.sort_values("y")
    assert (bands["y"].iloc[1:].to_numpy() > bands["y2"].iloc[:-1].to_numpy()).all()


def test_the_description_of_both_layers_says_the_corpus_first(any_case):
    said = timeline.finding_of_both(any_case)
    assert said.startswith("In the five documents: " + timeline.finding(any_case))
    assert "The follow-up layer adds " in said


@pytest.mark.parametrize("days", [5, 12, 40, 90, 400, 1100, 4000])
@pytest.mark.parametrize("width", [times.WIDE, times.NARROW], ids=["on a page", "on a phone"])
def test_the_scale_has_at_least_a_day_and_none_runs_into_the_next(days, width):
    first = pd.Timestamp("2019-11-17")
    last = first + pd.Timedelta(days=days)
    scale = times.scale(first, last, width)
    assert scale["label"].str.len().max() > 0
    assert scale["day"].between(first, last).all()
    at = (scale["day"] - first) / (last - first) * width.marks
    ends = at + scale["label"].str.len() * times.LETTER
    assert (at.iloc[1:].to_numpy() >= ends.iloc[:-1].to_numpy()).all()
    assert ends.max() <= width.marks


def test_a_disputed_mark_is_striped_and_a_hollow_one_shows_the_page(rows):
    assert charts._fill(one(rows, "E007"), "track_a").startswith("url(#stripes-track_a")
    assert charts._fill(one(rows, "E001"), "track_a") == charts.theme.colour("surface")


def test_the_key_explains_each_glyph_that_a_timeline_uses():
    chart = key.key()
    assert isinstance(chart, alt.LayerChart)
    meanings = " ".join(glyph.meaning for group in key.KEY.values() for glyph in group)
    words = ("first to the last", "independent", "disputed", "too short", "go on", "lasts")
    for word in (*words, "follow-up", "No day", "easing", "zero"):
        assert word in meanings


def test_the_picture_in_the_readme_is_the_figure_of_the_book():
    stored = (ROOT / "book/_static/first-figure.svg").read_text(encoding="utf-8")
    assert stored == picture.picture(), "run make notebooks"

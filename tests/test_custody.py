"""Lead times, custodies and publicity lags as a reader meets them: bounds and their evidence."""

import json
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phone_fixture import TEXT_AT_360, lowest_widths

from analysis.chapters.custody import charts as custody_charts
from analysis.chapters.custody import length_marks as lengths
from analysis.chapters.custody import rows as custody
from analysis.chapters.custody import views as custody_views
from analysis.chapters.custody.lengths import READINGS, days, first, length, measures, results
from analysis.drawing import render
from analysis.drawing.tables_html import table
from analysis.ground.paths import ROOT
from analysis.reading.corpus import load_corpus

NOTEBOOK = ROOT / "book" / "custody.ipynb"
FORBIDDEN = r"\b(more|faster|increased?|because|trends?|typical(ly)?)\b|%"


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def leads(corpus):
    return custody.lead_rows(corpus)


@pytest.fixture(scope="module")
def held(corpus):
    return custody.custody_rows(corpus)


@pytest.fixture(scope="module")
def lags(corpus):
    return custody.lag_rows(corpus)


@pytest.fixture(scope="module")
def later(corpus):
    return custody.lag_rows(corpus, only_follow_up=True)


@pytest.fixture(scope="module")
def figures(leads, held, lags, later):
    """Each figure of the chapter with the rows that it is drawn from."""
    render.enable()
    said = ("d" * 40, "A caption.", "figure")
    return {
        "lead": (leads, custody_charts.lead_times(leads, *said)),
        "custody": (held, custody_charts.custodies(held, *said)),
        "lag": (lags, custody_charts.publicity_lags(lags, *said)),
        "later": (later, custody_charts.publicity_lags(later, *said)),
    }


EVERY = pytest.mark.parametrize("name", ["lead", "custody", "lag", "later"])


def one(rows, group, reading="corpus"):
    (row,) = rows[(rows["group"] == group) & (rows["reading"] == reading)].to_dict("records")
    return row


def bounds(row):
    return tuple(None if pd.isna(row[side]) else row[side] for side in ("low", "high"))


def drawn(chart):
    """The layers of a chart as (mark, encoding, rows)."""
    spec = chart.to_dict()
    return [
        (layer["mark"], layer["encoding"], spec["datasets"][layer["data"]["name"]])
        for layer in spec["layer"]
    ]


# --- lead times --------------------------------------------------------------------------


def test_the_lead_time_of_vorontsov_is_what_one_counts_by_hand(leads):
    april, arrest = (date(2020, 4, 1), date(2020, 4, 30)), (date(2020, 5, 4), date(2020, 5, 8))
    by_hand = ((arrest[0] - april[1]).days, (arrest[1] - april[0]).days)
    assert bounds(one(leads, "vorontsov")) == by_hand == (4, 37)
    assert one(leads, "vorontsov")["words"] == "4 to 37 days"


def test_it_lies_between_the_search_or_the_questioning_and_the_arrest(leads):
    row = one(leads, "vorontsov")
    assert row["lighter"] == ["E001", "E003"]  # the door that was forced is on another track
    assert row["loss"] == ["E006"]  # the remand certainly follows the arrest


def test_the_claims_behind_it_are_those_that_date_its_events(corpus):
    claims = custody_views.worked_claims(corpus)
    inside = claims[claims["Layer"] == "Corpus"]
    assert list(inside["Claim"]) == ["C002", "C041", "C043", "C065"]
    assert set(claims["Event"]) == {"E001", "E006", "E008"}


def test_the_events_that_are_named_give_the_bounds_of_the_release(corpus, leads):
    for reading in READINGS:
        seen = measures(corpus, reading)
        for row in leads[(leads["reading"] == reading) & leads["told"]].itertuples():
            own = seen[seen["unit"] == row.group].set_index("event_id")
            lighter, loss = own.loc[row.lighter], own.loc[row.loss]
            fewest = (loss["earliest"].min(skipna=False) - lighter["latest"].min()).days
            most = (loss["latest"].min() - lighter["earliest"].min(skipna=False)).days
            assert bounds(row._asdict()) == bounds({"low": fewest, "high": most})


def test_every_lead_time_of_the_release_has_a_row_and_what_it_does_not_hold_is_told_of(
    corpus, leads
):
    released = results(corpus, "I4")
    told = leads[leads["told"]]
    assert set(zip(told["group"], told["reading"], strict=True)) == set(
        zip(released["unit"], released["evidence"], strict=True)
    )
    assert set(leads[~leads["told"]]["words"]) <= {"not both told of"}
    assert (leads.groupby("group").size() == len(READINGS)).all()


def test_every_interval_that_reaches_zero_is_explained(leads):
    reaching = leads[leads["known"] & ~(leads["low"] > 0)]
    sentences = custody_views.either_order(leads)
    assert len(sentences) == len(reaching)
    for row, sentence in zip(reaching.itertuples(), sentences, strict=True):
        assert row.words in sentence
        assert "may have come first" in sentence or row.low == 0


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-3, None, "The graver measure may have come first, by at most three days, or the"),
        (-3, -1, "The graver measure came first."),
        (0, 9, "Both may have come on one day."),
        (None, 9, "The graver measure may have come first, or the lighter one"),
    ],
)
def test_bounds_at_or_below_zero_are_put_into_words(low, high, said):
    low, high = (float("nan") if bound is None else bound for bound in (low, high))
    assert custody_views._order(low, high).startswith(said)


# --- custody -----------------------------------------------------------------------------


def test_the_custody_of_vorontsov_is_what_one_counts_by_hand(held):
    sentence = date(2022, 8, 2)
    by_hand = ((sentence - date(2020, 5, 8)).days, (sentence - date(2020, 5, 4)).days)
    assert bounds(one(held, "vorontsov-E008")) == by_hand == (816, 820)


def test_the_stated_length_of_his_custody_is_a_rival_and_both_readings_exclude_it(held):
    stated = one(held, "vorontsov-E008", custody.STATED)
    assert bounds(stated) == (2.5 * 365, 3 * 366)  # as wide as years can be
    assert stated["excluded_by"] == list(READINGS)
    assert stated["low"] > one(held, "vorontsov-E008")["high"]
    assert stated["words"] == "2.5 to 3 years; the dates exclude it"


def test_the_dates_of_the_follow_up_alone_exclude_what_the_solidarity_text_states(held):
    stated = one(held, "network_defendants-E040", custody.STATED)
    assert stated["excluded_by"] == ["corpus_and_follow_up"]
    assert stated["high"] < one(held, "network_defendants-E040", "corpus_and_follow_up")["low"]
    assert one(held, "network_defendants-E040")["length"] == "not known"


def test_every_statement_of_a_length_is_drawn_for_each_of_those_it_is_about(corpus, held):
    claims = corpus.claims.query("variable == 'custody_duration'")
    people = corpus.table("participants").query("role == 'target'")
    about = claims.merge(people, on="event_id")
    assert len(held[held["reading"] == custody.STATED]) == len(about)


def test_where_no_end_is_known_there_is_no_highest_number_and_the_words_say_so(held):
    censored = held[held["censored"].astype(bool)]
    assert len(censored)
    assert censored["high"].isna().all()
    assert censored["words"].str.endswith("; still held when last told of").all()


def test_a_custody_whose_beginning_is_not_dated_has_no_highest_number(corpus, held):
    undated = corpus.events[corpus.events["earliest"].isna()]["event_id"]
    begins = measures(corpus, "corpus_and_follow_up")
    for row in results(corpus, "I5").query("evidence == 'corpus_and_follow_up'").itertuples():
        own = begins[(begins["unit"] == row.unit) & begins["event_id"].isin(row.item.split())]
        if first(own, corpus)["event_id"].isin(undated).any():
            group = f"{row.unit}-{row.item.split()[-1]}"
            assert pd.isna(one(held, group, "corpus_and_follow_up")["high"])
    released = one(held, "moscow_released_one-E088", "corpus_and_follow_up")
    assert released["words"] == "not known; it has ended"


def test_every_custody_of_the_release_has_a_row(corpus, held):
    told = held[held["told"] & (held["reading"] != custody.STATED)]
    assert len(told) == len(results(corpus, "I5"))


# --- publicity ---------------------------------------------------------------------------


def test_the_arrest_of_kamynin_and_taranenko_became_known_no_sooner_than_counted_by_hand(lags):
    by_hand = (date(2021, 2, 23) - date(2020, 12, 31)).days
    assert bounds(one(lags, "E020")) == (by_hand, None) == (54, None)
    assert lags["group"].iloc[0] == "E020"  # the longest lag that is certain stands first


def test_every_lag_of_the_release_is_in_one_of_the_two_figures(corpus, lags, later):
    released = results(corpus, "I9")
    both = pd.concat([lags, later])
    both = both[both["told"]]
    assert sorted(zip(both["group"], both["reading"], strict=True)) == sorted(
        zip(released["unit"], released["evidence"], strict=True)
    )
    assert set(later["reading"]) == {"corpus_and_follow_up"}
    assert set(lags["group"]).isdisjoint(later["group"])


# --- words -------------------------------------------------------------------------------


def test_at_least_no_days_is_no_bound():
    assert length(0, None) == "not known"
    assert length(0, 0) == "0 days"
    assert days(0, None) == "at least 0 days"
    assert days(None, None) == "not known"


def test_days_below_zero_carry_a_minus_sign():
    assert days(-21, None) == "at least −21 days"
    assert days(-3, 4) == "−3 to 4 days"


@given(st.integers(0, 5000))
def test_a_lowest_number_is_said_as_at_least(low):
    assert days(low, None) == f"at least {low:,} days"


def test_the_findings_name_every_known_length(leads, held, lags):
    said = custody_views.lead_finding(leads) + custody_views.custody_finding(held)
    for rows in (leads, held):
        for row in rows[rows["known"]].to_dict("records"):
            assert f"{row['name']}, {row['words'].replace('; ', ', ')}" in said
    assert "Arrest of Kamynin and Taranenko, at least 54 days" in custody_views.lag_finding(lags)


def test_findings_and_prose_say_no_word_that_the_data_cannot_bear(leads, held, lags, later):
    findings = [
        custody_views.lead_finding(leads),
        custody_views.custody_finding(held),
        *map(custody_views.lag_finding, (lags, later)),
        *custody_views.either_order(leads),
    ]
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells]
    for text in [*findings, *prose]:
        assert re.search(FORBIDDEN, text, re.IGNORECASE) is None, text


def test_the_chapter_names_the_facts_that_are_glued_for_it_and_no_other(corpus):
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    prose = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    used = re.findall(r"\{glue:text\}`(\w+)`", prose)
    assert sorted(set(used)) == sorted(custody_views.NAMED.split())
    assert set(used) <= set(custody_views.custody_facts(corpus))


# --- tables ------------------------------------------------------------------------------


def test_each_table_has_the_rows_of_its_figure(leads, held, lags, later):
    assert list(custody_views.lead_table(leads)["Lead time"]) == list(leads["words"])
    assert list(custody_views.custody_table(held)["Length"]) == list(held["length"])
    for rows in (lags, later):
        shown = custody_views.lag_table(rows)
        assert list(shown["Event"]) == list(rows["group"].unique())
        for row in rows.itertuples():
            assert shown.set_index("Event").loc[row.group, row.said_by] == row.words


def test_a_row_leads_to_the_card_of_its_event_or_claim(leads, held, lags):
    assert one(leads, "vorontsov")["to_lighter"] == "evidence/vorontsov.html#E001"
    assert one(held, "vorontsov-E008", custody.STATED)["href"] == "evidence/vorontsov.html#C074"
    assert lags["href"].notna().all()
    html = table(custody_views.lag_table(lags), "Lags", links={"Event": "to_event"}).html
    assert html.count('href="evidence/') == lags["group"].nunique()


def test_rows_of_tables_have_addresses_of_their_own(leads, held, lags, later):
    anchors = [
        *custody_views.lead_table(leads)["anchor"],
        *custody_views.custody_table(held)["anchor"],
        *(anchor for rows in (lags, later) for anchor in custody_views.lag_table(rows)["anchor"]),
    ]
    assert len(anchors) == len(set(anchors))


# --- figures -----------------------------------------------------------------------------


@EVERY
def test_a_figure_is_drawn_with_every_name_and_every_length_in_whole(figures, name):
    rows, chart = figures[name]
    html = render.figure(chart.to_dict())["text/html"]
    page, phone = html.split('<div class="on-phone">')
    for drawing in (page, phone):
        texts = " ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", drawing))
        for words in {*(name[:1].upper() + name[1:] for name in rows["name"]), *rows["words"]}:
            assert words in texts


@EVERY
def test_every_known_row_has_a_mark_of_its_days_and_no_unknown_row_has_one(figures, name):
    rows, chart = figures[name]
    known = set(rows[rows["known"]]["description"])
    unknown = set(rows[~rows["known"]]["description"])
    marked = {
        row["description"]
        for mark, encoding, data in drawn(chart)
        if mark["type"] in ("bar", "point", "tick") and encoding["x"]["field"] in ("start", "place")
        for row in data
    }
    assert known <= marked
    assert unknown & marked == set()


@EVERY
def test_what_is_not_known_is_dashed_over_the_whole_scale(figures, name):
    rows, chart = figures[name]
    unknown = rows[rows["told"] & ~rows["known"]]
    dashed = [
        row
        for mark, encoding, data in drawn(chart)
        if mark.get("strokeDash") and encoding["x"]["field"] == "begin"
        for row in data
    ]
    assert sorted(row["description"] for row in dashed) == sorted(unknown["description"])
    assert all(row["begin"] < row["edge"] for row in dashed)


def test_the_two_readings_have_different_shapes(figures):
    _, chart = figures["lead"]
    shapes = {
        (mark["type"], mark.get("shape")): {row["reading"] for row in data}
        for mark, encoding, data in drawn(chart)
        if data and mark["type"] in ("bar", "point") and mark.get("shape") in (None, "diamond")
    }
    assert shapes == {("bar", None): {"corpus"}, ("point", "diamond"): {"corpus_and_follow_up"}}


def test_every_left_censored_lead_time_has_a_hollow_triangle(figures):
    rows, chart = figures["lead"]
    (data,) = [
        data
        for _, encoding, data in drawn(chart)
        if encoding.get("fill", {}).get("field") == "hollow"
    ]
    assert sorted(row["description"] for row in data) == sorted(
        rows[rows["told"] & rows["censored"]]["description"]
    )


def test_the_scale_of_lead_times_holds_zero_and_every_interval_with_two_ends(figures):
    rows, chart = figures["lead"]
    places = [encoding["x"] for _, encoding, _ in drawn(chart) if "field" in encoding["x"]]
    low, high = places[0]["scale"]["domain"]
    both = rows[rows["low"].notna() & rows["high"].notna()]
    assert low < 0 < high
    assert both["low"].between(low, high).all()
    assert both["high"].between(low, high).all()


@given(st.text("ab ;", min_size=1), st.integers(40, 200))
def test_breaking_a_text_into_lines_loses_no_word(text, width):
    lines = lengths._broken(text, width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@given(st.lists(st.text("abcd", min_size=1, max_size=4), min_size=1), st.integers(40, 200))
def test_no_line_is_wider_than_its_column(words, width):
    for line in lengths._broken(" ".join(words), width):
        assert len(line) * lengths.LETTER <= width


@pytest.mark.parametrize("columns", ["LEAD", "CUSTODY", "LAG", "LAG_OF_ONE_READING"])
def test_a_figure_is_no_wider_than_a_page_allows(columns):
    assert getattr(custody_charts, columns).whole <= 620


@EVERY
def test_on_a_phone_a_figure_fits_without_scrolling(figures, name):
    _, chart = figures[name]
    html = render.figure(chart.to_dict())["text/html"]
    (narrow,) = lowest_widths(html.split('<div class="on-phone">')[1])
    assert narrow <= TEXT_AT_360

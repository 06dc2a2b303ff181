"""The national series as they are read: what is joined, what is not, and what is said of them."""

import re

import altair as alt
import pandas as pd
import pytest

from analysis.chapters.context import charts as context_charts
from analysis.chapters.context import rows as context
from analysis.chapters.context import views as context_views
from analysis.drawing import render
from analysis.reading.corpus import load_corpus
from analysis.values.dates import bounds


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def rows(corpus):
    return context.panels(corpus)


def lines(rows, series_id):
    """The lines of a panel, each as the years that it joins."""
    own = rows[rows["series_id"] == series_id]
    return [list(segment["year"]) for _, segment in own.groupby("segment") if len(segment) > 1]


def test_every_value_is_in_a_panel_or_stands_alone_and_none_in_both(corpus, rows):
    few = context.few_values(corpus)
    assert set(rows["series_id"]).isdisjoint(few["series_id"])
    assert len(rows) + len(few) == len(corpus.table("observations"))


def test_a_line_stops_at_a_method_break_a_contradiction_and_a_period_that_is_no_year(rows):
    assert lines(rows, "memorial_prisoners") == [
        ["2014", "2015"],
        ["2016", "2017", "2018", "2019"],
        ["2020", "2021", "2022"],
    ]


def test_a_line_stops_where_the_rank_changes_its_method(rows):
    ends = [(years[0], years[-1]) for years in lines(rows, "rsf_rank")]
    assert ends == [("2013", "2021"), ("2022", "2024")]


def test_a_line_stops_at_a_missing_year(rows):
    assert ["2014", "2015", "2016", "2017"] in lines(rows, "pts_amnesty")
    assert all("2013" not in years for years in lines(rows, "pts_amnesty"))


def test_no_line_joins_two_series(rows):
    assert all(len(set(own)) == 1 for _, own in rows.groupby("segment")["series_id"])


def test_the_order_of_rows_changes_no_line(corpus, rows, monkeypatch):
    table = type(corpus).table

    def shuffled(self, name):
        return table(self, name).sample(frac=1, random_state=1)

    monkeypatch.setattr(type(corpus), "table", shuffled)
    pd.testing.assert_frame_equal(context.panels(corpus), rows)


def test_detentions_are_kept_apart_by_coverage(corpus):
    few = context.few_values(corpus)
    detentions = few[few["family"] == "detentions"]
    assert detentions["series_id"].nunique() == 7
    assert detentions.groupby("series_id")["label"].nunique().max() == 1


def test_both_sides_of_a_contradiction_are_kept(rows):
    both = rows[(rows["series_id"] == "memorial_prisoners") & (rows["year"] == "2013")]
    assert sorted(both["value"]) == [70, 71]
    assert both["contested"].all()


def test_active_agents_are_those_added_less_those_removed(corpus):
    values = corpus.table("observations")
    values = values[values["document_id"] == "D34"].sort_values("earliest")

    def column(series_id):
        return list(values.loc[values["series_id"] == series_id, "value"])

    added, removed = column("agents_added"), column("agents_removed")
    active = [sum(added[:n]) - sum(removed[:n]) for n in range(1, len(added) + 1)]
    assert active == column("agents_active")
    assert [sum(added[:n]) for n in range(1, len(added) + 1)] == column("agents_ever")


def test_all_undesirable_organisations_so_far_are_those_added_by_either_day(corpus):
    values = corpus.table("observations")
    values = values[(values["document_id"] == "D08") & values["value"].notna()]
    values = values.sort_values("earliest")

    def column(series_id):
        return list(values.loc[values["series_id"] == series_id, "value"])

    added, ever = column("undesirable_added"), column("undesirable_ever")
    assert ever == [sum(added[:n]) for n in range(1, len(added) + 1)]
    assert sum(column("undesirable_by_decision")) == ever[-1]


def test_the_two_lists_of_memorial_add_up_to_the_total(corpus):
    values = corpus.table("observations").set_index(["series_id", "year"])["value"]
    for year in ("2019-24", "2020", "2021", "2022"):
        parts = values["memorial_religion", year] + values["memorial_other", year]
        assert parts == values["memorial_prisoners", year]


def test_a_severing_break_stands_where_its_period_begins(corpus):
    severing = context.marked_breaks(corpus).query("severs")
    assert len(severing)
    assert list(severing["at"]) == [
        pd.Timestamp(bounds(year).earliest) for year in severing["year"]
    ]


def test_the_description_names_every_panel_with_its_unit_and_its_breaks(corpus, rows):
    finding = context.panels_finding(rows, context.marked_breaks(corpus))
    for series in rows.drop_duplicates("series_id").itertuples():
        assert f"{series.label}, {series.unit}: " in finding
    assert "lowest 46 (2014) and highest 767 (August 2024), parted at B03, B04 and B05" in finding


def test_the_description_says_no_word_that_the_data_cannot_bear(corpus, rows):
    finding = context.panels_finding(rows, context.marked_breaks(corpus))
    assert not re.search(r"\b(more|because|typical|trend|rise[sn]?|rose|worsen\w*)\b", finding)


def test_each_panel_has_its_own_scale_and_its_unit_in_its_title(corpus, rows):
    breaks = context.marked_breaks(corpus)
    chart = context_charts.small_multiples(rows, breaks, "d" * 40, "A caption.", "f")
    panels = chart.to_dict()["concat"]
    units = [unit for _, unit in rows.groupby("order")["unit"].first().items()]
    assert len(panels) == rows["series_id"].nunique()
    for panel, unit in zip(panels, units, strict=True):
        assert panel["title"]["subtitle"].startswith(unit)
    assert chart.to_dict().get("resolve", {}).get("scale", {}).get("y") != "shared"


def test_the_charts_are_drawn_with_every_break_named(corpus, rows):
    breaks = context.marked_breaks(corpus)
    render.enable()
    chart = context_charts.small_multiples(rows, breaks, "d" * 40, "A caption.", "f")
    drawn = render.figure(chart.to_dict())["text/html"]
    here = breaks[breaks["series_id"].isin(rows["series_id"])]
    assert len(here)
    assert all(re.search(f">[^<]*{name}[^<]*<title>", drawn) for name in here["break_id"])


def test_breaks_of_one_time_are_one_name_and_cover_nothing(corpus, rows):
    breaks = context.marked_breaks(corpus).query("series_id == 'undesirable_added'")
    chart = context_charts.small_multiples(
        rows[rows["series_id"] == "undesirable_added"], breaks, "d" * 40, "A caption.", "f"
    )
    render.enable()
    drawn = render.figure(chart.to_dict())["text/html"]
    assert re.search(">(B17, B29|B29, B17)<title>", drawn)


def test_single_values_are_drawn_with_their_words(corpus):
    render.enable()
    few = context.few_values(corpus)
    single = context_charts.single_values(few, "d" * 40, "A caption.", "g")
    assert isinstance(single, alt.LayerChart)
    svg = render.figure(single.to_dict())["text/html"]
    assert all(f">{words}<" in svg for words in {*few["said"], *few["label"]})


def test_every_series_says_what_it_can_and_cannot_say(corpus):
    shown = context_views.series(corpus)
    assert len(shown) == len(corpus.table("series"))
    assert shown.notna().all().all()


def test_every_value_and_break_is_shown_with_its_document(corpus):
    values, breaks = context_views.values(corpus), context_views.breaks(corpus)
    assert len(values) == len(corpus.table("observations"))
    assert len(breaks) == len(corpus.table("breaks"))
    assert values[["Value", "Document", "Publisher", "Confidence"]].notna().all().all()
    assert breaks["Document"].notna().all()


def test_each_series_has_values_of_one_release_of_v_dem(corpus):
    series = corpus.table("series").set_index("series_id")["release"]
    assert series[["vdem_libdem", "vdem_ccsi", "vdem_clphy", "vdem_csreprss"]].tolist() == [
        "v15",
        "v14",
        "v12",
        "v12",
    ]
    values = corpus.table("observations")
    vdem = values[values["series_id"].str.startswith("vdem_")]
    assert all(len(set(own)) == 1 for _, own in vdem.groupby("series_id")["document_id"])

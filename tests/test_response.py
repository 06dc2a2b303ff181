"""Measures, responses and easings side by side: order and links as coded, and nothing beyond."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.chapters.response import broken_axis, charts, easing, endings_chart, key, rows, views
from analysis.chapters.response.facts import response_facts
from analysis.chapters.response.layout import GUTTER, LETTERS, PLOT, evenly, laid_out, row_name
from analysis.drawing import render, theme
from analysis.ground.paths import ROOT
from analysis.reading.corpus import load_corpus
from analysis.reading.timeline import RESPONSE

SPOILT = re.compile(
    r"\b(more|faster|increase[sd]?|increasing|because|trend\w*|typical\w*|caused?|led to)\b",
    re.IGNORECASE,
)
NOTEBOOK = ROOT / "book" / "response.ipynb"


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def answered(corpus):
    return {p.case.slug: p for p in rows.panels(corpus, "measure", "target_response")}


@pytest.fixture(scope="module")
def panels(corpus, answered):
    eased = rows.panels(corpus, "measure", "easing", without="target_response")
    return answered | {p.case.slug: p for p in eased}


@pytest.fixture(scope="module")
def readings(corpus):
    return {name: easing.endings(corpus, name) for name in easing.READINGS}


@pytest.fixture(scope="module")
def drawings(panels, readings):
    """Every chart of the chapter as the page has it, by its name."""
    render.enable()
    drawn = {slug: charts.panel(p, "A caption.", "f") for slug, p in panels.items()}
    drawn["key"] = key.key()
    drawn["endings"] = endings_chart.endings(readings, "d" * 40, "A caption.", "f")
    return {name: render.figure(chart.to_dict())["text/html"] for name, chart in drawn.items()}


def one(table, event):
    return table[table["event_id"] == event].iloc[0]


def marks(panel, event):
    """The marks of an event in a panel: reading, form, and the days as px."""
    drawn = laid_out(panel).marks
    return drawn[drawn["event_id"] == event].set_index("reading")


# --- which cases and rows ----------------------------------------------------------------


def test_every_case_with_measures_and_responses_has_a_panel_and_no_other_has(corpus, answered):
    events = corpus.events.merge(corpus.cases[["case_id", "slug"]], on="case_id")
    held = events.groupby("slug")["event_class"].agg(lambda own: set(own.astype(str)))
    assert set(answered) == {
        slug for slug, own in held.items() if {"measure", "target_response"} <= own
    }


def test_a_case_stands_in_one_panel(corpus):
    eased = rows.panels(corpus, "measure", "easing", without="target_response")
    both = rows.panels(corpus, "measure", "target_response")
    slugs = [panel.case.slug for panel in both + eased]
    assert len(slugs) == len(set(slugs))


def test_a_panel_has_each_measure_response_and_easing_of_its_case_once(panels):
    for panel in panels.values():
        events = panel.case.events
        wanted = events["event_class"].isin(["measure", "target_response", "easing"])
        assert sorted(panel.rows["event_id"]) == sorted(events.loc[wanted, "event_id"])


def test_what_a_target_did_before_the_measures_is_no_response(panels):
    lanes = panels["vorontsov"].rows.set_index("event_id")["lane"]
    assert "E017" not in lanes.index
    assert lanes["E012"] == RESPONSE


def test_a_column_of_the_overview_counts_the_events_of_a_class(corpus):
    shown = views.overview(corpus).set_index("Case")
    events = corpus.events.merge(corpus.cases[["case_id", "title"]], on="case_id")
    for title, row in shown.iterrows():
        own = events[(events["title"] == title) & (events["event_class"] == "target_response")]
        assert row["Responses"].split(" ")[0] == str(int((own["layer"] == "corpus").sum()))


# --- two readings ------------------------------------------------------------------------


def test_an_event_that_the_follow_up_dates_has_a_thick_and_a_thin_mark(panels):
    arrest = marks(panels["vorontsov"], "E006")  # 4 to 8 May in the texts, 7 May with the pages
    assert list(arrest.index) == ["corpus", "both"]
    wide, narrow = arrest["end"] - arrest["start"]
    assert wide == pytest.approx(5 * narrow)


def test_an_event_that_the_follow_up_leaves_as_it_was_has_one_thick_mark(panels):
    assert list(marks(panels["vorontsov"], "E003").index) == ["corpus"]


def test_an_event_of_the_follow_up_alone_has_a_thin_mark_and_says_so(panels):
    panel = panels["vorontsov"]
    assert list(marks(panel, "E065").index) == ["both"]
    assert row_name(one(panel.rows, "E065")).endswith("(follow-up)")


def test_where_the_five_documents_state_no_day_no_day_is_drawn_for_them(panels):
    label = marks(panels["moscow-times"], "E029")
    assert label.loc["corpus", "form"] == "unknown"
    assert not label.loc["corpus", ["opens_left", "opens_right"]].any()
    assert label.loc["both", "form"] == "point"


def test_an_end_that_is_open_is_drawn_to_the_edge_with_a_triangle(panels):
    questioned = marks(panels["vorontsov"], "E003").loc["corpus"]
    assert questioned["opens_left"]
    assert not questioned["opens_right"]
    assert questioned["start"] == 0


def test_a_dispute_that_only_the_follow_up_brings_stripes_the_thin_mark_alone(panels):
    detained = marks(panels["march-2020-pickets"], "E050")
    assert not detained.loc["corpus", "fill"].startswith("url(#stripes")
    assert detained.loc["both", "fill"].startswith("url(#stripes")


def test_a_dispute_of_the_five_documents_stripes_both_marks(panels):
    for mark in ("E004", "E007"):
        drawn = marks(panels["vorontsov"], mark)
        assert drawn["fill"].str.startswith("url(#stripes").all()


def test_what_is_told_in_general_or_announced_is_marked_apart(panels):
    pickets = panels["march-2020-pickets"].rows
    assert set(pickets.loc[pickets["generic"], "event_id"]) == {"E044", "E052"}


# --- what joins them ---------------------------------------------------------------------


def test_the_links_of_the_pickets_are_drawn_each_once(panels):
    stems = laid_out(panels["march-2020-pickets"]).stems
    pairs = list(zip(stems["from_event_id"], stems["to_event_id"], strict=True))
    assert sorted(pairs) == [
        ("E044", "E046"),
        ("E045", "E049"),
        ("E045", "E050"),
        ("E045", "E051"),
        ("E050", "E052"),
    ]


def test_a_connector_joins_the_rows_of_its_two_events(panels):
    for panel in panels.values():
        layout = laid_out(panel)
        at = layout.rows.set_index("event_id")
        for stem in layout.stems.itertuples():
            for event, y in ((stem.from_event_id, stem.y), (stem.to_event_id, stem.y2)):
                row = at.loc[event]
                assert row["top"] < y < row["top"] + row["high"]


def test_connectors_of_different_events_share_no_stretch(panels):
    for panel in panels.values():
        spans = charts._spans(laid_out(panel).stems)
        for _, column in spans.groupby("x"):
            ordered = column.sort_values("top")
            assert (
                ordered["top"].iloc[1:].to_numpy() > ordered["bottom"].iloc[:-1].to_numpy()
            ).all()


def test_a_connector_stays_inside_the_figure(panels):
    for panel in panels.values():
        assert (laid_out(panel).stems["x"] < PLOT + GUTTER).all()


def test_an_uncertain_order_is_dashed_and_a_certain_one_is_not(panels):
    panel = panels["siberian-justice"]

    def dashes(links):
        spec = charts.panel(replace(panel, links=links), "A caption.", "f").to_dict()
        return [layer["mark"].get("strokeDash") for layer in spec["layer"]]

    assert [3, 3] not in dashes(panel.links.assign(order_certain=True))
    assert [3, 3] in dashes(panel.links.assign(order_certain=False))


def test_every_link_of_an_answer_is_in_the_table_of_answers(corpus):
    links = corpus.table("links").query("kind == 'answered_by'")
    shown = views.linked(corpus, "answered_by")
    assert list(shown["Events"]) == list(links["from_event_id"] + "→" + links["to_event_id"])
    said = shown["Link and order"].str.contains("order certain")
    assert list(said) == list(links["order_certain"].astype(bool))


def test_the_table_of_answers_names_who_responded_by_their_part(corpus):
    shown = views.linked(corpus, "answered_by").set_index("Events")["Whose act"]
    assert shown["E007→E011"] == "Vladimir Vorontsov (target)"
    assert shown["E006→E012"] == "police officers who showed support (supporters)"
    assert shown["E009→E055"] == "lawyer of Vorontsov"


def test_the_days_alone_settle_an_order_only_where_they_do(corpus):
    order = views.linked(corpus, "answered_by").set_index("Events")["Link and order"]
    assert order["E050→E052"].endswith("the days alone show it")  # 15 March, then 21 March
    assert order["E006→E012"].endswith("show it with the follow-up")  # 7 May, then from 7 May
    assert order["E023→E022"].endswith("leave it open")  # both by 1 March 2021


def test_the_table_of_occasions_tells_responses_from_activities(corpus):
    shown = views.linked(corpus, "occasion_of").set_index("Events")["What came first"]
    assert shown["E045→E050"].endswith("(target response)")
    assert shown["E032→E034"].endswith("(target activity)")


# --- order in time -----------------------------------------------------------------------


def test_a_later_measure_is_one_of_the_case_that_cannot_be_as_early(corpus):
    later = views.later_measures(corpus).set_index("response")
    flashmob = later.filter(like="(E012)", axis=0).iloc[0]
    assert "(E014)" in flashmob["alone"]
    assert "(E008)" not in flashmob["alone"] + flashmob["added"]  # 8 May is within its days
    assert "(E070)" in flashmob["added"]


def test_a_measure_of_the_same_day_is_not_later(corpus):
    later = views.later_measures(corpus).set_index("response")
    pickets = later.filter(like="(E045)", axis=0).iloc[0]
    assert pickets["alone"] + pickets["added"] == ""


def test_every_response_stands_once_in_the_table_of_later_measures(corpus):
    shown = " ".join(views.later_table(corpus)["Responses"])
    for event in corpus.events.query("event_class == 'target_response'")["event_id"]:
        assert shown.count(f"({event})") == 1


# --- what responses say ------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["demand", "form"])
def test_every_claim_of_a_variable_about_a_response_is_shown_with_its_voice(corpus, variable):
    claims = corpus.claims[corpus.claims["variable"] == variable]
    responses = corpus.events.query("event_class == 'target_response'")["event_id"]
    shown = views.said(corpus, variable, "What")
    assert set(shown["Claim"]) == set(claims.loc[claims["event_id"].isin(responses), "claim_id"])
    assert shown[["What", "Who says it", "Where"]].notna().all().all()


def test_what_protesters_demanded_as_an_activity_is_not_among_the_responses(corpus):
    assert "C226" not in set(views.said(corpus, "demand", "What")["Claim"])


# --- easing ------------------------------------------------------------------------------


def test_each_panel_has_a_lane_for_easing_that_is_either_filled_or_says_none(panels):
    for panel in panels.values():
        heads = laid_out(panel).heads.set_index("title")
        eased = (panel.rows["lane"] == rows.EASING).any()
        assert heads.loc["Easings", "note"].startswith("None coded") != eased


def test_a_lane_without_easing_names_the_gaps_of_its_case_or_that_there_is_none(panels):
    assert "G07" in panels["siberian-justice"].empty[rows.EASING]
    assert "no gap" in panels["march-2020-pickets"].empty[rows.EASING]


def test_the_dropped_charge_is_an_easing_joined_to_the_charge_that_it_ends(panels):
    panel = panels["moscow-case"]
    dropped = marks(panel, "E083").loc["both"]
    assert dropped["paint"] == theme.colour("easing")
    assert dropped["shape"] == theme.CROSS
    ends = panel.links[panel.links["kind"] == "ended_by"]
    assert ("E082", "E083") in set(zip(ends["from_event_id"], ends["to_event_id"], strict=True))


def test_no_connector_shows_a_sentence_as_if_it_eased_the_remand_that_it_ends(panels):
    links = panels["vorontsov"].links
    assert "E014" not in set(links["to_event_id"])


def test_a_remand_that_ends_in_a_sentence_is_not_eased(corpus):
    for evidence in easing.READINGS:
        ends = easing.endings(corpus, evidence).set_index("event_id")["end"]
        assert ends["E008"] == "measure"


def test_an_entry_that_goes_after_a_closure_ends_a_label_and_eases_nothing(corpus):
    ends = easing.endings(corpus, "corpus_and_follow_up").set_index("event_id")["end"]
    assert list(ends[["E062", "E063"]]) == ["procedure", "procedure"]
    assert list(ends[["E082", "E088"]]) == ["easing", "easing"]


def test_the_five_documents_alone_tell_of_no_easing(corpus):
    assert "easing" not in set(easing.endings(corpus, "corpus")["end"])
    assert not {"E082", "E088"} & set(easing.endings(corpus, "corpus")["event_id"])


def test_what_is_known_in_general_alone_is_no_status_of_the_figure(corpus):
    for evidence in easing.READINGS:
        assert "E044" not in set(easing.endings(corpus, evidence)["event_id"])


def test_no_end_is_told_apart_by_whether_its_case_has_a_gap_about_one(corpus):
    ends = easing.endings(corpus, "corpus_and_follow_up").set_index("event_id")["end"]
    assert ends["E014"] == easing.NOTED
    assert ends["E030"] == easing.NOT_NOTED


def test_a_shortened_term_is_a_procedure_that_ends_no_status(corpus):
    shown = easing.steps_table(corpus).set_index("Event")["What it ends"]
    assert shown["E090"] == shown["E094"] == "no status"
    assert "International Memorial" in shown["E078"]


def test_what_comes_before_a_sentence_is_no_step_after_one(corpus):
    assert "E069" not in set(easing.steps_table(corpus)["Event"])


def test_only_gaps_of_a_case_about_an_end_are_shown(corpus):
    shown = set(easing.gaps_table(corpus)["Gap"])
    assert {"G01", "G02", "G11", "G13"} <= shown
    assert not {"G03", "G04", "G15", "G16"} & shown
    cases = corpus.table("gaps").set_index("gap_id")["case_id"]
    assert cases[sorted(shown)].notna().all()


def test_an_easing_shows_its_charge_and_plea_or_that_they_are_not_stated(corpus):
    shown = easing.easings_table(corpus).set_index("Easing")
    assert all("charge: " in cell and "plea: " in cell for cell in shown.loc["Charge and plea"])


# --- the charts --------------------------------------------------------------------------


def test_every_row_of_a_panel_is_drawn_and_named_in_full(panels, drawings):
    for slug, panel in panels.items():
        layout = laid_out(panel)
        assert set(layout.marks["event_id"]) == set(panel.rows["event_id"])
        for row in layout.rows.itertuples():
            assert " ".join(row.lines).replace("\u00a0", " ") == row_name(row)
            assert all(f">{line}<" in drawings[slug] for line in row.lines)


def test_names_in_a_panel_keep_their_distance_and_their_column(panels):
    for panel in panels.values():
        names = laid_out(panel).names
        assert (names["y"].diff().dropna() >= 14.9).all()
        assert names["line"].str.len().max() <= LETTERS


def test_each_panel_and_its_table_have_the_same_rows(panels):
    for panel in panels.values():
        shown = views.panel_table(panel)
        assert list(shown["Event"]) == list(panel.rows["event_id"])


def test_the_figure_of_endings_has_a_mark_for_every_row_of_its_table(corpus, readings):
    chart = endings_chart.endings(readings, "d" * 40, "A caption.", "f").to_dict()
    points = [
        row
        for layer in chart["layer"]
        if "href" in layer["encoding"]
        for row in chart["datasets"][layer["data"]["name"]]
    ]
    table = easing.endings_table(corpus)
    both = [row["event_id"] for row in points if row["reading"] == "corpus_and_follow_up"]
    alone = [row["event_id"] for row in points if row["reading"] == "corpus"]
    assert sorted(both) == sorted(table["Event"])
    told = table["End in the five documents"] != "not told of"
    assert sorted(alone) == sorted(table.loc[told, "Event"])


def test_a_kind_of_end_without_a_status_says_none(readings, drawings):
    empty = sum(end not in set(found["end"]) for found in readings.values() for end in easing.ENDS)
    assert empty
    assert drawings["endings"].count(">none<") == empty


def test_every_chart_says_what_it_shows_and_from_which_layers(panels):
    for shown in charts.with_rows(panels.values()):
        if hasattr(shown, "to_dict"):
            spec = shown.to_dict()
            assert len(spec["description"]) >= 40
            assert "Layers: " in spec["usermeta"]["caption"]
            assert not SPOILT.search(spec["description"] + spec["usermeta"]["caption"])


def test_no_chart_is_wider_than_the_page_allows(drawings):
    for drawn in drawings.values():
        assert int(re.search(r'width="(\d+)"', drawn)[1]) <= 620


def test_a_mark_leads_to_the_card_of_its_event(panels):
    for panel in panels.values():
        for row in panel.rows.itertuples():
            assert row.href == f"evidence/{panel.case.slug}.html#{row.event_id}"


def test_the_key_has_every_kind_of_connector_and_of_mark():
    glyphs = {glyph for glyph, _ in key.KEY}
    assert {"thick", "thin", "fills", "dashed", "open", "unknown", "status", "easing"} <= glyphs
    assert {"answered_by", "occasion_of", "ended_by", "uncertain", "break"} <= glyphs


def test_a_name_is_cut_into_the_fewest_lines_and_loses_no_word():
    name = "Protests of 14 March 2020 in Moscow and St Petersburg"
    lines = evenly(name)
    assert len(lines) == 2
    assert " ".join(lines).replace("\u00a0", " ") == name
    assert not any(line.endswith("St") for line in lines)


# --- the broken axis ---------------------------------------------------------------------

untimed = settings(deadline=None)  # a machine that runs other work beside takes its time
DAYS = st.lists(
    st.dates(
        min_value=pd.Timestamp("2010-01-01").date(), max_value=pd.Timestamp("2026-01-01").date()
    ),
    min_size=1,
    max_size=12,
).map(lambda days: [pd.Timestamp(day) for day in days])


@untimed
@given(DAYS)
def test_a_later_day_is_never_drawn_before_an_earlier_one(days):
    axis = broken_axis.pieces(days, PLOT)
    places = [broken_axis.place(day, axis) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= at <= PLOT + 0.01 for at in places)


@untimed
@given(DAYS)
def test_the_axis_is_broken_only_where_nothing_begins_or_ends_for_over_a_year(days):
    axis = broken_axis.pieces(days, PLOT)
    longest = sorted((b - a for a, b in pairwise(sorted(set(days)))), reverse=True)
    breaks = longest[: len(axis) - 1]
    assert all(stretch.days > 365 for stretch in breaks)
    assert all(any(p.first <= day <= p.last for p in axis) for day in days)


@untimed
@given(DAYS)
def test_pieces_of_an_axis_stand_side_by_side_within_its_width(days):
    axis = broken_axis.pieces(days, PLOT)
    assert axis[0].left == 0
    assert axis[-1].right == pytest.approx(PLOT)
    assert all(piece.right - piece.left >= broken_axis.LEAST - 0.01 for piece in axis)
    assert all(b.left - a.right == pytest.approx(broken_axis.GAP) for a, b in pairwise(axis))


def test_a_case_of_two_springs_is_drawn_in_two_pieces(panels):
    first, second = laid_out(panels["vorontsov"]).axis
    assert (first.first.year, second.last.year) == (2020, 2022)


@untimed
@given(DAYS)
def test_labels_of_the_axis_keep_their_distance_within_a_piece(days):
    axis = broken_axis.pieces(days, PLOT)
    for piece in axis:
        at = [x for x, _ in broken_axis._ticks(piece, False, False)]
        assert all(after - before >= 44 for before, after in pairwise(at))


def test_an_axis_without_a_day_is_refused():
    with pytest.raises(ValueError, match="found no day"):
        broken_axis.pieces([pd.NaT], PLOT)


def test_every_piece_of_an_axis_in_the_chapter_has_a_label(panels):
    for panel in panels.values():
        layout = laid_out(panel)
        for piece in layout.axis:
            assert layout.ticks["x"].between(piece.left, piece.right).any()


# --- the chapter -------------------------------------------------------------------------


def test_the_chapter_says_no_word_that_the_data_cannot_bear():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    prose = [c for c in cells if c["cell_type"] == "markdown"]
    said = "\n".join("".join(cell["source"]) for cell in prose)
    denied = said.split("## What cannot be said")[1]
    assert not SPOILT.search(said.replace(denied, ""))
    assert not re.search(
        r"\b(more|faster|increase[sd]?|increasing|because|trend|typical)\b", denied
    )


def test_every_fact_of_the_chapter_is_words_that_can_stand_in_a_sentence(corpus):
    facts = response_facts(corpus)
    assert facts["E083"] == "3 September 2019"
    assert all(fact and fact == fact.strip() for fact in facts.values())

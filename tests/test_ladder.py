"""The chapter on the ladder: rungs as coded, answers as released, and figures that say the same."""

import re
from xml.etree import ElementTree as ET

import nbformat
import pandas as pd
import pytest
from phone_fixture import TEXT_AT_360, lowest_widths

from analysis.chapters.ladder import charts as ladder_charts
from analysis.chapters.ladder import fit as ladder_fit
from analysis.chapters.ladder import kinds as ladder
from analysis.chapters.ladder import rungs_chart, six_ladders, six_ladders_chart, steps_chart
from analysis.chapters.ladder import steps as ladder_steps
from analysis.chapters.ladder.steps import Step
from analysis.drawing import render, theme
from analysis.drawing.side_by_side import side_by_side
from analysis.drawing.tables_html import table
from analysis.ground.paths import ROOT
from analysis.reading.addresses import card_addresses
from analysis.reading.corpus import load_corpus

NOT_SAID = r"\b(more|faster|increased|because|trend|typical)\b"
WIDER = "corpus_and_follow_up"


@pytest.fixture(scope="module")
def corpus():
    render.enable()
    return load_corpus()


@pytest.fixture(scope="module")
def kinds(corpus):
    return ladder.kinds(corpus)


@pytest.fixture(scope="module")
def places(corpus):
    return six_ladders.ladder_places(corpus)


@pytest.fixture(scope="module")
def rungs(corpus):
    return ladder_fit.rungs(corpus)


@pytest.fixture(scope="module")
def worked(corpus):
    return ladder_steps.worked(corpus)


# --- the kinds of measure and where they were observed -------------------------------------


def test_every_kind_of_measure_stands_once_and_no_rung_below_a_lower_one(corpus, kinds):
    assert sorted(kinds["measure_type"]) == sorted(corpus.table("measure_types")["measure_type"])
    for _, own in kinds.groupby("track", observed=True):
        assert own["rung"].is_monotonic_decreasing


def test_a_kind_is_observed_in_the_corpus_in_the_follow_up_or_not_at_all(kinds):
    seen = kinds.set_index("measure_type")["seen"]
    assert seen["torture"] == "corpus"
    assert seen["state_civil_suit"] == "follow_up"
    assert seen["house_arrest"] == "never"


def test_what_is_told_only_as_a_habit_is_not_observed(corpus, kinds):
    (refusal,) = kinds[kinds["measure_type"] == "assembly_refusal"].itertuples()
    assert "E044" not in str(refusal.corpus_events)
    assert "“assembly refused or displaced”" in ladder.told_in_general(corpus)


def test_every_measure_that_enters_the_ladder_is_listed_under_its_kind_once(corpus, kinds):
    measures = corpus.events.query("event_class == 'measure' and support_level != 'S0_generic'")
    listed = [
        event
        for column in ("corpus_events", "follow_up_events")
        for events in kinds[column].dropna()
        for event in events.split(", ")
    ]
    assert sorted(listed) == sorted(measures["event_id"])


def test_every_event_that_is_named_leads_to_its_card(corpus, kinds):
    shown = ladder.kinds_table(kinds)
    html = table(shown, "Kinds", cards=card_addresses(corpus), row_ids="anchor").html
    named = set(re.findall(r"\bE\d{3}\b", " ".join(shown["Observed"])))
    assert "E001" in named
    assert set(re.findall(r'href="evidence/[a-z0-9-]+\.html#(E\d+)"', html)) == named


def test_the_examples_of_the_rules_are_those_of_the_texts(corpus):
    facts = ladder.ladder_facts(corpus)
    assert facts["mass_count"] == "1,300 to 1,399 people"
    assert facts["mass_when"] == "June to August 2019"
    assert facts["terms"] == "2 to 5 years"
    assert facts["easings"] == "no easings"
    assert facts["weighing_document"] == "D07"


# --- how states are compared --------------------------------------------------------------


def test_every_step_has_one_of_the_answers(corpus):
    shown = ladder_steps.answers(corpus)
    steps = corpus.table("transitions")["evidence"].astype(str).value_counts()
    assert list(shown["Answer"]) == list(corpus.labels("comparison").values())
    assert shown["Five documents"].sum() == steps["corpus"]
    assert shown["With the follow-up"].sum() == steps[WIDER]


def stood(track, *measures):
    """Measures on one track as their rung and whether they are in force."""
    rows = [{"track": track, "rung": rung, "in_force": held} for rung, held in measures]
    return pd.DataFrame(rows, columns=["track", "rung", "in_force"])


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (stood("A", (2, False)), stood("A", (4, True)), (True, False)),
        (stood("A", (3, False)), stood("A"), (False, False)),
        (stood("A", (4, True)), stood("A"), (False, True)),
        (stood("A", (4, True)), stood("A", (2, True)), (False, True)),
        (stood("A", (2, True)), stood("A", (2, True)), (False, False)),
        (stood("A", (4, True)), stood("A", (5, False)), (True, True)),
    ],
    ids=[
        *("a rise", "an act that passed", "a status that ended"),
        *("a lower status in its place", "a status that stays", "an act above a status that ended"),
    ],
)
def test_only_the_end_of_a_status_is_a_fall(before, after, change):
    assert ladder_steps.changes(before, after) == change


def test_the_working_gives_the_answer_of_the_release_where_every_step_of_a_target_is_certain(
    corpus,
):
    words = {
        (True, False): "up",
        (True, True): "mixed",
        (False, False): "level",
        (False, True): "down",
    }
    rows = corpus.table("transitions")
    # What is in force from an episode of uncertain order, the working does not know.
    key = ["evidence", "unit"]
    unsettled = rows["comparison"].isin(["undetermined", "not_comparable"])
    certain = rows[~unsettled.groupby([rows[name] for name in key]).transform("any")]
    assert {"vorontsov", "moscow_times"} <= set(certain["unit"])
    for row in certain.itertuples():
        step = Step(row.unit, row.from_episode, row.to_episode, str(row.evidence))
        stands = [ladder_steps.standing(corpus, step, one) for one in (step.earlier, step.later)]
        changed = {
            track: ladder_steps.changes(*(one[one["track"] == track] for one in stands))
            for track in "ABC"
        }
        both = [any(change) for change in zip(changed["A"], changed["C"], strict=True)]
        assert (words[tuple(both)], words[changed["B"]]) == (row.comparison, row.treatment), step


def test_vorontsov_rises_from_a_search_to_custody_and_treatment_stays(worked):
    shown = ladder_steps.worked_table(worked)
    liberty, treatment = (
        shown[(shown["Target"] == "Vladimir Vorontsov") & (shown["Track"] == track)].iloc[0]
        for track in ("A", "B (beside)")
    )
    assert liberty["Earlier"].startswith("A2 search of home or office")
    assert liberty["Later"].startswith("A4 remand in custody (in force)")
    assert liberty["Working, and the answer"] == "rises from A2 to A4: up"
    assert treatment["Working, and the answer"] == "stays at B1: level"


def test_a_label_that_stays_is_carried_into_the_next_state(worked):
    after = worked[(worked["target"] == "The Moscow Times") & (worked["moment"] == "after")]
    assert list(after["event_id"]) == ["E030", "E029"]
    assert list(after["carried"]) == [False, True]


def test_a_step_whose_order_is_open_is_undetermined_though_its_rungs_are_known(corpus, worked):
    own = worked[worked["target"] == "Three defendants of the 2019 Moscow case"]
    assert not own["certain"].any()
    assert set(own["answer"]) == {"Undetermined"}
    facts = ladder_steps.step_facts(corpus)
    assert facts["moscow_three_earlier"] == "June to August 2019"
    assert facts["moscow_three_later"] == "1 June 2019 to 18 March 2020"


def test_a_step_that_is_not_there_is_named_with_those_that_are(corpus):
    with pytest.raises(
        KeyError, match=r"no step a to b of vorontsov; there are vorontsov-april to"
    ):
        ladder_steps.verdict(corpus, Step("vorontsov", "a", "b"))


# --- six ladders --------------------------------------------------------------------------


def test_every_observed_kind_is_ranked_on_every_ladder(corpus, kinds, places):
    observed = kinds[kinds["seen"] != "never"]["measure_type"]
    assert len(places) == len(observed) * len(corpus.labels("ladder"))
    assert set(places["measure_type"]) == set(observed)


def test_a_step_further_right_is_a_higher_rank_of_the_same_scale(places):
    for _, own in places.groupby("scale"):
        assert own.sort_values("rank")["step"].is_monotonic_increasing
        assert own.drop_duplicates(["rank", "step"])["rank"].is_unique
        assert own["step"].between(0, own["steps"].iloc[0] - 1).all()


def test_on_the_three_tracks_each_track_has_a_scale_of_its_own(places):
    own = places[places["ladder_id"] == "tracks"]
    assert set(own["scale"]) == {"tracksA", "tracksB", "tracksC"}
    assert list(own["shown"]) == list(own["place"])


def test_the_table_of_ranks_holds_the_ranks_of_the_codebook(corpus, places):
    shown = six_ladders.ladders_table(places, corpus).set_index("Measure")
    assert shown.loc["Torture", "Legal stage (a warning)"] == 0
    assert shown.loc["Torture", "Body first"] == 30
    assert shown.loc["Criminal charge or case", "PLOVER intensity"] == 3.5
    assert shown.loc["Torture", "Three tracks"] == "B3"


def test_a_note_says_how_many_kinds_a_ladder_cannot_tell_apart(corpus, places):
    notes = six_ladders.ladder_notes(corpus)
    assert len(notes) == len(corpus.labels("ladder"))
    plover = places[places["ladder_id"] == "plover"]
    most, whole = plover["rank"].value_counts().max(), len(plover)
    assert f"{most} of {whole} stand on one rank" in notes[1]
    assert notes[3].startswith("**Legal stage (a warning).**")


# --- rungs that were not observed ----------------------------------------------------------


def test_the_rungs_of_a_target_run_from_the_lowest_to_the_highest_it_reached(corpus, rungs):
    peaks = corpus.table("indicators").query("indicator == 'I1' and evidence == @WIDER")
    reached = {(row.unit, row.item): int(row.high) for row in peaks.itertuples()}
    assert set(map(tuple, rungs[["unit", "track"]].to_numpy())) == set(reached)
    for key, own in rungs.groupby(["unit", "track"]):
        assert list(own["rung"]) == list(range(1, reached[key] + 1))
        assert own["seen"].iloc[-1] != "never"


def test_the_rungs_that_were_never_observed_are_those_of_the_indicator(corpus, rungs):
    fit = corpus.table("indicators").query("indicator == 'I8' and evidence == @WIDER")
    never = rungs[rungs["seen"] == "never"].groupby(["unit", "track"]).size()
    assert never.to_dict() == {(row.unit, row.item): row.low for row in fit.itertuples()}


def test_the_rungs_that_the_corpus_shows_are_those_of_the_indicator(corpus, rungs):
    fit = corpus.table("indicators").query("indicator == 'I8' and evidence == 'corpus'")
    gone = {(row.unit, row.item): row.low for row in fit.itertuples()}
    peaks = corpus.table("indicators").query("indicator == 'I1' and evidence == 'corpus'")
    shown = rungs[rungs["seen"] == "corpus"].groupby(["unit", "track"]).size().to_dict()
    for row in peaks.itertuples():
        key = (row.unit, row.item)
        assert shown[key] == row.high - gone.get(key, 0)


def test_a_target_is_listed_with_what_it_stands_on_and_without_what(corpus, rungs):
    shown = ladder_fit.fit_table(rungs, corpus)
    inside = set(zip(shown["Target"], shown["In the five documents"], strict=True))
    assert ("Dmitry Kamynin", "A4, without A1") in inside
    assert ("Vladimir Vorontsov", "A5") in inside
    assert ("The Moscow Times", "C4, without C1 and C3") in inside
    assert len(shown) == len(rungs.drop_duplicates(["unit", "track"]))


def test_a_target_that_only_the_follow_up_shows_has_no_place_in_the_five_documents(corpus, rungs):
    shown = ladder_fit.fit_table(rungs, corpus)
    added = rungs.drop_duplicates(["unit", "track"])["first"] == "follow_up"
    assert list(shown["In the five documents"].isna()) == list(added)


def test_vorontsov_is_the_only_one_of_whom_every_lower_rung_was_observed(corpus):
    facts = ladder_fit.fit_facts(corpus)
    assert (
        facts["without_a_gap"] == "Every lower rung was observed for Vladimir Vorontsov on track A."
    )


# --- the figures --------------------------------------------------------------------------


def tracks_figure(corpus, kinds):
    return ladder_charts.three_tracks(
        kinds,
        ladder.track_titles(corpus),
        ladder.track_findings(kinds, corpus),
        "A caption.",
        "figure-three-tracks",
    )


def rungs_figure(corpus, rungs):
    findings = ladder_fit.rungs_findings(rungs)
    return rungs_chart.rungs(rungs, corpus.labels("track"), findings, "A caption.", "figure-rungs")


def ladders_chart(corpus, places):
    return six_ladders_chart.six_ladders(
        places,
        corpus.labels("ladder"),
        corpus.labels("track"),
        six_ladders.ladders_finding(places, corpus),
        "A caption.",
        "figure-six-ladders",
    )


def worked_chart(kinds, worked):
    heights = kinds.groupby(kinds["track"].astype(str))["rung"].max().to_dict()
    finding = ladder_steps.worked_finding(worked)
    return steps_chart.steps(worked, heights, finding, "A caption.", "figure-worked")


@pytest.fixture(scope="module")
def charts(corpus, kinds, places, rungs, worked):
    """Every chart of the chapter with the width that it was given."""
    return [
        *((chart, ladder_charts.COLUMN) for chart in tracks_figure(corpus, kinds).charts),
        *((chart, rungs_chart.WIDTH) for chart in rungs_figure(corpus, rungs).charts),
        (
            ladders_chart(corpus, places),
            six_ladders_chart.NAMES + 6 * six_ladders_chart.COLUMN,
        ),
        (worked_chart(kinds, worked), steps_chart.WIDTH),
    ]


def data_of(chart, *columns):
    """The rows behind the layers of a chart that have all of some columns."""
    sets = chart.to_dict()["datasets"].values()
    return [row for rows in sets for row in rows if set(columns) <= set(row)]


def test_no_words_of_a_chart_reach_beyond_it(charts):
    # Vega widens a drawing for words that do not fit; what is added here is the padding alone.
    for chart, width in charts:
        drawn = render.drawn(chart.to_dict())
        assert float(drawn.get("width")) <= width + 9
        assert float(drawn.get("width")) <= 632


def test_a_description_says_what_a_chart_shows_and_no_word_that_the_data_cannot_bear(charts):
    for chart, _ in charts:
        description = chart.to_dict()["description"]
        assert len(description) >= 40
        assert not re.search(NOT_SAID, description)


def test_charts_beside_each_other_fit_a_phone_and_share_one_caption(corpus, kinds, rungs):
    for figure in (tracks_figure(corpus, kinds), rungs_figure(corpus, rungs)):
        tree = ET.fromstring(re.sub(r' xmlns="[^"]+"', "", figure.html))
        assert [found.text for found in tree.iter("figcaption")] == ["A caption."]
        lowest = lowest_widths(figure.html)
        assert len(lowest) == len(list(tree.iter("svg")))
        assert max(lowest) <= TEXT_AT_360
        labels = [svg.get("aria-label") for svg in tree.iter("svg")]
        assert labels == figure.text.split("\n")


def test_charts_keep_their_order_when_a_page_puts_them_in_a_column(corpus, kinds):
    a, b, _ = tracks_figure(corpus, kinds).charts
    html = side_by_side(b, a, caption="c", id="f").html
    assert html.index("Track B, ") < html.index("Track A, ")


def test_each_kind_is_one_mark_that_leads_to_its_row(corpus, kinds):
    drawn = [
        row
        for chart in tracks_figure(corpus, kinds).charts
        for name, rows in chart.to_dict()["datasets"].items()
        for row in rows
        if "shape" in row and "stroke" in row
    ]
    led = {row["href"].removeprefix("#") for row in drawn}
    assert led == set(ladder.kinds_table(kinds)["anchor"])


def test_act_and_status_differ_in_shape_and_what_was_observed_in_fill(corpus, kinds):
    (column, *_) = tracks_figure(corpus, kinds).charts
    marks = {row["words"]: row for row in data_of(column, "shape", "fill")}
    own, paper = theme.colour("track_a"), theme.colour("surface")
    sentence = marks["A5, Custodial sentence: status, five documents"]
    house = marks["A4, House arrest: status, not observed"]
    search = marks["A2, Search of home or office: act, five documents"]
    assert (sentence["shape"], search["shape"]) == ("square", "circle")
    assert (sentence["fill"], search["fill"], house["fill"]) == (own, own, paper)
    assert house["stroke"] == theme.colour("muted")


def test_the_words_beside_a_mark_say_what_its_shape_and_fill_say(corpus, kinds):
    for chart in tracks_figure(corpus, kinds).charts:
        written = {row["text"] for row in data_of(chart, "text")}
        for mark in data_of(chart, "shape", "fill"):
            assert mark["words"].split(": ")[1] in written


def test_a_rung_that_was_not_observed_is_a_question_mark_and_no_tile(corpus, rungs):
    drawn = [
        row
        for chart in rungs_figure(corpus, rungs).charts
        for row in data_of(chart, "left", "seen")
    ]
    tiles = {row["words"]: row for row in drawn}
    assert len(tiles) == len(rungs)
    gone = tiles["Dmitry Kamynin, A1: not observed; may have been climbed all the same"]
    assert (gone["text"], gone["fill"], gone["stroke"]) == ("?", *[theme.colour("surface")] * 2)
    assert tiles["Dmitry Kamynin, A2: observed in the five documents"]["text"] == "A2"


def test_the_ladder_that_is_a_warning_is_grey_and_framed_and_no_other_is(corpus, places):
    chart = ladders_chart(corpus, places)
    grey = theme.colour("muted")
    for mark in data_of(chart, "shown", "paint", "y"):
        assert (mark["paint"] == grey) == (mark["ladder_id"] == "legal_stage")
    framed = {row["ladder_id"] for row in data_of(chart, "top", "bottom")}
    assert framed == {"legal_stage"}


def test_every_rank_of_the_table_is_a_mark_of_the_figure(corpus, places):
    marks = data_of(ladders_chart(corpus, places), "shown", "paint", "y")
    drawn = {(row["label"], row["ladder_id"]): row["shown"] for row in marks}
    shown = six_ladders.ladders_table(places, corpus).set_index("Measure")
    for code, label in corpus.labels("ladder").items():
        for measure, rank in shown[label].items():
            words = rank if isinstance(rank, str) else f"{rank:g}"
            assert drawn[measure, code] == words


def test_every_measure_of_the_worked_steps_is_drawn_once(kinds, worked):
    marks = data_of(worked_chart(kinds, worked), "shape", "words")
    assert len(marks) == len(worked)
    hrefs = {mark["href"] for mark in marks if mark["href"]}
    assert "evidence/vorontsov.html#E008" in hrefs


def test_a_line_is_dashed_where_the_order_is_not_certain(kinds, worked):
    lines = data_of(worked_chart(kinds, worked), "y2", "certain")
    certain = worked.groupby("example")["certain"].first()
    tracks = worked.groupby("example")["track"].nunique()
    assert sum(not line["certain"] for line in lines) == tracks[~certain].sum()
    assert sum(line["certain"] for line in lines) == tracks[certain].sum()


# --- the chapter --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chapter():
    return nbformat.read(ROOT / "book" / "ladder.ipynb", as_version=4)


def test_other_chapters_find_the_places_that_they_lead_to(chapter):
    prose = "\n".join(cell.source for cell in chapter.cells if cell.cell_type == "markdown")
    for anchor in ("three-tracks", "comparison", "six-ladders"):
        assert prose.count(f"({anchor})=\n") == 1


def test_the_chapter_says_no_word_that_the_data_cannot_bear(chapter):
    for cell in chapter.cells:
        shown = [cell.source] if cell.cell_type == "markdown" else []
        shown += [
            output["data"]["text/plain"]
            for output in cell.get("outputs", [])
            if "text/plain" in output.get("data", {})
        ]
        for text in shown:
            assert not re.search(NOT_SAID, text)


def test_each_caption_says_which_layers_a_figure_shows(chapter):
    captions = [
        caption
        for cell in chapter.cells
        for output in cell.get("outputs", [])
        for caption in re.findall(
            r"<figcaption>(.+?)</figcaption>", output.get("data", {}).get("text/html", "")
        )
    ]
    assert len(captions) == 4
    assert all(re.search(r"[Ll]ayers?", caption) for caption in captions)

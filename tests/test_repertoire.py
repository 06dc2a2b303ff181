"""The repertoire and the kinds of charge: what is drawn is what the release holds, and no more."""

import itertools
import re

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import load_corpus
from analysis.chapters.repertoire import attention, charge_voices, charges
from analysis.chapters.repertoire import charts as repertoire_charts
from analysis.chapters.repertoire import rows as repertoire
from analysis.chapters.repertoire.rows import BOTH, CORPUS
from analysis.drawing import render, sheet, theme
from analysis.ground.paths import ROOT
from analysis.reading.prose import capital

FORBIDDEN = r"\b(more|faster|increased|because|trend|typical)\b|%"


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def marks(corpus):
    return repertoire.marks(corpus)


@pytest.fixture(scope="module")
def breadth(corpus):
    return attention.breadth_rows(corpus)


@pytest.fixture(scope="module")
def readings(corpus):
    first, both = charges.charge_rows(corpus), charges.charge_rows(corpus, BOTH)
    return {CORPUS: first, BOTH: charges.with_follow_up(both, first)}


@pytest.fixture(scope="module")
def figures(marks, breadth, readings):
    """Every chart of the chapter with the rows it was drawn from."""
    look = {"description": "d" * 40, "caption": "A caption.", "id": "figure"}
    first, later = repertoire.from_corpus(marks), repertoire.with_follow_up(marks)
    draw = repertoire_charts
    return {
        "matrix": (draw.matrix(first, **look), len(first)),
        "matrix with follow-up": (draw.matrix(later, **look), len(later)),
        "breadth": (draw.breadth(breadth, **look), _things(breadth)),
        "charges": (draw.charges(readings[CORPUS], **look), _kinds(readings[CORPUS])),
        "charges with follow-up": (draw.charges(readings[BOTH], **look), _kinds(readings[BOTH])),
    }


def _things(rows):
    return int(sum(rows[item].sum() + rows[f"{item}_added"].sum() for item in attention.ITEMS))


def _kinds(rows):
    return int(rows["kinds"].map(len).sum())


def one(rows, **where):
    found = rows[(rows[list(where)] == pd.Series(where)).all(axis=1)]
    assert len(found) == 1
    return found.iloc[0]


def of(rows, event):
    """The row that an event stands in."""
    found = rows[[event in ids for ids in rows["ids"]]]
    assert len(found) == 1
    return found.iloc[0]


def points(chart):
    """The marks of a chart but for those of its key, which are drawn last."""
    spec = chart.to_dict()
    layers = [each for each in spec["layer"] if each["mark"]["type"] == "point"]
    return spec["datasets"][layers[0]["data"]["name"]]


# --- the matrix --------------------------------------------------------------------------


def test_every_measure_with_a_root_stands_behind_a_mark_of_each_of_its_targets(corpus, marks):
    seen = repertoire.targeted(corpus, repertoire.observed(corpus))
    wanted = set(zip(seen["entity_id"], seen["measure_type"], seen["event_id"], strict=True))
    shown = {
        (row.entity_id, row.measure_type, event)
        for row in marks.itertuples()
        for event in row.events.split(", ")
    }
    assert shown == wanted


def test_a_type_that_only_the_follow_up_tells_of_is_set_apart(marks):
    suit = one(marks, entity_id="kamynin", measure_type="state_civil_suit")
    remand = one(marks, entity_id="kamynin", measure_type="pretrial_remand")
    assert (suit["seen_in"], remand["seen_in"]) == ("follow_up", CORPUS)


def test_a_mark_of_the_corpus_is_filled_by_the_five_documents_alone(marks):
    label = one(marks, entity_id="public_verdict", measure_type="stigmatising_status")
    assert not label["founded"]
    assert label["founded_with_follow_up"]


def test_a_dispute_that_needs_the_follow_up_is_none_in_the_corpus(corpus, marks):
    assert "E024" in repertoire.disputed_events(corpus, BOTH)
    assert "E024" not in repertoire.disputed_events(corpus, CORPUS)
    assert not one(marks, entity_id="khasoev", measure_type="charge_or_case_opened")["disputed"]


def test_what_is_denied_in_the_corpus_is_disputed_in_it(corpus):
    assert {"E007", "E014", "E030"} <= repertoire.disputed_events(corpus, CORPUS)
    assert repertoire.disputed_events(corpus, CORPUS) <= repertoire.disputed_events(corpus, BOTH)


def test_what_is_said_in_general_alone_has_no_mark_in_the_corpus(marks):
    refused = one(marks, entity_id="pickets_organisers", measure_type="assembly_refusal")
    assert refused["seen_in"] == "follow_up"
    assert "E044" not in refused["events"]


def test_the_second_matrix_holds_only_targets_to_which_something_was_added(marks):
    later = repertoire.with_follow_up(marks)
    added = later.groupby("entity_id")["seen_in"].agg(lambda seen: (seen == "follow_up").any())
    assert added.all()
    assert "vorontsov" not in set(later["entity_id"])


def test_the_table_of_the_matrix_has_the_rows_of_the_figures(marks):
    shown = repertoire.matrix_table(marks)
    assert list(shown["Target"]) == list(marks["target"].map(capital))
    assert list(shown["Events"]) == list(marks["events"])


def test_every_mark_leads_to_the_card_of_its_first_event(marks):
    assert marks["href"].str.startswith("evidence/").all()
    assert one(marks, entity_id="vorontsov", measure_type="pretrial_remand")["href"] == (
        "evidence/vorontsov.html#E008"
    )


def test_the_description_of_the_matrix_names_every_target_and_type(marks):
    finding = repertoire.matrix_finding(marks)
    for row in marks.itertuples():
        assert row.target in finding
        assert f"{row.track}{row.rung} {row.type[0].lower()}{row.type[1:]}" in finding


# --- breadth -----------------------------------------------------------------------------


def test_the_breadth_is_that_of_the_indicators_in_both_readings(corpus, breadth):
    told = corpus.table("indicators").query("indicator == 'I3'")
    for item in attention.ITEMS:
        own = told[told["item"] == item].set_index(["evidence", "unit"])["low"]
        for row in breadth.set_index("unit").itertuples():
            first, added = getattr(row, item), getattr(row, f"{item}_added")
            assert first == own.get((CORPUS, row.Index), 0)
            assert first + added == own[BOTH, row.Index]


def test_the_breadth_of_a_target_is_its_number_of_marks(marks, breadth):
    first = repertoire.from_corpus(marks).groupby("entity_id").size()
    for row in breadth.itertuples():
        assert row.measure_types == first.get(row.unit, 0)
        assert row.measure_types + row.measure_types_added == (
            (marks["entity_id"] == row.unit).sum()
        )


def test_targets_stand_in_the_order_of_the_documents_that_tell_of_them(breadth):
    told = breadth["documents"] + breadth["documents_added"]
    assert told.is_monotonic_decreasing


def test_the_breadth_is_said_together_with_the_attention(breadth):
    assert (
        "Vladimir Vorontsov is told of by three documents and seen in nine types on three tracks"
    ) in attention.breadth_finding(breadth)


# --- charges -----------------------------------------------------------------------------


def test_every_code_for_a_kind_of_charge_has_a_class_and_a_word(corpus):
    assert list(charges.KINDS) == list(corpus.labels("charge_kind"))


def test_every_event_with_a_kind_of_charge_stands_in_one_row(corpus):
    for evidence in (CORPUS, BOTH):
        rows = charges.charge_rows(corpus, evidence)
        shown = [event for ids in rows["ids"] for event in ids]
        assert sorted(shown) == sorted(charges.charged(corpus, evidence)["event_id"])


def test_in_the_case_of_vorontsov_three_rows_follow_each_other(readings):
    own = readings[CORPUS].query("target == 'Vladimir Vorontsov'")
    assert list(own["order"]) == [1, 2, 3]
    assert list(own["kinds"]) == [
        ["speech_insult"],
        ["ordinary_property"],
        ["speech_insult", "ordinary_property", "ordinary_sexual_or_pornography"],
    ]


def test_people_whom_no_text_tells_apart_share_a_row(readings):
    row = one(readings[CORPUS], target="Dmitry Kamynin and Vladimir Taranenko")
    assert row["kinds"] == ["ordinary_property", "ordinary_drugs"]
    assert pd.isna(row["order"])


def test_no_order_is_given_where_none_is_certain(readings):
    own = readings[CORPUS].query("target == 'defendants of the Network case'")
    assert len(own) == 2
    assert own["order"].isna().all()
    assert set(charges.order_words(own)) == {"not certain"}


def test_a_plea_that_only_the_follow_up_tells_is_shown_with_its_speaker(readings):
    target = "three defendants of the 2019 Moscow case"
    assert pd.isna(one(readings[CORPUS], target=target)["plea"])
    told = one(readings[BOTH], target=target)["plea"]
    assert told == f"not guilty, by the words of {target} (D40)"


def test_a_target_on_whom_the_follow_up_is_silent_is_not_repeated(readings):
    assert "Yevgeny Khasoev" in set(readings[CORPUS]["target"])
    assert "Yevgeny Khasoev" not in set(readings[BOTH]["target"])


def test_a_row_takes_its_days_from_its_own_measures(readings):
    custody = of(readings[BOTH], "E088")
    assert pd.isna(custody["earliest"])
    assert custody["latest"] == pd.Timestamp("2019-09-20")


def test_charge_court_plea_and_day_stand_in_every_row_or_are_said_to_be_unknown(readings):
    for rows in readings.values():
        shown = charges.charge_table(rows)
        assert shown["Court and plea"].str.match(r"Court: \S.*\. Plea: \S").all()
        assert shown[["When", "Charge, and who states it"]].map(len).gt(0).all(axis=None)
        assert not shown["Charge, and who states it"].str.contains("nan").any()


def test_the_plea_and_the_court_of_a_charge_are_those_of_what_rests_on_it(readings):
    assert "Tverskoy" in of(readings[BOTH], "E007")["court"]
    assert "not guilty" in of(readings[BOTH], "E008")["plea"]


def test_the_court_of_the_corpus_alone_is_not_taken_from_the_follow_up(readings):
    own = readings[CORPUS].query("target == 'defendants of the Network case'")
    assert own["court"].isna().all()
    assert own["plea"].isna().all()


def test_a_charge_is_told_with_who_states_it(readings):
    said = of(readings[CORPUS], "E007")["said"]
    assert "investigators of the Interior Ministry (D02): extortion over private images" in said


def test_the_second_figure_marks_the_rows_that_only_the_follow_up_tells(readings):
    shown = charges.charge_table(readings[BOTH])
    only = readings[BOTH]["seen_in"] == "follow_up"
    assert list(shown["When"].str.endswith("(follow-up only)")) == list(only)
    assert only.any()
    assert not only.all()


def test_no_voice_stands_without_its_speaker_and_document(corpus):
    shown = charge_voices.voices(corpus)
    assert shown["Who says it"].str.contains(r"\(D\d\d\)").all()
    assert "Borshchev" in " ".join(shown["Who says it"])


def test_a_general_view_is_not_put_down_to_the_case_it_is_filed_with(corpus):
    shown = charge_voices.voices(corpus).set_index("Claim")["About"]
    assert "charges in general" in shown["C194"]
    assert "charges in general" not in shown["C058"]


def test_a_holding_names_its_court(corpus):
    assert charge_voices.holdings(corpus).startswith("Lyublinsky District Court of Moscow: ")


def test_a_ground_of_a_designation_is_no_charge(corpus, readings):
    assert "discrediting" in charge_voices.other_grounds(corpus)
    assert not any("E030" in ids for ids in readings[CORPUS]["ids"])


# --- counts and words --------------------------------------------------------------------


def test_the_forums_add_up_to_the_whole_that_is_given(corpus):
    parts = [re.findall(r"(\d+) of (\d+)", words) for words in repertoire.forums(corpus).values()]
    for column in zip(*parts, strict=True):
        assert len({whole for _, whole in column}) == 1
        assert sum(int(part) for part, _ in column) == int(column[0][1])


def test_types_seen_and_not_seen_are_all_types(corpus, marks):
    facts = repertoire.repertoire_facts(corpus)
    unseen = re.split(r", | and (?!legal)", facts["unseen"])
    assert marks["measure_type"].nunique() + len(unseen) == len(corpus.table("measure_types"))


def test_our_own_words_claim_nothing_that_the_data_cannot_bear(corpus, marks, breadth, readings):
    facts = repertoire.repertoire_facts(corpus) | charge_voices.charge_facts(corpus)
    said = [*facts.values(), repertoire.matrix_finding(marks), attention.breadth_finding(breadth)]
    said += [charges.charge_finding(rows) for rows in readings.values()]
    assert [words for words in said if re.search(FORBIDDEN, words, re.IGNORECASE)] == []


def test_the_prose_of_the_chapter_claims_nothing_that_the_data_cannot_bear():
    chapter = nbformat.read(ROOT / "book" / "repertoire.ipynb", as_version=4)
    for cell in chapter.cells:
        assert not re.search(FORBIDDEN, cell.source.lower()), cell.source


# --- charts ------------------------------------------------------------------------------

NAMES = ["matrix", "matrix with follow-up", "breadth", "charges", "charges with follow-up"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_a_mark_for_each_thing_and_no_two_in_one_place(figures, name):
    chart, wanted = figures[name]
    drawn = points(chart)
    assert len(drawn) == wanted
    assert len({(mark["x"], mark["y"]) for mark in drawn}) == wanted
    assert all(mark["description"] for mark in drawn)
    assert not any(re.search(r"\bnan\b|<NA>|None", mark["description"]) for mark in drawn)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_can_be_drawn_and_keeps_all_its_words(figures, name):
    render.enable()
    chart, _ = figures[name]
    spec = chart.to_dict()
    html = render.figure(spec)["text/html"]
    words = {row["text"] for rows in spec["datasets"].values() for row in rows if row.get("text")}
    assert words
    assert all(f">{text}<" in html for text in words)
    assert "…" not in html


@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_chart_runs_into_the_marks_or_out_of_the_drawing(figures, name):
    chart, _ = figures[name]
    spec = chart.to_dict()
    left = min(mark["x"] for mark in points(chart))
    for layer in spec["layer"]:
        if layer["mark"]["type"] != "text":
            continue
        for row in spec["datasets"][layer["data"]["name"]]:
            letters = len(row["text"]) * (
                sheet.BOLD if layer["mark"]["fontWeight"] == "bold" else sheet.LETTER
            )
            if layer["mark"].get("angle"):
                assert row["y"] - letters >= 0
            elif row["x"] <= 20:  # the names of rows, and the key above them
                assert row["x"] + letters <= left + 2, row["text"]
            else:
                assert row["x"] + letters <= sheet.WIDTH + 4, row["text"]


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_rows_are_far_enough_apart_to_be_told_apart(figures, name):
    drawn = points(figures[name][0])
    for side, least in (("x", 10.9), ("y", sheet.ROW - 0.1)):
        places = sorted({mark[side] for mark in drawn})
        assert all(b - a >= least for a, b in itertools.pairwise(places))


def test_a_chart_fits_the_page_and_those_of_the_corpus_a_printed_sheet(figures):
    for name, (chart, _) in figures.items():
        spec = chart.to_dict()
        assert spec["width"] <= 620
        assert spec["height"] <= 920 or "follow-up" in name


def test_shape_tells_the_layer_and_the_filling_tells_roots_and_dispute(figures, marks):
    drawn = points(figures["matrix with follow-up"][0])
    assert {(m["seen_in"], m["shape"]) for m in drawn} == {
        (CORPUS, "circle"),
        ("follow_up", "diamond"),
    }
    for mark in drawn:
        assert (mark["paint"] == theme.colour("surface")) == (
            not mark["disputed"] and not mark["founded"]
        )
        assert mark["paint"].startswith("url(#stripes") == mark["disputed"]


def test_shape_tells_the_class_of_a_charge(figures):
    classes = {kind: sort for kind, (sort, _) in charges.KINDS.items()}
    shapes = {sort: look[0] for sort, look in repertoire_charts.SORTS.items()}
    assert len(set(shapes.values())) == len(shapes)
    for mark in points(figures["charges"][0]):
        assert mark["shape"] == shapes[classes[mark["kinds"]]]


def test_types_stand_by_track_and_then_by_rung(figures):
    drawn = points(figures["matrix"][0])
    order = sorted({(mark["x"], mark["track"], mark["rung"]) for mark in drawn})
    assert [pair[1:] for pair in order] == sorted(pair[1:] for pair in order)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=12)


@given(words=WORDS, letters=st.integers(10, 40))
def test_a_broken_line_keeps_every_word_in_as_few_lines_as_fit(words, letters):
    lines = sheet.lines_of(" ".join(words), letters)
    assert " ".join(lines) == " ".join(words)
    assert all(len(line) <= letters for line in lines)

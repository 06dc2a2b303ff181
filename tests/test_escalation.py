"""The central figure and its tables show every target as the measure knows it, and nothing else."""

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from analysis import load_corpus
from analysis.chapters.escalation import charts as escalation_charts
from analysis.chapters.escalation import rows as escalation
from analysis.drawing import render
from analysis.reading import steps

READINGS = ("corpus", "corpus_and_follow_up")


@cache
def corpus():
    return load_corpus()


@cache
def rows(evidence):
    return escalation.measures(corpus(), evidence)


@cache
def chart(evidence):
    render.enable()
    return escalation_charts.escalation(
        rows(evidence),
        steps.margins(corpus(), evidence),
        description=escalation.finding(corpus(), evidence),
        caption="Every target.",
        id="figure-escalation",
    ).to_dict()


@pytest.mark.parametrize("evidence", READINGS)
def test_every_measure_of_every_target_is_in_the_figure_once(evidence):
    members = corpus().table("episodes")
    members = members[members["evidence"] == evidence]
    wanted = set(zip(members["unit"], members["event_id"], strict=True))
    shown = list(zip(rows(evidence)["unit"], rows(evidence)["event_id"], strict=True))
    assert len(shown) == len(set(shown))
    assert set(shown) == wanted


def test_targets_stand_by_case_and_then_by_their_first_measure():
    order = rows("corpus_and_follow_up").drop_duplicates("unit")["unit"].tolist()
    assert order.index("vorontsov") < order.index("second_administrator") < order.index("kamynin")


def test_a_status_lasts_until_what_ended_it_and_an_act_does_not_last():
    own = rows("corpus").set_index("event_id")
    remand, arrest = own.loc["E008"], own.loc["E006"]
    assert bool(remand["lasting"])
    assert str(remand["until"].date()) == "2022-08-02"
    assert not arrest["lasting"]


def test_the_margin_says_what_the_steps_of_a_target_are():
    margins = steps.margins(corpus(), "corpus")
    assert margins["vorontsov"] == "two steps up"
    assert margins["kamynin"] == "one step not certain"
    assert margins["khasoev"] == "seen in one episode"


def test_easings_are_in_the_figure_of_the_follow_up_and_marked_as_such():
    assert not rows("corpus")["easing"].any()
    eased = rows("corpus_and_follow_up").query("easing")
    assert "E083" in set(eased["event_id"])
    assert eased["name"].str.startswith("Easing of").all()


@pytest.mark.parametrize("evidence", READINGS)
def test_the_description_states_the_finding_without_a_typed_number(evidence):
    said = escalation.finding(corpus(), evidence)
    assert said.startswith(f"Measures on {rows(evidence)['unit'].nunique()} targets")


@pytest.mark.parametrize("evidence", READINGS)
@pytest.mark.parametrize("narrow", [False, True], ids=["on a page", "on a phone"])
def test_no_two_names_stand_on_one_line_and_all_fit(evidence, narrow):
    spec = chart(evidence)["usermeta"]["narrow"] if narrow else chart(evidence)
    svg = render.drawn(spec | {"description": "A description of forty characters at least."})
    width = float(svg.get("width"))
    names = [e.text or "" for e in svg.iter(f"{{{render.SVG}}}text")]
    # A bold letter of 12 px is on average less than 7 px wide.
    assert 12 < max(map(len, names)) < (width + 30) / 6.9


def test_only_marks_that_stand_for_something_have_a_name():
    titles = re.findall(r"<title>(.*?)</title>", render.figure(chart("corpus"))["text/html"])
    assert {title.split(":")[0] for title in titles} == set(rows("corpus")["target"])


def test_the_phone_is_given_the_same_marks_in_narrower_columns():
    spec = chart("corpus")
    figure = render.figure(spec)["text/html"]
    page, phone = re.findall(r"<svg.*?</svg>", figure, re.S)
    assert page.count('href="') == phone.count('href="') > 0
    assert float(ET.fromstring(phone).get("width")) <= 330 < float(ET.fromstring(page).get("width"))


def test_a_mark_leads_to_the_card_of_its_event():
    own = rows("corpus").set_index("event_id")
    assert own.loc["E008", "href"] == "evidence/vorontsov.html#E008"
    assert all(href.endswith(f"#{event}") for event, href in own["href"].items())


def test_the_certain_steps_of_vorontsov_are_told_with_their_measures_and_days():
    told = steps.steps(corpus(), "corpus")
    own = told[told["Target"] == "Vladimir Vorontsov"]
    assert list(own["Status on A and C"]) == ["Up", "Up"]
    assert own.iloc[1]["To"].endswith("(2 August 2022)")
    assert "A5 custodial sentence" in own.iloc[1]["To"]


def test_a_rise_to_other_people_is_told_apart_from_a_step():
    told = steps.rises_to_others(corpus(), "corpus_and_follow_up")
    sentenced = told[told["Then, on other people"].str.contains("three defendants")]
    certain = sentenced[sentenced["Order"] == "certain"]
    assert "people at the Moscow protests" in certain.iloc[0]["First"]


def test_claims_about_the_system_are_attributed_and_never_measured():
    told = escalation.claims_about_the_system(corpus())
    assert told["Who says it"].str.contains("Valery Borshchev").any()
    assert set(told["Claim"]).isdisjoint(rows("corpus")["event_id"])

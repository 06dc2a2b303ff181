"""Chapters on cases: one template, the release's numbers, and every event with its evidence."""

import re

import nbformat
import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup

from analysis import load_corpus
from analysis.chapters.case import charges, page, sentences, standing, unknown, voices
from analysis.ground.paths import ROOT
from analysis.reading import timeline
from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.prose import count, in_words

CASES = ROOT / "book" / "cases"
CORPUS = load_corpus()
SLUGS = list(CORPUS.cases["slug"])
HEADINGS = [
    "What the documents say",
    "The timeline",
    "Where it stands on the ladder",
    "Who says what",
    "Contested facts",
    "What happened later",
    "What is not known",
    "The evidence",
]
PARTS = ["abstract", "findings", "silence", "contested", "later", "not_known", "claims"]


@pytest.fixture(scope="module", params=SLUGS)
def case(request):
    return CORPUS.case(request.param)


def notebook(slug):
    return nbformat.read(CASES / f"{slug}.ipynb", as_version=4)


def cells(slug, kind):
    return [cell.source for cell in notebook(slug).cells if cell.cell_type == kind]


def inside(case, layer="corpus"):
    return case.events[case.events["layer"] == layer]


# --- the template ------------------------------------------------------------------------


def test_every_case_has_a_chapter_and_they_stand_in_the_order_of_the_release():
    toc = yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))
    files = re.findall(r"'file': '(cases/[\w-]+)'", str(toc))
    assert files == [f"cases/{slug}" for slug in SLUGS]
    assert sorted(path.stem for path in CASES.glob("*.ipynb")) == sorted(SLUGS)


def test_chapters_have_the_same_code_but_for_the_name_of_the_case(case):
    own = [source.replace(f'"{case.slug}"', '""') for source in cells(case.slug, "code")]
    assert own == [source.replace('"vorontsov"', '""') for source in cells("vorontsov", "code")]
    assert f'case("{case.slug}")' in cells(case.slug, "code")[0]


def test_chapters_have_the_same_headings_and_the_title_of_the_release(case):
    found = re.findall(r"^#+ (.+)$", "\n".join(cells(case.slug, "markdown")), re.MULTILINE)
    assert found == [case.title, *HEADINGS]


def test_chapters_say_the_same_of_how_to_read_them(case):
    assert cells(case.slug, "markdown")[1:] == cells("vorontsov", "markdown")[1:]


# --- the evidence ------------------------------------------------------------------------


def test_every_event_of_a_case_is_in_its_table_with_the_claims_of_each_layer(case):
    rows = page.evidence.event_table(case).set_index("Event")
    assert sorted(rows.index) == sorted(case.events["event_id"])
    for layer, column in (("corpus", "Documents"), ("follow_up", "Follow-up")):
        told = case.claims[case.claims["layer"] == layer]["event_id"].value_counts()
        assert rows[column].to_dict() == told.reindex(rows.index, fill_value=0).to_dict()


def test_every_event_and_claim_of_a_case_has_one_address_on_its_page(case):
    html = page.events(case).html + page.claims(case).html
    ids = [tag["id"] for tag in BeautifulSoup(html, "html.parser").find_all(id=True)]
    wanted = [*case.events["event_id"], *case.claims["claim_id"], "evidence"]
    assert sorted(ids) == sorted(wanted)


def test_links_to_events_and_claims_are_those_of_the_one_module_that_knows_them(case):
    html = "".join(getattr(page, part)(case).html for part in PARTS) + page.events(case).html
    for link in BeautifulSoup(html, "html.parser").find_all("a"):
        known = event_addresses(CORPUS, "../").get(link.text)
        known = known or dict(claim_addresses(CORPUS, "../")).get(link.text)
        if re.fullmatch(r"[EC]\d{3}", link.text):
            assert link["href"] == known


def test_what_a_layer_first_tells_is_marked_as_such(case):
    rows = page.evidence.event_table(case).set_index("Event")
    later = set(inside(case, "follow_up")["event_id"])
    assert set(rows.index[rows["When_below"] == "follow-up only"]) == later


# --- the abstract ------------------------------------------------------------------------


def test_the_numbers_of_the_abstract_are_those_of_the_release(case):
    text = page.abstract(case).text
    events, claims = inside(case), case.claims[case.claims["layer"] == "corpus"]
    kinds = events["event_class"].value_counts()
    measures = events[events["event_class"] == "measure"]
    told = in_words(claims["document_id"].nunique()).capitalize()
    assert f"{told} of the five documents" in text
    assert f"{count(len(claims), 'claim')} about {count(len(events), 'event')}" in text
    assert f"from {count(claims['root_id'].nunique(), 'root')}." in text
    assert f"{count(len(measures), 'measure')} in ".capitalize() in text
    assert f"in {count(measures['episode'].nunique(), 'episode')}, on" in text
    assert f"{count(int(kinds.get('target_response', 0)), 'response')} of targets" in text
    assert f"and {count(int(kinds.get('easing', 0)), 'easing')}." in text


def test_the_abstract_tells_every_measure_once_in_the_words_of_a_claim_that_it_happened(case):
    items = BeautifulSoup(sentences.in_order(case), "html.parser").find_all("li")
    measures = inside(case).query("event_class == 'measure'")["event_id"]
    said = case.claims.set_index("claim_id")
    told = [re.search(r"\(D\d+, (C\d+)\)\.$", item.text)[1] for item in items]
    assert sorted(said.loc[told, "event_id"]) == sorted(measures)
    assert set(said.loc[told, "variable"]) == {"occurrence"}
    assert set(said.loc[told, "layer"]) == {"corpus"}


def test_the_abstract_rests_on_the_five_documents_alone(case):
    text = page.abstract(case).text
    later = case.claims[case.claims["layer"] == "follow_up"]
    named = set(re.findall(r"\b[CDE]\d{2,3}\b", text))
    assert named
    assert not named & (set(later["claim_id"]) | set(later["document_id"]))
    assert not named & set(inside(case, "follow_up")["event_id"])


def test_the_highest_rung_is_that_of_the_gravest_measure_on_each_track(case):
    types = CORPUS.table("measure_types").set_index("measure_type")
    own = inside(case)["measure_type"].dropna()
    for track in "ABC":
        rungs = [types.loc[kind, "rung"] for kind in own if types.loc[kind, "track"] == track]
        said = sentences.highest(case, track)
        assert said.startswith(f"The highest is rung {max(rungs)} of" if rungs else "Nothing is")


def test_charge_court_and_plea_stand_together(case):
    for line in charges.charge_lines(case):
        assert "Court: " in line
        assert "Plea: " in line
        assert re.search(r"\(.*E\d+.*\): ", line)


def test_every_denial_is_told(case):
    denied = case.claims[case.claims["modality"] == "denied"]
    contested, abstract = page.contested(case).text, page.abstract(case).text
    assert all(claim in contested for claim in denied["claim_id"])
    inner = denied[denied["layer"] == "corpus"]["claim_id"]
    assert all(claim in abstract for claim in inner)


# --- the other parts ---------------------------------------------------------------------


def test_every_contradiction_is_shown_with_all_its_sides(case):
    text = page.contested(case).text
    sides = pd.concat([case.conflicts["claim_a"], case.conflicts["claim_b"]]).dropna()
    assert all(claim in text for claim in sides)
    for reason in case.conflicts["resolution"].dropna():
        assert reason.rstrip(".") in text


def test_the_contested_time_in_custody_stands_beside_what_the_dates_give():
    text = page.contested(CORPUS.case("vorontsov")).text
    assert "C074; coded as 2.5 to 3 years" in text
    assert "The dates of the same events give 816 to 820 days." in text


def test_everything_that_the_follow_up_says_of_an_event_is_under_what_happened_later(case):
    text = page.later(case).text
    told = case.claims[case.claims["layer"] == "follow_up"]
    assert all(event in text for event in told["event_id"])
    assert text.count("Easing. ") == (inside(case, "follow_up")["event_class"] == "easing").sum()


def test_the_notes_of_the_coder_and_what_was_not_found_reach_the_reader(case):
    text = page.not_known(case).text
    noted = inside(case).query("note.notna()")
    assert all(note in text for note in noted["note"])
    gaps = CORPUS.table("gaps").query("case_id == @case.case_id")
    shown = set(gaps["gap_id"]) - set(unknown.TOLD_ONCE)
    assert all(f"({gap})" in text for gap in shown)


def test_every_claim_is_a_mark_in_the_figure_of_voices(case):
    tiles = voices.tiles(case)
    assert sorted(tiles["claim_id"]) == sorted(case.claims["claim_id"])
    table = voices.voice_table(case)
    assert table["Documents"].sum() == (case.claims["layer"] == "corpus").sum()
    assert table["Follow-up"].sum() == (case.claims["layer"] == "follow_up").sum()


def test_no_mark_repeats_what_is_said_of_health(case):
    told = voices.tiles(case).set_index("claim_id")["description"]
    health = case.events[case.events["event_class"] == "health"]["event_id"]
    for claim in case.claims[case.claims["event_id"].isin(health)].itertuples():
        assert claim.statement not in told[claim.claim_id]


def test_every_target_and_rung_of_the_measures_is_a_mark_on_the_ladder(case):
    rows = standing.standing(case)
    types = CORPUS.table("measure_types").set_index("measure_type")
    measures = case.events[case.events["event_class"] == "measure"]
    hit = case.participants.query("role == 'target'").merge(measures, on="event_id")
    wanted = {(r.entity_id, types.loc[r.measure_type, "rung"]) for r in hit.itertuples()}
    generic = measures["support_level"] == "S0_generic"
    assert set(zip(rows["unit"], rows["rung"], strict=True)) <= wanted
    assert len(rows) > 0 or generic.all()


def test_the_steps_of_vorontsov_are_up_and_up_in_the_five_documents():
    steps = standing.step_table(CORPUS.case("vorontsov"))
    inner = steps[steps["reading"] == "five documents"]
    assert list(inner["Status"]) == ["Up", "Up"]
    assert list(inner["From"]) == ["April 2020", "4 to 8 May 2020"]
    assert list(inner["To"]) == ["4 to 8 May 2020", "2 August 2022"]
    assert "A4 remand in custody" in inner["to_below"].iloc[0]


def test_a_case_without_a_second_episode_says_that_there_is_no_step():
    case = CORPUS.case("march-2020-pickets")
    assert standing.step_table(case).empty
    assert "no step to compare" in page.steps(case).text


def test_the_weeks_that_are_drawn_larger_are_the_spring_of_vorontsov_alone():
    dense = {slug: timeline.dense(timeline.both_layers(CORPUS.case(slug))) for slug in SLUGS}
    assert dense["vorontsov"] == ("2020-04-01", "2020-05-31")
    assert {slug for slug, weeks in dense.items() if weeks} == {"vorontsov"}
    assert [len(page.timelines(CORPUS.case(slug))) for slug in SLUGS] == [2] + [1] * 7


def test_every_figure_says_what_it_shows_and_is_drawn_for_a_phone_as_well(case):
    for chart in (*page.timelines(case), page.standing_figure(case), page.voices_figure(case)):
        spec = chart.to_dict()
        assert len(spec["description"]) >= 40
        assert spec["usermeta"]["narrow"]["width"] <= 330
        assert spec["width"] <= 620
        assert spec["usermeta"]["caption"].endswith(".")

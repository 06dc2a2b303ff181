"""The chapter on contested facts: pairs as released, decisions as coded, and marks that agree."""

import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.chapters.contested import charts as contested_charts
from analysis.chapters.contested import pairs as contested
from analysis.chapters.contested import rivals, support
from analysis.drawing import render, theme
from analysis.ground.paths import ROOT
from analysis.reading.corpus import load_corpus
from analysis.reading.readings import BOTH, CORPUS, READINGS

WIDEST = 620  # px
SVG = "{http://www.w3.org/2000/svg}"
SAY = {"description": "d" * 40, "caption": "A caption.", "id": "f"}


@pytest.fixture(scope="module")
def corpus():
    render.enable()
    return load_corpus()


@pytest.fixture(scope="module")
def couples(corpus):
    return contested.pairs(corpus)


@pytest.fixture(scope="module")
def values(corpus):
    return rivals.rivals(corpus)


@pytest.fixture(scope="module")
def founded(corpus):
    return support.support(corpus)


@pytest.fixture(scope="module")
def listed(corpus):
    return {reading: contested.contradictions(corpus, reading) for reading in READINGS}


def rows_of(chart):
    """Every row of the data of a chart."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def letters(chart):
    """Every text that is seen in the drawing of a chart, the lines of one joined by a space."""
    found = []
    for text in render.drawn(chart.to_dict()).iter(f"{SVG}text"):
        lines = [line.text for line in text if line.tag != f"{SVG}title"]  # a title pops up
        found.append(" ".join(part for part in [text.text, *lines] if part))
    return found


# --- pairs that could conflict -----------------------------------------------------------


@pytest.mark.parametrize("reading", READINGS)
def test_pairs_one_by_one_add_up_to_the_indicator(corpus, couples, reading):
    own = couples[couples["layer"] == "corpus"] if reading == CORPUS else couples
    rows = corpus.table("indicators").query("indicator == 'I6' and item != 'corroborated'")
    rows = rows[rows["evidence"] == reading]
    labels = corpus.labels("proposition_kind")
    released = {labels[row.item]: (row.low, row.out_of) for row in rows.itertuples()}
    counted = own.groupby("kind")["conflicting"].agg(["sum", "size"])
    assert {kind: tuple(row) for kind, row in counted.iterrows()} == released


def test_each_contradiction_between_claims_is_a_pair_in_conflict(corpus, couples):
    between = corpus.conflicts[corpus.conflicts["claim_b"].notna()]
    assert set(couples.loc[couples["conflicting"], "pair"]) == set(between["conflict_id"])


def test_two_ways_of_forcing_one_door_conflict_and_two_dates_that_overlap_do_not(couples):
    found = couples.set_index("pair")["conflicting"]
    assert found["C020-C023"]
    assert not found["C041-C043"]


def test_an_assertion_and_its_denial_are_a_pair_within_one_strand(couples):
    (pair,) = couples[couples["pair"] == "C217-C218"].itertuples()
    assert (pair.kind, pair.layer, pair.witnesses) == (
        "Legal characterisation",
        "corpus",
        "one strand",
    )


def test_a_term_that_was_asked_for_is_no_rival_of_the_term_that_was_passed(corpus, couples):
    spoken = corpus.claims.set_index("claim_id")["modality"].astype(str)
    assert spoken["C496"] == "planned_or_threatened"
    assert not couples["pair"].str.contains("C496").any()


def test_counts_of_one_monitor_are_one_root_and_of_a_monitor_and_an_outlet_are_not(couples):
    found = couples.set_index("pair")["witnesses"]
    assert found["C347-C348"] == "one root"
    assert found["C347-C504"] == "independent roots"
    assert found["C020-C023"] == "not shown to be independent"


def test_pairs_of_one_event_stand_together_and_others_apart(couples):
    for _, own in couples.groupby(["layer", "kind"]):
        own = own.sort_values("place")
        steps = own["place"].diff().dropna().round(6)
        same = own["event_id"].eq(own["event_id"].shift()).iloc[1:]
        assert set(steps[same]) <= {1.0}
        assert (steps[~same] > 1).all()


def test_counts_always_stand_with_their_whole(couples):
    table = contested.kinds_table(couples).set_index("Kind")
    assert table.loc["Place", "The five texts"] == "0 of 1 pair"
    assert table.loc["Identity", "The five texts"] == "no pair"
    assert table["Together"].str.fullmatch(r"\d+ of \d+ pairs?").all()


# --- contradictions ----------------------------------------------------------------------


def test_every_contradiction_is_listed_once_and_those_of_the_corpus_apart(corpus, listed):
    assert sum(map(len, listed.values())) == len(corpus.conflicts)
    claims = corpus.claims.set_index("claim_id")["layer"].astype(str)
    for told in listed[CORPUS][["One says", "Against it"]].to_numpy().ravel():
        named = [claim for claim in claims.index if f"({claim}, " in told]
        assert all(claims[claim] == "corpus" for claim in named)


def test_both_sides_are_attributed_and_say_where_they_stand(listed):
    (row,) = listed[CORPUS][listed[CORPUS]["About"].str.endswith("way of entry")].itertuples()
    assert row[3] == "The Moscow Times says that the door was sawn through. (C020, D01)"
    assert row[4] == "Agence France-Presse says that the door was broken down. (C023, D03)"


@pytest.mark.parametrize(
    ("about", "reading", "words"),
    [
        ("number of offences", CORPUS, "Incompatible, within one document. C128 is preferred."),
        ("on which ground", CORPUS, "Asserted and denied, within one document. Nobody has decided"),
        ("where", BOTH, "Incompatible, between documents. The document says Irkutsk"),
        (
            "way of entry",
            CORPUS,
            "Incompatible in detail, between documents. All say that the door was forced",
        ),
    ],
)
def test_how_they_differ_and_what_was_decided_is_said(listed, about, reading, words):
    rows = listed[reading]
    (row,) = rows[rows["About"].str.endswith(f": {about}")]["How, and what was decided"]
    assert row.startswith(words)


def test_where_the_dates_stand_against_a_claim_they_are_the_other_side(listed):
    (row,) = listed[CORPUS][listed[CORPUS]["About"].str.endswith("time in custody")].itertuples()
    assert row[4] == "The dates of the same events give 816 to 820 days."


def test_contradictions_are_grouped_by_case_without_losing_any(listed):
    for rows in listed.values():
        grouped = contested.by_case(rows)
        assert sum(map(len, grouped.values())) == len(rows)
        assert list(grouped) == list(dict.fromkeys(rows["Case"]))


# --- rival values ------------------------------------------------------------------------


def test_every_contradiction_of_a_number_or_a_day_has_its_values_side_by_side(corpus, values):
    scaled = corpus.conflicts[corpus.conflicts["proposition_kind"].isin(rivals.SCALED)]
    things = scaled[["event_id", "variable"]].drop_duplicates()
    assert values["panel"].nunique() == len(things)
    claims = set(scaled["claim_a"]) | set(scaled["claim_b"].dropna())
    assert claims <= set(values["claim_id"].dropna())


def test_the_panels_of_the_corpus_come_first(values):
    within = values.drop_duplicates("panel").sort_values("panel")["within"]
    assert list(within) == sorted(within, reverse=True)


def test_years_are_compared_with_days_as_wide_as_a_year_may_be(values):
    own = values[values["title"].str.endswith("time in custody")].set_index("layer")
    assert own.loc["corpus", ["low", "high", "unit"]].tolist() == [2.5 * 365, 3 * 366, "days"]
    assert own.loc["computed", ["low", "high"]].tolist() == [816, 820]
    assert own.loc["corpus", "said"] == "2.5 to 3 years"


def test_an_end_that_the_words_leave_open_stays_open(values):
    own = values.set_index("claim_id").loc["C055"]
    assert (own["low"], own["said"]) == (4000, "at least 4,000 US dollars")
    assert pd.isna(own["high"])


def test_a_decision_on_one_fact_is_told_once_and_names_a_third_claim_as_one(corpus):
    rows = contested.contradictions(corpus, BOTH)
    told = rows["How, and what was decided"][rows["About"].str.endswith(": persons detained")]
    assert sum("Counts of one monitor" in words for words in told) == 1
    assert told.str.endswith("Decided as above.").sum() == len(told) - 1 > 0
    third = corpus.conflicts.query("claim_a == 'C503' and claim_b == 'C504'").iloc[0]
    assert contested._decided(third).startswith("Not one of these two but C348 is preferred.")


def test_only_the_claim_that_was_chosen_is_preferred(corpus, values):
    chosen = corpus.table("resolutions")["chosen_claim_id"].dropna()
    preferred = set(values.loc[values["preferred"], "claim_id"])
    assert preferred == set(chosen) & set(values["claim_id"].dropna())
    assert "C128" in preferred


def test_the_two_figures_share_the_values_between_them(values):
    figures = rivals.figures(values)
    assert sum(len(figure["rows"]) for figure in figures) == len(values)
    assert [figure["id"] for figure in figures] == ["figure-rivals", "figure-rivals-follow-up"]
    assert figures[0]["rows"]["within"].all()


def test_each_value_is_drawn_and_written_beside_its_mark(values):
    for figure in rivals.figures(values):
        shown = letters(contested_charts.rivals(**figure))
        for row in figure["rows"].itertuples():
            assert (f"{row.said} (preferred)" if row.preferred else row.said) in shown
            assert row.label in shown


def test_a_scale_of_two_whole_numbers_has_no_halves(values):
    own = values[values["title"].str.endswith("number of offences")]
    panel = contested_charts.rivals(own, **SAY).to_dict()["vconcat"][0]
    ticks = [layer["encoding"]["x"]["axis"]["values"] for layer in panel["layer"][:-1]]
    assert all(each == [2, 3] for each in ticks)


# --- denials -----------------------------------------------------------------------------


def test_every_denial_stands_with_charge_body_and_day(corpus):
    table = support.denials(corpus)
    denied = corpus.claims.query("modality == 'denied' and layer != 'context'")
    assert all(table["Who denies it"].str.contains(claim).any() for claim in denied["claim_id"])
    assert table[["Charge or ground", "Court or body, and when"]].notna().all().all()


def test_a_holding_is_that_of_its_court_and_ends_no_dispute(corpus):
    table = support.denials(corpus).set_index("What is denied")
    row = table.loc["Vorontsov sentenced to a prison term"]
    assert row["Court or body, and when"] == "Lyublinsky District Court of Moscow; 2 August 2022"
    assert "OVD-Info reports" in row["What a court held"]
    assert "denies wrongdoing" in row["Who denies it"]
    assert all("E014" in support.disputed(corpus, reading) for reading in READINGS)


def test_what_the_corpus_denies_is_told_in_its_own_words_alone(corpus):
    table = support.denials(corpus).set_index("What is denied")
    ground = table.loc["Vorontsov accused of extortion", "Charge or ground"]
    assert "D01" in ground
    assert "D20" not in ground


# --- support -----------------------------------------------------------------------------


@pytest.mark.parametrize("reading", READINGS)
def test_full_marks_add_up_to_the_indicator(corpus, founded, reading):
    rows = corpus.table("indicators").query("indicator == 'I6' and item == 'corroborated'")
    (row,) = rows[rows["evidence"] == reading].itertuples()
    own = founded[(founded["evidence"] == reading) & (founded["level"] != "S0_generic")]
    assert (own["filled"].sum(), len(own)) == (row.low, row.out_of)


def test_each_level_of_the_codebook_has_a_name_and_a_meaning(corpus):
    assert set(support.LEVELS) == set(corpus.labels("support_level"))
    assert all(name and meaning.endswith(".") for name, meaning in support.LEVELS.values())


def test_a_dispute_that_only_a_later_page_shows_is_none_in_the_corpus(corpus):
    assert "E024" not in support.disputed(corpus, CORPUS)
    assert "E024" in support.disputed(corpus, BOTH)


def test_every_dispute_of_the_corpus_is_one_of_both_layers(corpus):
    assert support.disputed(corpus, CORPUS) < support.disputed(corpus, BOTH)


def test_the_levels_count_every_measure_and_easing_once(founded):
    table = support.levels_table(founded)
    for reading, label in READINGS.items():
        assert table[label].sum() == (founded["evidence"] == reading).sum()


def test_each_measure_and_easing_is_a_mark_in_each_reading(founded):
    drawn = rows_of(contested_charts.support(founded, **SAY))
    assert sorted((row["evidence"], row["event_id"]) for row in drawn) == sorted(
        zip(founded["evidence"], founded["event_id"], strict=True)
    )


def test_hollow_is_one_root_full_is_two_and_striped_is_disputed(founded):
    for row in rows_of(contested_charts.support(founded, **SAY)):
        if row["disputed"]:
            assert row["paint"].startswith("url(#stripes-")
        else:
            assert (row["paint"] != theme.colour("surface")) == row["filled"]


def test_tracks_are_told_by_shape_as_well_as_by_colour(founded):
    shapes = contested_charts.TRACK_SHAPES
    assert len(set(shapes.values())) == len(shapes)
    assert {track if track == support.EASING else track[0] for track in founded["track"]} <= set(
        shapes
    )


def test_a_level_that_needs_several_lines_is_named_on_its_first(founded):
    many = pd.concat([founded] * 3, ignore_index=True)
    shown = letters(contested_charts.support(many, **SAY))
    assert shown.count("S1 · One root") == len(READINGS)
    lines = {row["line"] for row in rows_of(contested_charts.support(many, **SAY))}
    assert max(lines) > 1


# --- statements in doubt -----------------------------------------------------------------


def test_each_note_that_is_shown_exists_and_is_about_the_claim_beside_it(corpus):
    events = corpus.events.set_index("event_id")["note"]
    claims = corpus.claims.set_index("claim_id")
    for event, claim in contested.NOTED.items():
        assert pd.notna(events[event])
        assert claims.loc[claim, ["event_id", "layer"]].tolist() == [event, "corpus"]


@pytest.mark.parametrize("claim", ["C074", "C191", "C246", "C269", "C306"])
def test_statements_that_other_pages_or_the_dates_speak_against_are_listed(corpus, claim):
    found = [row for row in contested.compared(corpus).itertuples() if f"({claim}, " in row[2]]
    assert found
    assert all(row[3] for row in found)


def test_what_stands_in_doubt_is_a_statement_of_the_corpus(corpus):
    layers = corpus.claims.set_index("claim_id")["layer"].astype(str)
    for said in contested.compared(corpus)["A text says"]:
        claim = said.rpartition("(")[2][:4]
        assert layers[claim] == "corpus"


# --- figures -----------------------------------------------------------------------------


def drawings(couples, values, founded):
    return [
        contested_charts.pairs(couples, **SAY),
        *(contested_charts.rivals(**figure) for figure in rivals.figures(values)),
        contested_charts.support(founded, **SAY),
    ]


def test_every_figure_is_drawn_within_its_width_with_no_word_cut(couples, values, founded):
    for chart in drawings(couples, values, founded):
        svg = render.drawn(chart.to_dict())
        assert float(svg.get("width")) <= WIDEST
        assert not any("…" in text for text in letters(chart))


def test_each_pair_is_a_mark_full_where_it_is_in_conflict(couples):
    drawn = {row["pair"]: row for row in rows_of(contested_charts.pairs(couples, **SAY))}
    assert set(drawn) == set(couples["pair"])
    for row in couples.itertuples():
        full = drawn[row.pair]["paint"] == theme.colour("ink")
        assert full == row.conflicting


def test_marks_are_smaller_and_closer_where_there_are_a_third_again_as_many_pairs(couples):
    wider = couples.assign(place=couples["place"] * 4 / 3)
    chart = contested_charts.pairs(wider, **SAY)
    assert float(render.drawn(chart.to_dict()).get("width")) <= WIDEST
    sizes = [panel["mark"]["size"] for panel in chart.to_dict()["hconcat"]]
    first = contested_charts.pairs(couples, **SAY).to_dict()["hconcat"]
    assert all(now < panel["mark"]["size"] for now, panel in zip(sizes, first, strict=True))


def test_descriptions_hold_the_numbers_that_the_figures_show(couples, values, founded):
    own = couples[(couples["layer"] == "corpus") & (couples["kind"] == "Quantity")]
    told = f"quantity {own['conflicting'].sum()} of {len(own)}"
    assert told in contested.pairs_finding(couples)
    assert "816 to 820 days (the dates of the same events)" in rivals.rivals_finding(values)
    alone = founded[(founded["evidence"] == CORPUS) & (founded["level"] == "S1_one_root")]
    assert f"one root {len(alone)}" in support.support_finding(founded)


def test_the_captions_of_the_chapter_say_which_layers_are_shown():
    notebook = (ROOT / "book" / "contested.ipynb").read_text(encoding="utf-8")
    outputs = [o for cell in json.loads(notebook)["cells"] for o in cell.get("outputs", [])]
    html = "".join("".join(o["data"].get("text/html", "")) for o in outputs if "data" in o)
    captions = [c.get_text() for c in BeautifulSoup(html, "html.parser").select("figcaption")]
    assert len(captions) == 4
    assert all("Layer" in caption for caption in captions)


def test_the_frames_do_not_depend_on_the_order_of_rows(corpus, couples, founded, monkeypatch):
    table = type(corpus).table

    def shuffled(self, name):
        return table(self, name).sample(frac=1, random_state=1)

    monkeypatch.setattr(type(corpus), "table", shuffled)
    pd.testing.assert_frame_equal(contested.pairs(corpus), couples)
    pd.testing.assert_frame_equal(support.support(corpus), founded)

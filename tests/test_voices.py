"""The chapter on voices: counts as released, silence measure by measure, and marks that agree."""

import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.chapters.voices import backing, backing_charts
from analysis.chapters.voices import charts as voices_charts
from analysis.chapters.voices import rows as voices
from analysis.drawing import render
from analysis.drawing.lanes import broken
from analysis.ground.paths import ROOT
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import load_corpus
from analysis.reading.prose import capital
from analysis.reading.readings import BOTH, CORPUS, READINGS

WIDEST = 620  # px
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def corpus():
    render.enable()
    return load_corpus()


@pytest.fixture(scope="module")
def cells(corpus):
    return voices.matrix(corpus)


@pytest.fixture(scope="module")
def speakers(corpus):
    return voices.removes(corpus)


@pytest.fixture(scope="module")
def words(corpus):
    return backing.silence(corpus)


@pytest.fixture(scope="module")
def roots(corpus):
    return backing.roots(corpus)


@pytest.fixture(scope="module")
def owned(corpus):
    return voices.judgements(corpus)


@pytest.fixture(scope="module")
def figures(corpus, cells, speakers, words, roots, owned):
    """Every figure of the chapter by its id, as the chapter makes it."""
    say = {"caption": "A caption.", "description": "d" * 40}
    counts = backing.root_counts(corpus)
    return {
        "matrix": voices_charts.matrix(cells, **say, id="matrix"),
        "removes": voices_charts.removes(speakers, **say, id="removes"),
        "silence": backing_charts.silence(words, **say, id="silence"),
        "roots": backing_charts.roots(roots, counts, **say, id="roots"),
        "judgements": voices_charts.judgements(owned, **say, id="judgements"),
    }


FIGURES = ("matrix", "removes", "silence", "roots", "judgements")


def marks(chart, column):
    """What the data of a chart hold in a column, each row of each data set once."""
    sets = chart.to_dict()["datasets"].values()
    return sorted(row[column] for rows in sets for row in rows if row.get(column) is not None)


def letters(chart):
    """Every text that is seen in the drawing of a chart, the lines of one joined by a space."""
    found = []
    for text in render.drawn(chart.to_dict()).iter(f"{SVG}text"):
        lines = [line.text for line in text if line.tag != f"{SVG}title"]  # a title pops up
        found.append(" ".join(part for part in [text.text, *lines] if part))
    return found


# --- who says what -----------------------------------------------------------------------


def test_the_matrix_holds_every_claim_but_those_about_a_habit(corpus, cells):
    habits = corpus.events.query("event_class == 'measure' and support_level == 'S0_generic'")
    claims = corpus.claims[~corpus.claims["event_id"].isin(habits["event_id"])]
    layers = claims["layer"].value_counts()
    assert cells["corpus"].sum() == layers["corpus"]
    assert cells["added"].sum() == layers["follow_up"]


def test_each_cell_is_the_count_of_its_claims(corpus, cells):
    of_courts = corpus.claims.query("assertion_type == 'court_act' and layer == 'corpus'")
    assert list(of_courts["claim_id"]) == ["C127"]
    told = cells[(cells["voice"] == "Court act") & (cells["corpus"] > 0)]
    assert told[["kind", "corpus"]].to_numpy().tolist() == [["Offence", 1]]


def test_each_voice_of_the_codebook_is_on_one_side(corpus):
    grouped = [voice for side in voices.SIDES.values() for voice in side]
    assert sorted(grouped) == sorted(corpus.labels("assertion_type"))


def test_each_kind_of_proposition_has_a_word_of_its_own(corpus):
    assert set(voices.KIND_WORDS) == set(corpus.labels("proposition_kind"))
    assert len(set(voices.KIND_WORDS.values())) == len(voices.KIND_WORDS)


def test_what_does_not_occur_is_empty_in_the_table_and_not_zero(cells):
    table = voices.matrix_table(cells).set_index("Voice")
    assert (table.loc["Unattributed"] == "").all()
    assert table.loc["Court act", "Offence"].startswith("1")
    assert table.loc["Public register", "All"].startswith("+")


def test_the_description_of_the_matrix_names_every_voice(cells):
    finding = voices.matrix_finding(cells).lower()
    assert all(voice.lower() in finding for voice in cells["voice"].unique())


# --- how far away ------------------------------------------------------------------------


def test_the_way_of_a_claim_names_as_many_voices_as_it_has_removes(speakers):
    for row in speakers.itertuples():
        named = 0 if row.through == "nobody" else len(row.through.split(" and ")[0].split(", "))
        named += " and " in row.through
        assert named == row.removes


def test_the_holding_of_the_court_came_through_three_others(speakers):
    (court,) = speakers[speakers["voice"] == "Court act"].itertuples()
    assert court.removes == 3
    assert court.through == "OVD-Info, Agence France-Presse and The Moscow Times"


def test_every_claim_of_a_document_is_counted_with_one_speaker(corpus, speakers):
    counted = speakers.groupby("document_id")["claims"].sum()
    documents = corpus.documents.query("layer == 'corpus'").set_index("document_id")
    assert counted.to_dict() == documents["claims"].to_dict()


def test_a_speaker_with_two_parts_in_a_text_has_a_row_for_each(speakers):
    paper = speakers[speakers["speaker_id"].eq("moscow_times") & (speakers["removes"] == 0)]
    assert sorted(paper["label"]) == [
        "The Moscow Times, as newsroom",
        "The Moscow Times, as target",
    ]


# --- silence -----------------------------------------------------------------------------


@pytest.mark.parametrize("reading", READINGS)
def test_silence_measure_by_measure_adds_up_to_the_indicator(corpus, words, reading):
    rows = corpus.table("indicators").query("indicator == 'I7' and unit == 'all'")
    (row,) = rows[rows["evidence"] == reading].itertuples()
    counted = words.loc[words["evidence"] == reading, "word"].value_counts()
    silent = counted.get("none", 0) + counted.get("register", 0)
    assert (silent, silent + counted.get("state", 0)) == (row.low, row.high)
    assert counted.sum() == row.out_of


def test_whose_word_it_is_stands_with_the_measure(words):
    first = words[words["evidence"] == CORPUS].set_index("event_id")
    assert first.loc["E007", ["word", "whose"]].tolist() == [
        "body",
        "investigators of the Interior Ministry",
    ]
    assert first.loc["E014", "whose"] == "Lyublinsky District Court of Moscow"
    assert first.loc["E006", "word"] == "none"


def test_a_body_that_is_not_identified_does_not_count_as_the_one_that_acted(words):
    first = words[words["evidence"] == CORPUS].set_index("event_id")
    assert first.loc["E030", ["word", "whose"]].tolist() == [
        "state",
        "Russian authorities (which body is not said)",
    ]


def test_an_entry_in_a_register_is_shown_and_is_no_word(words):
    rows = words.set_index(["evidence", "event_id"])
    assert rows.loc[(CORPUS, "E027"), "word"] == "none"
    assert rows.loc[(BOTH, "E027"), "word"] == "register"
    assert "D09" in rows.loc[(BOTH, "E027"), "said"]


def test_what_is_told_as_a_habit_alone_is_no_silent_measure(words):
    assert "E044" not in set(words["event_id"])


def test_the_table_has_each_measure_once_and_says_where_nothing_is_told(words):
    table = backing.silence_table(words).set_index("Event")
    assert table.index.is_unique
    assert set(table.index) == set(words["event_id"])
    assert table.loc["E061", "The five texts"] == "not told of"
    assert table.loc["E001", "With follow-up"] == "the same"


def test_a_state_body_speaks_in_no_corpus_document_of_its_own(corpus):
    claims = corpus.claims.query("layer == 'corpus'")
    state = claims[claims["assertion_type"].isin(voices.SIDES["The state"])]
    at_hand = int((state["removes"] == 0).sum())
    assert (at_hand == 0) == (voices.voices_facts(corpus)["state_first_hand"] == "no claims")


# --- roots -------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", READINGS)
def test_roots_mark_by_mark_add_up_to_the_indicator(corpus, roots, reading):
    shown = roots[roots["layer"] == "corpus"] if reading == CORPUS else roots
    counts = backing.root_counts(corpus)
    assert shown.groupby("unit").size().to_dict() == counts[(reading, "roots")].dropna().to_dict()
    for unit, own in shown.groupby("unit"):
        strands = own["strand"].dropna().nunique()
        assert (strands or 1) == counts.loc[unit, (reading, "independent_roots")]


def test_six_roots_behind_the_measures_on_vorontsov_are_two_witnesses(corpus, roots):
    own = roots[(roots["unit"] == "vorontsov") & (roots["layer"] == "corpus")]
    assert set(own["root_id"]) == {"R02", "R04", "R07", "R08", "R09", "R11"}
    assert set(own["strand"].dropna()) == {"interior-ministry", "vorontsov-side"}
    assert backing.root_counts(corpus).loc["vorontsov", (CORPUS, "independent_roots")] == 2


def test_roots_of_one_strand_stand_together(roots):
    for _, own in roots.groupby(["unit", "group"]):
        assert own["place"].max() - own["place"].min() == len(own) - 1
        assert len(set(own["strand"].fillna("none"))) == 1


def test_the_table_of_roots_names_every_root_with_its_strand(corpus, roots):
    table = backing.roots_table(corpus).set_index("Target")["By strand"]
    for row in roots.itertuples():
        assert row.root_id in table[capital(row.target)]
    assert "vorontsov-side: R02, R11" in table["Vladimir Vorontsov"]


# --- who judges --------------------------------------------------------------------------


def test_every_motive_and_judgement_has_an_owner_and_stands_once(corpus, owned):
    claims = corpus.claims[corpus.claims["variable"].isin(["motive", "evaluation"])]
    assert sorted(owned["claim_id"]) == sorted(claims["claim_id"])
    assert owned[["speaker", "voice", "side"]].notna().all().all()


def test_a_judgement_of_a_measure_is_told_from_one_of_a_response(owned):
    about = owned.set_index("claim_id")["about"]
    assert about["C058"] == voices.ABOUT[True]  # the charge called a reprisal
    assert about["C101"] == voices.ABOUT[False]  # the flashmob called a response


def test_the_table_starts_with_the_acts_of_the_state_in_the_five_documents(owned):
    told = owned[(owned["layer"] == "corpus") & (owned["about"] == voices.ABOUT[True])]
    table = voices.judgements_table(owned)
    assert set(table["Claim"].head(len(told))) == set(told["claim_id"])
    assert len(table) == len(owned)


def test_the_description_counts_what_the_figure_shows(owned):
    finding = voices.judgements_finding(owned)
    told = owned[(owned["layer"] == "corpus") & (owned["about"] == voices.ABOUT[True])]
    for label, claims in told[told["kind"] == "Motive"]["label"].value_counts().items():
        assert f"{label} {claims}" in finding


# --- figures -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_within_its_width_with_no_word_cut(figures, name):
    svg = render.drawn(figures[name].to_dict())
    assert float(svg.get("width")) <= WIDEST
    assert not any("…" in "".join(text.itertext()) for text in svg.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("silence", "case", lambda words, **_: words["case"]),
        ("removes", "label", lambda speakers, **_: speakers["label"]),
        ("judgements", "label", lambda owned, **_: owned["label"]),
    ],
)
def test_every_row_is_named_in_full(figures, words, speakers, owned, name, column, expected):
    wanted = expected(words=words, speakers=speakers, owned=owned).unique()
    shown = letters(figures[name])
    assert [label for label in wanted if label not in shown] == []


def test_each_measure_of_each_reading_is_a_mark(figures, words):
    assert marks(figures["silence"], "event_id") == sorted(words["event_id"])


def test_each_motive_and_judgement_is_a_mark(figures, owned):
    assert marks(figures["judgements"], "claim_id") == sorted(owned["claim_id"])


def test_each_root_of_a_target_of_the_corpus_is_a_mark(corpus, figures, roots):
    told = backing.root_counts(corpus)[(CORPUS, "roots")].dropna().index
    wanted = roots[roots["unit"].isin(told)]
    data = figures["roots"].to_dict()["datasets"].values()
    drawn = [row for rows in data for row in rows if "root_id" in row and "words" in row]
    unique = {(row["unit"], row["root_id"]) for row in drawn}
    assert unique == set(zip(wanted["unit"], wanted["root_id"], strict=True))


def test_each_claim_counts_in_one_mark_of_the_removes(figures, speakers):
    data = figures["removes"].to_dict()["datasets"].values()
    drawn = sum(row["claims"] for rows in data for row in rows if "claims" in row)
    assert drawn == speakers["claims"].sum()


def test_the_matrix_writes_every_number_and_leaves_zero_out(figures, cells):
    numbers = letters(figures["matrix"])
    totals = cells.groupby("voice")["corpus"].sum()
    wanted = [*cells["corpus"], *totals]
    assert sorted(n for n in numbers if n.isdigit()) == sorted(str(n) for n in wanted if n > 0)
    assert "0" not in numbers
    assert "+0" not in numbers


def test_side_and_word_are_told_by_shape_as_well_as_by_colour():
    assert len(set(voices_charts.SHAPES.values())) == len(voices.SIDES)
    assert len(set(backing_charts.MARKS.values())) == len(backing.WORDS)


def test_a_mark_leads_to_the_card_of_its_measure(corpus, figures):
    svg = render.drawn(figures["silence"].to_dict())
    linked = {a.get("href") for a in svg.iter(f"{SVG}a")}
    shown = event_addresses(corpus)
    measures = {
        event
        for reading in READINGS
        for event in backing.seen_measures(corpus, reading)["event_id"]
    }
    assert linked == set(shown[shown.index.isin(measures)])


def test_without_follow_up_the_figure_has_one_lane(owned):
    alone = owned[owned["layer"] == "corpus"]
    chart = voices_charts.judgements(alone, "d" * 40, "A caption.", "j")
    assert len(chart.to_dict()["vconcat"]) == 1
    assert "Follow-up adds" not in json.dumps(chart.to_dict())


@pytest.mark.parametrize(
    "name",
    ["Khasoev", "Siberian Justice: Kamynin and Taranenko", "Agence France-Presse (newsroom)"],
)
def test_a_broken_name_keeps_its_words(name):
    assert broken(name, 20).replace("|", " ") == name
    assert ("|" in broken(name, 20)) == (len(name) > 20)


def test_the_captions_of_the_chapter_say_which_layers_are_shown():
    notebook = (ROOT / "book" / "voices.ipynb").read_text(encoding="utf-8")
    outputs = [o for cell in json.loads(notebook)["cells"] for o in cell.get("outputs", [])]
    html = "".join("".join(o["data"].get("text/html", "")) for o in outputs if "data" in o)
    captions = [c.get_text() for c in BeautifulSoup(html, "html.parser").select("figcaption")]
    assert len(captions) == len(FIGURES)
    assert all("ayer" in caption for caption in captions)


def test_the_frames_do_not_depend_on_the_order_of_rows(corpus, cells, words, roots, monkeypatch):
    table = type(corpus).table

    def shuffled(self, name):
        return table(self, name).sample(frac=1, random_state=1)

    monkeypatch.setattr(type(corpus), "table", shuffled)
    pd.testing.assert_frame_equal(voices.matrix(corpus), cells)
    pd.testing.assert_frame_equal(backing.silence(corpus), words)
    pd.testing.assert_frame_equal(backing.roots(corpus), roots)

"""What a reader takes from a figure: the rows that are drawn, pictures, metadata, a citation."""

import csv
import hashlib
import io
import json
import re
from functools import cache
from xml.etree import ElementTree as ET

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from analysis import load_corpus
from analysis.drawing import charts, render
from analysis.drawing.columns import sheet_of, sheets
from analysis.drawing.side_by_side import side_by_side
from analysis.drawing.specification_block import BLOCK, block, lean, read
from analysis.figures import about, bundle, interactive, rows
from analysis.figures.handout import handout
from analysis.figures.page import figure_in
from analysis.ground.paths import DATA
from analysis.publishing.citation_file import the_book
from analysis.reading import timeline
from analysis.reading.lookup import Lookup

LOOKUP = Lookup(load_corpus())
BOOK = the_book()
PAGE = "cases/khasoev"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", autouse=True)
def book_style():
    """The book's look for these tests only: Altair's settings are global."""
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        render.enable()
        yield


@cache
def chart() -> alt.LayerChart:
    """The timeline of the smallest case, as its chapter draws it."""
    drawn = timeline.both_layers(LOOKUP.corpus.case("khasoev"))
    return charts.timeline(
        drawn,
        timeline.window(drawn),
        description="The measures against Khasoev, the easings and the responses, day by day.",
        caption="Khasoev: measures. Layers: the five documents, and the follow-up.",
        id="figure-timeline",
    )


@cache
def html() -> str:
    render.enable()
    return render.figure(chart().to_dict())["text/html"]


@cache
def figure():
    return figure_in(html(), PAGE)


@cache
def handed_out():
    return handout(figure(), "Khasoev", BOOK, LOOKUP)


def table_of(below: str) -> list[list[str]]:
    table = BeautifulSoup(below, "html.parser").table
    return [[cell.get_text() for cell in row(["th", "td"])] for row in table("tr")]


def csv_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


# --- the rows ------------------------------------------------------------------------------


def test_the_csv_holds_a_row_for_every_mark_and_a_mark_for_every_row():
    marks = {title.text for title in ET.fromstring(figure().on_page[0].svg).iter(f"{SVG}title")}
    assert len(marks) > 1
    assert set(rows.rows(figure())["In words"]) == marks


def test_the_table_and_the_csv_are_the_same_rows():
    shown, written = (
        table_of(handed_out().below),
        csv_of(handed_out().files[f"{figure().stem}.csv"]),
    )
    assert shown[0] == written[0]
    assert len(shown) == len(written) > 2
    for cells, values in zip(shown[1:], written[1:], strict=True):
        *plain, evidence = values
        assert cells == [value or "–" for value in plain] + [evidence.rpartition("#")[2]]


def test_days_answers_and_addresses_are_plain_words():
    (row,) = rows.rows(figure()).query("Event == 'E024'").head(1).to_dict("records")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["Last day"])
    assert row["An easing"] == "no"
    assert row["Evidence"] == "evidence/khasoev.html#E024"


def test_no_column_of_any_figure_is_a_place_or_a_colour():
    technical = {"x", "y", "x2", "y2", "paint", "stroke", "fill", "top", "bottom", "place", "shape"}
    for sheet in sheets():
        assert not technical & set(sheet.columns)
        titles = list(sheet.columns.values())
        assert len(set(titles)) == len(titles)
        assert all(title[0].isupper() and "_" not in title for title in titles)


def test_of_rows_that_say_the_same_the_one_that_says_most_stays():
    table = pd.DataFrame(
        {"value": [3.0, 3.0, 12.0], "series_id": ["a"] * 3, "note": ["n", None, ""]}
    )
    drawn = (
        alt.Chart(table)
        .mark_point()
        .encode(x="value:Q", y="series_id:N", text="note:N", description="note:N")
        .properties(
            description="Three values of a series, of which two are the same one told twice.",
            usermeta={"caption": "Counts.", "id": "figure-counts"},
        )
    )
    found = rows.rows(figure_in(render.figure(drawn.to_dict())["text/html"], "context"))
    assert found[["Value", "Note"]].fillna("").to_numpy().tolist() == [["3", "n"], ["12", ""]]


def test_a_figure_whose_columns_nobody_listed_is_refused():
    with pytest.raises(
        ValueError, match=r"^figure 'figure-new': found no list of its columns; .*$"
    ):
        sheet_of("figure-new", [["event_id"]])


# --- the specification on the page ---------------------------------------------------------


@given(st.lists(st.fixed_dictionaries({"value": st.text(), "left": st.integers()}), min_size=1))
def test_any_text_survives_the_way_through_the_page(table):
    spec = {"mark": "bar", "encoding": {"x": {"field": "value"}}, "datasets": {"data": table}}
    written = block(spec)
    (found,) = BeautifulSoup(written, "html.parser").find_all("script")
    assert read(found.string) == read(BLOCK.fullmatch(written)[1]) == lean(spec)
    ET.fromstring(written)  # an e-book is XML
    assert lean(spec)["datasets"]["data"] == [{"value": row["value"]} for row in table]


def test_the_specification_draws_the_same_picture_again():
    again = figure().on_page[0].spec | {"description": chart().to_dict()["description"]}
    assert ET.tostring(render.drawn(again), encoding="unicode") == figure().on_page[0].svg


def test_a_figure_keeps_both_its_drawings_and_knows_which_is_for_phones():
    assert [drawing.narrow for drawing in figure().drawings] == [False, True]


def test_charts_side_by_side_are_one_figure():
    caption = "Two charts. Layer: the five documents."
    both = side_by_side(chart(), chart(), caption=caption, id="figure-timeline")
    found = figure_in(both.html, "ladder")
    assert (found.id, found.caption, len(found.drawings)) == ("figure-timeline", caption, 4)


def test_what_is_no_figure_is_left_alone():
    assert figure_in("<p>No figure</p>", PAGE) is None


@pytest.mark.parametrize("missing", ["id", "caption"])
def test_a_figure_without_id_or_caption_is_refused_in_one_line(missing):
    spec = chart().to_dict()
    del spec["usermeta"][missing]
    with pytest.raises(
        ValueError, match=rf"^figure on {PAGE}: found no {missing} of '.*$"
    ) as caught:
        figure_in(render.figure(spec)["text/html"], PAGE)
    assert "\n" not in str(caught.value)


# --- pictures ------------------------------------------------------------------------------


def test_the_picture_is_complete_alone_on_a_white_ground():
    picture = ET.fromstring(handed_out().files[f"{figure().stem}.svg"])
    words = " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))
    for said in (figure().title, "Layers: the five documents", BOOK.version, BOOK.sha256[:12]):
        assert said in words
    assert picture.find(f"{SVG}rect").get("fill") == "#ffffff"
    assert picture.get("aria-label") == figure().description
    assert not list(picture.iter(f"{SVG}a"))
    values = [value for element in picture.iter() for value in element.attrib.values()]
    assert not [value for value in values if "://" in value or "var(" in value]


def test_the_png_is_twice_as_large_and_white_at_the_edges():
    picture = ET.fromstring(handed_out().files[f"{figure().stem}.svg"])
    png = Image.open(io.BytesIO(handed_out().files[f"{figure().stem}.png"]))
    assert png.size == (2 * int(picture.get("width")), 2 * int(picture.get("height")))
    corners = {(x, y) for x in (0, png.width - 1) for y in (0, png.height - 1)}
    assert {png.convert("RGB").getpixel(corner) for corner in corners} == {(255, 255, 255)}
    assert len(png.convert("RGB").getcolors(1 << 20)) > 3


def test_the_same_figure_gives_the_same_bytes_twice():
    assert handout(figure(), "Khasoev", BOOK, LOOKUP) == handed_out()


# --- metadata and citation -----------------------------------------------------------------


def test_the_metadata_say_what_a_figure_shows_and_is_made_of():
    said = json.loads(handed_out().files[f"{figure().stem}.json"])
    manifest = (DATA / "release" / "manifest.json").read_bytes()
    assert said["title"] == "Khasoev: measures"
    assert said["address"].endswith("cases/khasoev.html#figure-timeline")
    assert said["layers"] == ["corpus", "follow_up"]
    assert said["data"]["version"] == LOOKUP.corpus.version
    assert said["data"]["sha256_of_manifest"] == hashlib.sha256(manifest).hexdigest()
    assert said["licence"] == "CC-BY-4.0"
    assert set(said["files"].values()) <= set(handed_out().files)
    assert said["columns"] == csv_of(handed_out().files[f"{figure().stem}.csv"])[0]
    asked = ("description", "unit", "specification", "documents", "citation")
    assert all(said[key] for key in asked)


def test_the_documents_used_are_those_that_the_claims_of_the_events_come_from():
    said = json.loads(handed_out().files[f"{figure().stem}.json"])
    claims = LOOKUP.corpus.claims
    events = rows.rows(figure())["Event"].dropna()
    expected = claims[claims["event_id"].isin(events)]["document_id"]
    assert [document["id"] for document in said["documents"]] == sorted(set(expected))


def test_the_layers_of_a_caption_leave_out_documents_of_others():
    corpus_alone = figure()._replace(caption="Khasoev: measures. Layer: the five documents.")
    said = about.metadata(corpus_alone, rows.rows(corpus_alone), "Khasoev", BOOK, LOOKUP)
    assert {document["layer"] for document in said["documents"]} == {"corpus"}


def test_results_name_the_choices_that_they_were_computed_under():
    chosen = about._own(["corpus"])
    assert chosen["ladder"] == "tracks"
    assert chosen["layers"] == ["corpus"]


def test_the_citation_names_figure_chapter_book_version_and_hash():
    page = BeautifulSoup(handed_out().below, "html.parser")
    words, bibtex = (quoted.get_text() for quoted in page.select("details.cite pre"))
    for said in ("Khasoev: measures", "“Khasoev”", BOOK.title, BOOK.version, BOOK.sha256[:12]):
        assert said in words
    assert words.endswith("cases/khasoev.html#figure-timeline")
    assert "cases-khasoev-figure-timeline" in bibtex.partition(",")[0]
    assert BOOK.sha256 in bibtex


def test_the_row_below_a_figure_needs_no_script_and_no_server():
    page = BeautifulSoup(handed_out().below, "html.parser")
    assert [a["href"] for a in page.select(".figure-tools > a")] == [
        f"../figures/cases-khasoev-timeline.{ending}" for ending in ("csv", "png", "svg", "json")
    ]
    assert [summary.get_text() for summary in page("summary")] == ["Data", "Cite"]
    assert not page.select("script, [onclick]")


# --- the live figure -----------------------------------------------------------------------


def test_a_live_figure_dims_what_does_not_belong_to_the_mark_that_is_pointed_at():
    live = interactive.live(figure().on_page[0].spec, "href")
    assert live["signals"][-1] == {"name": "lit", "value": None}
    marks = [mark for mark in live["marks"] if mark["type"] != "group"]
    assert marks
    for mark in marks:
        dim = mark["encode"]["update"]["opacity"][0]
        assert 'datum["href"] !== lit' in dim["test"]
        assert 0 < dim["value"] < 1


def test_a_mark_says_when_who_and_how_founded():
    when, who, support = interactive.said("E024", LOOKUP)
    assert when.startswith("When: ")
    assert who.startswith("Who says so: ")
    assert re.search(r"\(D\d\d\)", who)
    assert support.startswith("Support: ")


def test_where_the_readings_agree_a_thing_is_said_once():
    class Agreed(dict):
        pass

    event = Agreed(layer="corpus")
    assert interactive._in_readings(event, LOOKUP, lambda *_: "2020") == "2020"
    told = interactive._in_readings(event, LOOKUP, lambda _, prefix, __: prefix or "all")
    assert told == "corpus alone corpus_; with follow-up all"


def test_the_shared_scripts_are_the_same_twice_and_keep_to_themselves():
    scripts = bundle.scripts()
    assert scripts == bundle.scripts()
    assert set(scripts) == {"loader.js", "interactive.js"}
    whole = scripts["interactive.js"].decode()
    assert "Redistribution and use" in whole[:600]  # Vega's licence goes with it
    assert whole.rstrip().endswith("})();")  # no name of it is a name of the page
    assert b"sourceMappingURL" not in scripts["interactive.js"]


# --- the figures of the built book ---------------------------------------------------------


@pytest.fixture
def page_figures(site, page) -> list[Tag]:
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    found = BeautifulSoup(text, "html.parser").select("article figure.chart")
    return [one for one in found if not one.find_parent("figure")]


def test_every_figure_hands_out_the_rows_of_its_table_and_all_its_files(site, page, page_figures):
    for found in page_figures:
        stem = figure_stem(page, found)
        assert found.figcaption, stem
        links = [site / page / ".." / a["href"] for a in found.select(".figure-tools > a")]
        assert [link.name for link in links] == [
            f"{stem}.{ending}" for ending in ("csv", "png", "svg", "json")
        ]
        assert all(link.resolve().stat().st_size > 100 for link in links)
        written = csv_of(links[0].resolve().read_bytes())
        assert len(written) == len(found.select(".figure-data tr")) > 1
        said = json.loads(links[3].resolve().read_bytes())
        assert said["rows"] == len(written) - 1
        assert said["address"].endswith(f"{page}.html#{found['id']}")
        if said["layers"]:
            assert said["documents"], stem


def test_every_drawing_has_the_script_that_makes_it_live(site, page, page_figures):
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    loaded = len(re.findall(r'<script[^>]* src="[^"]*figures/loader\.js', text))
    assert loaded == bool(page_figures)
    assert "chart-specification" not in text
    for box in (box for found in page_figures for box in found.select(".box:has(> svg)")):
        address = (site / page / ".." / box["data-drawing"]).resolve()
        assert address.stem == box["data-name"]
        assert f'["{box["data-name"]}"] = ' in address.read_text(encoding="utf-8")[:200]


def figure_stem(page: str, found: Tag) -> str:
    return f"{page.replace('/', '-')}-{found['id'].removeprefix('figure-')}"


def test_no_two_figures_of_the_book_share_a_file(site):
    stems = [
        figure_stem(str(file.relative_to(site).with_suffix("")), found)
        for file in sorted(site.rglob("*.html"))
        for found in BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").select(
            "article figure.chart:has(> .figure-tools)"
        )
    ]
    assert len(stems) > 50
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize(
    ("caption", "layers"),
    [
        ("Layer: the five documents.", ["corpus"]),
        ("Layers: five documents; both layers.", ["corpus", "follow_up"]),
        ("The same with the follow-up layer.", ["corpus", "follow_up"]),
        ("Layer: national context.", ["context"]),
        ("The glyphs of the figures.", []),
    ],
)
def test_the_layers_are_those_that_the_caption_names(caption, layers):
    assert about._layers(caption) == layers


def test_counts_rest_on_every_document_of_their_layers():
    counted = pd.DataFrame({"Voice": ["Court act"], "Claims": ["0"]})
    found = about._documents(counted, ["corpus"], LOOKUP)
    documents = LOOKUP.corpus.documents.query("layer == 'corpus'")
    assert [document["id"] for document in found] == sorted(documents["document_id"])

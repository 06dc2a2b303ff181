"""How charts and tables become HTML: what a reader can count on, whoever they are."""

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from analysis.drawing import render, theme
from analysis.drawing.tables_html import table

ROOT = Path(__file__).parents[1]
COLOURS_CSS = ROOT / "book" / "_static" / "colours.css"
DESCRIPTION = 'One search & one "arrest" <within> five weeks of each other.'
EVENTS = pd.DataFrame(
    {
        "event": ["E001", "E002", "E003"],
        "earliest": pd.to_datetime(["2020-04-01", "2020-05-04", "2021-01-01"]),
        "latest": pd.to_datetime(["2020-04-30", "2020-05-08", "2022-12-31"]),
        "label": ["E001: a search", "E002: an arrest", 'E003: a "ban" & <more>'],
        "address": ["../evidence.html#E001", "#E002", None],
    }
)


def chart(**properties) -> alt.LayerChart:
    """Intervals as clipped bars and their ends as points; two of the three events are linked."""
    base = alt.Chart(EVENTS).encode(
        y=alt.Y("event:N", title=None), description="label:N", href="address:N"
    )
    bars = base.mark_bar(clip=True).encode(x=alt.X("earliest:T", title=None), x2="latest:T")
    ends = base.mark_point(shape="triangle-right").encode(x="latest:T")
    return alt.layer(bars, ends).properties(**{"description": DESCRIPTION} | properties)


def unlinked(**properties) -> alt.Chart:
    bars = alt.Chart(EVENTS).mark_bar().encode(x=alt.X("count():Q"))
    return bars.properties(**{"description": DESCRIPTION} | properties)


@pytest.fixture(autouse=True)
def book_style():
    """The book's look for the test only: Altair's settings are global."""
    with alt.theme.enable("default"), alt.renderers.enable("default"):
        render.enable()
        yield


def html_of(shown: alt.TopLevelMixin) -> str:
    """What a notebook stores of a chart."""
    return shown._repr_mimebundle_()["text/html"]


def parsed(html: str) -> ET.Element:
    """Read as XML, which an e-book needs and which finds every unescaped character."""
    return ET.fromstring(re.sub(r' xmlns="[^"]+"', "", html))


# --- colours -------------------------------------------------------------------------------


def linear(colour: str) -> list[float]:
    """Red, green and blue as amounts of light, by the definition of sRGB."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour: str) -> float:
    return sum(c * w for c, w in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def times(matrix: list[list[float]], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


# Complete loss of one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1.0.
SIGHT = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def seen(colour: str, sight: str) -> list[float]:
    """Lightness and two hues in OKLab (Ottosson 2020), where distances are as large as they look.

    About 2 is the least difference that is noticed; neighbours in a good palette keep 7 or more.
    """
    light = [min(max(c, 0), 1) for c in times(SIGHT[sight], linear(colour))]
    cones = times(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ],
        light,
    )
    return times(
        [
            [21.04542553, 79.36177850, -0.40720468],
            [197.79984951, -242.85922050, 45.05937099],
            [2.59040371, 78.27717662, -80.86757660],
        ],
        [cone ** (1 / 3) for cone in cones],
    )


MODES = theme.Colour._fields


def test_the_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # W3C's example


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", theme.TEXT)
def test_text_stands_out_from_the_page(name, mode):
    surface = getattr(theme.COLOURS["surface"], mode)
    assert contrast(getattr(theme.COLOURS[name], mode), surface) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", theme.MARKS)
def test_marks_stand_out_from_the_page(name, mode):
    surface = getattr(theme.COLOURS["surface"], mode)
    assert contrast(getattr(theme.COLOURS[name], mode), surface) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sight", SIGHT)
def test_colour_blind_readers_can_tell_marks_apart(sight, mode):
    for one, other in itertools.combinations(theme.MARKS, 2):
        places = [seen(getattr(theme.COLOURS[name], mode), sight) for name in (one, other)]
        distance = sum((a - b) ** 2 for a, b in zip(*places, strict=True)) ** 0.5
        assert distance >= 7, (one, other)


def test_each_light_colour_has_one_name_so_that_it_can_be_repainted():
    lights = [colour.light for colour in theme.COLOURS.values()]
    assert len(set(lights)) == len(lights)


def test_the_style_sheet_says_what_the_theme_says():
    written = COLOURS_CSS.read_text(encoding="utf-8")
    assert written == theme.stylesheet(), "run make notebooks"


def test_an_unknown_colour_is_named_with_those_that_exist():
    with pytest.raises(ValueError, match=r"^colour 'red' is unknown; allowed: ink, muted, .*$"):
        theme.colour("red")


# --- charts --------------------------------------------------------------------------------


def test_the_same_chart_gives_the_same_bytes_twice():
    assert html_of(chart()) == html_of(chart())


def test_a_chart_is_the_same_where_another_library_has_taken_the_empty_prefix():
    before = html_of(chart())
    assert "ns0:" not in before
    ET.register_namespace("", "")  # as WeasyPrint does when it is loaded
    assert html_of(chart()) == before


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Apia"])
def test_the_same_chart_gives_the_same_bytes_in_every_time_zone(zone):
    draw = "from tests.test_render import chart, html_of, render; render.enable()"
    printed = subprocess.run(
        [sys.executable, "-c", f"{draw}; print(html_of(chart()), end='')"],
        cwd=ROOT,
        env=os.environ | {"TZ": zone, "PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "random"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert printed.stdout == html_of(chart())


@pytest.mark.parametrize("description", ["", "Too short to say anything", " " * 60])
def test_a_chart_without_a_description_is_refused(description):
    with pytest.raises(ValueError, match=r"^chart description: found '.*'; needed: .*$") as caught:
        html_of(chart(description=description))
    assert "\n" not in str(caught.value)


def test_a_description_given_to_an_inner_chart_only_is_not_enough():
    with pytest.raises(ValueError, match="given to the outermost chart"):
        html_of(alt.vconcat(unlinked(), unlinked()))


def test_the_description_is_the_drawing_s_name_and_the_plain_text():
    bundle = chart()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == DESCRIPTION
    assert parsed(bundle["text/html"]).find(".//svg").get("aria-label") == DESCRIPTION


def test_a_chart_without_links_is_one_picture_and_one_with_links_is_a_group():
    # Inside a picture a screen reader would not find the links.
    assert parsed(html_of(unlinked())).find(".//svg").get("role") == "img"
    assert parsed(html_of(chart())).find(".//svg").get("role") == "group"


def test_linked_marks_are_relative_links_with_a_name():
    links = parsed(html_of(chart())).findall(".//a")
    assert [(a.get("href"), a.get("aria-label")) for a in links[:2]] == [
        ("../evidence.html#E001", "E001: a search"),
        ("#E002", "E002: an arrest"),
    ]


def test_the_tab_key_stops_once_at_an_event_drawn_twice():
    links = parsed(html_of(chart())).findall(".//a")
    assert len(links) == 4
    stops = [a.get("href") for a in links if a.get("tabindex") != "-1"]
    assert stops == ["../evidence.html#E001", "#E002"]
    assert all(a.get("aria-hidden") == "true" for a in links if a.get("tabindex") == "-1")


def test_every_mark_says_what_it_is_when_pointed_at():
    titles = [title.text for title in parsed(html_of(chart())).iter("title")]
    assert sorted(titles) == sorted([*EVENTS["label"], *EVENTS["label"]])


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/"])
def test_a_mark_that_links_out_of_the_book_is_refused(address):
    leaving = chart().encode(href=alt.value(address))
    with pytest.raises(ValueError, match=r"^chart link: found '.*', which leaves the book; .*$"):
        html_of(leaving)


def test_a_colour_that_the_dark_page_cannot_repaint_is_refused():
    with pytest.raises(ValueError, match=r"^chart fill: found 'tomato', which is no colour .*$"):
        html_of(unlinked().configure_mark(color="tomato"))


def test_the_dark_page_repaints_every_colour_of_a_chart():
    used = {
        (part, element.get(part))
        for element in parsed(html_of(chart())).iter()
        for part in ("fill", "stroke")
        if element.get(part) not in (None, "none", "transparent")
    }
    assert len(used) > 3
    css = COLOURS_CSS.read_text(encoding="utf-8")
    for part, colour in used:
        assert f'html[data-theme="dark"] .chart [{part}="{colour}"]' in css


def test_no_two_charts_share_an_id_and_every_reference_finds_its_own():
    one, other = (parsed(html_of(shown)) for shown in (chart(), chart(width=300)))
    ids = [{e.get("id") for e in tree.iter() if "id" in e.attrib} for tree in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for tree, own in zip((one, other), ids, strict=True):
        references = {r for e in tree.iter() for v in e.attrib.values() for r in url_targets(v)}
        assert references == own


def url_targets(value: str) -> list[str]:
    return re.findall(r"url\(#([^)]+)\)", value)


def test_nothing_in_a_chart_points_to_another_host():
    for shown in (chart(), unlinked()):
        assert re.sub(r' xmlns(:\w+)?="[^"]+"', "", html_of(shown)).count("://") == 0


def test_a_wide_chart_scrolls_in_a_named_box_that_the_keyboard_reaches():
    box = parsed(html_of(chart(width=640))).find("div")
    assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    assert box.get("aria-label") == f"Chart: {DESCRIPTION}"


def test_a_chart_that_fits_a_phone_is_no_stop_for_the_tab_key():
    box = parsed(html_of(unlinked(width=200))).find("div")
    assert "tabindex" not in box.attrib
    assert "role" not in box.attrib


def test_letters_are_never_below_eleven_pixels():
    svg = parsed(html_of(chart(title="A title"))).find(".//svg")
    lowest = float(re.search(r"--lowest-width:(\d+)px", svg.get("style"))[1])
    scale = lowest / float(svg.get("viewBox").split()[2])
    sizes = [float(text.get("font-size").removesuffix("px")) for text in svg.iter("text")]
    assert sizes
    assert min(sizes) * scale >= 10.99  # the lowest width is a whole number of pixels


def test_caption_and_address_of_a_figure_come_from_the_chart():
    figure = parsed(html_of(chart(usermeta={"caption": 'A & "B"', "id": "fig-one"})))
    assert figure.get("id") == "fig-one"
    assert figure.find("figcaption").text == 'A & "B"'
    assert figure.find("div").get("aria-label") == 'Chart: A & "B"'


# --- tables --------------------------------------------------------------------------------

ROWS = pd.DataFrame(
    {
        "Event": ["E001", "E002"],
        "What": ["A <b>search</b>", None],
        "Hours": [3.5, 12.0],
        "Known": [True, False],
        "Day": pd.to_datetime(["2020-04-01", None]),
        "to": ["../evidence.html#E001", None],
        "row": ["one", "two"],
    }
)


def test_a_table_has_a_caption_and_headers_of_columns_and_rows():
    tree = parsed(table(ROWS, "Two events")._repr_html_())
    assert tree.find(".//caption").text == "Two events"
    assert [th.get("scope") for th in tree.findall(".//thead//th")] == ["col"] * len(ROWS.columns)
    assert [th.text for th in tree.findall(".//tbody//th[@scope='row']")] == ["E001", "E002"]
    box = tree.find("div")
    assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    assert box.get("aria-label") == "Table: Two events"


def test_another_column_can_name_the_rows():
    tree = parsed(table(ROWS, "Two events", row_header="Hours").html)
    assert [th.text for th in tree.findall(".//tbody//th")] == ["3.5", "12"]


def test_a_cell_is_shown_as_words():
    cells = parsed(table(ROWS[["Event", "What", "Hours", "Known", "Day"]], "Two events").html)
    shown = [["".join(cell.itertext()) for cell in row] for row in cells.findall(".//tbody/tr")]
    assert shown == [
        ["E001", "A <b>search</b>", "3.5", "yes", "2020-04-01"],
        ["E002", "not stated", "12", "no", "not stated"],
    ]


def test_what_is_missing_is_told_from_what_is_not():
    tree = parsed(table(ROWS[["Event", "What"]], "Two events", missing="not known").html)
    missing = tree.findall(".//td[@class='missing']")
    assert [cell.text for cell in missing] == ["not known"]


def test_cells_link_and_rows_have_addresses_through_columns_that_are_not_shown():
    tree = parsed(table(ROWS, "Two events", links={"Event": "to"}, row_ids="row").html)
    assert [(a.get("href"), a.text) for a in tree.iter("a")] == [("../evidence.html#E001", "E001")]
    assert [row.get("id") for row in tree.findall(".//tbody/tr")] == ["one", "two"]
    heads = [th.text for th in tree.findall(".//thead//th")]
    assert heads == ["Event", "What", "Hours", "Known", "Day"]


def test_the_plain_text_of_a_table_has_the_same_words():
    text = table(ROWS[["Event", "What"]], "Two events")._repr_mimebundle_()["text/plain"]
    assert [line.split() for line in text.splitlines()] == [
        ["Two", "events"],
        ["Event", "What"],
        ["E001", "A", "<b>search</b>"],
        ["E002", "not", "stated"],
    ]


def test_a_table_gives_the_same_bytes_twice_and_can_have_an_address():
    once, again = (table(ROWS, "Two events", id="tab-one").html for _ in range(2))
    assert once == again
    assert parsed(once).find(".//table").get("id") == "tab-one"


def test_an_empty_table_still_has_its_headers():
    tree = parsed(table(ROWS.head(0), "No event").html)
    assert len(tree.findall(".//thead//th")) == len(ROWS.columns)
    assert tree.findall(".//tbody/tr") == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"caption": " "}, "table caption: found nothing; needed: what the table shows"),
        (
            {"links": {"Event": "nowhere"}},
            "table column: found nowhere, which the frame does not have; "
            "allowed: Event, What, Hours, Known, Day, to, row",
        ),
        (
            {"row_ids": "What"},
            "table row id: found an empty one; needed: one for each row",
        ),
        (
            {"row_ids": "row", "frame": ROWS.assign(row="same")},
            "table row id: found 'same' twice; needed: one for each row",
        ),
        (
            {"links": {"Event": "What"}, "frame": ROWS.assign(What="javascript:x()")},
            "table link: found 'javascript:x()'; allowed: relative, http or https",
        ),
    ],
)
def test_a_table_refuses_bad_input_in_one_line(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        table(**{"frame": ROWS, "caption": "Two events"} | options)


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_any_text_survives_the_way_into_a_table(text):
    frame = pd.DataFrame({"Event": ["E001"], "What": [text]})
    page = BeautifulSoup(table(frame, text + "!", id=text).html, "html.parser")
    assert page.td.get_text() == text
    assert page.caption.get_text() == text + "!"
    assert page.table["id"] == text

"""How a chart becomes part of a page: an SVG in plain HTML, complete without any script."""

import hashlib
import os
import re
from collections.abc import Mapping
from html import escape
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

from analysis.drawing import stripes, theme
from analysis.drawing.markup import SCHEME, id_attribute, scroll_box
from analysis.drawing.specification_block import block

SHORTEST_DESCRIPTION = 40
LOWEST_SCALE = 11 / theme.FONT_SIZE  # a chart shrinks no further, so its text stays at 11 px
PHONE = 288  # px: the text of a page 320 px wide; what is no wider never scrolls and is no stop

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
# vl-convert resolves relative links against the home of Vega's sample data.
VEGA_BASE = "https://vega.github.io/vega-datasets/"
NO_COLOUR = {"none", "transparent"}


def enable() -> None:
    """Draw all Altair charts of this session in the book's look, as HTML that needs no script.

    Called before the first chart is drawn, as vl-convert then asks once for the time zone: a
    date without one is drawn in the machine's, and clocks there may have been changed.
    """
    os.environ["TZ"] = "UTC"
    alt.theme.register("book", enable=True)(theme.config)
    alt.renderers.register("book", figure)
    alt.renderers.enable("book")


def figure(spec: dict, **_options: object) -> dict[str, str]:
    """A chart as the reader gets it: a drawing in a figure, and its description as plain text.

    `spec` is Vega-Lite. Its top-level `description` says in at least 40 characters what the
    chart shows. Its `usermeta` may hold `caption` (shown below), `id` (the figure's address
    on the page) and `narrow` (the same chart as another specification, shown instead on a
    phone). A mark's own `description` pops up over it, and names it where the mark has an
    `href`, which becomes a link. The specification stands beside the drawing: what the book
    hands out below a figure is made of it (`analysis.figures`).

    Raises ValueError for a missing description, a colour that the dark page cannot repaint and
    a link that leaves the book.
    """
    description = _description_of(spec)
    meta = spec.get("usermeta") or {}
    name = meta.get("caption") or re.split(r"(?<=[.:;]) ", description)[0]
    boxes = _box(spec, name) + block(spec)
    if "narrow" in meta:
        narrow = _box(meta["narrow"] | {"description": description}, name)
        narrow += block(meta["narrow"], with_data=False)
        boxes = f'<div class="on-page">{boxes}</div><div class="on-phone">{narrow}</div>'
    below = f"<figcaption>{escape(meta['caption'])}</figcaption>" if "caption" in meta else ""
    return {
        "text/html": f'<figure class="chart"{id_attribute(meta.get("id"))}>{boxes}{below}</figure>',
        "text/plain": description,
    }


def _box(spec: dict, name: str) -> str:
    """Return a drawing in a box, which scrolls where the drawing is wider than a phone."""
    svg = drawn(spec)
    drawing = written(svg)
    if _lowest_width(svg) > PHONE:
        return scroll_box(drawing, f"Chart: {name}")
    return f'<div class="box">{drawing}</div>'


def drawn(spec: dict) -> ET.Element:
    """A chart as a drawing: plain SVG with its links, names and stripes, and nothing from outside.

    Raises ValueError as `figure` does.
    """
    svg = ET.fromstring(vl_convert.vegalite_to_svg(spec))
    stripes.add_patterns(svg)
    _check_colours(svg)
    _make_links(svg)
    _name_marks(svg)
    _tidy(svg)
    _label(svg, _description_of(spec))
    _make_ids_unique(svg)
    return svg


def _description_of(spec: dict) -> str:
    description = " ".join((spec.get("description") or "").split())
    if len(description) < SHORTEST_DESCRIPTION:
        raise ValueError(
            f"chart description: found {description!r}; needed: a sentence of at least "
            f"{SHORTEST_DESCRIPTION} characters, given to the outermost chart "
            "with .properties(description=...)"
        )
    return description


def _check_colours(svg: ET.Element) -> None:
    """Refuse a colour without a name: it would keep its light value on the dark page."""
    named = {colour.light for colour in theme.COLOURS.values()}
    for element in svg.iter():
        for part in ("fill", "stroke", "stop-color"):
            found = element.get(part, "none")
            if found not in named | NO_COLOUR and not found.startswith("url(#"):
                raise ValueError(
                    f"chart {part}: found {found!r}, which is no colour of the book; "
                    f"allowed: theme.colour(...) of {', '.join(theme.COLOURS)}"
                )


def _make_links(svg: ET.Element) -> None:
    """Give every linked mark a relative address, a name and one stop for the Tab key."""
    _drop_empty_links(svg)
    seen = set()
    for link in svg.iter(f"{{{SVG}}}a"):
        href = link.attrib.pop(XLINK_HREF).removeprefix(VEGA_BASE)
        if SCHEME.match(href):
            raise ValueError(
                f"chart link: found {href!r}, which leaves the book; allowed: relative"
            )
        name = next(e.attrib.pop("aria-label") for e in link.iter() if "aria-label" in e.attrib)
        link.attrib |= {"href": href, "aria-label": name}
        if (href, name) in seen:  # one event is often drawn as several marks
            link.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
        seen.add((href, name))


def _drop_empty_links(svg: ET.Element) -> None:
    for parent in list(svg.iter()):
        for place, child in enumerate(parent):
            if child.get(XLINK_HREF) == VEGA_BASE + "null":  # a mark without an address
                parent[place] = child[0]


def _name_marks(svg: ET.Element) -> None:
    """Let a mark's description pop up over it: a drawing has no other tooltip."""
    for element in list(svg.iter()):
        # On groups Vega describes whole axes and legends, which can be read as they are.
        if "aria-label" in element.attrib and element.tag != f"{{{SVG}}}g":
            title = ET.Element(f"{{{SVG}}}title")
            title.text = element.get("aria-label")
            element.insert(0, title)


def _tidy(svg: ET.Element) -> None:
    """Leave out what is not drawn, what repeats a title, and digits that nobody can see."""
    for parent in list(svg.iter()):
        for child in list(parent):
            empty = child.get("class") == "background" and not {"fill", "stroke"} & set(
                child.keys()
            )
            backdrop = parent is svg and child.tag == f"{{{SVG}}}rect"  # the page shows through
            if child.get("display") == "none" or empty or backdrop:
                parent.remove(child)
    for element in svg.iter():
        link = element.tag == f"{{{SVG}}}a"
        for key, value in list(element.attrib.items()):
            if key in ("class", "role") or (key.startswith("aria-") and not link):
                del element.attrib[key]
            elif key in ("d", "transform", "x2", "y2", "width", "height"):
                element.set(key, re.sub(r"-?\d+\.\d+(e-?\d+)?", _shorter, value))


def _shorter(number: re.Match) -> str:
    return f"{round(float(number[0]), 2) or 0:g}"


def _lowest_width(svg: ET.Element) -> int:
    return round(float(svg.get("width")) * LOWEST_SCALE)


def _label(svg: ET.Element, description: str) -> None:
    """Present the drawing as one picture, or as a group where a reader can enter its links."""
    linked = svg.find(f".//{{{SVG}}}a") is not None
    svg.attrib |= {
        "role": "group" if linked else "img",
        "aria-label": description,
        "style": f"max-width:100%;height:auto;--lowest-width:{_lowest_width(svg)}px",
    }


def written(svg: ET.Element, encoding: str = "unicode") -> str | bytes:
    """Return a drawing as text, its names without a prefix; in an encoding as bytes."""
    ET.register_namespace("", SVG)  # each time: WeasyPrint takes the empty prefix
    return ET.tostring(svg, encoding=encoding)


def _make_ids_unique(svg: ET.Element) -> None:
    """Number the ids anew, since Vega counts on from chart to chart; add the content's hash."""
    found = [element.get("id") for element in svg.iter() if "id" in element.attrib]
    plain = [f"part-{number}" for number in range(len(found))]
    _rename(svg, dict(zip(found, plain, strict=True)))
    digest = hashlib.sha256(written(svg, "us-ascii")).hexdigest()[:8]
    _rename(svg, {name: f"chart-{digest}-{name}" for name in plain})


def _rename(svg: ET.Element, names: Mapping[str, str]) -> None:
    for element in svg.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, names[value])
            elif reference := re.fullmatch(r"url\(#(.+)\)", value):
                element.set(key, f"url(#{names[reference[1]]})")

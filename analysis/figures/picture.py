"""Draws a figure as a picture that can be read alone: with its title, its caption, its citation."""

import io
import re
from xml.etree import ElementTree as ET

import vl_convert
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from analysis.drawing import theme
from analysis.drawing.render import SVG, written
from analysis.drawing.sheet import lines_of
from analysis.figures.page import Figure

MARGIN, GAP = 20, 14  # px around the picture, and between drawings that stand side by side
LEAST = 480  # px: a narrower picture would break its words into too many lines
SCALE = 2  # pixels of the PNG for each px
SHADES = 128  # colours of the PNG: a few, and what lies between them at the edges of letters
LETTER = 0.5  # of the size of a letter: how wide it is at most, on average
# Sizes in px and colours of what stands around the drawing.
TITLE, CAPTION, CITATION = (15, "ink", "bold"), (12, "muted", "normal"), (10, "muted", "normal")


def svg(figure: Figure, citation: str) -> str:
    """Return a figure as one SVG file on a white ground, complete without its page."""
    drawings = [ET.fromstring(drawing.svg) for drawing in figure.on_page]
    sizes = [tuple(float(one.get(side)) for side in ("width", "height")) for one in drawings]
    inner = max(LEAST, sum(width for width, _ in sizes) + GAP * (len(sizes) - 1))
    picture = ET.Element(f"{{{SVG}}}svg", role="img")
    picture.set("aria-label", figure.description)
    y = _write(picture, figure.title, TITLE, inner, MARGIN)
    x = MARGIN
    for drawing, (width, _) in zip(drawings, sizes, strict=True):
        picture.append(_placed(drawing, x, y + GAP))
        x += width + GAP
    y += GAP + max(height for _, height in sizes) + GAP
    said_below = figure.caption.removeprefix(figure.title).lstrip(" .;")
    y = _write(picture, said_below, CAPTION, inner, y)
    y = _write(picture, citation, CITATION, inner, y + 4)
    width, height = round(inner + 2 * MARGIN), round(y + MARGIN)
    picture.attrib |= {
        "width": f"{width}",
        "height": f"{height}",
        "viewBox": f"0 0 {width} {height}",
    }
    white = {"width": f"{width}", "height": f"{height}", "fill": theme.colour("surface")}
    picture.insert(0, ET.Element(f"{{{SVG}}}rect", white))
    return written(picture) + "\n"


def png(drawn: str) -> bytes:
    """Return an SVG file as PNG, two pixels for each of its own, a tenth as large as it came."""
    full = PngImageFile(io.BytesIO(vl_convert.svg_to_png(drawn, scale=SCALE))).convert("RGB")
    small = io.BytesIO()
    full.quantize(SHADES, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _placed(drawing: ET.Element, x: float, y: float) -> ET.Element:
    """Put a drawing where it belongs, without links, which lead nowhere outside of the book."""
    for element in drawing.iter():
        if element.tag == f"{{{SVG}}}a":
            element.tag = f"{{{SVG}}}g"
            element.attrib.clear()
    for name in ("style", "role", "aria-label"):
        drawing.attrib.pop(name, None)
    drawing.attrib |= {"x": f"{x:g}", "y": f"{y:g}"}
    return drawing


def _write(
    picture: ET.Element, text: str, look: tuple[int, str, str], width: float, y: float
) -> float:
    """Write words in lines from y down, and return where the last line ends, in px."""
    size, colour, weight = look
    for line in lines_of(re.sub(r"\s+", " ", text), int(width / (size * LETTER))):
        y += size * 1.35
        words = ET.SubElement(
            picture,
            f"{{{SVG}}}text",
            {"x": f"{MARGIN}", "y": f"{y - size * 0.3:g}", "font-size": f"{size}px"},
        )
        words.attrib |= {"font-family": theme.FONT, "font-weight": weight}
        words.set("fill", theme.colour(colour))
        words.text = line
    return y

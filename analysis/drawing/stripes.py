"""Stripes, which mark what is disputed; Vega has no patterns, so they are put into the drawing."""

import re
from xml.etree import ElementTree as ET

from analysis.drawing import theme

SVG = "http://www.w3.org/2000/svg"
WIDTH = 5  # px from one stripe to the next
_USED = re.compile(r"url\(#stripes-(\w+)\)")


def striped(name: str) -> str:
    """Return how a mark of a chart is filled to be striped in a named colour of the book."""
    theme.colour(name)
    return f"url(#stripes-{name})"


def add_patterns(svg: ET.Element) -> None:
    """Put the pattern of each striped fill into a drawing, so that the page needs nothing else."""
    used = {found[1] for e in svg.iter() if (found := _USED.fullmatch(e.get("fill", "")))}
    for name in sorted(used):
        pattern = ET.Element(
            f"{{{SVG}}}pattern",
            id=f"stripes-{name}",
            width=str(WIDTH),
            height=str(WIDTH),
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        side = {"width": str(WIDTH), "height": str(WIDTH)}
        ET.SubElement(pattern, f"{{{SVG}}}rect", side | {"fill": theme.colour("surface")})
        line = {"d": f"M0,0V{WIDTH}", "stroke": theme.colour(name), "stroke-width": "4"}
        ET.SubElement(pattern, f"{{{SVG}}}path", line)
        svg.insert(0, pattern)

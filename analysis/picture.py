"""The first figure as a file of its own, for the page on which the project introduces itself."""

from xml.etree import ElementTree as ET

from analysis import charts, render, theme, timeline
from analysis.corpus import load_corpus


def picture() -> str:
    """Return the timeline of spring 2020 in the Vorontsov case as an SVG file on a white ground.

    Stored as book/_static/first-figure.svg; ``python -m analysis.picture`` prints it.
    """
    render.enable()
    case = load_corpus().case("vorontsov")
    rows = timeline.timeline_rows(case)
    first, last = "2020-04-01", "2020-05-31"
    chart = charts.timeline(
        rows,
        timeline.window(rows, first, last),
        description=timeline.finding(case, first, last),
        caption="April and May 2020",
        id="first-figure",
    )
    svg = render.drawn(chart.to_dict())
    svg.set("style", f"background:{theme.colour('surface')}")
    for link in svg.iter(f"{{{render.SVG}}}a"):
        # The rows that the marks lead to are not on the page that shows the picture.
        link.attrib.clear()
    return ET.tostring(svg, encoding="unicode") + "\n"


if __name__ == "__main__":
    print(picture(), end="")

"""What the pages need beside the chapters: the first figure as a file, and the colours as CSS."""

from analysis.drawing import charts, render, theme
from analysis.ground import files
from analysis.ground.paths import ROOT
from analysis.reading import timeline
from analysis.reading.corpus import load_corpus


def picture() -> str:
    """Return the timeline of spring 2020 in the Vorontsov case as an SVG file on a white ground.

    The README shows it.
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
    return render.written(svg) + "\n"


STATIC = ROOT / "book" / "_static"

if __name__ == "__main__":
    files.write_bytes(STATIC / "first-figure.svg", picture().encode("utf-8"))
    files.write_bytes(STATIC / "colours.css", theme.stylesheet().encode("utf-8"))

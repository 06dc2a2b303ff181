"""What chapters weigh and how soon their charts are there, beside a plain book: `make bench`."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from analysis.ground import files
from analysis.ground.paths import ROOT
from analysis.reading.contents import BOOK, pages
from analysis.weighing import plain
from analysis.weighing.server import serving
from analysis.weighing.visit import Prepare, chromium, live, still, times

OURS = ROOT / "_build" / "html"
REPEATS = 3
COLUMNS = (
    "kB sent, charts not yet live",
    "kB sent, every chart live",
    "kB of these, unpacked",
    "requests, every chart live",
    "ms to the first chart",
    "ms to the first live chart",
)
Measured = tuple[float | None, ...]


def main() -> str:
    """Return a table for each thing measured: a chapter a line, with ours, plain and their ratio.

    All pages are opened in one run of Chromium, from this machine and with nothing in the cache;
    a time is the shortest of three. A ratio below 1 says that ours is lighter, or sooner there.
    """
    with serving(OURS) as ours, serving(plain.build()) as default, chromium() as browser:
        rows = [
            (
                page,
                _measured(browser, f"{ours}/{page}.html"),
                _measured(browser, f"{default}/{page}.html", plain.answer_as_the_cdn),
            )
            for page in with_charts(OURS)
        ]
    return "\n\n".join(_table(title, rows, number) for number, title in enumerate(COLUMNS))


def with_charts(html: Path) -> Iterator[str]:
    """Yield the pages that have a chart, in the order of the book."""
    for page in ("index", *pages(BOOK)):
        if '<figure class="chart"' in files.read_text(html / f"{page}.html", f"{page}.html"):
            yield page


def _measured(browser: Browser, address: str, prepare: Prepare | None = None) -> Measured:
    """Return what stands in the columns for a page."""
    without, everything = still(browser, address, prepare), live(browser, address, prepare)
    taken = [times(browser, address, prepare) for _ in range(REPEATS)]
    soonest = map(_least, zip(*taken, strict=True))
    return (
        without.kilobytes,
        everything.kilobytes,
        everything.raw_kilobytes,
        everything.requests,
        *soonest,
    )


def _least(values: tuple[float | None, ...]) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _table(title: str, rows: list[tuple[str, Measured, Measured]], number: int) -> str:
    lines = [f"{title:34}{'ours':>10}{'plain':>10}{'ratio':>10}"]
    for page, ours, default in rows:
        one, other = ours[number], default[number]
        ratio = f"{one / other:.2f}" if one is not None and other else "-"
        lines.append(f"  {page:32}{_number(one):>10}{_number(other):>10}{ratio:>10}")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


if __name__ == "__main__":
    print(main())

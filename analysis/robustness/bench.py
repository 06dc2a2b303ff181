"""What the grid costs: `make bench` prints it beside what asking one specification costs."""

from collections.abc import Callable
from time import perf_counter

from analysis.ground.tables import Tables, read_tables
from analysis.measure.observation import observe
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP
from analysis.robustness.engine import ask, observations
from analysis.robustness.headlines import HEADLINES

REPEATS = 10


def main() -> str:
    """Return how long the whole grid takes, and what that is for each specification in it.

    A ratio below 1 says that asking all of them together is cheaper than asking one after the
    other; both are measured in the same run.
    """
    tables = read_tables()
    alone = min(_seconds(lambda: _one_by_one(tables)) for _ in range(REPEATS)) / 2
    counted = {"specifications": 0, "answers": 0}

    def whole() -> None:
        for seen in observations(tables):
            counted["specifications"] += 1
            counted["answers"] += sum(1 for _ in ask(seen))

    grid = _seconds(whole)
    each = grid / counted["specifications"]
    lines = [
        ("specifications", f"{counted['specifications']:,}"),
        ("answers", f"{counted['answers']:,}"),
        ("whole grid", f"{grid:.1f} s"),
        ("a specification in the grid", f"{1000 * each:.2f} ms"),
        ("a specification alone, every sentence", f"{1000 * alone:.2f} ms"),
        ("ratio", f"{each / alone:.2f}"),
    ]
    return "\n".join(f"{name:40}{value:>12}" for name, value in lines)


def _one_by_one(tables: Tables) -> None:
    """Ask every sentence of two specifications, each worked out from the coded tables anew."""
    for chosen in (CORPUS, WITH_FOLLOW_UP):
        seen = observe(tables, chosen)
        for headline in HEADLINES.values():
            headline.holds(seen)


def _seconds(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    print(main())

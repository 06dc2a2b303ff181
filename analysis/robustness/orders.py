"""Every order in which things may have happened, as far as what is certain leaves it open.

Exact where there are few orders; otherwise a sample in which each order is as likely as any other,
drawn with a fixed seed (method, section 4c, S4).
"""

import random
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from math import sqrt

# Beyond this many orders a sample of so many is drawn instead.
FEW = 120
SEED = 20200508


@dataclass(frozen=True)
class Orders:
    """Orders of things, by their places in the list that was given; ``total`` is how many exist.

    ``error`` is the standard error of a share found among them: 0 where they are all there are.
    """

    orders: tuple[tuple[int, ...], ...]
    total: int

    @property
    def error(self) -> float:
        """The largest standard error that a share among the orders can have."""
        return 0.0 if len(self.orders) == self.total else 1 / (2 * sqrt(len(self.orders)))


def possible_orders(things: int, before: Set[tuple[int, int]], few: int = FEW) -> Orders:
    """Return the orders of so many things that put each first of the pairs before its second.

    All of them where there are at most ``few``, otherwise a sample of ``few``. None at all where
    the pairs run in a circle.
    """
    earlier = tuple(frozenset(a for a, b in before if b == thing) for thing in range(things))
    everything = frozenset(range(things))
    count = _counter(earlier)
    total = count(everything)
    if total <= few:
        return Orders(tuple(_all_orders(everything, earlier)), total)
    drawn = random.Random(SEED)
    return Orders(
        tuple(_one_order(everything, earlier, count, drawn) for _ in range(few)),
        total,
    )


def _last_ones(left: frozenset[int], earlier: Sequence[frozenset[int]]) -> list[int]:
    """Return those that may come last: none of the others has to come after them."""
    return [thing for thing in sorted(left) if not any(thing in earlier[x] for x in left)]


def _counter(earlier: Sequence[frozenset[int]]):
    """Return a function that counts the orders of some of the things, each set of them once."""

    @cache
    def count(left: frozenset[int]) -> int:
        if not left:
            return 1
        return sum(count(left - {last}) for last in _last_ones(left, earlier))

    return count


def _all_orders(
    left: frozenset[int], earlier: Sequence[frozenset[int]]
) -> Iterator[tuple[int, ...]]:
    if not left:
        yield ()
    for last in _last_ones(left, earlier):
        for order in _all_orders(left - {last}, earlier):
            yield (*order, last)


def _one_order(
    left: frozenset[int], earlier: Sequence[frozenset[int]], count, drawn: random.Random
) -> tuple[int, ...]:
    """Return one order, drawn from its end: what comes last, by how many orders end so."""
    order: tuple[int, ...] = ()
    while left:
        ends = _last_ones(left, earlier)
        (last,) = drawn.choices(ends, [count(left - {end}) for end in ends])
        order = (last, *order)
        left = left - {last}
    return order

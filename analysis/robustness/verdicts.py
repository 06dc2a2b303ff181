"""Whether a sentence holds in what a specification shows, over every order that the dates allow."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

from analysis.measure.answers import Answer, any_of
from analysis.measure.episodes import Episode, episodes
from analysis.measure.intervals import Interval, exact
from analysis.measure.observation import Observation
from analysis.robustness.orders import Orders, possible_orders

OfUnit = Callable[[Observation, str], Answer]


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence holds, in which share of the orders, and how many orders were tried.

    ``answer`` is None where some orders make it true and others false, or where something else than
    the order is not known. ``share`` runs from the orders in which it certainly holds to those in
    which it may; ``orders`` is 1 where no order had to be assumed, and ``error`` the standard error
    of the share where orders were sampled.
    """

    answer: Answer
    share: Interval
    orders: int = 1
    error: float = 0.0


def plain(answer: Answer) -> Verdict:
    """Return the verdict on a sentence that does not hang on the order of events."""
    if answer is None:
        return Verdict(None, Interval(0, 1))
    return Verdict(answer, exact(float(answer)))


def in_target(seen: Observation, unit: str, holds: OfUnit) -> Verdict:
    """Return whether a sentence holds of one unit, over every order of its episodes.

    What is certain as it stands needs no order. Otherwise the episodes are put into each order that
    the dates and links allow. Episodes whose days interlock have none, and leave it open.
    """
    answer = holds(seen, unit)
    return _in_every_order(seen, unit, holds) if answer is None else plain(answer)


def _in_every_order(seen: Observation, unit: str, holds: OfUnit) -> Verdict:
    history = (holds.__name__, seen.history(unit))
    if history not in seen.known:
        seen.known[history] = _over_orders(seen, unit, holds)
    return seen.known[history]


def _over_orders(seen: Observation, unit: str, holds: OfUnit) -> Verdict:
    own = episodes(seen, unit)
    found = _orders(own, seen)
    if not found.total:
        return plain(None)
    answers = [holds(seen.in_order(own[i].events for i in order), unit) for order in found.orders]
    least = sum(one is True for one in answers) / len(answers)
    most = sum(one is not False for one in answers) / len(answers)
    agreed = True if least == 1 else False if most == 0 else None
    # A sample can miss the orders that disagree, so agreement in it is not certainty.
    if len(found.orders) < found.total:
        agreed = None
    return Verdict(agreed, Interval(least, most), found.total, found.error)


def _orders(own: list[Episode], seen: Observation) -> Orders:
    """Return the orders of whole episodes that no certain order of their events forbids."""
    before = {
        (one, other)
        for one, other in permutations(range(len(own)), 2)
        if any(
            seen.certainly_before(first.id, second.id)
            for first in own[one].events
            for second in own[other].events
        )
    }
    return possible_orders(len(own), before)


def in_some_target(seen: Observation, holds: OfUnit) -> Verdict:
    """Return whether a sentence holds of at least one unit, over every order of its episodes.

    The orders of different units are not taken to be independent: the share is at least the highest
    of any unit and at most their sum (the bounds of Fréchet).
    """
    open_units = []
    for unit in seen.units:
        answer = holds(seen, unit)
        if answer:
            return plain(True)
        if answer is None:
            open_units.append(unit)
    found = [_in_every_order(seen, unit, holds) for unit in open_units]
    answer = any_of(one.answer for one in found)
    if answer is not None:
        return plain(answer)
    open_ones = [one for one in found if one.answer is None]
    return Verdict(
        None,
        Interval(
            max(one.share.low for one in open_ones),
            min(1.0, sum(one.share.high for one in open_ones)),
        ),
        max(one.orders for one in open_ones),
        max(one.error for one in open_ones),
    )

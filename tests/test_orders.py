"""Orders of things: all of them where they are few, else a fair sample within the bounds."""

from itertools import permutations
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.robustness.orders import FEW, possible_orders


def brute_force(things, before):
    return {
        order
        for order in permutations(range(things))
        if all(order.index(one) < order.index(other) for one, other in before)
    }


@st.composite
def relations(draw):
    """Some things and pairs of them, possibly in a circle."""
    things = draw(st.integers(0, 5))
    pairs = [(a, b) for a in range(things) for b in range(things) if a != b]
    return things, frozenset(draw(st.sets(st.sampled_from(pairs)) if pairs else st.just(set())))


@given(relations())
def test_every_order_within_the_pairs_is_found_and_no_other(given_pairs):
    things, before = given_pairs
    found = possible_orders(things, before, few=factorial(5))
    assert set(found.orders) == brute_force(things, before)
    assert found.total == len(found.orders)
    assert found.error == 0


def test_three_things_of_which_one_is_first_have_two_orders():
    assert possible_orders(3, {(0, 1), (0, 2)}).orders == ((0, 2, 1), (0, 1, 2))


def test_pairs_in_a_circle_allow_no_order():
    assert possible_orders(2, {(0, 1), (1, 0)}).total == 0


def test_many_orders_are_counted_exactly_and_sampled_the_same_way_each_time():
    found = possible_orders(8, {(0, 1)})
    assert found.total == factorial(8) // 2
    assert len(found.orders) == FEW
    assert found == possible_orders(8, {(0, 1)})
    assert all(order.index(0) < order.index(1) for order in found.orders)


def test_the_error_of_a_sample_is_that_of_its_size():
    assert possible_orders(8, set(), few=100).error == pytest.approx(0.05)


def test_a_sample_prefers_no_order():
    # Five things in any order: each comes first in a fifth of the orders; 60 draws off 600 are
    # six standard deviations.
    orders = possible_orders(7, set(), few=600).orders
    first = [sum(order[0] == thing for order in orders) for thing in range(7)]
    assert all(abs(count - 600 / 7) < 60 for count in first)

"""Bounds in time rule out what the words and the order of events rule out, and nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from coding_fixture import Coding, claim
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_fixture import in_memory, real, replaced

from analysis.derivation.timing import (
    contradictions,
    days_between,
    event_bounds,
    first_report,
    narrowed,
    spanned,
)
from analysis.ground.problems import BadInput
from analysis.release.derive import derive
from analysis.values.dates import DateBounds, bounds

untimed = settings(deadline=None)


def corpus_bounds(event):
    """What the five documents alone allow for an event."""
    corpus = {d.id for d in real()["documents"] if d["layer"] == "corpus"}
    claims = [c for c in real()["claims"] if c["document_id"] in corpus]
    return event_bounds(real(), claims)[event]


# --- the real cases, worked by hand ------------------------------------------------------


def test_the_arrest_of_vorontsov_falls_in_the_five_days_that_two_documents_leave():
    # "Last week", seen from 12 May 2020, is 4 to 10 May; the court order of 8 May cuts it short.
    assert corpus_bounds("E006") == DateBounds(date(2020, 5, 4), date(2020, 5, 8))
    assert corpus_bounds("E006").precision == "days_2_6"


def test_his_custody_until_the_sentence_lasted_816_to_820_days():
    # From 8 May 2020 to 2 August 2022 are 816 days, from 4 May four more.
    assert days_between(corpus_bounds("E006"), corpus_bounds("E014")) == (816, 820)


def test_the_april_search_came_4_to_37_days_before_the_arrest():
    # From 30 April to 4 May are 4 days, from 1 April to 8 May 37.
    assert days_between(corpus_bounds("E001"), corpus_bounds("E006")) == (4, 37)


def test_what_is_part_of_the_arrest_has_its_days():
    assert corpus_bounds("E004") == corpus_bounds("E005") == corpus_bounds("E006")


@pytest.mark.parametrize("event", ["E019", "E020", "E021"])
def test_the_remand_of_kamynin_and_taranenko_and_what_led_to_it_have_a_latest_day_only(event):
    # Held for more than two months on 1 March 2021; no document bounds the beginning.
    assert corpus_bounds(event) == DateBounds(None, date(2020, 12, 31))
    assert corpus_bounds(event).precision == "bounded_one_side"


def test_an_event_that_has_no_date_is_not_later_than_the_first_text_that_tells_of_it():
    assert corpus_bounds("E022") == DateBounds(None, date(2021, 3, 1))


def test_an_appeal_without_a_last_day_bounds_nothing():
    assert corpus_bounds("E029") == corpus_bounds("E030") == DateBounds()


def test_every_event_of_the_coding_is_dated_without_contradiction():
    claims = real()["claims"]
    assert contradictions(real(), claims, event_bounds(real(), claims)) == []


# --- days between ------------------------------------------------------------------------


def test_days_between_counts_from_the_nearest_to_the_farthest_ends():
    start, end = bounds("2020-05-04/2020-05-08"), bounds("2020-05-10/2020-05-20")
    assert days_between(start, end) == (2, 16)
    assert days_between(end, start) == (-16, -2)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("../2020-05-08", "2020-05-10", (2, None)),
        ("2020-05-08/..", "2020-05-10", (None, 2)),
        ("2020-05-08", "2020-05-10/..", (2, None)),
        ("2020-05-08", "../2020-05-10", (None, 2)),
        ("", "2020-05-10", (None, None)),
    ],
)
def test_days_between_are_open_where_a_bound_is(start, end, days):
    assert days_between(bounds(start), bounds(end)) == days


# --- date claims, on an invented coding --------------------------------------------------

GOOD = Coding()


def bounds_of(event, coding):
    tables = in_memory(coding)
    return event_bounds(tables, tables["claims"])[event]


def dated(value, **cells):
    """A claim more that dates the visit to the lighthouse."""
    cells = {"value": value, "date_basis": "explicit"} | cells
    return claim("C900", "E001", "P001", "date", "time", **cells)


def test_date_claims_that_agree_narrow_each_other():
    coding = GOOD.change("claims", "C002", value="2020-05").drop("resolutions", "E001 date")
    assert bounds_of("E001", coding.add("claims", **dated("2020-04-20/2020-05-02"))) == bounds(
        "2020-05-01/2020-05-02"
    )


def test_date_claims_that_contradict_each_other_are_spanned():
    coding = GOOD.add("claims", **dated("2020-05-01")).drop("resolutions", "E001 date")
    assert bounds_of("E001", coding) == bounds("2020-05-01/2020-05-04")


def test_a_resolution_chooses_among_rival_dates():
    coding = GOOD.add("claims", **dated("2020-05-01"))
    assert bounds_of("E001", coding) == bounds("2020-05-04")


def test_a_resolution_that_prefers_none_leaves_the_span():
    coding = GOOD.add("claims", **dated("2020-05-01"))
    coding = coding.change("resolutions", "E001 date", chosen_claim_id="")
    assert bounds_of("E001", coding) == bounds("2020-05-01/2020-05-04")


def test_a_date_that_is_denied_dates_nothing():
    coding = GOOD.add("claims", **dated("2020-05-01", modality="denied"))
    assert bounds_of("E001", coding.drop("resolutions", "E001 date")) == bounds("2020-05-04")


def test_a_date_that_nobody_states_is_not_later_than_its_report():
    assert bounds_of("E001", GOOD.drop("claims", "C002")) == bounds("../2020-05-05")


def test_boilerplate_speaks_from_its_own_date_and_not_from_that_of_the_article():
    # The fine stands below an article of May 2020 and was added in July 2021.
    coding = GOOD.drop("claims", "C006").drop("links", "E001 E003 precedes")
    assert bounds_of("E003", coding) == bounds("../2021-07-31")


@pytest.mark.parametrize("modality", ["planned_or_threatened", "generic", "denied", "hypothetical"])
def test_a_report_that_does_not_say_it_happened_is_no_first_report(modality):
    tables = in_memory(GOOD.change("claims", "C001", modality=modality))
    own = [c for c in tables["claims"] if c["event_id"] == "E001"]
    assert first_report(own, tables, {"D01"}) is None


# --- the order of events -----------------------------------------------------------------


def test_a_certain_order_narrows_both_ends():
    coding = GOOD.change("claims", "C002", value="2020").change("claims", "C006", value="2019/2021")
    coding = coding.change("claims", "C001", modality="generic")
    assert bounds_of("E001", coding) == bounds("2020")
    assert bounds_of("E003", coding) == bounds("2020/2021-07-31")


def test_an_uncertain_order_narrows_nothing():
    assert bounds_of("E002", GOOD) == DateBounds()
    certain = GOOD.change("links", "E001 E002 answered_by", order_certain="yes")
    assert bounds_of("E002", certain) == bounds("2020-05-04/..")


def test_the_bounds_of_an_operation_hold_for_its_parts():
    part = {"from_event_id": "E002", "to_event_id": "E001", "kind": "part_of"}
    coding = GOOD.drop("links", "E001 E002 answered_by").add("links", **part, order_certain="no")
    assert bounds_of("E002", coding) == bounds("2020-05-04")


def test_dates_that_contradict_the_certain_order_are_refused_in_one_line():
    coding = GOOD.change("claims", "C006", value="2020-04").change("events", "E003", date="")
    with pytest.raises(BadInput) as refused:
        derive(in_memory(coding))
    assert str(refused.value) == (
        "data/coding/links.csv: row 1 (E001 E003 precedes): "
        "E001 is 2020-05-04 to 2020-05-04; allowed: .. to 2020-04-30"
    )


def test_dates_later_than_a_text_that_tells_of_the_event_are_refused_in_one_line():
    coding = GOOD.change("claims", "C002", value="2020-06").change("events", "E001", date="")
    with pytest.raises(BadInput) as refused:
        derive(in_memory(coding))
    assert str(refused.value) == (
        "data/coding/events.csv: row 1 (E001), column date: "
        "is 2020-06-01 to 2020-06-30 by its claims, but a text of 2020-05-05 tells of it"
    )


# --- properties --------------------------------------------------------------------------

FIRST = date(2020, 1, 1)


@dataclass(frozen=True)
class World:
    """Events with the day each truly took place, and true claims and links about them."""

    truth: dict
    claims: tuple
    links: tuple

    def tables(self, claims=None, links=None):
        """The world as a coding; the text that tells of an event was written on its claim's day."""
        claims = self.claims if claims is None else claims
        links = self.links if links is None else links
        documents = {
            f"D{n:02}": self.truth[c[0]] + timedelta(c[3]) for n, c in enumerate(claims) if c[3]
        }
        return in_memory(
            Coding(
                {
                    name: []
                    for name in ("passages", "resolutions", "relays", "participants", "coverage")
                }
                | {
                    "documents": [
                        {"document_id": name, "published": day} for name, day in documents.items()
                    ],
                    "events": [{"event_id": event} for event in self.truth],
                    "claims": [
                        row
                        for number, (event, low, high, report) in enumerate(claims)
                        for row in self._claim(number, event, low, high, report)
                    ],
                    "links": [
                        {"from_event_id": a, "to_event_id": b, "kind": kind, "order_certain": sure}
                        for a, b, kind, sure in links
                    ],
                }
            )
        )

    def _claim(self, number, event, low, high, report):
        cells = {"event_id": event, "document_id": f"D{number:02}", "modality": "asserted"}
        day = self.truth[event]
        ends = [".." if n is None else day + timedelta(n) for n in (low, high)]
        if ends != ["..", ".."]:
            value = "/".join(map(str, ends))
            yield {"claim_id": f"C{number:02}1", "variable": "date", "value": value} | cells
        if report:
            yield {"claim_id": f"C{number:02}2", "variable": "occurrence"} | cells


@st.composite
def worlds(draw):
    """A few events, claims whose bounds hold the true day, and links that the true days allow."""
    days = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=6)))
    truth = {f"E{n:03}": FIRST + timedelta(day) for n, day in enumerate(days)}
    before = st.none() | st.integers(-30, 0)
    after = st.none() | st.integers(0, 30)
    claim = st.tuples(st.sampled_from(sorted(truth)), before, after, st.integers(0, 20))
    claims = tuple(draw(st.lists(claim, max_size=6)))
    pairs = [(a, b) for a in truth for b in truth if a < b]
    links = []
    for a, b in draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True)):
        if truth[a] == truth[b] and draw(st.booleans()):
            links.append((a, b, "part_of", "no"))
        else:
            links.append((a, b, "precedes", draw(st.sampled_from(["yes", "no"]))))
    return World(truth, claims, tuple(links))


def found(tables):
    return event_bounds(tables, tables["claims"])


@untimed
@given(worlds())
def test_true_claims_never_rule_out_the_true_day(world):
    tables = world.tables()
    for event, day in world.truth.items():
        assert DateBounds(day, day).inside(found(tables)[event])
    assert contradictions(tables, tables["claims"], found(tables)) == []


@untimed
@given(worlds(), st.data())
def test_widening_a_date_claim_never_narrows_any_event(world, data):
    """So long as claims are true: rivals that begin to agree do narrow what was their span."""
    narrow = found(world.tables())
    claims = [
        (
            event,
            None if low is None else low - data.draw(st.integers(0, 10)),
            None if high is None else high + data.draw(st.integers(0, 10)),
            report,
        )
        for event, low, high, report in world.claims
    ]
    wide = found(world.tables(claims))
    assert all(narrow[event].inside(wide[event]) for event in world.truth)


@untimed
@given(worlds())
def test_a_claim_more_never_widens_any_event(world):
    fewer = found(world.tables(world.claims[1:]))
    more = found(world.tables())
    assert all(more[event].inside(fewer[event]) for event in world.truth)


@untimed
@given(worlds())
def test_the_order_of_events_narrows_and_never_crosses(world):
    alone, ordered = found(world.tables(links=())), found(world.tables())
    for event in world.truth:
        assert ordered[event].inside(alone[event])
        assert not ordered[event].disjoint(ordered[event])
    for first, second, kind, sure in world.links:
        if kind == "precedes" and sure == "yes":
            later = DateBounds(ordered[second].earliest, None)
            assert later.inside(DateBounds(ordered[first].earliest, None))
            sooner = DateBounds(None, ordered[first].latest)
            assert sooner.inside(DateBounds(None, ordered[second].latest))


@settings(untimed, max_examples=10)  # of the whole coding
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    tables = real()
    names = ("claims", "links", "events", "passages", "resolutions", "documents")
    shuffled = {name: random.sample(tables[name].rows, len(tables[name])) for name in names}
    assert found(replaced(tables, **shuffled)) == found(tables)


@untimed
@given(st.permutations(["E001 E002", "E002 E003"]))
def test_of_limits_that_exclude_each_other_the_same_counts_in_every_order_of_rows(order):
    # The answer lies between the visit and a fine that is dated before it: both cannot hold.
    coding = GOOD.change("claims", "C006", value="2020-04").drop("links", "E001 E003 precedes")
    coding = coding.drop("links", "E001 E002 answered_by")
    for ends in order:
        first, second = ends.split()
        link = {"from_event_id": first, "to_event_id": second, "kind": "precedes"}
        coding = coding.add("links", **link, order_certain="yes")
    assert bounds_of("E002", coding) == bounds("2020-05-04/..")


@untimed
@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))))
def test_a_span_holds_all_that_it_spans(pairs):
    many = [
        DateBounds(
            None if low is None else FIRST + timedelta(low),
            None if more is None else FIRST + timedelta((low or 0) + more),
        )
        for low, more in pairs
    ]
    assert all(one.inside(spanned(many)) for one in many)
    assert all(narrowed(one, spanned(many)) == one for one in many)

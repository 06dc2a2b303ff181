"""Contradictions are computed: each is found, none is smoothed over, and nothing else is one."""

import pytest
from coding_fixture import Coding, claim
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_fixture import in_memory, real, released, replaced, rows

from analysis.derivation.conflicts import conflict_kind, conflicts, custody_days
from analysis.derivation.timing import event_bounds
from analysis.values.dates import DateBounds, bounds

GOOD = Coding()


def says(variable, value=None, low=None, high=None, unit=None, modality="asserted"):
    return {
        "variable": variable,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "modality": modality,
    }


def kind(one, other):
    """How two claims disagree, whichever stands first."""
    found = {conflict_kind(one, other, real()), conflict_kind(other, one, real())}
    (both,) = found
    return both


# --- how values disagree -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2020-05-08", "2020-05-08", None),
        ("2020-05", "2020-05-04/2020-05-10", None),
        ("2020-05-08/..", "2020-05-08", None),
        ("2020-05-08", "2020-05-09", "disjoint"),
        ("../2020-05-07", "2020-05-08/..", "disjoint"),
    ],
)
def test_dates_conflict_where_no_day_satisfies_both(one, other, expected):
    assert kind(says("date", one), says("date", other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((2, 2, "offences"), (3, 3, "offences"), "disjoint"),
        ((2, None, "offences"), (3, 3, "offences"), None),
        ((None, 2, "offences"), (3, None, "offences"), "disjoint"),
        ((1300, 1399, "persons"), (1373, 1373, "persons"), None),
    ],
)
def test_numbers_conflict_where_no_value_satisfies_both(one, other, expected):
    def number(low, high, unit):
        variable = "offences" if unit == "offences" else "persons_detained"
        return says(variable, low=low, high=high, unit=unit)

    assert kind(number(*one), number(*other)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((55, 55), "disjoint"),
        ((56, 56), None),  # two months of 28 days
        ((62, 62), None),  # two months of 31 days
        ((63, 63), "disjoint"),
    ],
)
def test_units_are_compared_as_widely_as_they_are_vague(days, expected):
    stated = says("duration", low=2, high=2, unit="months")
    assert kind(stated, says("duration", low=days[0], high=days[1], unit="days")) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("door_sawn", "door_broken_down", "granular"),
        ("door_sawn", "door_forced", None),
        ("door_sawn", "door_sawn", None),
    ],
)
def test_codes_of_one_wider_code_conflict_in_detail_only(one, other, expected):
    assert kind(says("entry_method", one), says("entry_method", other)) == expected


def test_codes_without_a_wider_code_are_incompatible():
    assert kind(says("plea", "guilty"), says("plea", "not_guilty")) == "disjoint"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("memorial_hrc", "memorial_international", "granular"),
        ("memorial", "memorial_hrc", None),
        ("tverskoy_court", "lyublinsky_court", "disjoint"),
        ("police", "interior_investigators", "granular"),
        ("police", "interior_ministry", None),
    ],
)
def test_bodies_conflict_unless_one_belongs_to_the_other(one, other, expected):
    assert kind(says("identity", one), says("identity", other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("irkutsk", "ulan_ude", "disjoint"),  # both in Russia, and still two towns
        ("lubyanka", "moscow", None),
        ("lubyanka", "russia", None),
        ("lubyanka", "penza", "disjoint"),
        ("online", "moscow", "disjoint"),
    ],
)
def test_places_conflict_unless_one_lies_in_the_other(one, other, expected):
    assert kind(says("place", one), says("place", other)) == expected


def test_what_one_asserts_and_another_denies_is_a_conflict_of_its_own_kind():
    asserted, denied = says("occurrence"), says("occurrence", modality="denied")
    assert kind(asserted, denied) == "denied"
    assert kind(says("occurrence", modality="alleged"), denied) == "denied"
    assert kind(denied, denied) is None


def test_denying_one_of_several_grounds_leaves_the_others_standing():
    denied = says("ground", "extortion", modality="denied")
    assert kind(says("ground", "extortion"), denied) == "denied"
    assert kind(says("ground", "insult"), denied) is None


@pytest.mark.parametrize("modality", ["planned_or_threatened", "hypothetical", "generic"])
def test_what_may_come_is_no_rival_of_what_came(modality):
    threatened = says("term", low=6, high=18, unit="years", modality=modality)
    passed = says("term", low=3, high=3, unit="years")
    assert kind(threatened, passed) is None
    assert kind(threatened, passed | {"modality": modality}) == "disjoint"


@pytest.mark.parametrize("variable", sorted(v.id for v in real()["variables"] if v["several"]))
def test_a_variable_that_takes_several_values_never_conflicts(variable):
    values = {"entity": ("police", "tass"), "place": ("moscow", "penza"), "none": (None, None)}
    one, other = values.get(real()["variables"].by_id[variable]["value_kind"], ("one", "other"))
    assert kind(says(variable, one), says(variable, other)) is None


def test_every_kind_of_value_that_takes_one_value_only_can_conflict():
    examples = {
        "date": ("2020", "2021"),
        "place": ("moscow", "penza"),
        "entity": ("police", "tass"),
        "code": ("guilty", "not_guilty"),
    }
    for variable in real()["variables"]:
        if not variable["several"]:
            if variable["value_kind"] == "quantity":
                unit = next(
                    u.id for u in real()["units"] if u["dimension"] == variable["dimension"]
                )
                pair = [says(variable.id, low=n, high=n, unit=unit) for n in (1, 1000)]
            else:
                pair = [says(variable.id, value) for value in examples[variable["value_kind"]]]
            assert kind(*pair) is not None, variable.id


# --- between what they disagree, on an invented coding -----------------------------------


def found(coding, timing=None):
    tables = in_memory(coding)
    return conflicts(tables, timing or event_bounds(tables, tables["claims"]))


def rival(document, **cells):
    """A claim more on how long the visit lasted, of which C003 says two to three hours."""
    row = claim("C900", "E001", "", "duration", "quantity", low=5, high=5, unit="hours")
    return row | {"document_id": document} | cells


def test_a_coding_without_contradiction_has_no_conflict():
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("document", "scope"), [("D01", "within_document"), ("D02", "between_documents")]
)
def test_a_conflict_says_between_what_it_stands(document, scope):
    (conflict,) = found(GOOD.add("claims", **rival(document)))
    assert conflict == {
        "conflict_id": "C003-C900",
        "event_id": "E001",
        "variable": "duration",
        "proposition_kind": "quantity",
        "conflict_kind": "disjoint",
        "conflict_scope": scope,
        "claim_a": "C003",
        "claim_b": "C900",
        "computed_low": None,
        "computed_high": None,
        "computed_unit": None,
        "chosen_claim_id": None,
        "resolution": None,
    }


def test_claims_about_other_events_or_other_variables_are_no_rivals():
    other = GOOD.add("claims", **rival("D02", event_id="E003"))
    assert found(other) == found(GOOD.add("claims", **rival("D02", variable="interval"))) == []


def test_three_rivals_are_three_conflicts():
    coding = GOOD.add("claims", **rival("D02"))
    coding = coding.add("claims", **rival("D02", claim_id="C901", low=9, high=9))
    assert [row["conflict_id"] for row in found(coding)] == ["C003-C900", "C003-C901", "C900-C901"]


def test_the_resolution_of_the_coder_stands_with_the_conflict():
    coding = GOOD.add("claims", **rival("D02")).add(
        "resolutions",
        event_id="E001",
        variable="duration",
        chosen_claim_id="C900",
        reason="A clock was read.",
    )
    (conflict,) = found(coding)
    assert (conflict["chosen_claim_id"], conflict["resolution"]) == ("C900", "A clock was read.")


# --- against what the dates give ---------------------------------------------------------


def custody(low, high, unit="years", **cells):
    """E001 becomes a custody of 816 to 820 days that E003 ends, and someone states its length."""
    kinds = {"precedes": "ended_by"}
    links = [link | {"kind": kinds.get(link["kind"], link["kind"])} for link in GOOD.rows["links"]]
    cells = {"low": low, "high": high, "unit": unit} | cells
    stated = claim("C900", "E001", "", "custody_duration", "quantity", **cells)
    return Coding(GOOD.rows | {"links": links}).add("claims", **stated)


ARREST_TO_SENTENCE = {
    "E001": bounds("2020-05-04/2020-05-08"),
    "E002": DateBounds(),
    "E003": bounds("2022-08-02"),
}


def test_nearly_three_years_contradict_816_to_820_days():
    (conflict,) = found(custody(2.5, 3), ARREST_TO_SENTENCE)
    assert conflict["conflict_id"] == "C900-computed"
    assert (conflict["conflict_kind"], conflict["conflict_scope"]) == (
        "disjoint",
        "against_computed",
    )
    assert conflict["claim_b"] is None
    assert [conflict[f"computed_{c}"] for c in ("low", "high", "unit")] == [816, 820, "days"]


@pytest.mark.parametrize("stated", [(2, 3, "years"), (26, 30, "months"), (820, None, "days")])
def test_a_stated_time_that_some_reading_of_the_dates_bears_out_is_no_conflict(stated):
    assert found(custody(*stated), ARREST_TO_SENTENCE) == []


@pytest.mark.parametrize("stated", [(821, None, "days"), (None, 815, "days"), (30, 31, "months")])
def test_a_stated_time_that_no_reading_bears_out_is_a_conflict(stated):
    assert len(found(custody(*stated), ARREST_TO_SENTENCE)) == 1


def test_a_time_in_custody_that_only_threatens_is_not_held_against_the_dates():
    coding = custody(2.5, 3, modality="planned_or_threatened")
    assert found(coding, ARREST_TO_SENTENCE) == []


def test_a_custody_is_counted_from_the_arrest_it_began_with_to_what_ended_it():
    tables = real()
    layer = {document.id: document["layer"] for document in tables["documents"]}
    corpus = [c for c in tables["claims"] if layer[c["document_id"]] == "corpus"]
    timing = event_bounds(tables, corpus)
    # The same custody, seen from the arrest and from the remand.
    for event in ("E006", "E008"):
        days = custody_days(event, tables, timing)
        assert (days.low, days.high, days.unit.unit) == (816, 820, "days")


def test_a_custody_without_an_end_in_the_data_has_no_computed_length():
    timing = event_bounds(real(), real()["claims"])
    assert custody_days("E019", real(), timing) is None


def test_a_custody_whose_dates_may_overlap_is_never_shorter_than_no_day():
    timing = ARREST_TO_SENTENCE | {"E003": bounds("2020-05-06")}
    days = custody_days("E001", in_memory(custody(1, 1)), timing)
    assert (days.low, days.high) == (0, 2)


def test_a_custody_with_two_beginnings_is_counted_from_the_earlier_to_the_later():
    coding = custody(1, 1)
    for first in ("E002", "E004"):
        coding = coding.add("events", event_id=first)
        coding = coding.add(
            "links",
            from_event_id=first,
            to_event_id="E001",
            kind="continues_into",
            order_certain="yes",
        )
    timing = ARREST_TO_SENTENCE | {"E002": bounds("2020-05-01"), "E004": bounds("2020-05-03")}
    days = custody_days("E001", in_memory(coding), timing)
    assert (days.low, days.high) == (821, 823)


# --- the real coding ---------------------------------------------------------------------

EXPECTED = {
    ("E004", "entry_method"),
    ("E007", "sum_converted"),
    ("E008", "custody_duration"),
    ("E014", "offences"),
    ("E024", "place"),
    ("E030", "ground"),
    # The text counts a suspended term among three terms of prison.
    ("E037", "persons_sentenced"),
    ("E039", "persons_tried"),
    # Two counts of one monitor, and one of an outlet.
    ("E050", "persons_detained"),
    # A party to the suit says summer, a retelling says September.
    ("E053", "date"),
    # The costs of the court, or those of an expert report.
    ("E073", "sum"),
    # Half a million is passed in the corpus and not reached on a page of the follow-up.
    ("E056", "followers"),
    # Five people or six, from whom a charge was taken.
    ("E083", "persons_concerned"),
}


def test_the_conflicts_of_the_coding_are_those_that_were_found_by_reading():
    assert {(c["event_id"], c["variable"]) for c in released()["conflicts"]} == EXPECTED


def test_each_conflict_of_the_coding_is_resolved_but_what_a_target_denies():
    undecided = [c["conflict_id"] for c in released()["conflicts"] if c["resolution"] is None]
    assert undecided == [c["conflict_id"] for c in rows("conflicts", conflict_kind="denied")]


def test_no_resolution_of_the_coding_decides_what_nobody_disputes():
    decided = {(r["event_id"], r["variable"]) for r in real()["resolutions"]}
    assert decided <= EXPECTED


@settings(deadline=None, max_examples=10)  # of the whole coding
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    tables = real()
    names = ("claims", "links", "resolutions", "entities", "vocabularies")
    shuffled = replaced(
        tables, **{name: random.sample(tables[name].rows, len(tables[name])) for name in names}
    )
    timing = event_bounds(tables, tables["claims"])
    assert conflicts(shuffled, timing) == conflicts(tables, timing)

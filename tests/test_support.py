"""Support counts roots and not documents; dispute is kept apart from it and removes none of it."""

import pytest
from coding_fixture import Coding, claim
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_fixture import in_memory, real, row

from analysis.derivation.support import (
    PRECEDENCE,
    dispute_flag,
    disputes,
    independent_roots,
    occurrence_claims,
    support_level,
)
from analysis.ground.schema import load_schema

LEVELS = load_schema().vocabularies["support_level"]
EMPTY = Coding({**Coding().rows, "claims": [], "relays": [], "resolutions": []})
HARBOUR, OFFICE, NOBODY = "R01", "R02", "R03"


def coding(*claims):
    """The visit to the lighthouse with some claims; the harbour has two roots of one strand."""
    rows = EMPTY.rows | {
        "roots": [
            {"root_id": HARBOUR, "label": "Harbour", "kind": "newsroom", "strand": "harbour"},
            {"root_id": "R09", "label": "Quay", "kind": "newsroom", "strand": "harbour"},
            {"root_id": OFFICE, "label": "Office", "kind": "state_body", "strand": "office"},
            {"root_id": NOBODY, "label": "Not stated", "kind": "newsroom"},
            {"root_id": "R04", "label": "Not stated either", "kind": "newsroom"},
        ]
    }
    return in_memory(Coding(rows | {"claims": list(claims)}))


def said(document="D01", root=HARBOUR, **cells):
    """A claim that the visit took place, changed as the cells ask."""
    row = claim("C001", "E001", "", "occurrence", "occurrence", document_id=document, root_id=root)
    return row | cells


def level(*claims):
    tables = coding(*claims)
    return support_level(tables["events"].by_id["E001"], tables["claims"], tables)


# --- each level --------------------------------------------------------------------------


@pytest.mark.parametrize("modality", ["generic", "planned_or_threatened", "hypothetical", "denied"])
def test_s0_where_nobody_says_that_it_happened(modality):
    assert level() == "S0_generic"
    assert level(said(modality=modality)) == "S0_generic"


def test_s0_where_only_its_circumstances_are_told():
    assert (
        level(said(variable="evaluation"), said("D02", OFFICE, variable="motive")) == "S0_generic"
    )


def test_s1_for_one_document_with_one_root():
    assert (
        level(said()) == level(said(modality="alleged")) == level(said(), said()) == "S1_one_root"
    )


def test_s2_for_several_documents_with_one_root():
    assert level(said("D01"), said("D02")) == "S2_many_documents_one_root"


def test_s2_for_several_documents_whose_roots_are_of_one_strand():
    assert level(said("D01"), said("D02", "R09")) == "S2_many_documents_one_root"


def test_s2_where_it_could_not_be_judged_whether_the_roots_are_independent():
    assert level(said("D01"), said("D02", NOBODY)) == "S2_many_documents_one_root"
    assert level(said("D01", NOBODY), said("D02", "R04")) == "S2_many_documents_one_root"


def test_s3_for_roots_of_two_strands_even_in_one_document():
    assert level(said(), said(root=OFFICE)) == "S3_two_roots"


def test_s4_where_the_acting_body_says_so():
    speaks = {"speaker_id": "office", "assertion_type": "state_authority"}
    assert level(said(**speaks)) == "S4_state_acknowledged"


def test_no_s4_where_another_state_body_or_another_voice_says_so():
    # A keeper acts for nobody here; and a newsroom that acts would still be no state body.
    assert level(said(speaker_id="keeper", assertion_type="state_authority")) == "S1_one_root"
    assert level(said(speaker_id="office", assertion_type="newsroom")) == "S1_one_root"
    assert level(said(speaker_id="society", assertion_type="court_act")) == "S1_one_root"


@pytest.mark.parametrize("role", ["actor", "adjudicator", "authoriser"])
def test_s4_for_each_role_in_which_a_body_acts(role):
    court = {"speaker_id": "office", "assertion_type": "court_act"}
    tables = coding(said(**court))
    people = EMPTY.change("participants", "E001 office actor", role=role)
    tables = in_memory(people.add("claims", **said(**court)))
    assert support_level(tables["events"].by_id["E001"], tables["claims"], tables) == (
        "S4_state_acknowledged"
    )


def test_s5_where_the_project_inspected_the_record():
    assert level(said(assertion_type="public_register")) == "S5_record_inspected"


def test_the_highest_level_that_applies_is_taken():
    office = said("D02", OFFICE, speaker_id="office", assertion_type="state_authority")
    assert level(said(), office) == "S4_state_acknowledged"
    assert level(said(), office, said(assertion_type="public_register")) == "S5_record_inspected"


def test_a_denial_lowers_no_support():
    denial = said(variable="plea", modality="denied", assertion_type="target")
    assert level(said(), said(root=OFFICE), denial) == "S3_two_roots"


def test_every_level_is_a_code_of_the_vocabulary_in_its_order():
    assert LEVELS == (
        "S0_generic",
        "S1_one_root",
        "S2_many_documents_one_root",
        "S3_two_roots",
        "S4_state_acknowledged",
        "S5_record_inspected",
    )


# --- strands -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roots", "independent"),
    [
        ((), 0),
        ((HARBOUR,), 1),
        ((HARBOUR, HARBOUR), 1),
        ((HARBOUR, "R09"), 1),
        ((HARBOUR, OFFICE), 2),
        ((NOBODY,), 1),
        ((NOBODY, "R04"), 1),
        ((HARBOUR, NOBODY), 1),
        ((HARBOUR, OFFICE, NOBODY, "R09"), 2),
    ],
)
def test_roots_of_one_strand_count_once_and_those_of_none_only_alone(roots, independent):
    tables = coding(*(said(root=root) for root in roots))
    assert independent_roots(tables["claims"], tables) == independent


# --- properties of the real coding -------------------------------------------------------


def support(documents):
    """The level of each event from some of the real documents, as a rank."""
    tables = real()
    return {
        event.id: LEVELS.index(
            support_level(
                event,
                [
                    c
                    for c in tables["claims"]
                    if c["event_id"] == event.id and c["document_id"] in documents
                ],
                tables,
            )
        )
        for event in tables["events"]
    }


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_a_document_less_never_raises_support(data):
    names = sorted(document.id for document in real()["documents"])
    kept = data.draw(st.sets(st.sampled_from(names), min_size=1))
    removed = data.draw(st.sampled_from(sorted(kept)))
    more, fewer = support(kept), support(kept - {removed})
    assert [event for event in more if fewer[event] > more[event]] == []


@settings(deadline=None)
@given(st.data())
def test_a_claim_less_never_raises_support(data):
    tables = real()
    event = data.draw(st.sampled_from(tables["events"].rows))
    own = [c for c in tables["claims"] if c["event_id"] == event.id]
    kept = data.draw(st.lists(st.sampled_from(own), unique_by=lambda c: c.id)) if own else []
    levels = [LEVELS.index(support_level(event, found, tables)) for found in (kept, own)]
    assert levels == sorted(levels)


def test_the_real_coding_has_levels_enough_for_these_properties_to_mean_something():
    reached = set(support({document.id for document in real()["documents"]}).values())
    assert reached >= {LEVELS.index(level) for level in LEVELS if level != "S3_two_roots"}


# --- dispute -----------------------------------------------------------------------------


def denied_by(voice):
    tables = coding(said(modality="denied", assertion_type=voice))
    return [
        (d["event_id"], d["dispute_flag"], d["claim_id"]) for d in disputes(tables["claims"], [])
    ]


@pytest.mark.parametrize(
    ("voice", "flag"),
    [
        ("target", "denied_by_target"),
        ("target_lawyer", "denied_by_target"),
        ("relative_or_associate", "denied_by_target"),
        ("state_authority", "denied_by_state"),
        ("court_act", "denied_by_state"),
        ("monitor", "value_conflict"),
    ],
)
def test_a_denial_is_a_dispute_by_whoever_denies(voice, flag):
    assert denied_by(voice) == [("E001", flag, "C001")]


def conflict(scope, kind="disjoint", other="C002"):
    return {
        "event_id": "E001",
        "conflict_kind": kind,
        "conflict_scope": scope,
        "claim_a": "C001",
        "claim_b": other,
    }


@pytest.mark.parametrize(
    ("scope", "other", "flag"),
    [
        ("between_documents", "C002", "value_conflict"),
        ("within_document", "C002", "internal_conflict"),
        ("against_computed", None, "value_conflict"),
    ],
)
def test_a_conflict_is_a_dispute_shown_by_each_of_its_claims(scope, other, flag):
    found = disputes([], [conflict(scope, other=other)])
    assert found == [
        {"event_id": "E001", "dispute_flag": flag, "claim_id": name}
        for name in ("C001", other)
        if name
    ]


def test_a_denial_that_is_also_a_conflict_is_one_dispute_of_its_own_kind():
    denial = coding(said(modality="denied", assertion_type="target"))["claims"]
    found = disputes(denial, [conflict("between_documents", kind="denied")])
    assert [row["dispute_flag"] for row in found] == ["denied_by_target"]


def test_of_several_disputes_a_denial_by_the_state_stands_before_one_by_the_target():
    everything = [{"event_id": "E001", "dispute_flag": flag} for flag in reversed(PRECEDENCE)]
    expected = ["denied_by_state", "denied_by_target", "value_conflict", "internal_conflict"]
    for flag in expected:
        assert dispute_flag("E001", everything) == flag
        everything = [row for row in everything if row["dispute_flag"] != flag]
    assert dispute_flag("E001", everything) == "none"
    assert dispute_flag("E002", [{"event_id": "E001", "dispute_flag": "denied_by_state"}]) == "none"


def test_precedence_ranks_every_code_of_the_vocabulary():
    assert {*PRECEDENCE, "none"} == set(load_schema().vocabularies["dispute_flag"])


def test_only_what_is_said_to_have_happened_counts_as_said():
    tables = coding(said(), said(modality="generic"), said(variable="evaluation"))
    assert len(occurrence_claims(tables["claims"])) == 1


def test_what_only_the_follow_up_contradicts_is_not_disputed_in_the_corpus():
    # Two outlets outside the corpus count those detained on 14 March 2020 otherwise.
    pickets = row("events", event_id="E050")
    assert (pickets["corpus_dispute_flag"], pickets["dispute_flag"]) == ("none", "value_conflict")


def test_a_denial_in_the_corpus_is_a_dispute_in_both_readings():
    charge = row("events", event_id="E007")
    assert charge["corpus_dispute_flag"] == charge["dispute_flag"] == "denied_by_target"

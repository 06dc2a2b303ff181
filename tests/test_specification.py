"""A specification leaves out what it names and whatever rests on that alone."""

from dataclasses import replace

import pytest
from tables_fixture import real

from analysis.ground.problems import BadInput
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP, Specification, selected


def refused(specification):
    with pytest.raises(BadInput) as bad:
        selected(real(), specification)
    return [str(problem) for problem in bad.value.problems]


def test_the_corpus_alone_is_what_is_meant_where_nothing_is_said():
    left = selected(real(), Specification())
    assert {row["layer"] for row in left["documents"]} == {"corpus"}
    assert "E054" not in left["events"].by_id  # a detention that only a follow-up page tells of
    assert "E054" in selected(real(), WITH_FOLLOW_UP)["events"].by_id


def test_generic_statements_carry_no_measure():
    assert "E044" not in selected(real(), CORPUS)["events"].by_id


@pytest.mark.parametrize(
    ("without", "table", "gone"),
    [
        ({"without_documents": frozenset({"D04"})}, "documents", "D04"),
        ({"without_roots": frozenset({"R18"})}, "roots", "R18"),
        ({"without_publishers": frozenset({"moscow_times"})}, "documents", "D03"),
        ({"without_cases": frozenset({"K1"})}, "cases", "K1"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_is_left_out_is_gone_and_nothing_leads_to_it(without, table, gone):
    left = selected(real(), replace(CORPUS, **without))
    assert gone in real()[table].by_id
    assert gone not in left[table].by_id
    claims = left["claims"]
    assert claims.rows
    assert {c["event_id"] for c in claims} <= set(left["events"].by_id)
    assert {c["document_id"] for c in claims} <= set(left["documents"].by_id)
    assert {c["root_id"] for c in claims} <= set(left["roots"].by_id)
    assert {e["case_id"] for e in left["events"]} <= set(left["cases"].by_id)
    ends = ("from_event_id", "to_event_id")
    assert {link[end] for link in left["links"] for end in ends} <= set(left["events"].by_id)


def test_doubtful_translations_can_be_left_out():
    doubtful = {claim.id for claim in real()["claims"] if claim["translation_doubt"]}
    left = selected(real(), replace(CORPUS, doubtful=False))
    assert doubtful
    assert doubtful.isdisjoint(left["claims"].by_id)


def test_a_specification_that_leaves_out_everything_is_one_clear_line():
    cases = frozenset(real()["cases"].by_id)
    (line,) = refused(replace(CORPUS, without_cases=cases))
    assert line == (
        "specification: layers corpus; support S1_one_root; "
        "without K1, K2, K3, K4, K5, K6, K7, K8 leaves out every measure; "
        "allowed: at least one left"
    )


def test_ids_and_codes_that_do_not_exist_are_a_line_each():
    wrong = replace(CORPUS, ladder="rope", without_documents=frozenset({"D99"}))
    lines = refused(wrong)
    assert lines[0].startswith('specification: column ladder: "rope" is unknown; allowed: tracks,')
    assert lines[1].startswith('specification: column without_documents: "D99" is unknown;')

"""The tables and sentences of a chapter say what the release says, and nothing else."""

import pytest

from analysis import load_corpus
from analysis.reading import facts, views


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module", params=sorted(load_corpus().cases["slug"]))
def case(corpus, request):
    return corpus.case(request.param)


def test_who_says_it_names_those_who_passed_it_on(corpus):
    claims = corpus.case("vorontsov").claims
    said = views.voice(claims[claims["statement"].str.startswith("The court held")], corpus)
    assert list(said) == [
        "Lyublinsky District Court of Moscow, through OVD-Info and Agence France-Presse"
    ]


def test_what_is_not_known_is_counted_from_the_rows(corpus):
    case = corpus.case("vorontsov")
    measures = case.events.query("event_class == 'measure' and layer == 'corpus'")
    vague = (measures["corpus_precision"] != "day").sum()
    first = views.unknown(case)[0]
    assert first.startswith(f"The exact day is not stated for {vague} of {len(measures)} measures")


def test_no_easing_is_said_only_where_none_is_coded(corpus):
    case = corpus.case("vorontsov")
    assert any("No document reports a release" in sentence for sentence in views.unknown(case))


def test_a_fact_is_named_by_its_event_or_claim(corpus):
    known = facts.all_facts(corpus.case("vorontsov"))
    assert known["E008"] == "8 May 2020"
    assert known["E014_term"] == "5 years"
    assert known["E005_interval"] == "0 to 1 month"
    assert known["E008_custody_duration_computed"] == "816 to 820 days"


def test_a_number_that_the_documents_disagree_on_has_no_single_name(corpus):
    known = facts.all_facts(corpus.case("vorontsov"))
    assert "E014_offences" not in known
    assert "E007_sum_converted" not in known


def test_a_fact_that_does_not_exist_is_refused(corpus):
    with pytest.raises(KeyError, match="E999 is no fact; there are documents"):
        facts.glue_facts(facts.corpus_facts(corpus), "E999")


def test_every_measure_of_the_corpus_has_its_rung_and_definition(corpus):
    told = corpus.events.query("layer == 'corpus'")["measure_type"].dropna().unique()
    shown = views.rungs(corpus)
    assert len(shown) == len(told)
    assert shown.notna().all(axis=None)


def test_contradictions_of_the_corpus_are_counted_apart_from_those_with_other_pages(corpus):
    known = facts.corpus_facts(corpus)
    inside, outside = facts._inside(corpus), ~facts._inside(corpus)
    assert inside.sum() + outside.sum() == len(corpus.conflicts)
    follow_up = corpus.claims.query("layer == 'follow_up'")["claim_id"]
    sides = corpus.conflicts[["claim_a", "claim_b"]].isin(list(follow_up)).any(axis=1)
    assert list(outside) == list(sides)
    assert known["conflicts_follow_up"] == str(sides.sum())

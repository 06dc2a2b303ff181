"""Each ladder ranks every type of measure, once, and says what it is."""

from dataclasses import replace

import pytest
from tables_fixture import real, replaced

from analysis.checks import rules_codebook
from analysis.measure.ladders import load_ladder

LADDERS = real().schema.vocabularies["ladder"]


def said(rule, rows):
    return [str(problem) for problem in rule(replaced(real(), ladders=rows))]


def changed(row, **cells):
    return replace(row, cells=dict(row.cells) | cells)


def test_there_are_six_ladders_and_one_is_a_warning():
    assert len(LADDERS) == 6
    warnings = [name for name in LADDERS if load_ladder(real(), name).warning]
    assert warnings == ["legal_stage"]


@pytest.mark.parametrize("name", LADDERS)
def test_a_ladder_ranks_every_measure_type(name):
    assert set(load_ladder(real(), name).places) == set(real()["measure_types"].by_id)


def test_only_the_three_tracks_are_a_partial_order():
    kinds = {name: load_ladder(real(), name).kind for name in LADDERS}
    assert [name for name, kind in kinds.items() if kind == "tracks"] == ["tracks"]
    assert load_ladder(real(), "tracks").compared == ("A", "C")
    assert load_ladder(real(), "plover").compared == ("all",)


def test_navco_puts_what_neither_confines_nor_uses_force_below_what_does():
    navco = load_ladder(real(), "navco")
    assert navco.rank("stigmatising_status") == navco.rank("home_search") == 1
    assert navco.rank("pretrial_remand") == navco.rank("crowd_force") == 2
    assert navco.rank("torture") == navco.rank("killing_or_custodial_death") == 3


def test_a_ladder_that_misses_a_measure_type_is_one_clear_line():
    rows = [row for row in real()["ladders"] if row.id != "navco torture"]
    assert said(rules_codebook.ladder_ranks_every_measure_type, rows) == [
        "data/codebook/ladders.csv: column measure_type: ladder navco has no rank for torture; "
        "each type of measure needs one"
    ]


def test_a_ladder_that_says_two_things_of_itself_is_refused():
    rows = [changed(r, warning=True) if r.id == "plover torture" else r for r in real()["ladders"]]
    (line,) = said(rules_codebook.ladder_is_of_one_kind, rows)
    assert "(plover torture), column warning: differs from the first row of the ladder" in line


def test_a_rank_on_the_tracks_that_is_not_the_rung_is_refused():
    rows = [changed(r, rank=5.0) if r.id == "tracks torture" else r for r in real()["ladders"]]
    (line,) = said(rules_codebook.ranks_of_the_tracks_are_the_rungs, rows)
    assert line.endswith("(tracks torture), column rank: 5 is not the rung; allowed: 3")

"""What was published once is found again: the list of ids and addresses grows and never shrinks."""

import re
import subprocess
from datetime import date

import pytest
from tables_fixture import real

from analysis.archive import addresses
from analysis.archive.addresses import NAME, Published, anchors, grown, ids, lost, published, update
from analysis.archive.tombstones import tombstones
from analysis.ground.edition import read_edition
from analysis.ground.paths import ROOT
from analysis.ground.problems import BadInput
from analysis.reading.linked import text

# Numbers that no row ever had, each with the correction that says so or the reason.
NEVER_GIVEN = {"R31": "X074"}
# Their numbers are given in blocks, so that two who work at once do not take the same.
IN_BLOCKS = {"gaps", "corrections"}
NUMBERED = ("documents", "roots", "passages", "claims", "events", "cases", "headlines", "breaks")

HERE = Published("claims", "C001")
CARD = Published("card", "evidence/k.html#C001")


# --- the list and the book ---------------------------------------------------------------


def test_all_that_was_published_is_there_or_is_a_tombstone(site):
    found = [*ids(real()), *anchors(site)]
    gone = [f"{one.kind} {one.name}" for one in lost(published(), found)]
    assert gone == [], "was published and is gone"


def test_all_that_is_there_is_in_the_list(site):
    listed = {one.what for one in published()}
    new = [f"{one.kind} {one.name}" for one in anchors(site) if one.what not in listed]
    new += [f"{one.kind} {one.name}" for one in ids(real()) if one.what not in listed]
    assert new == [], f"is not in {NAME}; run `make addresses`"


def test_a_tombstone_names_the_correction_that_withdrew_it():
    corrections = real()["corrections"].by_id
    tombstones = [one for one in published() if one.withdrawn]
    assert Published("documents", "D58", "X200") in tombstones
    for one in tombstones:
        assert corrections[one.withdrawn]["what"].startswith("Withdrawn")
        assert one.name.partition("#")[2] or one.name == corrections[one.withdrawn]["row_id"]


@pytest.mark.parametrize("table", NUMBERED)
def test_no_number_is_missing_from_the_list_so_none_was_taken_out(table):
    assert table not in IN_BLOCKS
    names = {one.name for one in published() if one.kind == table} | set(NEVER_GIVEN)
    letter = next(row.id[0] for row in real()[table])
    numbers = sorted(int(name[1:]) for name in names if name[0] == letter)
    assert numbers == list(range(1, numbers[-1] + 1))


def test_a_number_that_was_never_given_is_one_that_a_correction_speaks_of():
    for id, correction in NEVER_GIVEN.items():
        row = real()["corrections"].by_id[correction]
        assert row["row_id"] == id
        assert not row["what"].startswith("Withdrawn")


def test_no_line_was_ever_taken_out_of_the_list():
    """By the history, as far as this copy has it; a line may only become a tombstone."""
    log = subprocess.run(
        ["git", "log", "--format=", "--unified=0", "-p", "--", NAME],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    removed = re.findall(r"^-([a-z]+,[^,\n]+),", log, re.MULTILINE)
    kept = {f"{one.kind},{one.name}" for one in published()}
    assert [line for line in removed if line not in kept] == []


# --- how it grows ------------------------------------------------------------------------


def test_what_is_new_comes_in_and_nothing_goes():
    more = Published("claims", "C002")
    assert grown([HERE], [more]) == [HERE, more]
    assert grown([HERE, more], [HERE]) == [HERE, more]
    assert lost([HERE, more], [HERE]) == [more]


def test_a_row_that_is_withdrawn_becomes_a_tombstone_and_so_does_its_card():
    withdrawn = HERE._replace(withdrawn="X009")
    assert grown([HERE, CARD], [withdrawn]) == [
        CARD._replace(withdrawn="X009"),
        withdrawn,
    ]
    assert lost(grown([HERE, CARD], [withdrawn]), [withdrawn]) == []


def test_a_card_that_was_withdrawn_leaves_a_tombstone_at_its_address():
    log = {
        "correction_id": "X009",
        "date": date(2026, 11, 30),
        "table": "claims",
        "row_id": "C001",
        "what": "Withdrawn.",
        "why": "Asked for.",
    }
    kept = {**log, "row_id": "C002", "what": "Value changed."}
    other = Published("card", "evidence/k.html#C002")
    (stone,) = tombstones("k", [HERE, CARD, other], [log, kept])
    assert (stone.id, stone.title) == ("C001", "Withdrawn")
    said = {entry.term: "".join(map(text, entry.lines)) for entry in stone.entries}
    assert said == {"Day": "30 November 2026", "Why": "Asked for.", "Correction": "X009"}
    assert tombstones("another", [CARD], [log]) == []


def test_a_tombstone_that_is_found_at_its_address_is_still_one():
    withdrawn = HERE._replace(withdrawn="X009")
    assert grown([HERE, CARD], [withdrawn, CARD])[0] == CARD._replace(withdrawn="X009")


def test_a_tombstone_stays_one():
    withdrawn = HERE._replace(withdrawn="X009")
    assert grown([withdrawn], [HERE]) == [withdrawn]


def test_what_is_gone_is_refused_a_line_each_and_the_list_stays_as_it_is(tmp_path, site):
    path = tmp_path / "addresses.csv"
    before = "kind,name,withdrawn\nclaims,C998,\npage,old.html,\n"
    path.write_text(before)
    with pytest.raises(BadInput) as refused:
        update(real(), site, path)
    ask = "was published and is gone; put it back, or log its row as withdrawn"
    assert str(refused.value).splitlines() == [
        f"{NAME}: claims C998 {ask}",
        f"{NAME}: page old.html {ask}",
    ]
    assert path.read_text() == before


def test_a_list_is_made_once_and_then_nothing_is_new(tmp_path, site):
    path = tmp_path / "addresses.csv"
    assert not update(real(), site, path).startswith(f"{NAME}: 0 added")
    assert update(real(), site, path).startswith(f"{NAME}: 0 added")


def test_a_list_with_a_cell_too_many_is_refused(tmp_path):
    path = tmp_path / "addresses.csv"
    path.write_text("kind,name,withdrawn\nclaims,C001,,more\n")
    with pytest.raises(BadInput) as refused:
        published(path)
    assert str(refused.value) == f"{NAME}: row 1: must have 3 cells"


def test_the_chapter_tells_of_the_list():
    assert addresses.LIST.name in (ROOT / "book/data.ipynb").read_text(encoding="utf-8")


# --- versions ----------------------------------------------------------------------------


def test_the_version_is_read_from_citation_cff_and_stands_in_no_other_description(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text("version: 1.20.3\ndate-released: 2027-01-31\n")
    edition = read_edition(path)
    assert (edition.version, edition.released.isoformat()) == ("1.20.3", "2027-01-31")
    described = (ROOT / "data/datapackage.yaml").read_text(encoding="utf-8")
    assert re.findall(r"^version:", described, re.M) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("version: 1.2\ndate-released: 2027-01-31\n", [
            "field version: found 1.2; allowed: three numbers such as 0.1.0"]),
        ("version: 01.2.3\ndate-released: soon\n", [
            "field date-released: found 'soon'; allowed: a day such as 2026-11-21",
            "field version: found '01.2.3'; allowed: three numbers such as 0.1.0"]),
        ("- a list\n", [
            "field date-released: found None; allowed: a day such as 2026-11-21",
            "field version: found None; allowed: three numbers such as 0.1.0"]),
    ],
)  # fmt: skip
def test_a_version_or_a_day_that_is_none_is_refused(tmp_path, text, lines):
    path = tmp_path / "CITATION.cff"
    path.write_text(text)
    with pytest.raises(BadInput) as refused:
        read_edition(path)
    assert str(refused.value).splitlines() == [f"CITATION.cff: {line}" for line in lines]

"""Two releases are compared: what came, changed and went, and which results moved."""

import csv
import io
import json
import shutil
import subprocess

import pytest
from archive_fixture import zipped
from coding_fixture import Coding, run
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_fixture import in_memory

from analysis.archive.compare import (
    FIRST,
    NONE,
    SECOND,
    THIRD,
    Cell,
    Change,
    compare,
    step,
    taken,
)
from analysis.archive.released import Release, Rows, read_released
from analysis.ground.paths import DATA, ROOT
from analysis.release.write import release_files

RELEASE = DATA / "release"
# A state of the project's own history: the release as it was when the indicators were new.
EARLIER = "99fbe38"


@pytest.fixture
def releases(tmp_path):
    """Two copies of the release in folders; edit them, then compare."""
    old = shutil.copytree(RELEASE, tmp_path / "old", copy_function=shutil.copyfile)
    new = shutil.copytree(RELEASE, tmp_path / "new", copy_function=shutil.copyfile)
    return old, new


def numbered(folder, version):
    """Give a copied release another version."""
    path = folder / "datapackage.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": version}))
    return folder


def edited(folder, table, change):
    """Change the rows of a copied table: a function of the list of rows."""
    path = folder / f"{table}.csv"
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    text = io.StringIO()
    changed = change([dict(zip(header, row, strict=True)) for row in rows])
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(changed)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def set_cells(id, **cells):
    """Change some cells of the row with an id, in its first column."""
    return lambda rows: [row | cells if next(iter(row.values())) == id else row for row in rows]


def told(capsys, old, new):
    code, out, err = run(capsys, "diff", old, new)
    assert (code, err) == (0, [])
    return out


# --- what is told ------------------------------------------------------------------------


def test_the_same_release_twice_has_changed_in_nothing(capsys):
    assert told(capsys, RELEASE, RELEASE)[1:] == ["No row and no column changed."]


def test_a_zip_and_the_release_in_it_are_the_same(tmp_path, capsys):
    path = tmp_path / "data.zip"
    path.write_bytes(zipped())
    assert told(capsys, path, RELEASE)[-1] == "No row and no column changed."
    assert told(capsys, DATA, path)[-1] == "No row and no column changed."
    assert told(capsys, path, DATA)[-1] == "No row and no column changed."


def test_rows_that_came_changed_and_went_are_told_by_table_and_column(releases, capsys):
    old, new = releases
    numbered(new, "9.1.0")
    edited(new, "claims", set_cells("C074", unit="months", low="30"))
    edited(new, "claims", lambda rows: [*rows[1:], rows[1] | {"claim_id": "C999"}])
    lines = told(capsys, old, new)
    assert lines[0].endswith("to version 9.1.0.")
    start = lines.index("Table claims: 1 added, 1 changed, 1 withdrawn")
    assert lines[start + 1 : start + 4] == [
        "  added: C999",
        "  withdrawn: C001",
        "  C074: low: 2.5 → 30; unit: years → months",
    ]


def test_indicators_and_headline_sentences_that_moved_stand_first(releases, capsys):
    old, new = releases

    def moved(rows):
        first, *others = rows
        return [first | {"high": "6"}, *others]

    edited(new, "indicators", moved)
    edited(new, "robustness", lambda rows: [rows[0] | {"answer": "fails", "holds": "0"}, *rows[1:]])
    edited(new, "headlines", set_cells("H02", sentence="Another sentence."))
    lines = told(capsys, old, new)
    sentences, indicators = map(
        lines.index, ("Headline sentences that moved", "Indicators that moved")
    )
    table = next(at for at, line in enumerate(lines) if line.startswith("Table "))
    assert sentences < indicators < table
    first = next(iter(rows(old, "robustness")))
    assert lines[sentences + 1].startswith("  H02 is worded anew: sentence: ")
    assert lines[sentences + 2].startswith(
        f"  {' '.join(list(first.values())[:4])}: answer: {first['answer']} → fails; holds: "
    )
    one = next(iter(rows(old, "indicators")))
    key = " ".join(one[column] for column in ("indicator", "evidence", "unit", "item"))
    assert lines[indicators + 1] == f"  {key}: high: {one['high']} → 6"


def rows(folder, table):
    return csv.DictReader(io.StringIO((folder / f"{table}.csv").read_text(encoding="utf-8")))


def test_a_column_that_came_is_told_once_and_not_in_every_row(releases, capsys):
    old, new = releases
    path = old / "datapackage.json"
    package = json.loads(path.read_text())
    cases = next(resource for resource in package["resources"] if resource["name"] == "cases")
    (gone,) = [f for f in cases["schema"]["fields"] if f["name"] == "inclusion_reason"]
    cases["schema"]["fields"].remove(gone)
    path.write_text(json.dumps(package))
    found = list(rows(old, "cases"))
    text = io.StringIO()
    columns = [column for column in found[0] if column != "inclusion_reason"]
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    (old / "cases.csv").write_text(text.getvalue(), encoding="utf-8")
    lines = told(capsys, old, new)
    assert lines[-2:] == [
        "Table cases: 0 added, 0 changed, 0 withdrawn",
        "  new columns: inclusion_reason",
    ]
    assert "  columns that are gone: inclusion_reason" in told(capsys, new, old)


def test_a_state_of_the_history_is_compared_with_the_release_of_today(tmp_path, capsys):
    """The real thing: a release without headlines, whose tables had other rows."""
    packed = subprocess.run(
        ["git", "archive", EARLIER, "data/release"], cwd=ROOT, capture_output=True, check=False
    )
    if packed.returncode:
        pytest.skip(f"the history without {EARLIER}: a shallow copy")
    subprocess.run(["tar", "-x", "-C", tmp_path], input=packed.stdout, check=True)
    lines = told(capsys, tmp_path, RELEASE)
    assert "Table headlines: new" in lines
    assert any(line.startswith("Table claims: ") for line in lines)
    documents = next(at for at, line in enumerate(lines) if line.startswith("Table documents: "))
    assert "  withdrawn: D58, D65" in lines[documents : documents + 3]


# --- properties --------------------------------------------------------------------------

TABLE = st.dictionaries(
    st.text("ab", min_size=1, max_size=3), st.text("xyz", max_size=2), max_size=5
)


def release(cells, version="1.0.0"):
    found = tuple({"id": id, "value": value} for id, value in cells.items())
    return Release("r", version, {"t": Rows(("id", "value"), ("id",), found)})


@settings(deadline=None)
@given(TABLE, TABLE)
def test_each_row_is_told_once_and_both_ways_alike(old, new):
    there, back = (compare(release(one), release(two)) for one, two in ((old, new), (new, old)))
    change = there[0] if there else Change("t")
    other = back[0] if back else Change("t")
    assert set(change.added) == set(new) - set(old) == set(other.withdrawn)
    assert set(change.withdrawn) == set(old) - set(new) == set(other.added)
    assert set(change.changed) == {id for id in old if id in new and old[id] != new[id]}
    assert (there == []) == (old == new)


# --- versions ----------------------------------------------------------------------------


def change(table="claims", **cells):
    """A change of some cells of one row, from nothing to something."""
    return Change(table, changed={"a": tuple(Cell(c, "", v) for c, v in cells.items())})


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ([], NONE),
        ([change(statement="x")], THIRD),
        ([change(statement="x", low="1")], SECOND),
        ([change(statement="x"), Change("events", added=("E999",))], SECOND),
        ([Change("corrections", added=("X999",))], THIRD),
        ([Change("events", new_columns=("more",))], SECOND),
        ([Change("events", gone_columns=("date",))], FIRST),
        ([Change("events", is_gone=True), Change("claims", added=("C999",))], FIRST),
        ([Change("events", other_key=(("a",), ("b",)))], FIRST),
    ],
)
def test_the_gravest_change_says_which_number_of_the_version_must_rise(changes, asked):
    assert step(changes) == asked


@pytest.mark.parametrize(
    ("old", "new", "rose"),
    [("0.1.0", "1.0.0", FIRST), ("0.1.9", "0.10.0", SECOND), ("0.1.0", "0.1.1", THIRD)],
)
def test_versions_are_numbers_and_no_words(old, new, rose):
    assert taken(release({}, old), release({}, new)) == rose
    assert compare(release({}, old), release({}, new)) == []


def test_a_version_that_rose_too_little_is_told(releases, capsys):
    old, new = releases
    numbered(old, "2.0.0")
    numbered(new, "2.0.1")
    edited(new, "claims", set_cells("C074", low="30"))
    assert told(capsys, old, new)[:3] == [
        "From version 2.0.0 to version 2.0.1.",
        "Such changes ask for a step of the second number of the version.",
        "It rose in the third number only.",
    ]


# --- what is refused ---------------------------------------------------------------------


def refused(capsys, old, new, *lines):
    assert run(capsys, "diff", old, new) == (1, [], list(lines))


def test_the_later_release_first_is_refused(releases, capsys):
    old, new = releases
    numbered(old, "0.10.0")
    numbered(new, "0.9.1")
    found = f"is version 0.9.1 and {old} is 0.10.0; give the older one first"
    refused(capsys, old, new, f"{new}: {found}")


EXPECTED = "give the zip of a release, the folder it was unpacked to, or a folder data/release"


def test_what_is_no_release_is_refused(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "words.txt").write_text("words")
    none = tmp_path / "none"
    for path, found in [
        (tmp_path / "empty", f"is no release of this data: {EXPECTED}"),
        (tmp_path / "words.txt", "is no zip that can be read: File is not a zip file"),
        (none, "is missing"),
    ]:
        refused(capsys, path, RELEASE, f"{path}: {found}")
        refused(capsys, RELEASE, path, f"{path}: {found}")


def test_each_table_that_is_missing_is_told_in_a_line(releases, capsys):
    old, new = releases
    for name in ("claims", "events"):
        (new / f"{name}.csv").unlink()
    refused(
        capsys,
        old,
        new,
        f"{new}: table claims is missing: datapackage.json names claims.csv",
        f"{new}: table events is missing: datapackage.json names events.csv",
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("words", "datapackage.json does not describe the tables of a release"),
        ("{}", "datapackage.json does not describe the tables of a release"),
        ('{"resources": [], "version": "two"}', "datapackage.json has version 'two'; allowed: "
         "three numbers such as 0.1.0"),
    ],
)  # fmt: skip
def test_a_description_that_is_none_is_refused(releases, capsys, content, found):
    old, new = releases
    (old / "datapackage.json").write_text(content)
    refused(capsys, old, new, f"{old}: {found}")


def test_a_table_that_is_not_as_it_is_described_is_refused(releases, capsys):
    old, new = releases
    path = new / "cases.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("case_id", "case", 1))
    columns = "case_id, slug, title, unit, inclusion_reason"
    refused(
        capsys,
        old,
        new,
        f"{new}: cases.csv: column case: is not in the schema; allowed: {columns}",
        f"{new}: cases.csv: column case_id: is missing from the header",
    )


def test_a_row_that_is_too_short_is_refused(releases, capsys):
    old, new = releases
    with (new / "cases.csv").open("a", encoding="utf-8") as file:
        file.write("K9,short\n")
    refused(capsys, old, new, f"{new}: cases.csv: row 9: has 2 cells; allowed: 5")


def test_releases_of_invented_codings_are_compared_as_well(tmp_path):
    for name, coding in (("a", Coding()), ("b", Coding().change("claims", "C003", low=1))):
        (tmp_path / name).mkdir()
        for path, content in release_files(in_memory(coding)).items():
            (tmp_path / name / path).write_bytes(content)
    changes = compare(read_released(tmp_path / "a"), read_released(tmp_path / "b"))
    (claims,) = [one for one in changes if one.table == "claims"]
    assert [(cell.column, cell.old, cell.new) for cell in claims.changed["C003"]] == [
        ("low", "2", "1")
    ]

"""The release follows from the coding and from nothing else: same rows, same bytes."""

import csv
import hashlib
import io
import json
import random
import re
import shutil
from datetime import date

import pytest
from coding_fixture import Coding, claim, run
from frictionless import Package
from tables_fixture import in_memory, real, released, released_whole

from analysis.checks.check import load, table_problems
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput
from analysis.ground.schema import load_schema
from analysis.release.derive import derive
from analysis.release.write import csv_bytes, main, release_files, stale_files, write_release

GOOD = Coding()
RELEASE = DATA / "release"
TABLES = load_schema().stage("release")


@pytest.fixture(autouse=True)
def _without_texts(monkeypatch):
    # The invented codings have no texts, and the real one is checked against them elsewhere.
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)


def contents(data):
    return {path.name: path.read_bytes() for path in (data / "release").iterdir()}


# --- the same bytes ----------------------------------------------------------------------


def test_the_committed_release_is_what_the_coding_gives():
    stale = stale_files(load())
    assert stale == [], f"data/release is stale ({', '.join(stale)}); run `make release`"


def test_a_second_release_gives_the_same_bytes_and_writes_nothing(tmp_path):
    data = GOOD.write(tmp_path)
    written = main(data)
    first = contents(data)
    assert written == f"wrote {', '.join(sorted(first))}"
    assert main(data) == "the release is up to date"
    assert contents(data) == first


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_give_the_same_bytes(tmp_path, seed):
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("release"))
    order = random.Random(seed)
    for path in (data / "coding").glob("*.csv"):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header, *order.sample(rows, len(rows))])
        path.chmod(0o644)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert (data / "coding/claims.csv").read_bytes() != (DATA / "coding/claims.csv").read_bytes()
    main(data)
    # The committed release is that of the rows in their order: the first test sees to it.
    assert contents(data) == contents(DATA)


def test_deriving_changes_no_row_of_the_coding():
    tables = in_memory(GOOD)
    before = {name: [dict(row) for row in table] for name, table in tables.items()}
    derive(tables)
    assert {name: [dict(row) for row in table] for name, table in tables.items()} == before


# --- the form ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(RELEASE.iterdir()), ids=lambda path: path.name)
def test_a_released_file_is_utf_8_with_line_feeds(path):
    content = path.read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.path.stem)
def test_a_released_table_is_sorted_by_its_key(schema):
    rows = released_whole()[schema.path.stem]
    keys = [tuple(row[column] for column in schema.key) for row in rows]
    assert keys == sorted(set(keys))


def test_cells_are_written_in_one_form():
    cells = [1.0, 2.5, 0.041666, 1 / 3, 0.00001, 1e7, 5, None, True, False, date(2020, 5, 8), "a,b"]
    text = csv_bytes(["cell"], [{"cell": cell} for cell in cells]).decode()
    assert text.splitlines() == [
        *("cell", "1", "2.5", "0.041666", "0.333333", "0.00001", "10000000", "5", '""'),
        *("yes", "no", "2020-05-08", '"a,b"'),
    ]


def test_every_number_of_the_release_is_written_plainly():
    for schema in TABLES:
        rows = csv.DictReader(io.StringIO(schema.path.read_text(encoding="utf-8"), newline=""))
        numbers = [c for c, field in schema.fields.items() if field["type"] == "number"]
        found = {row[column] for row in rows for column in numbers} - {""}
        assert not [n for n in found if not re.fullmatch(r"-?\d+(\.\d{0,5}[1-9])?", n)]


def test_the_manifest_holds_the_hash_and_size_of_every_other_file():
    manifest = json.loads((RELEASE / "manifest.json").read_text(encoding="utf-8"))
    files = contents(DATA)
    del files["manifest.json"]
    assert manifest["files"] == {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    }
    assert manifest["version"] == load_schema().descriptor["version"]


def faults(folder):
    """What the library finds wrong with a release by its own description, and in how many rows."""
    tasks = Package(str(folder / "datapackage.json")).validate().tasks
    # Of a table without rows, as that of the adjudications is now, the library counts none.
    rows = {task.name: task.stats.get("rows", 0) for task in tasks}
    return [(task.name, error.type) for task in tasks for error in task.errors], rows


def test_the_release_is_valid_by_its_own_description():
    assert faults(RELEASE) == ([], {name: len(rows) for name, rows in released_whole().items()})


def test_its_own_description_would_find_a_fault(tmp_path):
    shutil.copytree(RELEASE, tmp_path, dirs_exist_ok=True, copy_function=shutil.copyfile)
    path = tmp_path / "events.csv"
    path.write_bytes(path.read_bytes().replace(b",K1,", b",K9,", 1))
    assert faults(tmp_path)[0] == [("events", "foreign-key")]


def test_the_description_holds_no_word_of_our_own():
    text = (RELEASE / "datapackage.json").read_text(encoding="utf-8")
    for resource in json.loads(text)["resources"]:
        assert {"stage", "extends", "may_be_empty"}.isdisjoint(resource)
        for field in resource["schema"]["fields"]:
            assert {"vocabulary", "edtf"}.isdisjoint(field)


def test_the_release_fits_the_schema_of_the_project():
    assert table_problems(load_schema(), "release") == []


# --- what is derived ---------------------------------------------------------------------


def test_a_release_without_a_conflict_has_an_empty_table_of_them():
    assert derive(in_memory(GOOD))["conflicts"] == []
    files = release_files(in_memory(GOOD))
    assert files["conflicts.csv"].decode().count("\n") == 1


def test_every_table_of_the_coding_is_released_whole():
    for name in ("roots", "passages", "coverage", "links", "entities", "corrections"):
        assert {tuple(r.items()) for r in released()[name]} == {
            tuple(dict(r).items()) for r in real()[name]
        }


def test_a_document_says_what_was_taken_from_it():
    first, second = derive(in_memory(GOOD))["documents"]
    taken = ("publisher_is_target", "sentences", "sentences_coded", "claims", "roots")
    assert [first[column] for column in taken] == [False, 5, 4, 10, 1]
    assert [second[column] for column in taken] == [False, None, None, 1, 1]


def test_a_document_of_which_nothing_was_coded_has_no_coded_sentence_and_not_no_number():
    coding = GOOD
    for number in range(2, 6):
        coding = coding.change("coverage", f"D01-S0{number}", status="background")
    assert derive(in_memory(coding))["documents"][0]["sentences_coded"] == 0


def test_the_removes_of_a_claim_count_those_who_passed_it_on_and_the_document():
    removes = {c["claim_id"]: c["removes"] for c in derive(in_memory(GOOD))["claims"]}
    assert removes["C001"] == 0  # the outlet in its own pages
    assert removes["C004"] == 1  # the society, in the outlet's pages
    assert removes["C003"] == 2  # a keeper, to the outlet, in its pages


def test_the_dates_of_a_claim_are_those_of_its_words_and_not_of_the_event():
    claims = {c["claim_id"]: c for c in derive(in_memory(GOOD))["claims"]}
    assert (claims["C006"]["earliest"], claims["C006"]["latest"]) == (None, date(2021, 7, 31))
    assert claims["C001"]["earliest"] is claims["C001"]["latest"] is None


def test_an_event_shows_the_corpus_alone_and_both_layers():
    coding = GOOD.add(
        "claims",
        **claim("C900", "E003", "", "date", "time", value="2021-06-15", date_basis="explicit"),
    )
    fine = derive(in_memory(coding))["events"][2]
    assert fine["layer"] == "corpus"
    assert (fine["corpus_earliest"], fine["corpus_latest"]) == (date(2020, 5, 4), date(2021, 7, 31))
    assert fine["earliest"] == fine["latest"] == date(2021, 6, 15)
    assert (fine["corpus_precision"], fine["date_precision"]) == ("several_years", "day")


def test_support_from_the_corpus_alone_stands_beside_that_from_both_layers():
    register = claim("C900", "E003", "", "occurrence", "occurrence")
    coding = GOOD.add("claims", **register | {"assertion_type": "public_register"})
    fine = derive(in_memory(coding))["events"][2]
    assert fine["corpus_support_level"] == "S1_one_root"
    assert fine["support_level"] == "S5_record_inspected"


# --- what is refused ---------------------------------------------------------------------


def test_a_date_narrower_than_its_claims_is_refused_in_one_line(tmp_path, capsys):
    # The fine is said to be of July 2021 at the latest, and to follow the visit of 4 May 2020.
    data = GOOD.change("events", "E003", date="2020-06").write(tmp_path)
    assert run(capsys, "release", "--data", data) == (
        1,
        [],
        [
            'data/coding/events.csv: row 3 (E003), column date: "2020-06" rules out days that '
            "claims and order leave open; allowed: 2020-05-04 to 2021-07-31 or wider"
        ],
    )
    assert not (data / "release").exists()


def test_a_date_wider_than_its_claims_is_not_refused():
    derive(in_memory(GOOD.change("events", "E003", date="2020/2021")))


def test_nothing_is_written_when_the_coding_is_broken(tmp_path, capsys):
    data = GOOD.write(tmp_path)
    main(data)
    before = contents(data)
    claims = data / "coding/claims.csv"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace(",2,3,", ",3,2,"), encoding="utf-8"
    )
    code, out, errors = run(capsys, "release", "--data", data)
    assert (code, out) == (1, [])
    assert errors == ["data/coding/claims.csv: row 3 (C003), column low: 3 is above high 2"]
    assert contents(data) == before


# --- the folder --------------------------------------------------------------------------


def test_a_file_that_does_not_belong_to_the_release_is_removed(tmp_path):
    tables = in_memory(GOOD)
    write_release(tables, tmp_path)
    (tmp_path / "release/left-over.csv").write_text("old")
    assert stale_files(tables, tmp_path) == ["left-over.csv"]
    assert write_release(tables, tmp_path) == ["left-over.csv"]
    assert set(contents(tmp_path)) == set(release_files(tables))


@pytest.mark.parametrize("harm", ["edit", "delete"])
def test_a_file_that_was_changed_by_hand_is_stale_and_written_anew(tmp_path, harm):
    tables = in_memory(GOOD)
    write_release(tables, tmp_path)
    path = tmp_path / "release/events.csv"
    if harm == "edit":
        path.write_bytes(path.read_bytes().replace(b"2020", b"2021", 1))
    else:
        path.unlink()
    assert stale_files(tables, tmp_path) == ["events.csv"]
    assert write_release(tables, tmp_path) == ["events.csv"]
    assert stale_files(tables, tmp_path) == []


def test_a_folder_inside_the_release_is_refused_in_one_line(tmp_path):
    (tmp_path / "data/release/drafts").mkdir(parents=True)
    with pytest.raises(BadInput) as refused:
        write_release(in_memory(GOOD), tmp_path / "data")
    assert str(refused.value) == "data/release/drafts: cannot be read: Is a directory"
    assert [path.name for path in (tmp_path / "data/release").iterdir()] == ["drafts"]

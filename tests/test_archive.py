"""The zip of the data: the same on every machine, whole, described, and read by others' tools."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import zipfile
from importlib.resources import files as resources

import duckdb
import nbformat
import pandas as pd
import pyarrow.parquet as pq
import pytest
import requests_cache
import urllib3
from archive_fixture import contents, unpack, zipped
from frictionless import Package
from requests.adapters import HTTPAdapter
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.services import validate
from tables_fixture import real, released_whole

from analysis.archive.about import PARTS, load_lines
from analysis.archive.contents import archive_files, archive_name, write_archive
from analysis.archive.provenance import entering
from analysis.archive.zipped import packed
from analysis.ground.edition import read_edition
from analysis.ground.paths import DATA, ROOT
from analysis.ground.problems import BadInput
from analysis.ground.schema import load_schema
from analysis.measure.indicators import READINGS
from analysis.measure.observation import observe


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The archive as a reader has it after unpacking, read only by these tests."""
    place = tmp_path_factory.mktemp("archive")
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        archive.extractall(place)
    return place


def read_json(path):
    return json.loads(contents()[path])


def rows_of(path):
    return list(csv.DictReader(io.StringIO(contents()[path].decode(), newline="")))


# --- the same bytes ----------------------------------------------------------------------


def test_the_zip_is_the_same_whatever_the_clock_and_the_times_of_files(tmp_path, monkeypatch):
    data = shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)
    for path in data.rglob("*"):
        os.utime(path, (0, 0))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("TZ", "Pacific/Chatham")
    monkeypatch.setattr("time.time", lambda: 0.0)
    path = write_archive(tmp_path / "zip", data)
    assert path.read_bytes() == zipped()
    assert path.name == archive_name(load_schema())


def test_the_name_of_the_zip_is_that_of_the_version_and_an_older_zip_goes(tmp_path):
    for name in ("repression-escalation-data-0.0.1.zip", "other.zip"):
        (tmp_path / name).write_bytes(b"")
    path = write_archive(tmp_path)
    assert path.name == f"repression-escalation-data-{read_edition().version}.zip"
    assert {found.name for found in tmp_path.iterdir()} == {path.name, "other.zip"}


def test_every_file_bears_the_day_of_release_and_none_says_where_it_was_made():
    released = read_edition().released
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        entries = archive.infolist()
    assert {entry.date_time[:3] for entry in entries} == {
        (released.year, released.month, released.day)
    }
    assert [entry.filename for entry in entries] == sorted(contents())
    for path, content in contents().items():
        assert str(ROOT).encode() not in content, path


# --- whole -------------------------------------------------------------------------------


def test_the_data_of_the_zip_are_the_data_folder_and_nothing_is_left_out(folder):
    there = {p.relative_to(DATA): p.read_bytes() for p in DATA.rglob("*") if p.is_file()}
    here = folder / "data"
    assert {p.relative_to(here): p.read_bytes() for p in here.rglob("*") if p.is_file()} == there


def test_with_the_code_of_its_version_it_is_all_that_the_book_is_built_from(folder, tmp_path):
    """The code without its data, the data of the zip: make finds the same evidence."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    code = [name for name in listed if name and not name.startswith("data/")]
    unpack({name: (ROOT / name).read_bytes() for name in code if (ROOT / name).is_file()}, tmp_path)
    assert not (tmp_path / "data").exists()
    shutil.copytree(folder / "data", tmp_path / "data")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    derived = subprocess.run(
        [ROOT / ".venv/bin/python", "-c", STALE], cwd=tmp_path, capture_output=True, text=True
    )
    assert (derived.stdout, derived.returncode) == ("Corpus []\n", 0), derived.stderr


# Run in a copy of the code: what a chapter loads, and what a check would find wrong with it.
STALE = """
from pathlib import Path
import analysis
from analysis.checks.check import check
from analysis.ground.paths import ROOT
assert ROOT == Path.cwd(), ROOT
print(type(analysis.load_corpus()).__name__, check().problems)
"""


def test_it_holds_no_text_of_a_source_beyond_what_the_coding_holds():
    phrases = {row["phrase"] for row in rows_of("data/coding/passages.csv")}
    assert all(len(phrase.split()) <= 8 for phrase in phrases)
    texts = {row["text_file"] for row in rows_of("data/coding/documents.csv")} - {""}
    assert texts
    assert {path.rpartition("/")[2] for path in contents()} & texts == set()


def test_readme_and_chapter_name_every_part_that_is_there_and_no_other():
    named = tuple(PARTS)
    assert all(any(path.startswith(part) for path in contents()) for part in named)
    beside = {"README.md", "LICENSE", "LICENSE-DATA", "CITATION.cff", "CHANGELOG.md"}
    beside |= {"data/datapackage.yaml", "data/literature.bib"}
    assert {path for path in contents() if not path.startswith(named)} == beside
    readme = contents()["README.md"].decode()
    assert all(f"`{part}`" in readme for part in named)


# --- the descriptions --------------------------------------------------------------------


def test_it_is_valid_by_its_own_data_package(folder):
    report = Package(str(folder / "datapackage.json")).validate()
    assert [(task.name, e.message) for task in report.tasks for e in task.errors] == []
    assert len(report.tasks) == len(load_schema())


def test_the_data_package_describes_each_table_once_and_every_key_leads_to_one():
    resources = read_json("datapackage.json")["resources"]
    paths = {resource["path"] for resource in resources}
    assert paths == {path for path in contents() if path.endswith(".csv")}
    names = {resource["name"]: resource for resource in resources}
    assert len(names) == len(resources)
    for resource in resources:
        for key in resource["schema"].get("foreignKeys", ()):
            stage = resource["path"].split("/")[1]
            target = names[key["reference"]["resource"]]["path"].split("/")[1]
            assert (stage == "release") == (target == "release"), resource["name"]


def test_csv_on_the_web_says_of_each_column_what_its_cells_are():
    """Read as its standard says: names, required, types with their formats, and keys."""
    described = read_json("csv-metadata.json")
    tables = {table["url"]: table["tableSchema"] for table in described["tables"]}
    assert set(tables) == {path for path in contents() if path.endswith(".csv")}
    for path, schema in tables.items():
        rows = rows_of(path)
        header = next(csv.reader(io.StringIO(contents()[path].decode(), newline="")))
        assert header == [column["name"] for column in schema["columns"]]
        keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)), path
        for column in schema["columns"]:
            misfits = [cell for row in rows if not fits(cell := row[column["name"]], column)]
            assert misfits == [], f"{path} {column['name']}"
        for key in schema.get("foreignKeys", ()):
            reference = key["reference"]
            known = {row[reference["columnReference"][0]] for row in rows_of(reference["resource"])}
            assert {row[key["columnReference"][0]] for row in rows} <= known | {""}, path


def fits(cell, column):
    """Whether a cell is what CSV on the Web says of its column."""
    if cell == "":  # which is null there
        return not column["required"]
    datatype = column["datatype"]
    datatype = {"base": datatype} if isinstance(datatype, str) else datatype
    patterns = {
        "string": datatype.get("format", ".*"),
        "boolean": datatype.get("format"),
        "integer": r"-?\d+",
        "number": r"-?\d+(\.\d+)?",
        "date": r"\d{4}-\d\d-\d\d",
    }
    bounds = float(datatype.get("minimum", "-inf")), float(datatype.get("maximum", "inf"))
    within = datatype["base"] not in ("integer", "number") or bounds[0] <= float(cell) <= bounds[1]
    return within and re.fullmatch(patterns[datatype["base"]], cell, re.DOTALL) is not None


def test_a_cell_that_csv_on_the_web_does_not_allow_is_found():
    columns = read_json("csv-metadata.json")["tables"][0]["tableSchema"]["columns"]
    layer = next(column for column in columns if column["name"] == "layer")
    assert fits("corpus", layer)
    assert not fits("corpora", layer)
    assert not fits("", layer)


# --- research object ---------------------------------------------------------------------

CONTEXT = "https://w3id.org/ro/crate/1.3/context"


class Shelf(HTTPAdapter):
    """Answers from the copy of the context that rocrate brings, so that nobody is asked."""

    def send(self, request, **_):
        assert request.url == CONTEXT
        content = (resources("rocrate") / "data/ro-crate.jsonld").read_bytes()
        answer = urllib3.HTTPResponse(
            io.BytesIO(content),
            headers={"Content-Type": "application/ld+json"},
            status=200,
            preload_content=False,
        )
        return self.build_response(request, answer)


@pytest.fixture
def faults(tmp_path, monkeypatch):
    """Validate a crate at its REQUIRED level; a request to any host fails the test."""
    shelf = requests_cache.CachedSession(str(tmp_path / "shelf"), backend="sqlite")
    shelf.mount("https://", Shelf())
    shelf.get(CONTEXT)
    shelf.close()

    def nobody(*asked, **_):
        raise AssertionError(f"a host was asked for: {asked}")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    monkeypatch.setattr(socket.socket, "connect", nobody)

    def check(path):
        settings = ValidationSettings(
            rocrate_uri=path,
            offline=True,
            cache_path=tmp_path / "shelf",
            requirement_severity=Severity.REQUIRED,
        )
        result = validate(settings)
        assert len(result.executed_checks) > 50
        return [issue.message for issue in result.get_issues()]

    return check


@pytest.mark.filterwarnings("ignore")  # of the validator and what it stands on, none of ours
def test_the_zip_passes_the_validator_of_ro_crate_and_one_without_a_licence_does_not(
    faults, tmp_path
):
    path = tmp_path / "whole.zip"
    path.write_bytes(zipped())
    assert faults(path) == []
    described = read_json("ro-crate-metadata.json")
    root = next(entity for entity in described["@graph"] if entity["@id"] == "./")
    del root["datePublished"]
    broken = contents() | {"ro-crate-metadata.json": json.dumps(described).encode()}
    (tmp_path / "broken.zip").write_bytes(packed(broken, read_edition().released))
    assert any("datePublished" in message for message in faults(tmp_path / "broken.zip"))


def test_the_crate_lists_every_other_file_with_its_checksum():
    graph = {entity["@id"]: entity for entity in read_json("ro-crate-metadata.json")["@graph"]}
    others = set(contents()) - {"ro-crate-metadata.json", "manifest-sha256.txt"}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == others
    for path in others:
        assert graph[path]["sha256"] == hashlib.sha256(contents()[path]).hexdigest()
        assert graph[path]["description"], path


def test_the_crate_says_that_the_release_was_derived_from_what_people_wrote():
    graph = {entity["@id"]: entity for entity in read_json("ro-crate-metadata.json")["@graph"]}
    taken = {file["@id"].split("/")[1] for file in graph["#release"]["object"]}
    given = {file["@id"].split("/")[1] for file in graph["#release"]["result"]}
    assert (taken, given) == ({"coding", "codebook", "context"}, {"release"})


# --- provenance --------------------------------------------------------------------------


def chain():
    graph = read_json("prov.jsonld")["@graph"]
    return {entity["@id"]: set(entity.get("wasDerivedFrom", ())) for entity in graph}


def test_an_indicator_leads_to_its_document_step_by_step():
    links = chain()
    assert links["#C074"] == {"#P042"}
    assert links["#P042"] == {"#D03"}
    assert "#C074" in links["#E008"]
    custody = [id for id in links if id.startswith("#I5/corpus/vorontsov/") and "E008" in id]
    assert custody
    assert all("#E008" in links[id] for id in custody)


def test_every_link_leads_to_a_row_that_is_there_and_only_documents_are_derived_from_nothing():
    links = chain()
    assert set().union(*links.values()) <= set(links)
    assert {id for id, sources in links.items() if not sources} == {
        f"#{row['document_id']}" for row in rows_of("data/coding/documents.csv")
    }
    for table in ("claims", "events", "passages"):
        assert {
            f"#{next(iter(row.values()))}" for row in rows_of(f"data/coding/{table}.csv")
        } <= set(links)
    indicators = [id for id in links if id.startswith("#I")]
    assert len(indicators) == len(rows_of("data/release/indicators.csv"))


def test_a_result_is_derived_from_the_rows_that_it_counts():
    """Where a result is a count of rows, these are as many as the links."""
    seen = {reading: observe(real(), chosen) for reading, chosen in READINGS.items()}
    rows = released_whole()["indicators"]
    voices = [r for r in rows if r["indicator"] == "I7" and r["unit"] != "all"]
    wholes = [
        r for r in rows if (r["indicator"], r["item"]) in {("I6", "corroborated"), ("I7", "silent")}
    ]
    assert voices
    assert wholes
    for row in voices:
        assert len(entering(row, seen[row["evidence"]])) == row["low"]
    for row in wholes:
        assert len(entering(row, seen[row["evidence"]])) == row["out_of"]


def test_a_peak_is_derived_from_measures_of_its_track_alone():
    seen = observe(real(), READINGS["corpus"])
    row = {"indicator": "I1", "evidence": "corpus", "unit": "vorontsov", "item": "B"}
    events = [real()["events"].by_id[id] for id in entering(row, seen)]
    assert events
    assert {seen.type_of(event)["track"] for event in events} == {"B"}


# --- tables in types ---------------------------------------------------------------------


def test_there_is_a_parquet_copy_of_each_table_with_the_same_rows():
    copies = {path for path in contents() if path.endswith(".parquet")}
    assert {path.replace("parquet/", "data/").replace(".parquet", ".csv") for path in copies} == {
        path for path in contents() if path.endswith(".csv")
    }
    for path in copies:
        table = pq.read_table(io.BytesIO(contents()[path]))
        plain = rows_of(path.replace("parquet/", "data/").replace(".parquet", ".csv"))
        assert table.num_rows == len(plain)
        for column in table.column_names:
            empty = [value is None for value in table.column(column).to_pylist()]
            assert empty == [row[column] == "" for row in plain], f"{path} {column}"


def test_a_parquet_column_has_its_type_and_says_what_it_means():
    schema = pq.read_schema(io.BytesIO(contents()["parquet/release/claims.parquet"]))
    kinds = {name: str(schema.field(name).type) for name in ("low", "earliest", "removes")}
    assert kinds == {"low": "double", "earliest": "date32[day]", "removes": "int64"}
    assert str(schema.field("translation_doubt").type) == "bool"
    meaning = load_schema()["release_claims"].fields["low"]["description"]
    assert schema.field("low").metadata[b"description"].decode() == meaning


# --- loaded by others --------------------------------------------------------------------


def test_pandas_loads_a_table_with_the_line_that_we_give(folder, monkeypatch):
    monkeypatch.chdir(folder)
    found = {}
    exec(load_lines()["pandas"], found)
    assert len(found["claims"]) == len(rows_of("data/release/claims.csv"))
    assert found["claims"].set_index("claim_id").loc["C074", "unit"] == "years"


def test_pandas_takes_no_cell_for_missing_that_has_words_in_it(folder):
    for path in (folder / "data/release").glob("*.csv"):
        found = {}
        exec(load_lines(str(path))["pandas"], found)
        plain = pd.read_csv(path, keep_default_na=False, dtype=str)
        assert (found["claims"].isna() == (plain == "")).all(axis=None), path.name


def test_duckdb_loads_a_table_with_the_line_that_we_give(folder, monkeypatch):
    monkeypatch.chdir(folder)
    found = duckdb.sql(load_lines()["duckdb"])
    assert len(found.fetchall()) == len(rows_of("data/release/claims.csv"))
    years = duckdb.sql(
        "SELECT low, high FROM 'parquet/release/claims.parquet' WHERE claim_id = 'C074'"
    )
    assert years.fetchall() == [(2.5, 3.0)]


def test_duckdb_reads_every_table_whole(folder):
    for path in sorted(folder.glob("data/*/*.csv")):
        (rows,) = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchone()
        assert rows == len(rows_of(path.relative_to(folder).as_posix())), path.name


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_loads_a_table_with_the_line_that_we_give(folder):
    script = f"{load_lines()['readr']}; cat(nrow(claims))"
    told = subprocess.run(["Rscript", "-e", script], cwd=folder, capture_output=True, text=True)
    assert told.stdout == str(len(rows_of("data/release/claims.csv"))), told.stderr


def test_the_chapter_and_the_readme_give_these_lines():
    cells = nbformat.read(ROOT / "book/data.ipynb", as_version=4).cells
    chapter = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    readme = contents()["README.md"].decode()
    for line in load_lines().values():
        assert f"\n{line}\n```" in chapter
        assert f"\n{line}\n```" in readme


# --- the datasheet -----------------------------------------------------------------------


def test_the_datasheet_answers_under_each_heading_and_its_counts_are_those_of_the_tables():
    sheet = contents()["DATASHEET.md"].decode()
    assert re.findall(r"^## (.+)$", sheet, re.M) == [
        *("Motivation", "Composition", "Collection", "Who coded, and how"),
        *("Uses", "Limits", "Maintenance"),
    ]
    assert f"{len(rows_of('data/release/claims.csv'))} claims" in sheet
    assert f"{len(rows_of('data/release/passages.csv'))} passages" in sheet
    assert "{" not in sheet


def test_the_datasheet_says_what_was_coded_twice_and_names_no_coder():
    sheet = contents()["DATASHEET.md"].decode()
    coders = {row["coder"] for row in rows_of("data/release/codings.csv")}
    assert all(re.fullmatch("[A-Z]", coder) for coder in coders)
    assert ("There is one coding" in sheet) == (len(coders) == 1)


# --- what is refused ---------------------------------------------------------------------


def test_a_release_that_is_not_the_one_it_says_is_not_packed(tmp_path):
    data = shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)
    path = data / "release/events.csv"
    path.write_bytes(path.read_bytes().replace(b"2020", b"2021", 1))
    with pytest.raises(BadInput) as refused:
        write_archive(tmp_path / "zip", data)
    assert str(refused.value) == (
        "data/release/events.csv: is not as it was released; run make release"
    )
    assert not (tmp_path / "zip").exists()


@pytest.mark.parametrize("name", ["sources.bib", "coding/claims.csv", "release/manifest.json"])
def test_a_file_that_is_missing_is_named(tmp_path, name):
    data = shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)
    (data / name).unlink()
    with pytest.raises(BadInput) as refused:
        archive_files(data)
    assert str(refused.value) == f"data/{name}: is missing"

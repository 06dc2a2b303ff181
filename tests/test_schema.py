"""One file describes every table, and whatever does not fit it is said in our words."""

from datetime import date

import pandas as pd
import pytest
import yaml
from coding_fixture import Coding
from frictionless import Package

from analysis.checks import check
from analysis.checks.validation import schema_problems
from analysis.ground import files
from analysis.ground.problems import BadInput, Problem, listing
from analysis.ground.schema import load_schema
from analysis.ground.tables import HAND_WRITTEN, read_cells, read_tables, typed

GOOD = Coding()
SCHEMA = load_schema()


def found(coding, tmp_path):
    """What the schema check finds in a coding, without `data/coding/`."""
    schema = load_schema(coding.write(tmp_path))
    cells, problems = read_cells(schema, *HAND_WRITTEN)
    assert problems == []
    lines = {str(problem) for problem in schema_problems(schema, cells)}
    return {line.removeprefix("data/coding/") for line in lines}


def test_a_problem_is_one_line_that_says_where_it_stands():
    assert (
        str(Problem("data/coding/claims.csv", "1400 is above high 1300", 41, "C041", "low"))
        == "data/coding/claims.csv: row 41 (C041), column low: 1400 is above high 1300"
    )
    assert str(Problem("claims.csv", "is missing")) == "claims.csv: is missing"
    assert str(Problem("claims.csv", "is blank", row=3)) == "claims.csv: row 3: is blank"
    assert (
        str(Problem("claims.csv", "is wrong", column="low")) == "claims.csv: column low: is wrong"
    )


def test_a_long_list_of_what_is_allowed_is_cut_short():
    assert listing("abc") == "a, b, c"
    assert listing(range(15), limit=3) == "0, 1, 2 and 12 more"


def test_the_committed_coding_fits_its_schema_and_breaks_no_rule():
    assert [str(problem) for problem in check.check().problems] == []


def test_every_described_table_is_a_valid_table_schema_of_the_standard():
    for table in SCHEMA.values():
        assert table.reader.to_descriptor()["fields"], table.name
        assert list(type(table.reader).metadata_validate(dict(table.descriptor["schema"]))) == []
    head = dict(SCHEMA.descriptor) | {"resources": [dict(t.descriptor) for t in SCHEMA.values()]}
    assert Package.from_descriptor(head).resource_names == list(SCHEMA)


def test_a_vocabulary_becomes_the_codes_of_its_scheme_in_their_order():
    assert SCHEMA["claims"].constraint("modality", "enum")[:3] == ["asserted", "alleged", "denied"]
    assert "vocabulary" not in SCHEMA["claims"].fields["modality"]
    assert SCHEMA["claims"].vocabularies["modality"] == "modality"


def test_free_text_is_what_is_no_key_code_date_or_pattern():
    assert SCHEMA["claims"].free_text == ("value", "statement")
    assert SCHEMA["passages"].free_text == ("phrase", "note")
    assert SCHEMA["entities"].free_text == ("label", "label_original")
    assert SCHEMA["documents"].free_text == ("note",)


def edited_package(tmp_path, change):
    data = GOOD.write(tmp_path)
    path = data / "datapackage.yaml"
    package = yaml.safe_load(path.read_text(encoding="utf-8"))
    change({resource["name"]: resource for resource in package["resources"]}, package)
    path.write_text(yaml.safe_dump(package), encoding="utf-8")
    return data


def test_a_table_that_extends_another_has_its_columns_and_keys_first(tmp_path):
    def extend(tables, package):
        own = {"fields": [{"name": "days", "type": "integer"}]}
        derived = {"name": "derived", "stage": "release", "path": "release/relays.csv"}
        package["resources"].append(derived | {"extends": "relays", "schema": own})

    derived = load_schema(edited_package(tmp_path, extend))["derived"]
    assert derived.columns == ("claim_id", "step", "entity_id", "days")
    assert derived.key == ("claim_id", "step")
    assert len(derived.descriptor["schema"]["foreignKeys"]) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda tables, _: tables["relays"].update(extends="nothing"),
            "data/datapackage.yaml: table relays extends nothing, which is no table",
        ),
        (
            lambda tables, _: tables["relays"]["schema"]["fields"][0].update(vocabulary="moods"),
            "data/datapackage.yaml: column claim_id: table relays names vocabulary moods, "
            "which has no codes",
        ),
        (
            lambda tables, _: tables["relays"].pop("path"),
            "data/datapackage.yaml: does not describe tables as it should: "
            "'path' is missing or misplaced",
        ),
        (
            lambda _, package: package.pop("resources"),
            "data/datapackage.yaml: does not describe tables as it should: "
            "'resources' is missing or misplaced",
        ),
    ],
)
def test_a_package_that_describes_no_tables_is_refused_in_one_line(tmp_path, change, message):
    with pytest.raises(BadInput) as refused:
        load_schema(edited_package(tmp_path, change))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("table", "row", "cells", "message"),
    [
        (
            *("claims", "C003", {"low": "two"}),
            'claims.csv: row 3 (C003), column low: "two" is not a number such as 12 or 0.5',
        ),
        (
            *("claims", "C003", {"high": "NaN"}),
            'claims.csv: row 3 (C003), column high: "NaN" is not a number such as 12 or 0.5',
        ),
        (
            *("claims", "C003", {"translation_doubt": "True"}),
            'claims.csv: row 3 (C003), column translation_doubt: "True" is not yes or no',
        ),
        (
            *("coverage", "D01-S01", {"end": "1.5"}),
            'coverage.csv: row 1 (D01-S01), column end: "1.5" is not a whole number',
        ),
        (
            *("corrections", "X001", {"date": "21.11.2026"}),
            'corrections.csv: row 1 (X001), column date: "21.11.2026" is not '
            "a day such as 2020-05-08",
        ),
        (
            *("claims", "C001", {"statement": ""}),
            "claims.csv: row 1 (C001), column statement: is empty; a value is needed",
        ),
        (
            *("roots", "R01", {"strand": "Two Words"}),
            'roots.csv: row 1 (R01), column strand: "Two Words" does not have the form [a-z0-9-]+',
        ),
        (
            *("places", "harbour", {"latitude": 91}),
            "places.csv: row 1 (harbour), column latitude: 91 is above 90; allowed: 90 or less",
        ),
        (
            *("coverage", "D01-S01", {"start": -1}),
            "coverage.csv: row 1 (D01-S01), column start: -1 is below 0; allowed: 0 or more",
        ),
        (
            *("documents", "D02", {"bib_key": "harbour2020"}),
            'documents.csv: row 2 (D02), column bib_key: "harbour2020" stands already in row 1; '
            "each bib_key is used once",
        ),
        (
            *("participants", "E001 office actor", {"entity_id": "society", "role": "target"}),
            'participants.csv: row 2 (E001 society target): "E001" "society" "target" stands '
            "already in row 1; each event_id entity_id role is used once",
        ),
        (
            *("entities", "keeper", {"parent_id": "fleet"}),
            'entities.csv: row 4 (keeper), column parent_id: "fleet" is no entity_id of '
            "data/coding/entities.csv",
        ),
        (
            *("passages", "P004", {"as_of": "summer"}),
            'passages.csv: row 4 (P004), column as_of: "summer" is not a date in EDTF as used '
            "here; allowed: 2020-05-08, 2020-05, 2020, 2019-22 (summer), 2020-33 (first quarter), "
            "2020-05-04/2020-05-08, 2020-05-08/.., ../2020-05-08",
        ),
    ],
)
def test_a_cell_that_does_not_fit_its_column_is_said_in_our_words(
    table, row, cells, message, tmp_path
):
    assert found(GOOD.change(table, row, **cells), tmp_path) == {message}


def test_a_long_vocabulary_is_cut_short_in_the_message(tmp_path):
    (line,) = found(GOOD.change("entities", "office", type="fleet"), tmp_path)
    shown = line.split("allowed: ")[1]
    assert shown.startswith("executive_national, executive_local, ")
    assert shown.count(",") == 11
    assert shown.endswith(" more")


def test_a_row_with_a_cell_too_few_or_too_many_or_none_is_one_problem_each(tmp_path):
    data = GOOD.write(tmp_path)
    path = data / "coding" / "participants.csv"
    path.write_text(path.read_text() + "E003,office\n\nE003,office,actor,a,b\n,,\n")
    schema = load_schema(data)
    lines = [str(p) for p in schema_problems(schema, read_cells(schema, *HAND_WRITTEN)[0])]
    assert lines == [
        "data/coding/participants.csv: row 4 (E003 office): has 2 cells; it must have 3",
        "data/coding/participants.csv: row 5: is blank; delete it",
        "data/coding/participants.csv: row 6 (E003 office actor): has 5 cells; it must have 3",
        "data/coding/participants.csv: row 7: is blank; delete it",
    ]


def test_keys_into_a_table_that_cannot_be_read_are_not_reported_row_by_row(tmp_path):
    data = GOOD.write(tmp_path)
    (data / "coding" / "entities.csv").unlink()
    assert [str(p) for p in check.check(data).problems] == ["data/coding/entities.csv: is missing"]


def test_crlf_is_as_good_as_lf(tmp_path):
    data = GOOD.write(tmp_path)
    before = read_tables(data)["relays"].rows
    path = data / "coding" / "relays.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_tables(data)["relays"].rows == before


def test_rows_are_typed_and_an_empty_cell_is_none(tmp_path):
    tables = GOOD.tables(tmp_path)
    claim = tables["claims"].by_id["C003"]
    assert (claim["low"], claim["high"], claim["value"]) == (2.0, 3.0, None)
    assert claim["translation_doubt"] is False
    assert (claim.number, claim.id) == (3, "C003")
    assert tables["corrections"].by_id["X001"]["date"] == date(2026, 11, 21)
    assert tables["participants"].by_id["E001 office actor"]["role"] == "actor"
    with pytest.raises(TypeError):
        claim.cells["low"] = 5


def test_frames_have_real_types_and_codes_in_the_order_of_the_codebook(tmp_path):
    claims = GOOD.tables(tmp_path)["claims"].frame()
    assert list(claims.columns) == list(SCHEMA["claims"].columns)
    assert claims["low"].dtype == "Float64"
    assert claims["low"].isna().sum() == 9
    assert claims["translation_doubt"].dtype == "boolean"
    assert claims["modality"].dtype == pd.CategoricalDtype(
        list(SCHEMA.vocabularies["modality"]), ordered=True
    )
    corrections = GOOD.tables(tmp_path / "again")["corrections"].frame()
    assert corrections["date"].iloc[0] == pd.Timestamp("2026-11-21")


def test_bad_cells_do_not_stop_the_rules_from_being_checked(tmp_path):
    coding = (
        GOOD.change("passages", "P001", start="here")
        .change("events", "E001", event_class="")
        .change("claims", "C007", low=1400)
    )
    lines = [str(problem) for problem in check.check(coding.write(tmp_path)).problems]
    assert "data/coding/claims.csv: row 7 (C007), column low: 1400 is above high 1399" in lines
    assert sum("passages.csv: row 1 " in line for line in lines) == 1


def test_derived_tables_are_checked_together_with_the_coding_they_point_to(tmp_path):
    def derive(_, package):
        derived = {"name": "derived", "stage": "trial", "path": "release/derived.csv"}
        package["resources"].append(derived | {"extends": "relays", "schema": {"fields": []}})

    data = edited_package(tmp_path, derive)
    (data / "release").mkdir()
    (data / "release" / "derived.csv").write_text("claim_id,step,entity_id\nC999,1,society\n")
    assert [str(p) for p in check.table_problems(load_schema(data), "trial")] == [
        'data/release/derived.csv: row 1 (C999 1), column claim_id: "C999" is no claim_id of '
        "data/coding/claims.csv"
    ]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "new" / "table.csv"
    files.write_bytes(path, b"a\n")
    files.write_bytes(path, b"b\n")
    with pytest.raises(TypeError):
        files.write_bytes(path, "no bytes")
    assert path.read_bytes() == b"b\n"
    assert list(path.parent.iterdir()) == [path]


def test_no_cell_is_lost_when_all_tables_are_read():
    cells, _ = read_cells(SCHEMA, *HAND_WRITTEN)
    assert {name: len(rows) for name, rows in cells.items()} == {
        name: len(table) for name, table in typed(SCHEMA, cells).items()
    }

"""What a notebook or a reader's own script loads: typed, frozen, and said plainly when it fails."""

import importlib
import inspect
import json
import pkgutil
import shutil
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from tables_fixture import released_whole

import analysis
from analysis import load_corpus
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput
from analysis.ground.schema import load_schema


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture
def copy(tmp_path):
    """A data folder of one's own."""
    return shutil.copytree(DATA, tmp_path / "data", copy_function=shutil.copyfile)


# --- types -------------------------------------------------------------------------------


def test_every_table_of_the_release_is_there_with_every_row(corpus):
    assert {name: len(table) for name, table in corpus.tables.items()} == {
        name: len(rows) for name, rows in released_whole().items()
    }


def test_codes_are_categories_in_the_order_of_the_codebook(corpus):
    support = corpus.events["support_level"]
    assert support.cat.ordered
    assert tuple(support.cat.categories) == load_schema().vocabularies["support_level"]
    assert (support >= "S4_state_acknowledged").any()


def test_days_are_days_and_open_ends_are_missing(corpus):
    events = corpus.events.set_index("event_id")
    assert isinstance(events["corpus_earliest"].dtype, type(pd.Series(dtype="datetime64[s]").dtype))
    assert events.loc["E008", "corpus_earliest"] == pd.Timestamp("2020-05-08")
    assert pd.isna(events.loc["E019", "corpus_earliest"])
    assert (events.loc["E014", "earliest"] - events.loc["E008", "earliest"]).days == 816


def test_whole_numbers_are_whole_and_what_is_not_stated_is_missing(corpus):
    documents = corpus.documents.set_index("document_id")
    assert documents["sentences"].dtype == "Int64"
    assert documents.loc["D06", "sentences"] is pd.NA
    assert corpus.claims["low"].dtype == "Float64"
    assert corpus.claims["translation_doubt"].dtype == "boolean"
    assert corpus.claims["statement"].dtype == "string"


def test_a_loaded_cell_is_what_was_derived(corpus):
    for name, rows in released_whole().items():
        table = corpus.table(name)
        for column in table.columns:
            loaded = [None if pd.isna(cell) else cell for cell in table[column]]
            wanted = [row[column] for row in rows]
            wanted = [round(cell, 6) if isinstance(cell, float) else cell for cell in wanted]
            if table[column].dtype.kind == "M":
                loaded = [cell and cell.date() for cell in loaded]
            assert loaded == wanted, (name, column)


# --- frozen ------------------------------------------------------------------------------


def test_nothing_can_be_assigned(corpus):
    for thing, name in (
        (corpus, "version"),
        (corpus, "events"),
        (corpus.case("vorontsov"), "slug"),
    ):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(thing, name, None)
    with pytest.raises(TypeError):
        corpus.tables["events"] = None


@pytest.mark.parametrize(
    "frame",
    [
        lambda corpus: corpus.events,
        lambda corpus: corpus.table("events"),
        lambda corpus: corpus.tables["events"],
        lambda corpus: corpus.case("vorontsov").events,
    ],
)
def test_what_is_done_to_a_returned_table_does_not_change_the_next(corpus, frame):
    spoilt = frame(corpus)
    before = spoilt.copy()
    spoilt["summary"] = "spoilt"
    spoilt.loc[0, "event_id"] = "E999"
    del spoilt["note"]
    pd.testing.assert_frame_equal(frame(corpus), before)


# --- asking ------------------------------------------------------------------------------


def test_a_case_holds_its_events_and_what_is_said_of_them(corpus):
    case = corpus.case("vorontsov")
    assert (case.case_id, case.title) == ("K1", "Vorontsov and Police Ombudsman")
    assert set(case.events["case_id"]) == {"K1"}
    events = set(case.events["event_id"])
    for name in ("claims", "conflicts", "participants"):
        found, everything = getattr(case, name), corpus.table(name)
        assert set(found["event_id"]) <= events
        assert len(found) == everything["event_id"].isin(events).sum() > 0


def test_the_cases_part_the_events_among_them(corpus):
    cases = [corpus.case(slug) for slug in corpus.cases["slug"]]
    assert len(cases) == 8
    assert sum(len(case.events) for case in cases) == len(corpus.events)
    assert sum(len(case.claims) for case in cases) == len(corpus.claims)


def test_an_unknown_case_is_answered_with_the_cases_there_are(corpus):
    with pytest.raises(KeyError) as refused:
        corpus.case("vorontsow")
    assert refused.value.args == (
        "no case vorontsow; there are vorontsov, siberian-justice, khasoev, "
        "public-verdict-memorial, moscow-times, moscow-case, network-case, march-2020-pickets",
    )


def test_an_unknown_table_is_answered_with_the_tables_there_are(corpus):
    with pytest.raises(KeyError) as refused:
        corpus.table("people")
    assert refused.value.args == (f"no table people; there are {', '.join(released_whole())}",)


def test_labels_stand_in_the_order_of_the_codebook(corpus):
    assert list(corpus.labels("layer").items()) == [
        ("corpus", "Corpus"),
        ("follow_up", "Follow-up"),
        ("context", "Context"),
    ]
    with pytest.raises(KeyError, match=r"no vocabulary layers; there are .*\blayer\b"):
        corpus.labels("layers")


def test_names_are_what_readers_are_shown(corpus):
    assert corpus.names()["tverskoy_court"] == "Tverskoy District Court of Moscow"
    assert corpus.names()["officer_one"] == "police officer quoted by Mediazona"


def test_a_corpus_says_how_large_it_is(corpus):
    rows = sum(map(len, released_whole().values()))
    assert repr(corpus) == f"Corpus(version 0.2.0: {len(released_whole())} tables, {rows} rows)"


# --- what is refused ---------------------------------------------------------------------


def refusal(data):
    with pytest.raises(BadInput) as refused:
        load_corpus(data)
    return str(refused.value)


@pytest.mark.parametrize("name", ["events.csv", "manifest.json", "datapackage.json"])
def test_a_missing_file_is_said_in_one_line(copy, name):
    (copy / "release" / name).unlink()
    assert refusal(copy) == f"data/release/{name}: is missing"


def test_a_file_changed_after_the_release_is_said_in_one_line(copy):
    path = copy / "release/claims.csv"
    path.write_bytes(path.read_bytes().replace(b"1300", b"1301", 1))
    assert refusal(copy) == ("data/release/claims.csv: is not as it was released; run make release")


def test_a_missing_column_is_said_in_one_line(copy):
    path = copy / "release/roots.csv"
    path.write_bytes(path.read_bytes().replace(b",strand,", b",", 1))
    assert refusal(copy) == "data/release/roots.csv: column strand: is missing from the header"


@pytest.mark.parametrize("content", ["", "[]", '{"version": "1"}'])
def test_a_manifest_that_is_none_is_said_in_one_line(copy, content):
    (copy / "release/manifest.json").write_text(content)
    assert refusal(copy) == "data/release/manifest.json: is no manifest; run make release"


# --- the package -------------------------------------------------------------------------


def modules():
    found = pkgutil.walk_packages(analysis.__path__, "analysis.")
    return [analysis, *(importlib.import_module(module.name) for module in found)]


def undocumented(module):
    """The public functions, classes and methods of a module that say nothing of themselves."""
    if not module.__doc__:
        yield module.__name__
    for name, thing in vars(module).items():
        own = getattr(thing, "__module__", None) == module.__name__
        if name.startswith("_") or not own or not callable(thing):
            continue
        # A dataclass without a docstring is given its signature for one.
        if not thing.__doc__ or thing.__doc__.startswith(f"{name}("):
            yield f"{module.__name__}.{name}"
        for method, found in vars(thing).items() if inspect.isclass(thing) else ():
            function = getattr(found, "fget", None) or getattr(found, "func", found)
            public = not method.startswith("_") and inspect.isfunction(function)
            if public and not function.__doc__:
                yield f"{module.__name__}.{name}.{method}"


def test_every_public_function_and_class_says_what_it_does():
    assert len(modules()) > 20
    assert [name for module in modules() for name in undocumented(module)] == []


def test_silence_would_be_noticed(monkeypatch):
    monkeypatch.setattr(analysis.reading.corpus.Corpus.case, "__doc__", None)
    monkeypatch.setattr(analysis.reading.corpus.load_corpus, "__doc__", None)
    assert list(undocumented(analysis.reading.corpus)) == [
        "analysis.reading.corpus.Corpus.case",
        "analysis.reading.corpus.load_corpus",
    ]


def test_the_manifest_that_is_loaded_is_the_one_of_the_release(corpus):
    manifest = json.loads((DATA / "release/manifest.json").read_text(encoding="utf-8"))
    assert corpus.version == manifest["version"]

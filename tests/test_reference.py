"""The pages around the findings: contents, literature, codebook, changes, colophon."""

import hashlib
import json
import re

import nbformat
import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from analysis import load_corpus
from analysis.chapters.changes import rows as changes
from analysis.chapters.codebook import codes, columns
from analysis.chapters.colophon import rows as colophon
from analysis.chapters.how_to_read import rows as reading
from analysis.chapters.index import rows as index
from analysis.chapters.method import rows as method
from analysis.drawing.lists_html import Entry, Fold, folded, listed
from analysis.ground.paths import DATA, ROOT
from analysis.ground.schema import load_schema
from analysis.reading import contents

BOOK = ROOT / "book"
PAGES = sorted(
    path
    for ending in ("ipynb", "md")
    for path in BOOK.rglob(f"*.{ending}")
    if ".ipynb_checkpoints" not in path.parts
)
# Works that the list of literature has and no chapter cites, each with the reason.
BACKGROUND: dict[str, str] = {}


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def schema():
    return load_schema()


def words_of(path):
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def shown(name):
    """Return the HTML that the cells of a page print, as one document."""
    cells = nbformat.read(BOOK / f"{name}.ipynb", as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    html = "\n".join(output.get("data", {}).get("text/html", "") for output in outputs)
    return BeautifulSoup(html, "html.parser")


# --- the contents ------------------------------------------------------------------------


def test_the_contents_list_every_page_of_the_book_and_each_once():
    named = [page.name for part in contents.parts() for page in part.pages]
    assert sorted([*named, "index"]) == sorted(
        path.relative_to(BOOK).with_suffix("").as_posix() for path in PAGES
    )


def test_the_first_page_links_to_every_other_page_by_its_title():
    links = {link["href"]: link.get_text() for link in shown("index").select("dd a[href]")}
    assert {page.address: page.title for page in contents.pages().values()}.items() <= links.items()


def test_a_title_is_that_of_the_page_also_where_the_page_includes_another_file():
    titles = {name: page.title for name, page in contents.pages().items()}
    assert titles["glossary"] == "Glossary"
    assert (titles["custody"], titles["ethics"]) == ("Custody and lead times", "Do no harm")


def test_the_first_page_says_how_narrow_the_footing_is(corpus):
    facts = index.index_facts(corpus)  # seven of the targets are single snapshots
    assert (facts["single"], facts["founded"]) == ("7 of 12 targets", "1 of 32 measures")
    assert (facts["first"], facts["last"]) == ("2019", "2022")


# --- literature --------------------------------------------------------------------------


def cited():
    found = [re.findall(r"\{cite:\w\}`([^`]+)`", words_of(path)) for path in PAGES]
    return {key.strip() for keys in found for key in ",".join(keys).split(",") if key.strip()}


def test_every_work_that_is_cited_is_in_the_list_and_every_work_in_the_list_is_cited():
    known = {
        file: set(parse_file(DATA / f"{file}.bib").entries) for file in ("literature", "sources")
    }
    assert cited() - known["literature"] - known["sources"] == set()
    assert known["literature"] - cited() == set(BACKGROUND)
    assert known["literature"] & known["sources"] == set()
    assert all(BACKGROUND.values())


NEEDED = {
    "article": {"title", "journal", "year", "volume"},
    "book": {"title", "publisher", "address", "year"},
    "incollection": {"title", "booktitle", "publisher", "year"},
}


def test_every_entry_of_the_literature_is_complete_and_named_after_its_author_and_year():
    for key, entry in parse_file(DATA / "literature.bib").entries.items():
        assert entry.persons["author"], key
        assert NEEDED[entry.type] <= set(entry.fields), key
        first = "".join(entry.persons["author"][0].last_names)
        plain = re.sub(r"\W", "", first).lower()
        assert re.fullmatch(rf"{plain}{entry.fields['year']}[a-z]+", key), key


def test_a_work_that_is_named_without_an_entry_has_none(corpus):
    authors = {
        person.last_names[0]
        for entry in parse_file(DATA / "literature.bib").entries.values()
        for person in entry.persons["author"]
    }
    facts = method.method_facts(corpus)
    for name in method.NAMED:
        named = set(re.findall(r"[A-Z]\w+", facts[name]))
        assert named
        assert named & authors == set()
        assert f"{{glue:text}}`{name}`" in words_of(BOOK / "method.ipynb")


# --- the codebook ------------------------------------------------------------------------


def test_the_codebook_shows_every_column_of_every_table_once(schema):
    ids = [element["id"] for element in shown("codebook").select("dt[id]")]
    own = {
        f"{table.name}.{column}"
        for table in schema.values()
        for column in columns.own_columns(table, schema)
    }
    assert own <= set(ids)
    assert len(ids) == len(set(ids))
    for table in schema.values():  # a column is its table's own, or stands with the table before it
        base = schema.get(table.name.removeprefix("release_"))
        for column in table.columns:
            assert f"{table.name}.{column}" in own or f"{base.name}.{column}" in own


def test_the_codebook_names_every_table(schema):
    page = shown("codebook")
    folds = {element["id"] for element in page.select("details[id]")}
    lists = " ".join(code.get_text() for code in page.select("dt code"))
    for table in schema.values():
        plain = table.name.removeprefix("release_")
        assert f"table-{table.name}" in folds or (f"table-{plain}" in folds and plain in lists)


def test_the_codebook_shows_every_code_of_every_list_with_its_label(corpus):
    shown_codes = {e["id"]: e.get_text() for e in shown("codebook").select("dt[id]")}
    rows = corpus.table("vocabularies")
    assert len(rows) > 100
    for row in rows.itertuples():
        assert row.label in shown_codes[f"{row.scheme}.{row.code}"]


def test_the_codebook_shows_every_kind_of_measure_variable_unit_and_headline_sentence(corpus):
    ids = {element["id"] for element in shown("codebook").select("dt[id]")}
    for table, key, before in (
        ("measure_types", "measure_type", "measure"),
        ("variables", "variable", "variable"),
        ("units", "unit", "unit"),
        ("headlines", "headline_id", "headline"),
        ("coded_variables", "variable", "compared"),
    ):
        assert {f"{before}-{code}" for code in corpus.table(table)[key]} <= ids


def test_every_link_of_the_codebook_leads_to_a_place_on_it():
    page = shown("codebook")
    ids = {element["id"] for element in page.select("[id]")}
    links = [link["href"].removeprefix("#") for link in page.select("dd a[href^='#']")]
    assert links
    assert [link for link in links if link not in ids] == []


def test_a_list_of_codes_says_which_columns_use_it(corpus, schema):
    used = codes.users(corpus, schema)
    assert "claims.modality" in used["modality"]
    unused = {scheme for scheme in schema.vocabularies if not used[scheme]}
    told = {e["id"]: e.get_text() for e in shown("codebook").select("details[id]")}
    assert {s for s in schema.vocabularies if "Not used by any" in told[f"codes-{s}"]} == unused


# --- changes and colophon ----------------------------------------------------------------


def test_the_page_of_changes_has_every_correction(corpus, schema):
    folds = changes.log(corpus, schema)
    logged = [entry.id for fold in folds for entry in fold.entries]
    assert sorted(logged) == sorted(corpus.table("corrections")["correction_id"])
    assert {e["id"] for e in shown("changes").select("dt[id]")} == set(logged)


def test_the_newest_correction_of_a_table_comes_first(corpus, schema):
    days = corpus.table("corrections").set_index("correction_id")["date"]
    for fold in changes.log(corpus, schema):
        told = [days[entry.id] for entry in fold.entries]
        assert told == sorted(told, reverse=True)


def test_the_colophon_names_the_manifest_by_its_hash(corpus):
    manifest = (DATA / "release" / "manifest.json").read_bytes()
    assert colophon.colophon_facts(corpus)["manifest"] == hashlib.sha256(manifest).hexdigest()


def test_the_stored_colophon_is_of_the_release_that_is_stored_beside_it():
    stored = (BOOK / "colophon.ipynb").read_text(encoding="utf-8")
    manifest = (DATA / "release" / "manifest.json").read_bytes()
    assert hashlib.sha256(manifest).hexdigest() in stored


def test_the_manifest_names_the_files_of_the_release_by_their_hashes():
    manifest = json.loads((DATA / "release" / "manifest.json").read_text(encoding="utf-8"))
    for name, told in manifest["files"].items():
        digest = told if isinstance(told, str) else told["sha256"]
        assert hashlib.sha256((DATA / "release" / name).read_bytes()).hexdigest() == digest


def test_the_packages_of_the_colophon_have_the_versions_of_the_lock():
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    table = colophon.packages()
    assert {"pandas", "altair", "jupyter-book"} <= set(table["Package"])
    for row in table.itertuples():
        assert f"{row.Package.lower()}=={row.Version}" in lock
        assert row[3]


# --- how to read -------------------------------------------------------------------------


def test_the_examples_of_numbers_are_what_the_claims_hold(corpus):
    written = reading.written(corpus)
    assert len(written) >= 4
    assert set(written["Claim"].str.extract(r"(C\d+)")[0]) <= set(corpus.claims["claim_id"])


def test_the_walk_starts_at_a_mark_and_names_claim_document_and_conflict(corpus):
    told = " ".join(reading.walk(corpus)["What you find"])
    claim = corpus.claims.set_index("claim_id").loc[reading.WALKED]
    assert all(one in told for one in (reading.WALKED, claim["event_id"], claim["document_id"]))


# --- method ------------------------------------------------------------------------------


def test_every_indicator_names_the_page_that_shows_it(corpus):
    table = method.indicators(corpus, contents.pages())
    assert len(table) == len(corpus.labels("indicator"))
    assert table["to_page"].notna().all()


def test_the_example_is_one_claim_with_each_of_its_cells(corpus, schema):
    cells = {entry.code: entry for entry in method.claim_cells(corpus, schema)}
    claim = corpus.claims.set_index("claim_id").loc[method.EXAMPLE]
    assert cells["statement"].term == claim["statement"]
    assert set(cells) == {"claim_id", *claim[list(schema["claims"].columns)[1:]].dropna().index}


def test_every_case_is_listed_with_its_reason_and_its_chapter(corpus):
    entries = method.case_list(corpus)
    assert [entry.term for entry in entries] == list(corpus.cases["title"])
    assert {entry.links[0][1] for entry in entries} <= {
        p.address for p in contents.pages().values()
    }


def test_the_levels_of_support_count_each_measure_once_in_each_reading(corpus):
    table = method.support(corpus)
    measures = corpus.events.query("event_class == 'measure'")
    assert table["With follow-up"].sum() == len(measures)
    assert table["Corpus"].sum() == (measures["layer"] == "corpus").sum()


# --- lists on a page ---------------------------------------------------------------------


def test_a_list_escapes_what_it_is_given_and_has_a_plain_form():
    entry = Entry("<b>", "a & b", code="x", note="n", links=(("to", "#y"),), id="x")
    output = listed([entry])
    assert "&lt;b&gt;" in output.html
    assert "a &amp; b" in output.html
    assert BeautifulSoup(output.html, "html.parser").dt["id"] == "x"
    assert output.text == "- x <b>: a & b\n  n, to"


def test_a_fold_is_closed_until_it_is_opened_and_names_its_size():
    output = folded([Fold("Title", [Entry("t", "m")], code="c", note="one code", id="f")])
    details = BeautifulSoup(output.html, "html.parser").details
    assert (details["id"], details.has_attr("open")) == ("f", False)
    assert details.summary.get_text() == "c Title one code"

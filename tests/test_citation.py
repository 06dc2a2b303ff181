"""CITATION.cff is the one source of every citation, with a DOI and an address and without them."""

import hashlib
import json
import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from analysis.__main__ import main
from analysis.ground.paths import DATA, ROOT
from analysis.ground.problems import BadInput
from analysis.publishing import citation, formats
from analysis.publishing.citation_file import NEEDED, Author, read, the_book
from analysis.publishing.control import control

# Made up: 10.5072 is the prefix that DataCite keeps for tests, example.org is nobody's.
DEPOSITED = replace(the_book(), doi="10.5072/made.up-1", url="https://example.org/book")
PERSONS = replace(the_book(), authors=(Author("Doe", "Jane"), Author("A & B")))
WORKS = pytest.mark.parametrize("work", [the_book(), DEPOSITED, PERSONS], ids=["now", "doi", "two"])
KINDS = {
    "chapter": ("Escalation", "escalation.html"),
    "figure": ("Each document as a strip", "documents.html#figure-coverage"),
    "table": ("Events of the case", "cases/vorontsov.html#evidence"),
    "event": ("E012 Somebody is remanded", "evidence/vorontsov.html#E012"),
    "claim": ("C041 Somebody says: 5 % & {more}_.", "evidence/vorontsov.html#C041"),
}


@pytest.fixture
def cff(tmp_path):
    """Write this repository's CITATION.cff with some fields changed; None takes one out."""

    def write(**changed):
        fields = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        fields |= {name.replace("_", "-"): value for name, value in changed.items()}
        path = tmp_path / "CITATION.cff"
        kept = {name: value for name, value in fields.items() if value is not None}
        path.write_text(yaml.safe_dump(kept), encoding="utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(BadInput) as bad:
        read(path)
    return [str(problem) for problem in bad.value.problems]


# --- the file ----------------------------------------------------------------------------


def test_the_citation_is_by_the_contributors_as_an_entity():
    assert the_book().authors == (Author("The contributors of Repression Escalation"),)


def test_no_doi_and_no_address_is_made_up(cff):
    bare = read(cff(doi=None, url=None))
    assert (bare.doi, bare.url) == ("", "")
    everything = "".join(make(bare) for make in formats.FORMATS.values())
    everything += "".join(citation.reference(kind, *KINDS[kind], bare).bibtex for kind in KINDS)
    assert re.findall(r"\bdoi\b|https?:", everything, re.IGNORECASE) == []


@pytest.mark.parametrize("field", NEEDED)
def test_a_missing_field_is_one_line_that_names_it(cff, field):
    (line,) = problems(cff(**{field.replace("-", "_"): None}))
    assert line.startswith(f"CITATION.cff: field {field} is missing; needed are title, abstract,")


def test_a_version_that_is_not_that_of_the_release_names_both(cff):
    assert problems(cff(version="9.9.9")) == [
        "CITATION.cff: field version: found '9.9.9'; "
        f"allowed: {the_book().version}, which is the version in data/release/manifest.json"
    ]


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("date_released", "soon", "a day, such as 2026-11-21"),
        ("authors", ["Jane"], "a list of entities with a name or persons with family-names"),
        ("keywords", "Russia", "a list of words"),
        ("license", [1], "SPDX names, such as MIT"),
        ("title", 7, "words"),
        ("doi", "https://doi.org/10.5072/1", "a DOI without its address"),
        ("doi", "", "no field where there is none"),
        ("url", "example.org", "an address that starts with http:// or https://"),
    ],
)
def test_a_field_that_cannot_be_meant_says_what_was_found_and_what_is_allowed(
    cff, field, value, allowed
):
    (line,) = problems(cff(**{field: value}))
    assert line.startswith(f"CITATION.cff: field {field.replace('_', '-')}: found {value!r}; ")
    assert allowed in line


def test_all_that_is_wrong_is_told_at_once(cff):
    assert len(problems(cff(title=None, version="9", url="here"))) == 3


def test_the_command_prints_problems_without_a_traceback_and_writes_nothing(cff, tmp_path, capsys):
    output = tmp_path / "zenodo.json"
    path = cff(abstract=None)
    assert main(["cite", "zenodo", "--file", str(path), "--output", str(output)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert not output.exists()


def test_a_file_without_fields_gets_one_line(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text("none\n", encoding="utf-8")
    assert len(problems(path)) == 1


@pytest.fixture(scope="module")
def cffconvert():
    """Call the validator of the format, from the environment of its own."""
    made = subprocess.run(["make", "citation"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr

    def validate(path):
        command = [ROOT / ".venv/cff/bin/cffconvert", "--validate", "--infile", path]
        return subprocess.run(command, capture_output=True, text=True).returncode

    return validate


def test_the_file_passes_cffconvert_with_a_doi_and_an_address_and_without(cffconvert, cff):
    assert cffconvert(ROOT / "CITATION.cff") == 0
    assert cffconvert(cff(doi=DEPOSITED.doi, url=DEPOSITED.url)) == 0
    assert read(cff(doi=DEPOSITED.doi, url=DEPOSITED.url)) == DEPOSITED


@pytest.mark.parametrize("field", ["title", "authors", "message", "cff_version"])
def test_cffconvert_finds_a_field_that_the_format_needs_missing(cffconvert, cff, field):
    assert cffconvert(cff(**{field: None})) != 0


# --- the book in the forms that programs read --------------------------------------------


@WORKS
def test_each_form_tells_the_same_of_the_book(work):
    (in_csl,) = json.loads(formats.csl_json(work))
    in_zenodo = json.loads(formats.zenodo(work))
    (in_bibtex,) = parse_string(formats.bibtex(work), "bibtex").entries.values()
    in_ris = formats.ris(work)

    titles = {in_csl["title"], in_zenodo["title"], in_bibtex.fields["title"].strip("{}")}
    assert titles == {work.title}
    assert f"TI  - {work.title}\n" in in_ris
    assert work.title in formats.text(work)

    assert in_csl["version"] == in_zenodo["version"] == work.version
    assert in_bibtex.fields["edition"] == f"Version {work.version}"
    assert f"ET  - Version {work.version}\n" in in_ris

    assert date(*in_csl["issued"]["date-parts"][0]) == work.released
    assert date.fromisoformat(in_zenodo["publication_date"]) == work.released
    assert in_bibtex.fields["year"] == str(work.released.year)
    assert f"DA  - {work.released:%Y/%m/%d}/\n" in in_ris

    assert len(in_csl["author"]) == len(in_zenodo["creators"]) == len(work.authors)
    assert len(in_bibtex.persons["author"]) == in_ris.count("AU  - ") == len(work.authors)

    assert in_csl.get("DOI", "") == in_bibtex.fields.get("doi", "") == work.doi
    assert ("DO  - " in in_ris, "UR  - " in in_ris) == (bool(work.doi), bool(work.url))
    assert "doi" not in in_zenodo  # Zenodo would take it for one given elsewhere
    assert work.doi_address in formats.text(work)

    for told in (in_csl["note"], in_bibtex.fields["note"], in_ris):
        assert work.sha256 in told


def test_an_entity_is_one_name_and_a_person_two():
    (entity,) = parse_string(formats.bibtex(the_book()), "bibtex").entries.values()
    (author,) = entity.persons["author"]
    assert author.last_names == ["{The contributors of Repression Escalation}"]
    (both,) = json.loads(formats.csl_json(PERSONS))
    assert both["author"] == [{"family": "Doe", "given": "Jane"}, {"literal": "A & B"}]
    assert formats.text(PERSONS).startswith("Jane Doe and A & B (2026).")


def test_ris_is_one_record_of_lines_with_a_tag():
    lines = formats.ris(DEPOSITED).splitlines()
    assert (lines[0], lines[-1]) == ("TY  - BOOK", "ER  - ")
    assert [line for line in lines if not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []


def test_the_description_for_zenodo_in_the_repository_is_the_one_that_is_made_from_the_source():
    stored = (ROOT / ".zenodo.json").read_text(encoding="utf-8")
    assert stored == formats.zenodo(the_book()), "make release writes it anew"
    assert json.loads(stored)["license"] == "cc-by-4.0"


# --- its parts ---------------------------------------------------------------------------


@WORKS
@pytest.mark.parametrize("kind", KINDS)
def test_a_part_is_cited_with_its_title_its_place_the_version_and_the_fingerprint(work, kind):
    title, address = KINDS[kind]
    text, bibtex = citation.reference(kind, title, address, work)
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert title.removesuffix(".") in text
    assert work.address(address) in text
    assert f"version {work.version}" in text
    assert work.sha256[:12] in text
    assert work.sha256 in entry.fields["note"]
    assert work.doi_address in text
    assert entry.fields.get("url", "") == (work.address(address) if work.url else "")
    assert entry.fields.get("doi", "") == work.doi


def test_a_part_is_cited_as_written_here_by_hand():
    work = replace(the_book(), title="A Book: On Things", version="1.2.0", sha256="ab" * 32)
    text, bibtex = citation.reference("claim", "C041 Both said 5 %.", "evidence/a.html#C041", work)
    assert text == (
        "The contributors of Repression Escalation (2026). “C041 Both said 5 %” [Claim]. "
        "In A Book: On Things (version 1.2.0, data SHA-256 abababababab). evidence/a.html#C041"
    )
    assert bibtex == (
        "@misc{A-Book-2026-evidence-a-C041,\n"
        "  author = {{The contributors of Repression Escalation}},\n"
        "  title = {{C041 Both said 5 \\%}},\n"
        "  howpublished = {Claim in {A Book: On Things}},\n"
        "  year = {2026},\n"
        "  month = {11},\n"
        f"  note = {{Version 1.2.0, data SHA-256 {'ab' * 32}, at evidence/a.html\\#C041}},\n"
        "}"
    )


def test_a_figure_is_cited_with_the_chapter_that_it_stands_in():
    place = ("figure", "Steps & falls", "escalation.html#steps", the_book())
    text, bibtex = citation.reference(*place, chapter="Escalation")
    assert "“Steps & falls” [Figure]. In “Escalation”, How Repression Escalates: " in text
    assert "howpublished = {Figure in “Escalation”, {How Repression Escalates: " in bibtex
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert entry.key == "How-Repression-Escalates-2026-escalation-steps"


def test_the_data_are_cited_by_their_whole_fingerprint():
    text, bibtex = citation.data()
    assert the_book().sha256 in text
    assert the_book().sha256 in bibtex


def test_the_fingerprint_is_that_of_the_manifest_of_the_release():
    manifest = (DATA / "release" / "manifest.json").read_bytes()
    assert the_book().sha256 == hashlib.sha256(manifest).hexdigest()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_no_title_breaks_the_bibtex(title):
    _, bibtex = citation.reference("claim", title, "evidence/a.html#C041")
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    assert entry.fields["note"].endswith("C041")


def test_what_is_on_a_page_can_be_read_without_a_script():
    html = control(citation.reference("claim", *KINDS["claim"]), "Cite")
    assert html.startswith('<details class="cite"><summary>Cite</summary>')
    assert "5 % &amp; {more}_" in html
    assert html.count("pst-js-only") == html.count("<button") == 2

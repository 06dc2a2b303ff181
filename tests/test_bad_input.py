"""What is wrong with the data is said in one line that names the place; nothing is written."""

import pytest
from coding_fixture import SCHEMA, TEXT, Coding, digest, run, write_text

GOOD = Coding()


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def refuses(tmp_path, capsys, monkeypatch):
    """Assert that a data folder is refused with exactly some lines, and that nothing is written."""
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)

    def assert_refused(data, *lines, texts=None):
        before = contents(tmp_path)
        given = ["--texts", texts] if texts else []
        assert run(capsys, "check", "--data", data, *given) == (1, [], list(lines))
        assert contents(tmp_path) == before

    return assert_refused


def edited(data, table, change):
    path = data / "coding" / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    return data


def test_good_input_without_texts_is_checked_for_structure_only(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)
    code, out, err = run(capsys, "check", "--data", GOOD.write(tmp_path))
    assert (code, err) == (0, [])
    assert out[0].startswith(f"{len(SCHEMA.stage('coding', 'context', 'codebook'))} tables, ")
    assert out[0].endswith(
        " rows: no problem found; "
        "structure only: no texts given (use --texts DIR or REPRESSION_TEXTS)"
    )


def test_good_input_with_texts_is_verified_against_them(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("REPRESSION_TEXTS", str(write_text(tmp_path)))
    code, out, err = run(capsys, "check", "--data", GOOD.write(tmp_path))
    assert (code, err) == (0, [])
    assert out[0].endswith(
        " rows: no problem found; 5 sentences and 4 passages verified against 1 texts"
    )


def test_an_unknown_code(tmp_path, refuses):
    refuses(
        GOOD.change("claims", "C004", modality="shouted").write(tmp_path),
        'data/coding/claims.csv: row 4 (C004), column modality: "shouted" is no code of modality; '
        "allowed: asserted, alleged, denied, planned_or_threatened, hypothetical, generic",
    )


def test_a_broken_foreign_key(tmp_path, refuses):
    refuses(
        GOOD.change("claims", "C004", event_id="E999").write(tmp_path),
        'data/coding/claims.csv: row 4 (C004), column event_id: "E999" is no event_id of '
        "data/coding/events.csv",
    )


def test_a_duplicate_id(tmp_path, refuses):
    refuses(
        GOOD.change("claims", "C004", claim_id="C001").write(tmp_path),
        'data/coding/claims.csv: row 4 (C001), column claim_id: "C001" stands already in row 1; '
        "each claim_id is used once",
    )


def test_reversed_bounds(tmp_path, refuses):
    refuses(
        GOOD.change("claims", "C007", low=1400, high=1300).write(tmp_path),
        "data/coding/claims.csv: row 7 (C007), column low: 1400 is above high 1300",
    )


def test_an_easing_of_a_status_that_never_began(tmp_path, refuses):
    refuses(
        GOOD.change(
            "events", "E003", event_class="easing", measure_type="stigmatising_status"
        ).write(tmp_path),
        "data/coding/events.csv: row 3 (E003): eases stigmatising_status, but no measure of that "
        "type and target is linked to it as ended_by with certain order; an easing ends a status "
        "that began",
    )


def test_an_unparseable_date(tmp_path, refuses):
    refuses(
        GOOD.change("documents", "D01", published="5 May 2020").write(tmp_path),
        'data/coding/documents.csv: row 1 (D01), column published: "5 May 2020" is not a date in '
        "EDTF as used here; allowed: 2020-05-08, 2020-05, 2020, 2019-22 (summer), "
        "2020-33 (first quarter), 2020-05-04/2020-05-08, 2020-05-08/.., ../2020-05-08",
    )


def test_an_offset_past_the_end(tmp_path, refuses):
    start = len(TEXT) - 20
    refuses(
        GOOD.change("documents", "D01", code_points=start).write(tmp_path),
        f"data/coding/coverage.csv: row 5 (D01-S05), column end: {len(TEXT)} is past the end of "
        f"D01, which has {start} code points",
        f"data/coding/passages.csv: row 4 (P004), column end: {len(TEXT) - 2} is past the end of "
        f"D01, which has {start} code points",
    )


def test_a_changed_character_in_a_passage(tmp_path, refuses):
    changed = TEXT.replace("almost", "Almost")
    old, new = digest(TEXT)[:12], digest(changed)[:12]
    sentence = "They stayed for almost three hours, a keeper said. "
    words = "almost three hours, a keeper said"

    def other_hash(text):
        return f"{digest(text)[:12]}… is not {digest(text.replace('almost', 'Almost'))[:12]}…"

    refuses(
        GOOD.write(tmp_path),
        f"data/coding/coverage.csv: row 3 (D01-S03), column sha256: {other_hash(sentence)}, "
        "the hash of D01 from 111 to 162",
        f"data/coding/documents.csv: row 1 (D01), column sha256: {old}… is not {new}…, "
        "the hash of the file",
        'data/coding/passages.csv: row 2 (P002), column phrase: "almost three hours" does not '
        "stand in D01 from 127 to 160",
        f"data/coding/passages.csv: row 2 (P002), column sha256: {other_hash(words)}, "
        "the hash of D01 from 127 to 160",
        texts=write_text(tmp_path, changed),
    )


def test_a_missing_column(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: csv.replace(b",step,", b",")),
        "data/coding/relays.csv: column step: is missing from the header",
    )


def test_an_extra_column(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: csv.replace(b",step,", b",step,mood,")),
        "data/coding/relays.csv: column mood: is not in the schema; "
        "allowed: claim_id, step, entity_id",
    )


def test_columns_in_another_order(tmp_path, refuses):
    refuses(
        edited(
            GOOD.write(tmp_path),
            "relays",
            lambda csv: csv.replace(b"claim_id,step,", b"step,claim_id,"),
        ),
        "data/coding/relays.csv: the header is step,claim_id,entity_id; "
        "it must be claim_id,step,entity_id",
    )


def test_a_file_that_is_not_utf_8(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: csv.replace(b"C003", b"C\xff03")),
        "data/coding/relays.csv: byte 0xff at position 25 is not UTF-8; save the file as UTF-8",
    )


def test_a_file_with_a_byte_order_mark(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: b"\xef\xbb\xbf" + csv),
        "data/coding/relays.csv: starts with a byte order mark; save it without one",
    )


def test_a_file_with_an_open_quote(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: csv.replace(b"C003", b'"C003')),
        "data/coding/relays.csv: is not CSV: unexpected end of data",
    )


def test_a_missing_file(tmp_path, refuses):
    data = GOOD.write(tmp_path)
    (data / "coding" / "relays.csv").unlink()
    refuses(data, "data/coding/relays.csv: is missing")


def test_an_empty_table(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda csv: csv.splitlines(keepends=True)[0]),
        "data/coding/relays.csv: has no row below its header; at least one is needed",
    )


def test_an_empty_file(tmp_path, refuses):
    refuses(
        edited(GOOD.write(tmp_path), "relays", lambda _: b""),
        "data/coding/relays.csv: is empty; its header must be claim_id,step,entity_id",
    )


def test_a_nine_word_phrase(tmp_path, refuses):
    refuses(
        GOOD.change(
            "passages", "P001", phrase="inspectors of the office came to the society there"
        ).write(tmp_path),
        "data/coding/passages.csv: row 1 (P001), column phrase: has 9 words; allowed: at most 8",
    )


def test_a_name_under_a_withheld_entity(tmp_path, refuses):
    refuses(
        GOOD.change("entities", "keeper", label="Quillfeather, a keeper").write(tmp_path),
        'data/coding/entities.csv: row 4 (keeper), column label: on no list: "Quillfeather"; '
        "a name that is on no list cannot enter the data; allowed: names of public entities, "
        "places and cases, and the words of codebook/proper_names.csv",
    )


def test_a_folder_of_texts_that_is_none(tmp_path, refuses):
    refuses(
        GOOD.write(tmp_path),
        "nowhere: is not a folder; the texts must be in one",
        texts="nowhere",
    )


def test_a_schema_that_is_not_yaml(tmp_path, refuses):
    data = GOOD.write(tmp_path)
    (data / "datapackage.yaml").write_text("name: a: b", encoding="utf-8")
    refuses(data, "data/datapackage.yaml: is not YAML from line 1")


def test_all_problems_at_once_in_the_order_of_files_and_rows(tmp_path, refuses):
    refuses(
        GOOD.change("relays", "C003 1", step=0)
        .change("claims", "C007", low=1400)
        .change("claims", "C003", low="two")
        .write(tmp_path),
        'data/coding/claims.csv: row 3 (C003), column low: "two" is not a number such as 12 or 0.5',
        "data/coding/claims.csv: row 7 (C007), column low: 1400 is above high 1399",
        "data/coding/relays.csv: row 1 (C003 0), column step: 0 is below 1; allowed: 1 or more",
    )


def test_a_document_without_a_citation(tmp_path, refuses):
    data = GOOD.write(tmp_path)
    (data / "sources.bib").write_text(
        "@misc{register2020,\n  title = {Title},\n}\n", encoding="utf-8"
    )
    refuses(
        data,
        'data/coding/documents.csv: row 1 (D01), column bib_key: "harbour2020" is no key of '
        "data/sources.bib; add the citation",
    )


def test_a_citation_without_a_document(tmp_path, refuses):
    data = GOOD.write(tmp_path)
    bib = data / "sources.bib"
    spare = "@misc{spare2020,\n  title = {Title},\n}\n"
    bib.write_text(bib.read_text(encoding="utf-8") + spare, encoding="utf-8")
    refuses(
        data,
        "data/sources.bib: spare2020 belongs to no document; allowed: keys of "
        "data/coding/documents.csv",
    )


def test_citations_that_are_not_bibtex(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("REPRESSION_TEXTS", raising=False)
    data = GOOD.write(tmp_path)
    (data / "sources.bib").write_text("@misc{harbour2020", encoding="utf-8")
    code, out, err = run(capsys, "check", "--data", data)
    assert (code, out) == (1, [])
    assert len(err) == 1
    assert err[0].startswith("data/sources.bib: is not BibTeX")


def coded(variable, value, unit="E001", times=1):
    """The good coding with a coding by B, so many times."""
    coding = GOOD
    for _ in range(times):
        coding = coding.add(
            "codings", unit=unit, variable=variable, coder="B", round=1, value=value
        )
    return coding


def test_a_coding_of_an_unknown_unit(tmp_path, refuses):
    refuses(
        coded("event_class", "measure", unit="E999").write(tmp_path),
        'data/coding/codings.csv: row 1 (E999 event_class B 1), column unit: "E999" is no '
        "event_id of data/coding/events.csv",
    )


def test_a_coding_of_an_unknown_variable(tmp_path, refuses):
    refuses(
        coded("mood", "measure").write(tmp_path),
        'data/coding/codings.csv: row 1 (E001 mood B 1), column variable: "mood" is no variable '
        "of data/codebook/coded_variables.csv",
    )


def test_a_coding_with_a_value_that_is_no_code(tmp_path, refuses):
    refuses(
        coded("event_class", "Reprisal").write(tmp_path),
        "data/coding/codings.csv: row 1 (E001 event_class B 1), column value: "
        '"Reprisal" is no code of event_class; allowed: measure, easing, procedure, '
        "target_response, health, assessment, target_activity",
    )


def test_a_coding_without_a_value(tmp_path, refuses):
    refuses(
        coded("event_class", "").write(tmp_path),
        "data/coding/codings.csv: row 1 (E001 event_class B 1), column value: is empty; "
        "a value is needed",
    )


def test_a_coder_who_codes_a_unit_twice_in_a_round(tmp_path, refuses):
    refuses(
        coded("event_class", "measure", times=2).write(tmp_path),
        'data/coding/codings.csv: row 2 (E001 event_class B 1): "E001" "event_class" "B" "1" '
        "stands already in row 1; each unit variable coder round is used once",
    )

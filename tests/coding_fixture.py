"""A small coding of an invented text, valid in every rule, to be broken one cell at a time."""

import csv
import io
import shutil
from hashlib import sha256
from pathlib import Path

from analysis.__main__ import main
from analysis.ground.paths import DATA
from analysis.ground.schema import load_schema
from analysis.ground.tables import read_tables

SCHEMA = load_schema()

TEXT = (
    "Inspectors visit the lighthouse\n"
    "On 4 May 2020 inspectors of the Harbour Office came to the Lighthouse Society. "
    "They stayed for almost three hours, a keeper said. "
    "The society called the visit “excessive”.\n"
    "Updated in July 2021: the society was fined.\n"
)


def digest(text):
    return sha256(text.encode("utf-8")).hexdigest()


def span(words):
    """Where some words of the invented text stand, as cells of a row."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "sha256": digest(words)}


def sentence(number, first, last, section, status, reason=""):
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    return {
        "sentence_id": f"D01-S{number:02}",
        "document_id": "D01",
        "section": section,
        "start": start,
        "end": end,
        "sha256": digest(TEXT[start:end]),
        "status": status,
        "reason": reason,
    }


def claim(claim_id, event_id, passage_id, variable, kind, **cells):
    return {
        "claim_id": claim_id,
        "event_id": event_id,
        "document_id": "D01" if passage_id else "D02",
        "passage_id": passage_id,
        "root_id": "R01",
        "speaker_id": "harbour_news",
        "variable": variable,
        "assertion_type": "newsroom",
        "modality": "asserted",
        "proposition_kind": kind,
        "translation_doubt": "no",
        "statement": "The report says so.",
    } | cells


ROWS = {
    "documents": [
        {
            "document_id": "D01", "bib_key": "harbour2020", "layer": "corpus",
            "genre": "news_report", "text_file": "harbour.txt", "published": "2020-05-05",
            "published_basis": "printed", "language": "en", "translation_quality": "original",
            "publisher_id": "harbour_news", "sha256": digest(TEXT), "code_points": len(TEXT),
        },
        {
            "document_id": "D02", "bib_key": "register2020", "layer": "follow_up",
            "genre": "register", "published": "2020-06", "published_basis": "page_metadata",
            "language": "en", "translation_quality": "original", "publisher_id": "office",
        },
    ],
    "roots": [{"root_id": "R01", "label": "Reporting of the harbour", "kind": "newsroom"}],
    "passages": [
        {"passage_id": "P001", "document_id": "D01", "section": "body",
         "phrase": "came to the Lighthouse Society"} | span("came to the Lighthouse Society"),
        {"passage_id": "P002", "document_id": "D01", "section": "body",
         "phrase": "almost three hours"} | span("almost three hours, a keeper said"),
        {"passage_id": "P003", "document_id": "D01", "section": "body",
         "phrase": 'called the visit "excessive"'} | span("called the visit “excessive”"),
        {"passage_id": "P004", "document_id": "D01", "section": "boilerplate",
         "phrase": "the society was fined", "as_of": "2021-07",
         "note": "The date of the update."} | span("the society was fined"),
    ],
    "coverage": [
        sentence(1, "Insp", "house\n", "heading", "repetition", "Says the same as the text."),
        sentence(2, "On 4", "ety. ", "body", "coded"),
        sentence(3, "They", "id. ", "body", "coded"),
        sentence(4, "The s", "”.\n", "body", "coded"),
        sentence(5, "Upda", "fined.\n", "boilerplate", "coded"),
    ],
    "claims": [
        claim("C001", "E001", "P001", "occurrence", "occurrence"),
        claim("C002", "E001", "P001", "date", "time", value="2020-05-04", date_basis="explicit"),
        claim("C003", "E001", "P002", "duration", "quantity", low=2, high=3, unit="hours",
              speaker_id="keeper", assertion_type="witness"),
        claim("C004", "E002", "P003", "evaluation", "evaluation", speaker_id="society",
              assertion_type="target"),
        claim("C005", "E003", "P004", "occurrence", "occurrence"),
        claim("C006", "E003", "P004", "date", "time", value="../2021-07",
              date_basis="relative_to_publication"),
        claim("C007", "E003", "", "sum", "quantity", low=1300, high=1399, unit="roubles",
              speaker_id="office", assertion_type="public_register"),
        claim("C008", "E001", "P001", "place", "place", value="harbour"),
        claim("C009", "E001", "P001", "actor", "identity", value="office"),
        claim("C010", "E002", "P003", "plea", "legal_characterisation", value="not_guilty"),
        claim("C011", "E002", "P003", "ground", "legal_characterisation", value="order at sea"),
    ],
    "relays": [{"claim_id": "C003", "step": 1, "entity_id": "harbour_news"}],
    "events": [
        {"event_id": "E001", "case_id": "K1", "event_class": "measure",
         "measure_type": "inspection", "date": "2020-05-04", "date_basis": "explicit",
         "place_id": "harbour", "place_role": "act", "charge_kind": "not_stated",
         "summary": "The society is inspected."},
        {"event_id": "E002", "case_id": "K1", "event_class": "target_response",
         "summary": "The society answers."},
        {"event_id": "E003", "case_id": "K1", "event_class": "measure",
         "measure_type": "organisation_fine", "date": "2020-05/2021-07",
         "date_basis": "order_statement", "summary": "The society is fined."},
    ],
    "participants": [
        {"event_id": "E001", "entity_id": "society", "role": "target"},
        {"event_id": "E001", "entity_id": "office", "role": "actor"},
        {"event_id": "E003", "entity_id": "society", "role": "target"},
    ],
    "entities": [
        {"entity_id": "society", "label": "Lighthouse Society", "kind": "organisation",
         "type": "human_rights_organisation", "naming": "public"},
        {"entity_id": "office", "label": "Harbour Office", "kind": "state_body",
         "type": "regulator_or_registry", "naming": "public"},
        {"entity_id": "harbour_news", "label": "Harbour News", "kind": "organisation",
         "type": "media_outlet", "naming": "public"},
        {"entity_id": "keeper", "label": "A keeper of the society", "kind": "person",
         "type": "bystander_or_family", "parent_id": "society", "naming": "withheld"},
    ],
    "cases": [
        {"case_id": "K1", "slug": "lighthouse", "title": "The lighthouse", "unit": "organisation",
         "inclusion_reason": "The one case there is."},
    ],
    "places": [
        {"place_id": "harbour", "label": "Harbour", "level": "settlement", "parent_id": "coast"},
        {"place_id": "coast", "label": "Coast", "level": "region_adm1"},
    ],
    "links": [
        {"from_event_id": "E001", "to_event_id": "E003", "kind": "precedes",
         "order_certain": "yes"},
        {"from_event_id": "E001", "to_event_id": "E002", "kind": "answered_by",
         "order_certain": "no"},
    ],
    "resolutions": [
        {"event_id": "E001", "variable": "date", "chosen_claim_id": "C002",
         "reason": "The only one."},
    ],
    "gaps": [
        {"gap_id": "G01", "case_id": "K1", "sought": "The outcome of the fine",
         "searched": "the register", "result": "not_found", "date": "2020-06"},
    ],
    "corrections": [
        {"correction_id": "X001", "date": "2026-11-21", "table": "claims", "row_id": "C003",
         "what": "The upper bound.", "why": "Hours are rounded up."},
    ],
    "codings": [],
    "adjudications": [],
    "series": [
        {"series_id": "lamps", "order": 1, "label": "Lamps lit", "unit": "lamps", "kind": "stock",
         "family": "lamps", "producer_id": "office", "release": "2021", "scale_low": 0,
         "scale_high": 100, "higher_means": "larger_count", "changes": "A new rule in 2020.",
         "shows": "How many lamps are lit.", "does_not_show": "The light of the moon."},
    ],
    "observations": [
        {"series_id": "lamps", "year": "2018", "value": 12, "document_id": "D02",
         "confidence": "high"},
        {"series_id": "lamps", "year": "2019", "low": 10, "high": 20, "document_id": "D02",
         "confidence": "medium"},
        {"series_id": "lamps", "year": "2020", "value": 30, "low": 29, "high": 31,
         "document_id": "D02", "confidence": "high"},
    ],
    "breaks": [
        {"break_id": "B01", "series_id": "lamps", "year": "2020", "kind": "method",
         "severs": "yes", "document_id": "D02", "description": "The rule changed."},
    ],
    "designations": [
        {"entity_id": "harbour_news", "measure_type": "prohibition_status", "date": "2021-08",
         "document_id": "D02", "note": "The first entry."},
    ],
}  # fmt: skip


def as_csv(table, rows):
    """Rows of a table as CSV; a column that the schema does not have is a mistake of the test."""
    text = io.StringIO()
    csv.DictWriter(text, SCHEMA[table].columns, lineterminator="\n").writerows(rows)
    return text.getvalue()


class Coding:
    """A data folder in memory; each change gives a new one."""

    def __init__(self, rows=ROWS, codebook=()):
        self.rows = rows
        self.codebook = codebook

    def change(self, table, row_id, **cells):
        """The same coding with some cells of one row replaced."""
        at = self._at(table, row_id)
        rows = list(self.rows[table])
        rows[at] = rows[at] | cells
        return Coding(self.rows | {table: rows}, self.codebook)

    def drop(self, table, row_id):
        at = self._at(table, row_id)
        rows = self.rows[table][:at] + self.rows[table][at + 1 :]
        return Coding(self.rows | {table: rows}, self.codebook)

    def add(self, table, **cells):
        return Coding(self.rows | {table: [*self.rows[table], cells]}, self.codebook)

    def append(self, table, **cells):
        """The same coding with a row more in a table of the codebook."""
        return Coding(self.rows, (*self.codebook, (table, cells)))

    def write(self, folder: Path) -> Path:
        """Write the coding with the real schema and codebook; return the data folder."""
        data = folder / "data"
        shutil.copytree(DATA / "codebook", data / "codebook")
        self._write_headlines(data / "codebook" / "headlines.csv")
        shutil.copy(DATA / "datapackage.yaml", data)
        keys = {row["bib_key"] for row in self.rows["documents"]}
        bib = "".join(f"@misc{{{key},\n  title = {{Title}},\n}}\n" for key in sorted(keys))
        (data / "sources.bib").write_text(bib, encoding="utf-8")
        for name, rows in self.rows.items():
            path = data / SCHEMA[name].descriptor["path"]
            path.parent.mkdir(exist_ok=True)
            header = ",".join(SCHEMA[name].columns) + "\n"
            path.write_text(header + as_csv(name, rows), encoding="utf-8", newline="")
        for name, row in self.codebook:
            path = data / "codebook" / f"{name}.csv"
            path.chmod(0o644)
            with path.open("a", encoding="utf-8", newline="") as file:
                file.write(as_csv(name, [row]))
        return data

    def _write_headlines(self, path: Path) -> None:
        """The real headline sentences; those about a case that is not here are about none."""
        cases = {row["case_id"] for row in self.rows["cases"]}
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        rows = [r if r["case_id"] in cases else r | {"case_id": ""} for r in rows]
        path.chmod(0o644)
        header = ",".join(SCHEMA["headlines"].columns) + "\n"
        path.write_text(header + as_csv("headlines", rows), encoding="utf-8", newline="")

    def tables(self, folder: Path):
        return read_tables(self.write(folder))

    def _at(self, table, row_id):
        key = SCHEMA[table].key
        ids = [" ".join(str(row[column]) for column in key) for row in self.rows[table]]
        return ids.index(row_id)


def write_text(folder: Path, text=TEXT) -> Path:
    """Write the invented text; return the folder it stands in."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "harbour.txt").write_bytes(text.encode("utf-8"))
    return texts


def run(capsys, *arguments):
    """Run a command; return its exit code and the lines of its output and of its errors."""
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()

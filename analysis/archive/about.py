"""Writes the README and the datasheet of the archive, every count in them computed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.ground import files
from analysis.publishing import citation
from analysis.publishing.citation_file import Work
from analysis.reading.agreement import agreement_statement, coders
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, day, listing

TEXTS = Path(__file__).parent / "texts"
# What is in the archive, by where it stands; the chapter on the data says it in the same words.
PARTS = {
    "data/release/": "The tables to work with: what was coded and what was computed from it.",
    "data/coding/": "What people decided, row by row, before anything was computed.",
    "data/codebook/": "The codes, variables, units, kinds of measure and ladders, explained.",
    "data/context/": "National series with their values and breaks.",
    "data/sources.bib": "The full citation of every document.",
    "parquet/": "A copy of each of these tables, with real types.",
    "datapackage.json": "What each table and column is, as a Data Package.",
    "csv-metadata.json": "The same in the words of CSV on the Web.",
    "prov.jsonld": "What was derived from what: document, passage, claim, event, indicator.",
    "ro-crate-metadata.json": "What each file is, as an RO-Crate.",
    "DATASHEET.md": "What to know before the data are used.",
    "manifest-sha256.txt": "The checksum of every file.",
}
EXAMPLE = "data/release/claims.csv"
COUNTED = {
    "claims": "claim",
    "events": "event",
    "documents": "document",
    "passages": "passage",
    "cases": "case",
    "gaps": "row",
    "conflicts": "pair",
    "corrections": "row",
}


def load_lines(table: str = EXAMPLE) -> dict[str, str]:
    """Return the one line that loads a table, by what it is loaded with."""
    return {
        # Else pandas would take the word None, the label of a code, for an empty cell.
        "pandas": "import pandas as pd; claims = "
        f'pd.read_csv("{table}", keep_default_na=False, na_values="")',
        "readr": f'claims <- readr::read_csv("{table}")',
        "duckdb": f"SELECT * FROM '{table}';",
    }


def readme(package: Mapping[str, Any], work: Work) -> str:
    """Return the README: what is in the archive, and how to load, verify, build and cite it."""
    told = {
        "book": work.short_title,
        "parts": "\n".join(f"| `{place}` | {meaning} |" for place, meaning in PARTS.items()),
        "citation": citation.data(work).text,
        **load_lines(),
    }
    return _filled("readme.md", _head(package, work) | told)


def datasheet(package: Mapping[str, Any], corpus: Corpus, work: Work) -> str:
    """Return the datasheet: what to know before the data are used."""
    layers = list(corpus.documents["layer"])
    told = {
        "authors": work.authored_by,
        "tables": str(len(package["resources"])),
        **{name: count(len(corpus.table(name)), noun) for name, noun in COUNTED.items()},
        "corpus": count(layers.count("corpus"), "document"),
        "follow_up": count(layers.count("follow_up"), "page"),
        "context": count(layers.count("context"), "page"),
        "coders": listing(coders(corpus)),
        "double_coded": agreement_statement(corpus),
    }
    return _filled("datasheet.md", _head(package, work) | told)


def _head(package: Mapping[str, Any], work: Work) -> dict[str, str]:
    return {
        "title": package["title"],
        "description": package["description"],
        "version": work.version,
        "released": day(work.released),
    }


def _filled(name: str, told: Mapping[str, str]) -> str:
    return files.read_text(TEXTS / name, f"analysis/archive/texts/{name}").format_map(told)

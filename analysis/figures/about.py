"""Says how a figure is cited and what it is made of, for readers and for their programs."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from analysis.figures import rows
from analysis.figures.page import Figure
from analysis.measure.specification import Specification
from analysis.publishing.citation import Reference, reference
from analysis.publishing.citation_file import Work
from analysis.reading.lookup import Lookup

_CARD = re.compile(r"#([CE]\d+)$")
_DOCUMENT = re.compile(r"\bD\d{2,}\b")
# How captions call the layers of evidence; the follow-up is never read without the corpus.
_LAYERS = {
    "corpus": re.compile(r"\b(corpus|documents|texts|follow-up|both)\b"),
    "follow_up": re.compile(r"\b(follow-up|both)\b"),
    "context": re.compile(r"\bnational context\b"),
}
_CHOICES = {
    "": "none: the rows are coded, or put together without a choice of ladder or threshold",
    "several": "several: each row says under which it was computed",
}


def cited(figure: Figure, chapter: str, work: Work) -> Reference:
    """Return how a figure is cited, with the chapter that it stands in."""
    return reference("figure", figure.title, figure.address(), work, chapter=chapter)


def metadata(
    figure: Figure, frame: pd.DataFrame, chapter: str, work: Work, lookup: Lookup
) -> dict[str, Any]:
    """Return what a figure shows and is made of, for programs: its rows are those of ``frame``."""
    sheet, layers = rows.sheet(figure), _layers(figure.caption)
    own = _own(layers) if sheet.choices == "own" else _CHOICES[sheet.choices]
    units = sorted(set(frame["Unit"].dropna())) if "Unit" in frame else []
    return {
        "title": figure.title,
        "description": figure.description,
        "caption": figure.caption,
        "address": work.address(figure.address()),
        "chapter": chapter,
        "book": {"title": work.title, "authors": work.authored_by, "version": work.version},
        "unit": {"one row is": sheet.row, "values are in": units},
        "layers": layers,
        "specification": own,
        "data": {"version": work.version, "sha256_of_manifest": work.sha256},
        "licence": work.licences[-1],
        "rows": len(frame),
        "columns": list(frame.columns),
        "documents": _documents(frame, layers, lookup),
        "files": {kind: f"{figure.stem}.{kind}" for kind in ("csv", "png", "svg", "json")},
        "citation": cited(figure, chapter, work).text,
    }


def written(described: Mapping[str, Any]) -> bytes:
    """Return metadata as JSON in UTF-8."""
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _layers(caption: str) -> list[str]:
    return [layer for layer, words in _LAYERS.items() if words.search(caption.lower())]


def _own(layers: Iterable[str]) -> dict[str, Any]:
    """Return the choices of the book's own specification that a figure can have been under."""
    choices = asdict(Specification(layers=frozenset(layers)))
    plain = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in choices.items()}
    return {name: value for name, value in plain.items() if not name.startswith("without_")}


def _documents(frame: pd.DataFrame, layers: list[str], lookup: Lookup) -> list[dict[str, str]]:
    """Return the documents that the rows of a figure rest on, in the layers that it uses.

    Rows that name neither documents nor evidence are counts, which rest on all there are.
    """
    known = lookup.by_id("documents")
    text = " ".join(frame.drop(columns=rows.EVIDENCE, errors="ignore").fillna("").agg(" ".join))
    found = set(_DOCUMENT.findall(text)) & set(known)
    cards = frame[rows.EVIDENCE].dropna() if rows.EVIDENCE in frame else []
    for card in filter(None, map(_CARD.search, cards)):
        column = {"C": "claim_id", "E": "event_id"}[card[1][0]]
        found |= {claim["document_id"] for claim in lookup.rows("claims", column, card[1])}
    return [
        {
            "id": id,
            "key": known[id]["bib_key"],
            "publisher": lookup.names[known[id]["publisher_id"]],
            "published": known[id]["published"],
            "layer": known[id]["layer"],
        }
        for id in sorted(found or known)
        if known[id]["layer"] in layers
    ]

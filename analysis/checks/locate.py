"""Find words or sentences in a document and give the rows that a coder pastes.

Words are compared in the matching form of `matching`: case counts, white space and the
shape of quotes do not. Offsets and hash are those of the untouched text.
"""

import csv
import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from analysis.checks import evidence
from analysis.checks.naming import AllowList, allow_list
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput, Problem
from analysis.ground.schema import load_schema
from analysis.ground.tables import HAND_WRITTEN, Tables, read_cells, typed
from analysis.text import words
from analysis.text.matching import occurrences
from analysis.text.segmentation import sentences


def locate(
    document_id: str,
    wanted: str,
    *,
    data: Path = DATA,
    texts: Path | None = None,
    whole_sentence: bool = False,
) -> str:
    """Return a row for ``passages.csv`` for each place where some words stand in a document.

    The slice is the words themselves. It is the sentence around them, without the white space at
    its end, with ``whole_sentence`` and where the words alone have no phrase: where they stand more
    than once in the document, or hold a name that is on no list. The phrase is empty where the
    sentence has none either. Raises `BadInput` for an unknown document, for words that do not stand
    in it, and without the texts.
    """
    tables = _tables(data)
    text = _text(tables, document_id, texts)
    found = occurrences(wanted, text)
    if not found:
        raise BadInput([Problem(document_id, f'"{wanted}" does not stand in it')])
    allowed = allow_list(tables)
    slices = {
        _sentence_around(text, *span)
        if whole_sentence or not shortest_phrase(text, *span, allowed)
        else span
        for span in found
    }
    columns = tables.schema["passages"].columns
    lines = io.StringIO()
    writer = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
    for passage_id, (start, end) in zip(_free_ids(tables), sorted(slices), strict=False):
        writer.writerow(
            {
                "passage_id": passage_id,
                "document_id": document_id,
                "section": _section(tables, document_id, start),
                "start": start,
                "end": end,
                "sha256": evidence.slice_hash(text, start, end),
                "phrase": shortest_phrase(text, start, end, allowed),
            }
        )
    return lines.getvalue()


def sentence_rows(document_id: str, *, data: Path = DATA, texts: Path | None = None) -> str:
    """Return a row for ``coverage.csv`` for each sentence of a document, its status left to fill.

    Raises `BadInput` for an unknown document, and without the texts.
    """
    tables = _tables(data)
    text = _text(tables, document_id, texts)
    lines = io.StringIO()
    writer = csv.DictWriter(
        lines, tables.schema["coverage"].columns, restval="", lineterminator="\n"
    )
    for number, (start, end) in enumerate(sentences(text), start=1):
        writer.writerow(
            {
                "sentence_id": f"{document_id}-S{number:02}",
                "document_id": document_id,
                "section": _section(tables, document_id, start),
                "start": start,
                "end": end,
                "sha256": evidence.slice_hash(text, start, end),
            }
        )
    return lines.getvalue()


def shortest_phrase(text: str, start: int, end: int, allowed: AllowList) -> str:
    """Return the shortest run of whole words in a slice by which a reader can find it again.

    It stands once in the whole text whatever its case, has at most eight words and holds no name
    that is on no list; of several the first. Empty where there is none.
    """
    # Browsers ignore case when they look for a text fragment.
    lower = text.lower()
    places = words.spans(text[start:end])
    for length in range(1, words.MOST_IN_A_PHRASE + 1):
        for first in range(len(places) - length + 1):
            run = text[start + places[first][0] : start + places[first + length - 1][1]]
            if len(occurrences(run.lower(), lower)) == 1 and not allowed.unlisted(run):
                return " ".join(run.split())
    return ""


def _tables(data: Path) -> Tables:
    """Read what tables there are: while a coder works, others may be wanting or wrong."""
    schema = load_schema(data)
    cells, problems = read_cells(schema, *HAND_WRITTEN)
    if "documents" not in cells:
        raise BadInput([p for p in problems if p.file == schema["documents"].file])
    return typed(schema, cells)


def _text(tables: Tables, document_id: str, texts: Path | None) -> str:
    documents = tables["documents"]
    document = documents.by_id.get(document_id)
    if document is None or document["text_file"] is None:
        found = "is no document" if document is None else "has no text_file"
        known = ", ".join(row.id for row in documents if row["text_file"] is not None)
        raise BadInput([Problem(document_id, f"{found}; allowed: {known}")])
    folder = evidence.texts_folder(texts)
    if folder is None:
        message = f"no texts given (use --texts DIR or {evidence.VARIABLE})"
        raise BadInput([Problem(document_id, message)])
    return evidence.read_document(document, folder)


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span from the first to the last sentence that a span touches, white space cut."""
    touched = [span for span in sentences(text) if span[0] < end and start < span[1]]
    first, last = touched[0][0], touched[-1][1]
    whole = text[first:last]
    return first + len(whole) - len(whole.lstrip()), first + len(whole.rstrip())


def _section(tables: Tables, document_id: str, start: int) -> str:
    """Return the section that coverage gives the place, else body."""
    for sentence in tables.get("coverage", ()):
        here = sentence["document_id"] == document_id
        if here and sentence["start"] <= start < sentence["end"]:
            return sentence["section"]
    return "body"


def _free_ids(tables: Tables) -> Iterator[str]:
    """Return passage ids from the first after the last one in use."""
    used = [int(row.id[1:]) for row in tables.get("passages", ()) if row.id[1:].isdecimal()]
    return (f"P{number:03}" for number in count(max(used, default=0) + 1))

"""Check every passage and every sentence against the texts themselves.

Offsets count code points of the untouched file: no line end, space or quote is changed on reading.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from analysis.ground import files
from analysis.ground.problems import BadInput, Problem
from analysis.ground.tables import Row, Table, Tables
from analysis.text.matching import folded
from analysis.text.segmentation import sentences

VARIABLE = "REPRESSION_TEXTS"


@dataclass(frozen=True)
class Evidence:
    """What was verified against the texts, and what was wrong."""

    sentences: int
    passages: int
    texts: int
    problems: list[Problem]


def texts_folder(given: Path | None) -> Path | None:
    """Return the folder with the texts: the one given, else that of the environment, else None."""
    found = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if found is not None and not found.is_dir():
        raise BadInput([Problem(str(found), "is not a folder; the texts must be in one")])
    return found


def slice_hash(text: str, start: int, end: int) -> str:
    """Return the SHA-256 of the code points from start to end, in UTF-8."""
    return sha256(text[start:end].encode("utf-8")).hexdigest()


def read_document(document: Row, folder: Path) -> str:
    """Return the text of a document, as it is. Raises `BadInput` where it cannot be read."""
    return files.read_text(folder / document["text_file"], document["text_file"])


def verify(tables: Tables, folder: Path) -> Evidence:
    """Compare documents, passages and sentences with the texts in a folder.

    A document must have the coded hash and length; the slice of each passage its hash and its
    phrase; the sentences must be those that `analysis.text.segmentation` cuts, each with its hash.
    """
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    documents = tables["documents"]
    for document in documents:
        if document["text_file"] is None:
            continue
        try:
            text = read_document(document, folder)
        except BadInput as bad:
            message = f"{document['text_file']} {bad.problems[0].message}"
            problems.append(documents.problem(document, "text_file", message))
            continue
        texts[document.id] = text
        problems += _document_problems(documents, document, text)
    problems += _sentence_problems(tables, texts)
    passages = [p for p in tables["passages"] if p["document_id"] in texts]
    for passage in passages:
        problems += _passage_problems(tables["passages"], passage, texts[passage["document_id"]])
    covered = sum(sentence["document_id"] in texts for sentence in tables["coverage"])
    return Evidence(covered, len(passages), len(texts), problems)


def _document_problems(documents: Table, document: Row, text: str) -> Iterator[Problem]:
    found = slice_hash(text, 0, len(text))
    if found != document["sha256"]:
        yield documents.problem(document, "sha256", _other_hash(document, "the file", found))
    if len(text) != document["code_points"]:
        message = f"{document['code_points']} is not {len(text)}, the length of the file"
        yield documents.problem(document, "code_points", message)


def _passage_problems(passages: Table, passage: Row, text: str) -> Iterator[Problem]:
    if passage["end"] > len(text):
        message = f"{passage['end']} is past the end of the text, which has {len(text)} code points"
        yield passages.problem(passage, "end", message)
        return
    found = slice_hash(text, passage["start"], passage["end"])
    if found != passage["sha256"]:
        yield passages.problem(passage, "sha256", _other_hash(passage, _place(passage), found))
    if folded(passage["phrase"]) not in folded(text[passage["start"] : passage["end"]]):
        message = f'"{passage["phrase"]}" does not stand in {_place(passage)}'
        yield passages.problem(passage, "phrase", message)


def _sentence_problems(tables: Tables, texts: Mapping[str, str]) -> Iterator[Problem]:
    coverage, documents = tables["coverage"], tables["documents"]
    coded: dict[str, list[Row]] = defaultdict(list)
    for sentence in sorted(coverage, key=lambda row: row["start"]):
        coded[sentence["document_id"]].append(sentence)
    for name, text in texts.items():
        cut = sentences(text)
        if len(coded[name]) != len(cut):
            message = f"has {len(coded[name])} sentences in coverage; the rule cuts {len(cut)}"
            yield documents.problem(documents.by_id[name], None, message)
        for sentence, (start, end) in zip(coded[name], cut, strict=False):
            for column, right in (("start", start), ("end", end)):
                if sentence[column] != right:
                    message = f"{sentence[column]} is not {right}, where the rule cuts the sentence"
                    yield coverage.problem(sentence, column, message)
            found = slice_hash(text, sentence["start"], sentence["end"])
            if found != sentence["sha256"]:
                message = _other_hash(sentence, _place(sentence), found)
                yield coverage.problem(sentence, "sha256", message)


def _place(row: Row) -> str:
    return f"{row['document_id']} from {row['start']} to {row['end']}"


def _other_hash(row: Row, place: str, found: str) -> str:
    coded = str(row["sha256"])
    return f"{coded[:12]}… is not {found[:12]}…, the hash of {place}"

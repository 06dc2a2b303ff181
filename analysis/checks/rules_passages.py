"""Rules for documents, passages and the coverage of documents by sentences."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.ground.problems import Problem
from analysis.ground.tables import Row, Tables
from analysis.text import words


def corpus_document_has_its_text(tables: Tables) -> Iterator[Problem]:
    """A document of the corpus names its file, with hash and length."""
    documents = tables["documents"]
    for document in documents:
        if document["layer"] == "corpus":
            for column in ("text_file", "sha256", "code_points"):
                if document[column] is None:
                    yield documents.problem(document, column, "is empty; the corpus needs it")


def passage_ends_inside_its_document(tables: Tables) -> Iterator[Problem]:
    """A passage or sentence begins before it ends, and ends inside the document."""
    for table in (tables["passages"], tables["coverage"]):
        for row in table:
            if row["start"] >= row["end"]:
                message = f"{row['start']} is not below end {row['end']}"
                yield table.problem(row, "start", message)
            length = _length(tables, row)
            if length is not None and row["end"] > length:
                document = f"{row['document_id']}, which has {length} code points"
                message = f"{row['end']} is past the end of {document}"
                yield table.problem(row, "end", message)


def phrase_is_short(tables: Tables) -> Iterator[Problem]:
    """A phrase has at most eight words: enough to find the place, too little to be a copy."""
    passages = tables["passages"]
    for passage in passages:
        if (count := len(words.spans(passage["phrase"]))) > words.MOST_IN_A_PHRASE:
            message = f"has {count} words; allowed: at most {words.MOST_IN_A_PHRASE}"
            yield passages.problem(passage, "phrase", message)


def sentences_tile_their_document(tables: Tables) -> Iterator[Problem]:
    """The sentences of a corpus document follow each other from its first code point to its last.

    So it is proved, without the text, that none is missing; their ids count them in order.
    """
    coverage, documents = tables["coverage"], tables["documents"]
    sentences = _by_document(tables, "coverage")
    for document in documents:
        name, length = document["document_id"], document["code_points"]
        if document["layer"] != "corpus" or length is None:
            continue
        if name not in sentences:
            message = "has no sentence in coverage; a document of the corpus is covered whole"
            yield documents.problem(document, None, message)
            continue
        expected, where = 0, f"where {name} begins"
        for count, sentence in enumerate(sentences[name], start=1):
            if sentence["start"] != expected:
                message = f"{sentence['start']} is not {expected}, {where}"
                yield coverage.problem(sentence, "start", message)
            if sentence["sentence_id"] != f"{name}-S{count:02}":
                message = f"is sentence {count} of {name}; its id must be {name}-S{count:02}"
                yield coverage.problem(sentence, "sentence_id", message)
            expected, where = sentence["end"], f"where {sentence['sentence_id']} ends"
        if expected < length:
            message = f"{expected} is not {length}, the length of {name}"
            yield coverage.problem(sentence, "end", message)


def passage_lies_in_a_coded_sentence(tables: Tables) -> Iterator[Problem]:
    """A passage of a text lies inside one sentence, which is coded and of the same section."""
    passages = tables["passages"]
    sentences = _by_document(tables, "coverage")
    for passage in passages:
        if _length(tables, passage) is None or passage["document_id"] not in sentences:
            continue
        around = [s for s in sentences[passage["document_id"]] if _inside(passage, s)]
        if len(around) != 1:
            span = f"{passage['start']} to {passage['end']}"
            message = f"{span} lies inside no single sentence; a passage crosses no border"
            yield passages.problem(passage, "start", message)
            continue
        (sentence,) = around
        name = sentence["sentence_id"]
        if sentence["status"] != "coded":
            message = f"lies in {name}, which is {sentence['status']}; allowed: a coded sentence"
            yield passages.problem(passage, None, message)
        if sentence["section"] != passage["section"]:
            message = f"is {passage['section']}, but {name} is {sentence['section']}"
            yield passages.problem(passage, "section", message)


def coded_sentence_has_a_passage(tables: Tables) -> Iterator[Problem]:
    """A sentence that counts as coded has a passage; one that does not says why."""
    coverage = tables["coverage"]
    passages = _by_document(tables, "passages")
    for sentence in coverage:
        if sentence["status"] != "coded":
            if sentence["reason"] is None:
                message = f"is empty; a sentence that is {sentence['status']} needs a reason"
                yield coverage.problem(sentence, "reason", message)
        elif not any(_inside(p, sentence) for p in passages.get(sentence["document_id"], ())):
            message = "is coded, but no passage lies inside; code one or give the reason why not"
            yield coverage.problem(sentence, "status", message)


def passage_carries_a_claim(tables: Tables) -> Iterator[Problem]:
    """A passage is there for a claim that rests on it."""
    passages = tables["passages"]
    used = {claim["passage_id"] for claim in tables["claims"]}
    for passage in passages:
        if passage["passage_id"] not in used:
            yield passages.problem(passage, None, "carries no claim; at least one is needed")


RULES = (
    corpus_document_has_its_text,
    passage_ends_inside_its_document,
    phrase_is_short,
    sentences_tile_their_document,
    passage_lies_in_a_coded_sentence,
    coded_sentence_has_a_passage,
    passage_carries_a_claim,
)


def _by_document(tables: Tables, name: str) -> dict[str, list[Row]]:
    """Return passages or sentences by document, in the order in which they stand in the text."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(tables[name], key=lambda row: (row["start"], row["end"])):
        found[row["document_id"]].append(row)
    return dict(found)


def _inside(passage: Row, sentence: Row) -> bool:
    return sentence["start"] <= passage["start"] and passage["end"] <= sentence["end"]


def _length(tables: Tables, row: Row) -> int | None:
    document = tables["documents"].by_id.get(row["document_id"])
    return document["code_points"] if document else None

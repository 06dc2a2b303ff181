"""The citations in ``sources.bib``: every document has one, and none is left over."""

from collections.abc import Iterator
from pathlib import Path

from pybtex.database import parse_string
from pybtex.exceptions import PybtexError

from analysis.ground import files
from analysis.ground.paths import shown
from analysis.ground.problems import BadInput, Problem
from analysis.ground.tables import Tables


def citation_keys(data: Path) -> frozenset[str]:
    """Return the keys of the citations in a data folder; raises `BadInput` for broken BibTeX."""
    path = data / "sources.bib"
    name = shown(path, data)
    try:
        return frozenset(parse_string(files.read_text(path, name), "bibtex").entries)
    except PybtexError as error:
        raise BadInput([Problem(name, f"is not BibTeX: {error}")]) from None


def citation_problems(tables: Tables, data: Path) -> Iterator[Problem]:
    """Yield each document without a citation, and each citation without a document."""
    try:
        keys = citation_keys(data)
    except BadInput as bad:
        yield from bad.problems
        return
    documents = tables["documents"]
    cited = {document["bib_key"] for document in documents}
    name = shown(data / "sources.bib", data)
    for document in documents:
        if document["bib_key"] not in keys:
            message = f'"{document["bib_key"]}" is no key of {name}; add the citation'
            yield documents.problem(document, "bib_key", message)
    for key in sorted(keys - cited):
        yield Problem(
            name, f"{key} belongs to no document; allowed: keys of {documents.schema.file}"
        )

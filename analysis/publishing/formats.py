"""The citation of the whole book in the forms that programs read: BibTeX, RIS, CSL-JSON, Zenodo."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from analysis.publishing.citation import book, key
from analysis.publishing.citation_file import Author, Work

LANGUAGE = {"short": "en", "long": "eng"}  # ISO 639-1 for citations, ISO 639-3 for Zenodo


def text(work: Work) -> str:
    """Return the reference as a sentence."""
    return f"{book(work).text}\n"


def bibtex(work: Work) -> str:
    """Return the reference in BibTeX."""
    return f"{book(work).bibtex}\n"


def ris(work: Work) -> str:
    """Return the reference in RIS, which reference managers import."""
    fields = [
        ("TY", "BOOK"),
        *(("AU", author.inverted) for author in work.authors),
        ("TI", work.title),
        ("PY", str(work.released.year)),
        ("DA", f"{work.released:%Y/%m/%d}/"),
        ("ET", f"Version {work.version}"),
        ("PB", work.authored_by),
        ("AB", work.abstract),
        *(("KW", word) for word in work.keywords),
        ("LA", LANGUAGE["short"]),
        ("N1", f"Data SHA-256 {work.sha256}"),
        ("DO", work.doi),
        ("UR", work.address()),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value or tag == "ER")


def csl_json(work: Work) -> str:
    """Return the reference in CSL-JSON, which pandoc and citation processors read."""
    day = work.released
    fields = {
        "id": key(work),
        "type": "book",
        "title": work.title,
        "author": [_csl_name(author) for author in work.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "edition": f"Version {work.version}",
        "version": work.version,
        "publisher": work.authored_by,
        "abstract": work.abstract,
        "keyword": ", ".join(work.keywords),
        "language": LANGUAGE["short"],
        "note": f"Data SHA-256 {work.sha256}",
        "DOI": work.doi,
        "URL": work.address(),
    }
    return _json([_said(fields)])


def zenodo(work: Work) -> str:
    """Return what Zenodo takes a deposit's description from, for `.zenodo.json`.

    Zenodo gives the DOI itself and takes one licence: that of the data and the text.
    """
    code, content = work.licences[0], work.licences[-1]
    fields = {
        "title": work.title,
        "upload_type": "publication",
        "publication_type": "book",
        "publication_date": work.released.isoformat(),
        "version": work.version,
        "creators": [{"name": author.inverted} for author in work.authors],
        "description": f"<p>{escape(work.abstract)}</p>",
        "keywords": list(work.keywords),
        "language": LANGUAGE["long"],
        "access_right": "open",
        "license": content.lower(),
        "notes": f"Data and text: {content}. Code: {code}.",
        "related_identifiers": [{"identifier": work.url, "relation": "isIdenticalTo"}]
        if work.url
        else [],
    }
    return _json(_said(fields))


FORMATS: dict[str, Callable[[Work], str]] = {
    "text": text,
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl_json,
    "zenodo": zenodo,
}


def _csl_name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": author.name, "given": author.given}
    return {"literal": author.name}


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value}


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

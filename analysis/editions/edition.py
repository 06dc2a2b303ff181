"""Says which edition a file of the book is: title, authors, version and fingerprint of the data."""

from analysis.publishing import citation
from analysis.publishing.citation_file import the_book
from analysis.reading.prose import day


def edition() -> dict[str, str]:
    """Return the words of the title page and of the file's metadata."""
    work = the_book()
    title, _, subtitle = work.title.partition(": ")
    code, text = work.licences[0], work.licences[-1]
    return {
        "title": title,
        "subtitle": subtitle,
        "authors": work.authored_by,
        "version": work.version,
        "manifest": work.sha256,
        "released": day(work.released),
        "day": work.released.isoformat(),
        "licences_told": f"Text and data {text}, code {code}. Neither covers the documents, nor "
        "the few words quoted from them.",
        "citation": citation.book(work).text,
        "subject": work.abstract,
        "keywords": ", ".join(work.keywords),
    }

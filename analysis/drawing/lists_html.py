"""How terms with their meanings become part of a page: lists that a narrow page shows whole."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from analysis.drawing.markup import id_attribute
from analysis.drawing.tables_html import Table


class Entry(NamedTuple):
    """A term with its meaning; ``code`` is how the data call it, ``note`` what is said below.

    ``links`` follow the note, each as its words and its address within the book; ``id`` is the
    entry's own address on the page.
    """

    term: str
    meaning: str = ""
    code: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    id: str = ""


class Fold(NamedTuple):
    """A list below a line that opens and closes it; on paper it is always open."""

    title: str
    entries: Sequence[Entry]
    code: str = ""
    note: str = ""
    intro: str = ""
    id: str = ""
    open: bool = False


def listed(entries: Iterable[Entry]) -> Table:
    """Put entries on a page, one below the other."""
    entries = list(entries)
    return _output(_list(entries), _plain_list(entries))


def folded(folds: Iterable[Fold]) -> Table:
    """Put lists on a page, each below a line that opens it."""
    folds = list(folds)
    return _output("\n".join(map(_fold, folds)), "\n".join(map(_plain_fold, folds)))


def _output(html: str, text: str) -> Table:
    return Table(f'<div class="book-table book-list">\n{html}\n</div>', text)


def _fold(fold: Fold) -> str:
    state = " open" if fold.open else ""
    intro = f"<p>{escape(fold.intro)}</p>\n" if fold.intro else ""
    return (
        f"<details{id_attribute(fold.id)}{state}><summary>{_name(fold.code, fold.title)}"
        f"{_note(fold.note)}</summary>\n{intro}{_list(fold.entries)}\n</details>"
    )


def _list(entries: Iterable[Entry]) -> str:
    return "<dl>\n" + "\n".join(map(_entry, entries)) + "\n</dl>"


def _entry(entry: Entry) -> str:
    links = [f'<a href="{escape(address)}">{escape(words)}</a>' for words, address in entry.links]
    note = ", ".join(filter(None, [escape(entry.note), *links]))
    parts = [f"<p>{escape(entry.meaning)}</p>" if entry.meaning else ""]
    parts += [f'<p class="note">{note}</p>' if note else ""]
    return (
        f"<dt{id_attribute(entry.id)}>{_name(entry.code, entry.term)}</dt><dd>{''.join(parts)}</dd>"
    )


def _name(code: str, term: str) -> str:
    return " ".join(filter(None, [f"<code>{escape(code)}</code>" if code else "", escape(term)]))


def _note(note: str) -> str:
    return f' <span class="note">{escape(note)}</span>' if note else ""


def _plain_fold(fold: Fold) -> str:
    head = " ".join(filter(None, [fold.code, fold.title]))
    told = "\n".join(filter(None, [fold.note, fold.intro]))
    return "\n".join(filter(None, [head, told, _plain_list(fold.entries)]))


def _plain_list(entries: Iterable[Entry]) -> str:
    return "\n".join(map(_plain, entries))


def _plain(entry: Entry) -> str:
    name = " ".join(filter(None, [entry.code, entry.term]))
    note = ", ".join(filter(None, [entry.note, *(words for words, _ in entry.links)]))
    return f"- {name}: " + "\n  ".join(filter(None, [entry.meaning, note]))

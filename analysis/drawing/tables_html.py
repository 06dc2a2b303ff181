"""How a table becomes part of a page: HTML that a screen reader can walk through by its headers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype, is_scalar

from analysis.drawing.markup import SCHEME, id_attribute, scroll_box

CARD = re.compile(r"\b[CE]\d{3,}\b")
PROSE = 40  # characters: from here on a text needs several lines


@dataclass(frozen=True)
class Table:
    """A table as HTML for the page and as plain text for everything else."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def _repr_html_(self) -> str:
        return self.html


def table(
    frame: pd.DataFrame,
    caption: str,
    *,
    links: Mapping[str, str] | None = None,
    cards: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    row_ids: str | None = None,
    row_header: str | None = None,
    missing: str = "not stated",
    id: str | None = None,
) -> Table:
    """A table that screen readers announce by its headers, and that scrolls in its own box.

    Columns are shown in the order of `frame` under their own names; the index is not shown.
    `links` maps a column to the column that holds its addresses, `notes` to the column with what
    stands below its words in small letters, `row_ids` names the column with the rows' addresses on
    this page: all are used and not shown as columns. `cards` maps the ids of events and claims to
    the addresses of their cards: wherever such an id stands in a cell or above a column, it leads
    there. `row_header` is the column that names its row (the first one unless given), `missing`
    stands for an empty cell, and `id` is the table's own address.

    Raises ValueError for an empty caption, an unknown column, a row id that is missing or comes
    twice, and a link that is neither relative nor http(s).
    """
    links, notes = dict(links or {}), dict(notes or {})
    used = {*links.values(), *notes.values(), *filter(None, (row_ids, row_header))}
    _check_columns(frame, {*links, *notes, *used})
    if not caption.strip():
        raise ValueError("table caption: found nothing; needed: what the table shows")
    shown = [c for c in frame.columns if c not in {*links.values(), *notes.values(), row_ids}]
    row_header = row_header or shown[0]
    cards = cards or {}
    heads = [
        f'<th scope="col"{_kind(frame[c])}>{_to_cards(escape(str(c)), cards)}</th>' for c in shown
    ]
    cells = [
        _cells(
            frame[c],
            frame.get(links.get(c)),
            cards,
            missing,
            below=frame.get(notes.get(c)),
            is_header=c == row_header,
        )
        for c in shown
    ]
    openings = _row_openings(frame[row_ids]) if row_ids else ["<tr>"] * len(frame)
    rows = [tr + "".join(row) + "</tr>" for tr, *row in zip(openings, *cells, strict=True)]
    html = (
        f"<table{id_attribute(id)}><caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{''.join(heads)}</tr></thead>\n"
        "<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )
    words = frame[shown].astype(object).map(lambda value: _words(value, missing))
    for column, below in notes.items():
        words[column] += frame[below].map(lambda value: "" if _is_missing(value) else f" ({value})")
    return Table(
        f'<div class="book-table">{scroll_box(html, f"Table: {caption}")}</div>',
        f"{caption}\n{words.to_string(index=False)}",
    )


def _check_columns(frame: pd.DataFrame, wanted: set[str]) -> None:
    if unknown := sorted(wanted - set(frame.columns)):
        raise ValueError(
            f"table column: found {', '.join(unknown)}, which the frame does not have; "
            f"allowed: {', '.join(map(str, frame.columns))}"
        )


def _cells(
    column: pd.Series,
    addresses: pd.Series | None,
    cards: Mapping[str, str],
    missing: str,
    *,
    below: pd.Series | None = None,
    is_header: bool,
) -> list[str]:
    tag, scope = ("th", ' scope="row"') if is_header else ("td", "")
    column_kind = _kind(column)
    cells = []
    for place, value in enumerate(column):
        kind = ' class="missing"' if _is_missing(value) else column_kind
        inner = escape(_words(value, missing))
        if addresses is not None and not _is_missing(addresses.iloc[place]):
            inner = _link(str(addresses.iloc[place]), inner)
        else:
            inner = _to_cards(inner, cards)
        if below is not None and not _is_missing(below.iloc[place]):
            words = _to_cards(escape(_words(below.iloc[place], missing)), cards)
            inner += f'<span class="below">{words}</span>'
        cells.append(f"<{tag}{scope}{kind}>{inner}</{tag}>")
    return cells


def _row_openings(ids: pd.Series) -> list[str]:
    if ids.isna().any() or not ids.is_unique:
        found = (
            "an empty one" if ids.isna().any() else repr(ids[ids.duplicated()].iloc[0]) + " twice"
        )
        raise ValueError(f"table row id: found {found}; needed: one for each row")
    return [f"<tr{id_attribute(str(value))}>" for value in ids]


def _to_cards(inner: str, cards: Mapping[str, str]) -> str:
    """Return words with each id that has a card leading there."""
    return CARD.sub(lambda id: _link(cards[id[0]], id[0]) if id[0] in cards else id[0], inner)


def _link(address: str, inner: str) -> str:
    if SCHEME.match(address) and not address.startswith(("http://", "https://")):
        raise ValueError(f"table link: found {address!r}; allowed: relative, http or https")
    return f'<a href="{escape(address)}">{inner}</a>'


def _words(value: object, missing: str) -> str:
    match value:
        case _ if _is_missing(value):
            return missing
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case pd.Timestamp() if value == value.normalize():
            return f"{value:%Y-%m-%d}"
    return str(value)


def _is_missing(value: object) -> bool:
    return (is_scalar(value) and pd.isna(value)) or value == ""


def _kind(column: pd.Series) -> str:
    """How a column is set: figures flush right, codes and dates in one line, prose with room."""
    if is_numeric_dtype(column) and not is_bool_dtype(column):
        return ' class="number"'
    texts = [str(value) for value in column if not _is_missing(value)]
    if any(len(text) > PROSE for text in texts):
        return ' class="long"'
    return "" if any(" " in text for text in texts) else ' class="short"'

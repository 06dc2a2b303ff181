"""Makes a drawing live: as Vega, with what is said at a mark and which marks belong together."""

import json
import re
from collections.abc import Iterator
from typing import Any

import vl_convert

from analysis.figures.page import Drawing, Figure
from analysis.figures.rows import sheet
from analysis.reading.lookup import READINGS, Lookup
from analysis.reading.prose import count, when

DIMMED = 0.3  # how much is left of a mark while others are lit
_CARD = re.compile(r"#([CE]\d+)$")


def script(figure: Figure, number: int, lookup: Lookup) -> bytes:
    """Return the file that makes one drawing of a figure live, as a script that only holds data.

    A page from a disk may not fetch a file, but may load a script.
    """
    drawing = figure.drawings[number]
    data = {
        "spec": live(drawing.spec, sheet(figure).same),
        "same": sheet(figure).same,
        "cards": {id: said(id, lookup) for id in _linked(drawing)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"(window.bookFigures ||= {{}})[{json.dumps(name(figure, number))}] = {text};\n".encode()


def name(figure: Figure, number: int) -> str:
    """Return what the file of one drawing of a figure is called, without its ending."""
    return f"{figure.stem}-{number + 1}"


def live(spec: dict, same: str) -> dict[str, Any]:
    """Return a chart as Vega, in which the signal ``lit`` dims all marks but those of one value.

    ``same`` is the column of that value, in which marks that belong together agree.
    """
    vega = vl_convert.vegalite_to_vega(spec)
    datum = f"datum[{json.dumps(same)}]"
    lit = {"name": "lit", "value": None}  # the page sets it to what is pointed at or has focus
    dim = {"test": f"lit !== null && isValid({datum}) && {datum} !== lit", "value": DIMMED}
    for mark in _marks(vega):
        update = mark.setdefault("encode", {}).setdefault("update", {})
        usual = update.get("opacity", {"value": 1})
        update["opacity"] = [dim, *(usual if isinstance(usual, list) else [usual])]
    dropped = ("$schema", "description", "usermeta")
    kept = {key: value for key, value in vega.items() if key not in dropped}
    return kept | {"signals": [*vega.get("signals", []), lit]}


def said(id: str, lookup: Lookup) -> list[str]:
    """Return what is to be known of an event or claim at a mark: when, who says so, how founded."""
    if id.startswith("C"):
        claim = lookup.by_id("claims")[id]
        event = lookup.by_id("events")[claim["event_id"]]
        return [
            f"Who says so: {lookup.voices[id]} ({claim['document_id']})",
            f"About {event['event_id']}: {event['summary']}",
        ]
    event = lookup.by_id("events")[id]
    claims = sorted(lookup.rows("claims", "event_id", id), key=lambda one: one["claim_id"])
    voices = dict.fromkeys(f"{lookup.voices[c['claim_id']]} ({c['document_id']})" for c in claims)
    return [
        f"When: {_in_readings(event, lookup, _when)}",
        f"Who says so: {_some(list(voices))}",
        f"Support: {_in_readings(event, lookup, _support)}",
    ]


def _in_readings(event: dict, lookup: Lookup, tell: Any) -> str:
    """Return what both readings say of an event; once, where they agree or one knows it alone."""
    both = dict(zip(READINGS, ("corpus_", ""), strict=True))
    told = {
        READINGS[reading]: tell(event, prefix, lookup)
        for reading, prefix in both.items()
        if reading != "corpus" or event["layer"] == "corpus"
    }
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{reading} {words}" for reading, words in told.items())


def _when(event: dict, prefix: str, _lookup: Lookup) -> str:
    return when(event[f"{prefix}earliest"], event[f"{prefix}latest"])


def _support(event: dict, prefix: str, lookup: Lookup) -> str:
    level = lookup.labels["support_level"][event[f"{prefix}support_level"]]
    flag = event[f"{prefix}dispute_flag"]
    if flag == "none":
        return f"{level.lower()}, not disputed"
    return f"{level.lower()}, disputed: {lookup.labels['dispute_flag'][flag].lower()}"


def _some(voices: list[str], most: int = 4) -> str:
    rest = len(voices) - most
    return ", ".join(voices[:most]) + (f" and {count(rest, 'other')}" if rest > 0 else "")


def _linked(drawing: Drawing) -> list[str]:
    """Return the ids of the cards that a drawing leads to."""
    found = (
        _CARD.search(str(row.get("href") or ""))
        for rows in drawing.spec["datasets"].values()
        for row in rows
    )
    return sorted({card[1] for card in found if card})


def _marks(scope: dict) -> Iterator[dict]:
    """Yield every mark that stands for a row, in a chart and in the charts within it."""
    for mark in scope.get("marks", []):
        if mark["type"] == "group":
            yield from _marks(mark)
        elif "from" in mark:
            yield mark

"""Puts a tombstone where the card of an event or claim stood that was withdrawn."""

from collections.abc import Iterable
from typing import Any

from analysis.archive.addresses import WITHDRAWN, Published
from analysis.reading.addresses import evidence_page
from analysis.reading.linked import Card, Link, card, entry
from analysis.reading.prose import day

CARDS = ("events", "claims")
CORRECTIONS = "changes"  # the page of the log


def tombstones(
    slug: str, published: Iterable[Published], corrections: Iterable[dict[str, Any]]
) -> list[Card]:
    """Return a tombstone for each card that stood on the page of a case and was withdrawn.

    It says *withdrawn*, the day, the reason and the correction, and nothing of what the card said,
    so that an old citation leads there and never to something else.
    """
    gone = {
        row["row_id"]: row
        for row in corrections
        if row["table"] in CARDS and row["what"].startswith(WITHDRAWN)
    }
    page = f"{evidence_page(slug)}.html"
    places = (one.name.split("#") for one in published if "#" in one.name)
    return [_tombstone(gone[id]) for where, id in places if where == page and id in gone]


def _tombstone(row: dict[str, Any]) -> Card:
    id = row["correction_id"]
    return card(
        row["row_id"],
        WITHDRAWN,
        entry("Day", day(row["date"])),
        entry("Why", row["why"]),
        entry("Correction", (Link(id, f"{CORRECTIONS}#{id}"),)),
    )

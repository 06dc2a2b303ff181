"""Finds the rows of the release by their id, as plain values, so that cards can be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pandas as pd

from analysis.reading.addresses import card_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.views import voice

Record = Mapping[str, Any]
READINGS = {"corpus": "corpus alone", "corpus_and_follow_up": "with follow-up"}


def records(frame: pd.DataFrame) -> list[Record]:
    """Return rows as plain values, None where nothing is stated."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


@dataclass(frozen=True, eq=False)
class Lookup:
    """The release, each table found by what its rows are asked for."""

    corpus: Corpus

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """What each code is called, by its vocabulary."""
        return self._terms("label")

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """What each code means, by its vocabulary."""
        return self._terms("definition")

    def _terms(self, column: str) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in records(self.corpus.table("vocabularies")):
            found.setdefault(row["scheme"], {})[row["code"]] = row[column]
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each entity is called; a person who is withheld, by role."""
        return self.corpus.names()

    @cached_property
    def voices(self) -> Mapping[str, str]:
        """Who says each claim, and through whom it came."""
        claims = self.corpus.claims
        return dict(zip(claims["claim_id"], voice(claims, self.corpus), strict=True))

    @cached_property
    def cards(self) -> Mapping[str, str]:
        """The address of the card of each event and claim, from the first page on."""
        return card_addresses(self.corpus)

    @cache  # noqa: B019 - one lookup lives as long as the pages that are made from it
    def by_id(self, table: str) -> Mapping[str, Record]:
        """Return the rows of a table by their id, the first of its columns."""
        frame = self.corpus.table(table)
        return {row[frame.columns[0]]: row for row in records(frame)}

    @cache  # noqa: B019 - as above
    def grouped(self, table: str, column: str) -> Mapping[Any, list[Record]]:
        """Return the rows of a table by what they have in a column."""
        found: dict[Any, list[Record]] = {}
        for row in records(self.corpus.table(table)):
            found.setdefault(row[column], []).append(row)
        return found

    def rows(self, table: str, column: str, value: Any) -> list[Record]:
        """Return the rows of a table that have a value in a column."""
        return self.grouped(table, column).get(value, [])

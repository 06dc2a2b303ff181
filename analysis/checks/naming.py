"""Names: a name that is on no list cannot enter the data (ETHICS.md).

A run of letters that starts with a capital is taken for a name. It passes where it is listed: in
the name of a public entity, a place or a case, or in ``codebook/proper_names.csv``. At the start of
a sentence it also passes where the same word stands in lower case somewhere in our own prose or
codes, as ordinary words do and names do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.ground.problems import Problem
from analysis.ground.tables import Row, Table, Tables
from analysis.text import words
from analysis.text.segmentation import sentences


@dataclass(frozen=True)
class AllowList:
    """The words that may start with a capital, and those that may where a sentence begins."""

    listed: frozenset[str]
    ordinary: frozenset[str]

    def unlisted(self, text: str) -> list[str]:
        """Return the words of a text that may be names and are on no list, in their order."""
        starts = _sentence_starts(text)
        return [
            word
            for place, word in words.letter_runs(text)
            if len(word) > 1  # a letter alone names a track, an id or half an initial
            and word[0].isupper()
            and word not in self.listed
            and not (place in starts and word.lower() in self.ordinary)
        ]


def _sentence_starts(text: str) -> set[int]:
    """Return the places of the first run of letters in each sentence."""
    firsts = ((start, words.letter_runs(text[start:end])) for start, end in sentences(text))
    return {start + runs[0][0] for start, runs in firsts if runs}


def allow_list(tables: Tables) -> AllowList:
    """Return the words that may be capitalised, from whichever of the tables are there."""
    listed: set[str] = set()
    for name, columns in (
        ("entities", ("label", "label_original")),
        ("places", ("label", "label_original")),
        ("cases", ("title",)),
        ("proper_names", ("word",)),
    ):
        for row in tables.get(name, ()):
            if row.get("naming", "public") == "public":
                for column in columns:
                    listed.update(run for _, run in words.letter_runs(row[column] or ""))
    ordinary = {
        run
        for table in tables.values()
        for row in table
        for column in (*table.schema.free_text, *_ORDINARY.get(table.schema.name, ()))
        if column != "value"  # the value of a claim may be the id of a person
        for _, run in words.letter_runs(row[column] or "")
        if run.islower()
    }
    codes = " ".join(code for scheme in tables.schema.vocabularies.values() for code in scheme)
    ordinary.update(run for _, run in words.letter_runs(codes) if run.islower())
    return AllowList(frozenset(listed), frozenset(ordinary))


# Ordinary words that open a sentence and stand nowhere else are listed in lower case.
_ORDINARY = {"proper_names": ("word",)}


def no_name_that_is_on_no_list(tables: Tables) -> Iterator[Problem]:
    """Every capitalised word in the free text of coding and context is listed or ordinary."""
    allowed = allow_list(tables)
    for table in tables.values():
        if table.schema.stage not in ("coding", "context"):
            continue
        for row in table:
            for column in table.schema.free_text:
                if row[column] is None or _is_a_listed_name(table, row, column):
                    continue
                if found := allowed.unlisted(row[column]):
                    yield table.problem(row, column, _on_no_list(found))


def withheld_person_keeps_no_name(tables: Tables) -> Iterator[Problem]:
    """A person who is withheld has no name in the original language, and none hides in the id."""
    entities = tables["entities"]
    allowed = allow_list(tables)
    for entity in entities:
        if entity["naming"] != "withheld":
            continue
        if entity["label_original"] is not None:
            message = f'"{entity["label_original"]}" is given; allowed: nothing, as it is withheld'
            yield entities.problem(entity, "label_original", message)
        for _, word in words.letter_runs(entity["entity_id"]):
            if word not in allowed.ordinary and word.capitalize() not in allowed.listed:
                yield entities.problem(entity, "entity_id", _on_no_list([word]))


RULES = (no_name_that_is_on_no_list, withheld_person_keeps_no_name)


def _on_no_list(found: list[str]) -> str:
    names = ", ".join(f'"{word}"' for word in dict.fromkeys(found))
    return (
        f"on no list: {names}; a name that is on no list cannot enter the data; allowed: names of "
        "public entities, places and cases, and the words of codebook/proper_names.csv"
    )


def _is_a_listed_name(table: Table, row: Row, column: str) -> bool:
    """Whether a cell is itself what the list is made of."""
    match table.schema.name:
        case "entities":
            return row["naming"] == "public" and column in ("label", "label_original")
        case "places":
            return column in ("label", "label_original")
        case "cases":
            return column == "title"
        case _:
            return False

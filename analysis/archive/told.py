"""Tells in words what became of the data between two releases."""

from collections.abc import Iterator
from pathlib import Path

from analysis.archive.compare import NONE, Cell, Change, compare, step, taken
from analysis.archive.released import Release, read_released

NUMBERS = ("first", "second", "third")
INDICATORS, ANSWERS, SENTENCES = "indicators", "robustness", "headlines"
# Of an answer: what it is, and in how many specifications it is so.
MOVES = ("answer", "specifications", "holds", "fails", "undetermined")


def diff(old: Path, new: Path) -> str:
    """Return what came, changed and went from one release to a later one, results first.

    Raises `BadInput` for what is no release and where the later one is given first.
    """
    before, after = read_released(old), read_released(new)
    changes = compare(before, after)
    by_table = {change.table: change for change in changes}
    parts = [
        _versions(before, after, changes),
        _titled("Headline sentences that moved", _sentences(by_table, after)),
        _titled("Indicators that moved", _rows(by_table.get(INDICATORS))),
        *map(_told, changes),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _versions(old: Release, new: Release, changes: list[Change]) -> list[str]:
    if old.version == new.version:
        lines = [f"Both are version {new.version}: one of them is a state between two versions."]
    else:
        lines = [f"From version {old.version} to version {new.version}."]
    asked, rose = step(changes), taken(old, new)
    if asked == NONE:
        return [*lines, "No row and no column changed."]
    lines.append(f"Such changes ask for a step of the {NUMBERS[asked]} number of the version.")
    if old.version != new.version and rose > asked:
        lines.append(f"It rose in the {NUMBERS[rose]} number only.")
    return lines


def _titled(title: str, lines: Iterator[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [title, *found] if found else []


def _told(change: Change) -> list[str]:
    lines = ["see above"] if change.table == INDICATORS else _table(change)
    return [_counted(change), *(f"  {line}" for line in lines)]


def _sentences(changes: dict[str, Change], new: Release) -> Iterator[str]:
    words = new.tables[SENTENCES].by(("headline_id",)) if SENTENCES in new.tables else {}
    answers, sentences = changes.get(ANSWERS), changes.get(SENTENCES)
    for id, cells in sentences.changed.items() if sentences else ():
        yield from (f"{id} is worded anew: {_cell(c)}" for c in cells if c.column == "sentence")
    if answers is None:
        return
    for id, cells in answers.changed.items():
        if moved := [cell for cell in cells if cell.column in MOVES]:
            sentence = words.get(id.split()[0], {}).get("sentence", "")
            yield f"{id}: {'; '.join(map(_cell, moved))} ({sentence})"
    yield from _listed(answers)


def _rows(change: Change | None) -> Iterator[str]:
    if change is None:
        return
    yield from _changed(change)
    yield from _listed(change)


def _changed(change: Change) -> Iterator[str]:
    for id, cells in change.changed.items():
        yield f"{id}: {'; '.join(map(_cell, cells))}"


def _listed(change: Change) -> Iterator[str]:
    if change.is_new:
        yield "the table is new: each of its rows is"
    if change.added:
        yield f"added: {', '.join(change.added)}"
    if change.withdrawn:
        yield f"withdrawn: {', '.join(change.withdrawn)}"


def _counted(change: Change) -> str:
    if change.is_new or change.is_gone:
        return f"Table {change.table}: {'new' if change.is_new else 'gone'}"
    added, changed, withdrawn = map(len, (change.added, change.changed, change.withdrawn))
    rows = f"{added} added, {changed} changed, {withdrawn} withdrawn"
    return f"Table {change.table}: {rows}"


def _table(change: Change) -> Iterator[str]:
    if change.other_key:
        old, new = (", ".join(key) for key in change.other_key)
        yield f"rows are not compared: they were told apart by {old} and are now by {new}"
    if change.new_columns:
        yield f"new columns: {', '.join(change.new_columns)}"
    if change.gone_columns:
        yield f"columns that are gone: {', '.join(change.gone_columns)}"
    if change.added or change.withdrawn:
        yield from _listed(change)
    yield from _changed(change)


def _cell(cell: Cell) -> str:
    old, new = (value or "(empty)" for value in (cell.old, cell.new))
    return f"{cell.column}: {old} → {new}"

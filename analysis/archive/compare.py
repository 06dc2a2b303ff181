"""Compares two releases table by table: what came, what changed and what went."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.archive.released import Release, Rows
from analysis.ground.problems import BadInput, Problem

LOG = "corrections"  # has a row for each change, so it says nothing of the kind of change
# Columns whose words may be put better without anything else being said.
WORDING = frozenset(
    {"label", "title", "summary", "statement", "note", "description", "reason", "resolution"}
)
FIRST, SECOND, THIRD, NONE = range(4)


@dataclass(frozen=True)
class Cell:
    """One cell that changed: its column, and what it held before and holds now."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What became of one table: ids of rows that came and went, and the cells that changed."""

    table: str
    added: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    changed: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    new_columns: tuple[str, ...] = ()
    gone_columns: tuple[str, ...] = ()
    is_new: bool = False
    is_gone: bool = False
    other_key: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def __bool__(self) -> bool:
        columns = (*self.new_columns, *self.gone_columns)
        rows = (*self.added, *self.withdrawn, *self.changed)
        return bool(columns or rows or self.is_new or self.is_gone or self.other_key)

    @property
    def step(self) -> int:
        """Which number of the version such a change asks to rise: 0 the first, 3 none."""
        if self.is_gone or self.gone_columns or self.other_key:
            return FIRST
        if self.table == LOG:
            return THIRD if self else NONE
        if self.is_new or self.new_columns or self.added or self.withdrawn:
            return SECOND
        cells = [cell for row in self.changed.values() for cell in row]
        if any(cell.column not in WORDING for cell in cells):
            return SECOND
        return THIRD if cells else NONE


def compare(old: Release, new: Release) -> list[Change]:
    """Return what became of each table that is not the same in two releases, in their order.

    Rows are the same where their keys are. Raises `BadInput` where the first release is of a later
    version than the second.
    """
    if old.order > new.order:
        found = (
            f"is version {new.version} and {old.name} is {old.version}; give the older one first"
        )
        raise BadInput([Problem(new.name, found)])
    names = dict.fromkeys([*new.tables, *old.tables])
    changes = (_change(name, old.tables.get(name), new.tables.get(name)) for name in names)
    return [change for change in changes if change]


def _change(name: str, old: Rows | None, new: Rows | None) -> Change:
    if old is None or new is None:
        return Change(name, is_new=old is None, is_gone=new is None)
    columns = {
        "new_columns": tuple(c for c in new.columns if c not in old.columns),
        "gone_columns": tuple(c for c in old.columns if c not in new.columns),
    }
    if old.key != new.key:
        # Whether two rows are one and the same can then not be told.
        return Change(name, **columns, other_key=(old.key, new.key))
    before, after = old.by(old.key), new.by(new.key)
    shared = [column for column in new.columns if column in old.columns]
    cells = {
        id: tuple(Cell(c, before[id][c], row[c]) for c in shared if before[id][c] != row[c])
        for id, row in after.items()
        if id in before
    }
    return Change(
        name,
        added=tuple(id for id in after if id not in before),
        withdrawn=tuple(id for id in before if id not in after),
        changed={id: row for id, row in cells.items() if row},
        **columns,
    )


def step(changes: list[Change]) -> int:
    """Return which number of the version the changes together ask to rise: 0 the first, 3 none."""
    return min((change.step for change in changes), default=NONE)


def taken(old: Release, new: Release) -> int:
    """Return which number of the version rose from one release to the other: 3 where none did."""
    pairs = zip(old.order, new.order, strict=True)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), NONE)

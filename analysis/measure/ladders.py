"""The ladders: how measures are ranked, and which ranks may be compared.

A rank says that one kind of measure stands above another. Ranks are never added or averaged
(method, section 4a).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from analysis.ground.tables import Tables

SINGLE = "all"


@dataclass(frozen=True)
class Ladder:
    """One ladder: for each measure type the track it stands on and its rank there.

    On a ladder with a single order every measure stands on the track ``all``. ``warning`` marks
    the ladder that only shows what not to do.
    """

    ladder_id: str
    kind: str
    warning: bool
    places: Mapping[str, tuple[str, float]] = field(repr=False)

    @property
    def compared(self) -> tuple[str, ...]:
        """The tracks on which a rise or a fall counts; treatment, track B, is only reported."""
        return ("A", "C") if self.kind == "tracks" else (SINGLE,)

    @property
    def tracks(self) -> tuple[str, ...]:
        """All tracks, in their order."""
        return ("A", "B", "C") if self.kind == "tracks" else (SINGLE,)

    def track(self, measure_type: str) -> str:
        """Return the track of a measure type."""
        return self.places[measure_type][0]

    def rank(self, measure_type: str) -> float:
        """Return the rank of a measure type on its track."""
        return self.places[measure_type][1]


def load_ladder(tables: Tables, ladder_id: str) -> Ladder:
    """Return a ladder of table `ladders` by its id, a code of vocabulary `ladder`."""
    rows = [row for row in tables["ladders"] if row["ladder_id"] == ladder_id]
    tracks = {row["measure_type"]: row["track"] for row in tables["measure_types"]}
    kind, warning = rows[0]["kind"], rows[0]["warning"]
    places = {
        row["measure_type"]: (
            tracks[row["measure_type"]] if kind == "tracks" else SINGLE,
            row["rank"],
        )
        for row in rows
    }
    return Ladder(ladder_id, kind, warning, MappingProxyType(places))

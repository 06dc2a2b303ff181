"""What a specification lets us see: the measures on each target, when, and in which order."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.derivation.timing import event_bounds, narrowed, spanned
from analysis.ground.tables import Row, Tables
from analysis.measure.ladders import Ladder, load_ladder
from analysis.measure.specification import LADDER_CLASSES, Specification, selected
from analysis.values.dates import DateBounds


@dataclass(frozen=True)
class Observation:
    """The tables that a specification leaves, with the ladder and the timing that go with them.

    ``places`` gives events a place in an order that is assumed, where one is. ``known`` keeps what
    has been worked out for a history, and is shared by observations of the same coding.
    """

    tables: Tables
    specification: Specification
    ladder: Ladder
    timing: Mapping[str, DateBounds]
    places: Mapping[str, int] = field(default_factory=dict)
    known: dict = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def targets(self) -> Mapping[str, list[str]]:
        """The targets of each event; an easing is also for those whose status it ends."""
        found: dict[str, list[str]] = {row.id: [] for row in self.tables["events"]}
        for row in self.tables["participants"]:
            if row["role"] == "target":
                found[row["event_id"]].append(row["entity_id"])
        for status, ends in self.ended_by.items():
            for end in ends:
                if self.tables["events"].by_id[end]["event_class"] == "easing":
                    found[end] += [target for target in found[status] if target not in found[end]]
        return found

    @cached_property
    def ended_by(self) -> Mapping[str, list[str]]:
        """The events that ended each status."""
        found: dict[str, list[str]] = {}
        for link in self.tables["links"]:
            if link["kind"] == "ended_by":
                found.setdefault(link["from_event_id"], []).append(link["to_event_id"])
        return found

    @cached_property
    def units(self) -> Mapping[str, list[Row]]:
        """The measures and easings of each unit: a target, or a case where that is the unit."""
        found: dict[str, list[Row]] = {}
        for event in sorted(self.tables["events"], key=lambda event: event.id):
            if event["event_class"] in LADDER_CLASSES:
                for unit in self._units_of(event):
                    found.setdefault(unit, []).append(event)
        return dict(sorted(found.items()))

    def _units_of(self, event: Row) -> list[str]:
        by_case = self.specification.unit == "case"
        return [event["case_id"]] if by_case else self.targets[event.id]

    def measures(self, unit: str) -> list[Row]:
        """Return the measures on a unit, without the easings."""
        return [event for event in self.units[unit] if event["event_class"] == "measure"]

    def type_of(self, event: Row) -> Row:
        """Return the measure type of a measure."""
        return self.tables["measure_types"].by_id[event["measure_type"]]

    def target_types(self, event: Row) -> frozenset[str]:
        """Return what types of target an event hit."""
        entities = self.tables["entities"].by_id
        return frozenset(entities[target]["type"] for target in self.targets[event.id])

    def certainly_before(self, one: str, other: str) -> bool:
        """Whether an event is certainly not later than another, by its days or by links."""
        place, later = self.places.get(one), self.places.get(other)
        if place is not None and later is not None and place != later:
            return place < later
        return self.timing[one].before(self.timing[other]) or other in self._later[one]

    def history(self, unit: str) -> Hashable:
        """Return all that episodes and states of a unit are computed from.

        Two observations of one coding in which it is the same have the same episodes and states.
        """
        own = self.units[unit]
        ends = {end for event in own for end in self.ended_by.get(event.id, ())}
        ids = sorted({event.id for event in own} | ends)
        return (
            unit,
            self.specification.unit,
            self.ladder.ladder_id,
            tuple((one, self.timing[one], tuple(self.targets[one])) for one in ids),
            tuple((one, other) for one in ids for other in ids if other in self._later[one]),
            tuple(event.id for event in own),
        )

    def in_order(self, groups: Iterable[Iterable[Row]]) -> "Observation":
        """Return the same, with groups of events taken to have happened in the order given."""
        numbered = enumerate(groups)
        places = {event.id: place for place, events in numbered for event in events}
        return replace(self, places=places)

    @cached_property
    def _later(self) -> Mapping[str, set[str]]:
        """The events that each event certainly precedes, by links alone."""
        next_ones: dict[str, set[str]] = {row.id: set() for row in self.tables["events"]}
        for link in self.tables["links"]:
            if link["order_certain"] and link["kind"] != "part_of":
                next_ones[link["from_event_id"]].add(link["to_event_id"])

        def reached(event: str) -> set[str]:
            found: set[str] = set()
            ahead = next_ones[event]
            while ahead:
                found |= ahead
                ahead = {later for one in ahead for later in next_ones[one]} - found
            return found

        return {event: reached(event) for event in next_ones}


def observe(tables: Tables, specification: Specification) -> Observation:
    """Return what a specification lets us see of the coded tables."""
    left = selected(tables, specification)
    return seen_through(specification, left, operation_bounds(left))


def seen_through(
    specification: Specification,
    left: Tables,
    timing: Mapping[str, DateBounds],
    known: dict | None = None,
) -> Observation:
    """Return what a specification shows of tables from which it has left out what it leaves out."""
    ladder = load_ladder(left, specification.ladder)
    return Observation(left, specification, ladder, timing, known={} if known is None else known)


def operation_bounds(tables: Tables) -> dict[str, DateBounds]:
    """Return the first and last day of every event, one operation lending its days to its parts.

    As `timing.event_bounds`; besides, an event that no claim dates takes the days of the
    episode in which it is coded, spanned over the measures there that claims date (method, section
    4, definition of an episode). So the coder's judgement of what belongs together sets a bound. An
    easing lends no days: what it ends had begun before.
    """
    found = event_bounds(tables, tables["claims"])
    dated = _dated(tables["claims"])
    classes = {event.id: event["event_class"] for event in tables["events"]}
    for events in _coded_episodes(tables).values():
        lenders = [event for event in events if event in dated and classes[event] == "measure"]
        span = spanned(found[event] for event in lenders)
        for event in events:
            if event not in dated and not found[event].disjoint(span):
                found[event] = narrowed(found[event], span)
    return found


def _dated(claims: Iterable[Row]) -> set[str]:
    return {c["event_id"] for c in claims if c["variable"] == "date" and c["modality"] != "denied"}


def _coded_episodes(tables: Tables) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for event in tables["events"]:
        if event["episode"]:
            found.setdefault((event["case_id"], event["episode"]), []).append(event.id)
    return found

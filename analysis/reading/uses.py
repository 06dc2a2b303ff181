"""Says which results of the book rest on an event, as far as the tables of the release tell.

Counts over many events, such as the number of kinds of measure, are left out: each measure is in
them. What a figure shows of an event, the pages themselves tell (`analysis.reading.mentions`).
"""

from collections.abc import Iterable, Iterator

from analysis.reading.linked import Line, Link, listed
from analysis.reading.lookup import READINGS, Lookup, Record
from analysis.reading.prose import interval

PEAK, CUSTODY, PUBLICITY = "I1", "I5", "I9"
# A reading of the evidence, what a result is about, and the result.
Found = Iterator[tuple[str, Line, Line]]


def results(event: Record, lookup: Lookup) -> list[Line]:
    """Return what rests on an event: episodes, the steps from and to them, indicators, findings."""
    parts = (_episodes, _steps, _peaks, _custodies, _publicity, _findings)
    return [line for part in parts for line in in_readings(part(event, lookup))]


def headlines(event: Record, lookup: Lookup) -> list[Line]:
    """Return the headline sentences whose answer is another where the event is left out.

    From table robustness_events: one event is left out at a time, so a sentence that several events
    carry rests on none of them alone.
    """
    return in_readings(_headlines(event, lookup))


def in_readings(found: Iterable[tuple[str, Line, Line]]) -> list[Line]:
    """Return a line for each thing that results are about, each with the readings it holds in."""
    said: dict[Line, dict[Line, list[str]]] = {}
    for reading, about, result in found:
        readings = said.setdefault(about, {}).setdefault(result, [])
        if reading not in readings:
            readings.append(reading)
    return [
        (*about, *(part for answer in _answers(results) for part in answer))
        for about, results in said.items()
    ]


def _answers(results: dict[Line, list[str]]) -> Iterator[Line]:
    for place, (result, readings) in enumerate(results.items()):
        which = READINGS[readings[0]] if len(readings) == 1 else "both readings"
        yield ("; " if place else "", *result, f" ({which})")


def _headlines(event: Record, lookup: Lookup) -> Found:
    answers, sentences = lookup.labels["answer"], lookup.by_id("headlines")
    for row in lookup.rows("robustness_events", "event_id", event["event_id"]):
        headline = sentences[row["headline_id"]]
        link = Link(row["headline_id"], f"{headline['chapter']}#{row['headline_id']}")
        answer, without = (answers[row[column]].lower() for column in ("answer", "without"))
        about = (link, f" {headline['sentence']} ")
        yield row["evidence"], about, (f"Answer: {answer}; without this event: {without}",)


def _episodes(event: Record, lookup: Lookup) -> Found:
    for row in _own_episodes(event, lookup):
        others = [
            Link(other["event_id"], other["event_id"])
            for other in lookup.rows("episodes", "unit", row["unit"])
            if (other["evidence"], other["episode"]) == (row["evidence"], row["episode"])
            and other["event_id"] != event["event_id"]
        ]
        beside = ("with ", *listed(others)) if others else ("alone",)
        yield row["evidence"], (f"Episode {row['episode']} of {_unit(row, lookup)}: ",), beside


def _steps(event: Record, lookup: Lookup) -> Found:
    labels = lookup.labels["comparison"]
    for row in _own_episodes(event, lookup):
        for step in lookup.rows("transitions", "unit", row["unit"]):
            ends = (step["from_episode"], step["to_episode"])
            if step["evidence"] == row["evidence"] and row["episode"] in ends:
                about = f"Step of {_unit(row, lookup)} from {ends[0]} to {ends[1]}: "
                yield step["evidence"], (about,), (labels[step["comparison"]].lower(),)


def _peaks(event: Record, lookup: Lookup) -> Found:
    """Yield the peak of each target on whose track the event stands on the highest rung."""
    if event["event_class"] != "measure":
        return
    kind = lookup.by_id("measure_types")[event["measure_type"]]
    for row in _own_episodes(event, lookup):
        for peak in lookup.rows("indicators", "unit", row["unit"]):
            place = (peak["indicator"], peak["evidence"], peak["item"], peak["high"])
            if place == (PEAK, row["evidence"], kind["track"], kind["rung"]):
                about = f"{_named(peak, lookup)} of {_unit(row, lookup)} on track {kind['track']}: "
                yield row["evidence"], (about,), (f"rung {kind['rung']}",)


def _custodies(event: Record, lookup: Lookup) -> Found:
    for row in lookup.rows("indicators", "indicator", CUSTODY):
        if event["event_id"] in row["item"].split():
            about = f"{_named(row, lookup)} of {_unit(row, lookup)}: "
            yield row["evidence"], (about,), (_days(row),)


def _publicity(event: Record, lookup: Lookup) -> Found:
    for row in lookup.rows("indicators", "unit", event["event_id"]):
        if row["indicator"] == PUBLICITY:
            yield row["evidence"], (f"{_named(row, lookup)}: ",), (_days(row),)


def _findings(event: Record, lookup: Lookup) -> Found:
    """Yield the findings within a case that begin or end with the event, those of a kind in one."""
    id, events = event["event_id"], lookup.by_id("events")
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in lookup.rows("case_findings", "case_id", event["case_id"]):
        if id in (row["event_id"], row["from_item"]):
            order = "order certain" if row["certain"] else "order not certain"
            other = row["from_item"] if id == row["event_id"] else row["event_id"]
            way = "from" if id == row["event_id"] else "to"
            about = f"{lookup.labels['case_finding'][row['finding']]}, {order}, {way} "
            grouped.setdefault((row["evidence"], about), []).append(other)
    for (reading, about), others in grouped.items():
        if others[0] in events:
            yield reading, (about,), listed([Link(other, other) for other in others])
        else:  # a broadening starts from a type of target and from no one event
            reached = about.replace(", from ", ": ")
            yield reading, (reached,), (lookup.labels["entity_type"][others[0]].lower(),)


def _own_episodes(event: Record, lookup: Lookup) -> list[Record]:
    return lookup.rows("episodes", "event_id", event["event_id"])


def _unit(row: Record, lookup: Lookup) -> str:
    return lookup.names[row["unit"]]


def _named(row: Record, lookup: Lookup) -> str:
    return f"{lookup.labels['indicator'][row['indicator']]} ({row['indicator']})"


def _days(row: Record) -> str:
    """Return days as words; a length that has no highest and may be 0 is not known."""
    low = row["low"] if row["high"] is not None else row["low"] or None
    unit = "day" if row["low"] == row["high"] == 1 else "days"
    return interval(low, row["high"], unit).replace("-", "−")

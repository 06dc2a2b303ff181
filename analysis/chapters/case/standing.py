"""Where the targets of a case stand on the ladder, their steps, and what hit other people."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import UP
from analysis.drawing.tables_html import Table
from analysis.reading import steps
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import capital, count, listing, when
from analysis.reading.readings import BOTH, CORPUS
from analysis.reading.timeline import FILLED_FROM

READINGS = {CORPUS: "five documents", BOTH: "with follow-up"}
NO_STEP = (
    "No target of this case is seen in several episodes, in either reading, so there is no step to "
    "compare."
)
NO_RISE = "No graver measure on other people of this case is told of, in either reading."
HEADINGS = {CORPUS: "Steps in the five documents", BOTH: "Steps with the follow-up layer"}
GROUPS = {CORPUS: "In the five documents", BOTH: "With the follow-up layer only"}
WITHIN = {CORPUS: "corpus_", BOTH: ""}  # how the columns of a reading begin


def standing(case: Case) -> pd.DataFrame:
    """Return which rungs each target of a case was on, one row for each target and rung.

    Columns: unit, target, group (which layer first tells of the target), track, rung, told_by
    (which layer first tells of the rung), filled, disputed, eased (all that stands there was ended
    by an easing), href and description. Targets of the corpus come first.
    """
    rows = pd.concat([_members(case, evidence) for evidence in READINGS], ignore_index=True)
    rows = rows.drop_duplicates(["unit", "event_id"])  # as the corpus has it, where it has it
    first = rows.groupby("unit")["latest"].transform("min")
    rows = rows.assign(first=first, group=rows.groupby("unit")["told_by"].transform("min"))
    rows = rows.sort_values(["group", "first", "unit", "track", "rung", "latest", "event_id"])
    found = []
    for (unit, track, rung), own in rows.groupby(["unit", "track", "rung"], sort=False):
        told = listing(
            f"{row.label.lower()} ({when(row.earliest, row.latest)})" for row in own.itertuples()
        )
        layer = own["told_by"].min()
        found.append(
            {
                "unit": unit,
                "target": own["target"].iloc[0],
                "group": GROUPS[own["group"].iloc[0]],
                "track": track,
                "rung": rung,
                "told_by": layer,
                "filled": bool(own["filled"].any()),
                "disputed": bool(own["disputed"].any()),
                "eased": bool(own["eased"].all()),
                "href": own["href"].iloc[0],
                "description": f"{own['target'].iloc[0]}, {track}{rung}: {told}"
                + ("" if layer == CORPUS else ". Follow-up only"),
            }
        )
    return pd.DataFrame(found)


def _members(case: Case, evidence: str) -> pd.DataFrame:
    """Return the measures on each target in one reading, with what a mark needs of them."""
    corpus = case.corpus
    events = case.events.query("event_class == 'measure'")
    events = events.drop(columns=["earliest", "latest", "episode"])
    types = corpus.table("measure_types")[["measure_type", "label", "track", "rung"]]
    rows = steps.members(corpus, evidence).merge(events, on="event_id").merge(types, "left")
    return rows.assign(
        target=rows["unit"].map(corpus.names()),
        told_by=evidence,
        track=rows["track"].astype(str),
        rung=rows["rung"].astype(int),
        filled=(rows[f"{WITHIN[evidence]}support_level"] >= FILLED_FROM).fillna(False),
        disputed=rows[f"{WITHIN[evidence]}dispute_flag"] != "none",
        eased=rows["event_id"].isin(_eased(case)),
        href=rows["event_id"].map(event_addresses(corpus, UP)),
    )


def _eased(case: Case) -> set[str]:
    """Return the measures that an easing ended."""
    links = case.corpus.table("links").query("kind == 'ended_by'")
    easings = case.events.query("event_class == 'easing'")["event_id"]
    return set(links.loc[links["to_event_id"].isin(easings), "from_event_id"])


def rungs(case: Case) -> dict[str, int]:
    """Return how many rungs each track has."""
    types = case.corpus.table("measure_types")
    return types.groupby(types["track"].astype(str))["rung"].max().to_dict()


def standing_finding(rows: pd.DataFrame) -> str:
    """Return what the figure of rungs shows, as its description: the highest rung by target."""
    parts = []
    for target, own in rows.groupby("target", sort=False):
        tops = own.loc[own.groupby("track")["rung"].idxmax()]
        later = tops["told_by"].map({CORPUS: "", BOTH: ", follow-up only"})
        told = tops["track"] + tops["rung"].astype(str) + later
        parts.append(f"{target}, {listing(told)}")
    return (
        f"The highest rung on each track for {count(rows['unit'].nunique(), 'target')}: "
        f"{'; '.join(parts)}."
    )


def step_table(case: Case) -> pd.DataFrame:
    """Return the steps of the targets of a case in both readings, one row for each.

    From and To are the days of the two episodes, with what they hold below, and lead to the gravest
    measure of each; ``reading`` stands below the target.
    """
    frames = []
    for evidence, reading in READINGS.items():
        units = _units(case, evidence)
        told = steps.steps(case.corpus, evidence, units)
        rows = steps.transitions(case.corpus, evidence)
        rows = rows[rows["unit"].isin(units)].reset_index(drop=True)
        heads = _heads(case, evidence)
        for column, side in (("From", "from"), ("To", "to")):
            keys = zip(rows["unit"], rows[f"{side}_episode"], strict=True)
            told[f"to_{side}"] = [heads.get(key) for key in keys]
            parts = [words.removesuffix(")").rsplit(" (", 1) for words in told[column]]
            told[column] = [capital(days) for _, days in parts]
            told[f"{side}_below"] = [held for held, _ in parts]
        frames.append(told.assign(Target=told["Target"].map(capital), reading=reading))
    found = pd.concat(frames, ignore_index=True)
    short = {"Status on A and C": "Status", "Treatment, track B": "Treatment"}
    return found.set_axis([short.get(column, column) for column in found], axis="columns")


def _units(case: Case, evidence: str) -> list[str]:
    """Return the targets of a case in a reading, in the order of their first episode."""
    rows = steps.members(case.corpus, evidence)
    return list(dict.fromkeys(rows.loc[rows["event_id"].isin(case.events["event_id"]), "unit"]))


def _heads(case: Case, evidence: str) -> dict[tuple[str, str], str]:
    rows = _members(case, evidence).sort_values("rung")
    keys = zip(rows["unit"], rows["episode"], strict=True)
    places = event_addresses(case.corpus, UP)
    return {key: places.get(event) for key, event in zip(keys, rows["event_id"], strict=True)}


def findings(case: Case) -> Table:
    """Return what the steps of a case come to, and whether further kinds of target were hit."""
    wider = _broadenings(case)
    parts = [
        *_steps_told(case),
        html.paragraph("<b>Further kinds of target</b>"),
        html.items(wider) if wider else html.paragraph("None is told of, in either reading."),
    ]
    return html.block("\n".join(parts), "case-findings")


def _steps_told(case: Case) -> list[str]:
    """Return what the steps of the targets are, one list for each reading, as HTML."""
    parts = []
    for evidence, heading in HEADINGS.items():
        margins, names = steps.margins(case.corpus, evidence), case.corpus.names()
        told: dict[str, list[str]] = {}
        for unit in _units(case, evidence):
            told.setdefault(margins[unit], []).append(names[unit])
        lines = [
            f"{capital(margin)}{' each' if len(who) > 1 else ''}: {listing(who)}."
            for margin, who in told.items()
        ]
        parts += [html.paragraph(f"<b>{heading}</b>")]
        parts += [html.items(html.linked(line, None) for line in lines)]
    return parts


def rise_table(case: Case) -> pd.DataFrame:
    """Return the rises to other people in both readings, each later measure once; method 4.

    What came before it is told target by target. ``whom`` and ``reading`` stand below, and
    ``to_event`` is the address of the later measure.
    """
    rows = []
    for evidence, reading in READINGS.items():
        members = _members(case, evidence).groupby("event_id").first()
        members["kind"] = _kinds(members)
        whom = _members(case, evidence).groupby("event_id")["target"].agg(listing)
        found = steps.findings(case.corpus, evidence, "campaign_rise", case.case_id)
        for (event, certain), own in found.groupby(["event_id", "certain"]):
            before = members.loc[own["from_item"].unique()].sort_values(["rung", "kind"])
            told = before.groupby(before.index.map(whom), sort=False)["kind"].agg(
                lambda kinds: listing(dict.fromkeys(kinds))
            )
            first = "; ".join(f"{capital(who)}: {kinds}" for who, kinds in told.items())
            rows.append(
                {
                    "A graver measure": members.loc[event, "kind"],
                    "whom": f"on {whom[event]}",
                    "What came before it, on others": first,
                    "Order": "certain" if certain else "may be the reverse",
                    "reading": reading,
                    "to_event": members.loc[event, "href"],
                }
            )
    return pd.DataFrame(rows)


def _kinds(rows: pd.DataFrame) -> pd.Series:
    return rows["track"] + rows["rung"].astype(str) + " " + rows["label"].str.lower()


def _broadenings(case: Case) -> list[str]:
    """Return the further kinds of target that were hit, or may have been, as HTML."""
    told = []
    for evidence, reading in READINGS.items():
        rows = steps.broadenings(case.corpus, evidence, case.case_id)
        for (kind, order), own in rows.groupby(["Further type of target", "Order"], sort=False):
            events = listing(own["With"].str[0].str.lower() + own["With"].str[1:])
            told.append(f"{kind.capitalize()}, with: {events} (order {order}; {reading}).")
    return [html.linked(line, None) for line in told]

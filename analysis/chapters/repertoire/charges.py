"""Which kinds of charge stand against whom: stated by whom, when, before which court, what plea."""

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.repertoire.rows import CORPUS, DISPUTED, ROOTS, SUPPORT, disputed_events
from analysis.reading.addresses import event_addresses
from analysis.reading.charges import KINDS, charged, claims_of, courts_of, near_of, plea_of, said_of
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, listing, when
from analysis.reading.timeline import FILLED_FROM, bound_columns

SAID = ["said", "court", "plea"]  # what is told of a charge, besides its days
UNSAID = {True: "", False: "Coded from the case: no text names it for this measure."}


def charge_rows(corpus: Corpus, evidence: str = CORPUS) -> pd.DataFrame:
    """Return the charges and grounds in one reading, one row for each target and episode.

    People who are charged together share a row where no text parts them. Columns: key, case_id,
    target, order (place in time, from 1, where it is certain; NA where it is not or where there is
    only one row), earliest and latest (days, those of the dated measures), measures, kinds (codes),
    said, court, plea (phrases, None where not stated), founded, disputed, seen_in, events, href.
    Court and plea are also those of what rests on the charge, or on which it rests.
    """
    claims, around_each = claims_of(corpus, evidence), near_of(corpus, evidence)
    disputed = disputed_events(corpus, evidence)
    start, end = bound_columns(evidence)
    places = event_addresses(corpus)
    rows = []
    for (case, target, stage), own in _staged(corpus, evidence).groupby(
        ["case_id", "target", "stage"], sort=False
    ):
        told = claims[claims["event_id"].isin(own["event_id"])]
        around = {other for event in own["event_id"] for other in around_each.get(event, {event})}
        rows.append(
            {
                "key": f"{target}|{stage}",
                "case_id": case,
                "target": target,
                "names": tuple(own["names"].iloc[0]),
                "earliest": own[start].min(),
                "latest": own[end].max(),
                "from": own["from"].min() if own["from"].notna().all() else pd.NaT,
                "to": own["to"].max(),
                "measures": listing(dict.fromkeys(own.sort_values("rung")["what"])),
                "kinds": _kinds(own, told),
                "said": said_of(told),
                "court": courts_of(corpus, around),
                "plea": plea_of(corpus, claims[claims["event_id"].isin(around)]),
                "founded": bool((own[SUPPORT[evidence]] >= FILLED_FROM).any()),
                "disputed": bool(own["event_id"].isin(disputed).any()),
                "seen_in": CORPUS if (own["layer"] == CORPUS).any() else "follow_up",
                "events": ", ".join(own["event_id"]),
                "ids": tuple(own["event_id"]),
                "href": places.get(own["event_id"].iloc[0]),
            }
        )
    found = _ordered(pd.DataFrame(rows), corpus)
    by_time = ["case_id", "target", "after", "latest", "earliest", "key"]
    found = found.sort_values(by_time, ignore_index=True)
    return found.assign(description=[_words(row) for row in found.itertuples()])


def with_follow_up(rows: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the targets to whom the follow-up adds a row, a charge, a court or a plea.

    ``rows`` and ``first`` are those of both layers and of the corpus alone. A target keeps all its
    rows, as the order of one is only told by the others.
    """
    before = first.set_index("key")[SAID].to_dict("index")
    told = [
        row["key"] not in before or any(_differ(row[of], before[row["key"]][of]) for of in SAID)
        for row in rows.to_dict("records")
    ]
    return rows[rows["target"].isin(rows.loc[told, "target"])].reset_index(drop=True)


def _differ(later: str | None, earlier: str | None) -> bool:
    return pd.notna(later) and later != earlier


def _staged(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return these events with their targets, what they are, and the episode they belong to.

    ``stage``, ``from`` and ``to`` are those of table episodes, by which order is judged; a step of
    a court or of the prosecution is in no episode and keeps its own days.
    """
    events = charged(corpus, evidence)
    people = corpus.table("participants").query("role == 'target'")
    names = people["entity_id"].map(corpus.names()).groupby(people["event_id"]).agg(list)
    types = corpus.table("measure_types").set_index("measure_type")
    labels = types["label"].str[0].str.lower() + types["label"].str[1:]
    events = events[events["event_id"].isin(names.index)]
    events = events.assign(
        names=events["event_id"].map(names),
        target=events["event_id"].map(names.map(listing)),
        unit=events["event_id"].map(people.groupby("event_id")["entity_id"].first()),
        rung=events["measure_type"].map(types["rung"]).astype("Int64"),
        what=events["measure_type"].map(labels).astype("string").fillna(events["summary"]),
    )
    episodes = corpus.table("episodes").query("evidence == @evidence")
    named = ["unit", "stage", "event_id", "from", "to"]
    episodes = episodes[["unit", "episode", "event_id", "earliest", "latest"]].set_axis(
        named, axis=1
    )
    rows = events.merge(episodes, on=["unit", "event_id"], how="left")
    start, end = bound_columns(evidence)
    alone = rows["stage"].isna()
    return rows.assign(
        stage=rows["stage"].fillna(rows["event_id"]),
        **{"from": rows["from"].where(~alone, rows[start])},
        to=rows["to"].where(~alone, rows[end]),
    )


def _kinds(own: pd.DataFrame, told: pd.DataFrame) -> list[str]:
    """Return the kinds named for an episode, in the order of the codebook."""
    named = {*own["charge_kind"].dropna()}
    named |= {*told.loc[told["variable"] == "charge_kind", "value"]}
    stated = named - {"not_stated"} or named
    return [kind for kind in KINDS if kind in stated]


def _ordered(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Give each row ``after``, how many rows of its target it follows for certain, and ``order``.

    A row comes before another if its last day does, or if a link of certain order says so
    (method, section 4c, I2). ``order`` is its place, from 1, where it stands so to every other row
    of its target, and NA otherwise; one row alone has no place.
    """
    links = corpus.table("links")
    certain = links[links["order_certain"].astype(bool) & (links["kind"] != "part_of")]
    pairs = set(zip(certain["from_event_id"], certain["to_event_id"], strict=True))

    def before(one: pd.Series, other: pd.Series) -> bool:
        linked = any((a, b) in pairs for a in one["ids"] for b in other["ids"])
        return bool(one["to"] < other["from"]) or linked

    after = pd.Series(0, index=rows.index)
    order = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    for _, own in rows.groupby("target"):
        for at, row in own.iterrows():
            others = [other for place, other in own.iterrows() if place != at]
            after[at] = sum(before(each, row) for each in others)
            if others and all(before(row, each) or before(each, row) for each in others):
                order[at] = 1 + after[at]
    return rows.assign(after=after, order=order)


def order_words(rows: pd.DataFrame) -> pd.Series:
    """Return the place of each row in time as a word: a number, not certain, or the only one."""
    alone = rows.groupby("target")["key"].transform("size") == 1
    return rows["order"].astype("string").fillna("not certain").mask(alone, "only one")


def kind_words(kinds: Iterable[str]) -> list[str]:
    """Return kinds of charge in words, each with its class where the word does not say it."""
    named = [KINDS[kind] for kind in kinds]
    return [word if word == sort else f"{word} ({sort})" for sort, word in named]


def _words(row: tuple) -> str:
    """Return a row as a sentence, which names its marks: charge, court, plea and day together."""
    return (
        f"{row.target}, {when(row.earliest, row.latest)}: {'; '.join(kind_words(row.kinds))}. "
        f"{capital(row.measures)}. {_court_and_plea(row)}. {row.events}"
    )


def _court_and_plea(row: tuple) -> str:
    court, plea = ("not stated" if pd.isna(said) else said for said in (row.court, row.plea))
    return f"Court: {court}. Plea: {plea}"


def charge_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the charges as a table: charge, court, plea and date of each stand together."""
    kinds = rows["kinds"].map(lambda kinds: listing(kind_words(kinds)).capitalize())
    roots = "Roots: " + rows["founded"].map(ROOTS) + rows["disputed"].map(DISPUTED)
    return pd.DataFrame(
        {
            "Target": rows["target"].map(capital),
            "When": [_placed(row) for row in rows.assign(place=order_words(rows)).itertuples()],
            "Charge, and who states it": [
                f"{kind}. {UNSAID[kind == 'Not stated'] if pd.isna(row.said) else row.said}".strip()
                for kind, row in zip(kinds, rows.itertuples(), strict=True)
            ],
            "Court and plea": [_court_and_plea(row) for row in rows.itertuples()],
            "Measures": rows["measures"] + ". " + roots,
            "Events": rows["events"],
        }
    )


def _placed(row: tuple) -> str:
    """Return the days of a row with its place in time, and whether only the follow-up tells it."""
    place = {"only one": "", "not certain": "order not certain: "}.get(row.place, f"{row.place}: ")
    beside = " (follow-up only)" if row.seen_in == "follow_up" else ""
    return f"{place}{when(row.earliest, row.latest)}{beside}"


def charge_finding(rows: pd.DataFrame) -> str:
    """Return what a figure of charges shows, as its description: per target, in order."""
    clauses = []
    for target, own in rows.groupby("target", sort=False):
        joint = "; then " if own["order"].notna().all() else "; in an order not certain, "
        steps = [
            f"{when(row.earliest, row.latest)}, {listing(kind_words(row.kinds))}"
            for row in own.itertuples()
        ]
        clauses.append(f"{capital(target)}: {joint.join(steps)}")
    targets = count(len(clauses), "target", "targets, those charged together being one")
    return f"Kinds of charge against {targets}. {'. '.join(clauses)}."

"""Which measures are seen against whom, how various they are, and who decides on them."""

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, in_words, listing, share
from analysis.reading.timeline import FILLED_FROM

CORPUS, BOTH = "corpus", "corpus_and_follow_up"
SUPPORT = {CORPUS: "corpus_support_level", BOTH: "support_level"}
SEEN_IN = {CORPUS: "the five documents", "follow_up": "the follow-up only"}
ROOTS = {True: "two, or the acting body", False: "fewer than two"}
DISPUTED = {True: "; disputed in something", False: ""}
OBSERVED_FROM = "S1_one_root"  # method, section 4c: generic statements are no observation
FORUMS = ("judicial", "administrative", "extrajudicial")


def disputed_events(corpus: Corpus, evidence: str) -> set[str]:
    """Return the events that are disputed in something, as far as a reading of the evidence goes.

    In the corpus alone a dispute needs a denial, or two claims that differ, in the five documents.
    """
    flag = "corpus_dispute_flag" if evidence == CORPUS else "dispute_flag"
    return set(corpus.events.loc[corpus.events[flag] != "none", "event_id"])


def observed(corpus: Corpus, evidence: str = BOTH) -> pd.DataFrame:
    """Return the measures that at least one root tells of, one row for each measure.

    The columns of table events, with ``track``, ``rung``, ``type`` and ``forum`` of the type of
    measure, ``founded`` (two independent roots, or the word of the acting body) and ``disputed``.
    """
    events, support = corpus.events, SUPPORT[evidence]
    events = events[(events["event_class"] == "measure") & (events[support] >= OBSERVED_FROM)]
    types = corpus.table("measure_types")
    types = types.assign(type=types["label"], measure_type=types["measure_type"].astype("string"))
    return events.assign(
        measure_type=events["measure_type"].astype("string"),
        founded=events[support] >= FILLED_FROM,
        disputed=events["event_id"].isin(disputed_events(corpus, evidence)),
    ).merge(types[["measure_type", "type", "track", "rung", "forum"]], on="measure_type")


def targeted(corpus: Corpus, events: pd.DataFrame) -> pd.DataFrame:
    """Return events with their targets, one row for each of both, and the names of these."""
    pairs = corpus.table("participants").query("role == 'target'")[["event_id", "entity_id"]]
    names = corpus.names()
    titles = corpus.cases.set_index("case_id")["title"]
    rows = events.merge(pairs, on="event_id")
    return rows.assign(
        target=rows["entity_id"].map(names), case=rows["case_id"].map(titles).astype("string")
    )


def marks(corpus: Corpus) -> pd.DataFrame:
    """Return what the matrix draws: one row for each type of measure that is seen of a target.

    ``seen_in`` is ``corpus`` where the five documents tell of it, and then ``founded`` and
    ``disputed`` are those of the five documents; else it is ``follow_up``, and they are those of
    all documents, as ``founded_with_follow_up`` always is. A type counts as founded, or as
    disputed, if one of its measures is.
    """
    all_rows = targeted(corpus, observed(corpus, BOTH))
    first = targeted(corpus, observed(corpus, CORPUS))
    places = event_addresses(corpus)
    keys = ["case_id", "entity_id", "measure_type"]
    inside = dict(iter(first.groupby(keys, observed=True)))
    found = []
    for key, own in all_rows.groupby(keys, observed=True):
        told = inside.get(key, own)
        head = own.iloc[0]
        found.append(
            {
                **{name: head[name] for name in ("case_id", "case", "entity_id", "target")},
                **{name: head[name] for name in ("measure_type", "track", "rung", "type")},
                "seen_in": CORPUS if key in inside else "follow_up",
                "founded": bool(told["founded"].any()),
                "disputed": bool(told["disputed"].any()),
                "events": ", ".join([*told["event_id"], *_others(own, told)]),
                "founded_with_follow_up": bool(own["founded"].any()),
                "href": places.get(told["event_id"].iloc[0]),
            }
        )
    rows = pd.DataFrame(found)
    rows["description"] = [_words(row) for row in rows.itertuples()]
    return rows.sort_values(["case_id", "target", "track", "rung", "type"], ignore_index=True)


def _others(own: pd.DataFrame, told: pd.DataFrame) -> list[str]:
    return [event for event in own["event_id"] if event not in set(told["event_id"])]


def _words(row: tuple) -> str:
    """Return a mark as a sentence, which names it."""
    return (
        f"{row.target}: {row.type} (track {row.track}, rung {row.rung}). {row.events}, in "
        f"{SEEN_IN[row.seen_in]}; independent roots: {ROOTS[row.founded]}{DISPUTED[row.disputed]}"
    )


def with_follow_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the targets of whom the follow-up shows a type that the corpus does not.

    ``rows`` as `marks` gives them. What the corpus shows of the same targets stays.
    """
    added = rows.loc[rows["seen_in"] == "follow_up", "entity_id"]
    return rows[rows["entity_id"].isin(added)].reset_index(drop=True)


def from_corpus(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, of those that `marks` gives, that the five documents tell of."""
    return rows[rows["seen_in"] == CORPUS].reset_index(drop=True)


def matrix_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of the matrix as a table, each with the events that it stands for."""
    rungs = rows["track"].astype("string") + rows["rung"].astype("string")
    now, later = rows["founded"].map(ROOTS), rows["founded_with_follow_up"].map(ROOTS)
    return pd.DataFrame(
        {
            "Target": rows["target"].map(capital),
            "Measure": rungs + " " + rows["type"],
            "Seen in": rows["seen_in"].map({CORPUS: "documents", "follow_up": "follow-up"}),
            "Independent roots": now.where(now == later, now + "; with the follow-up " + later)
            + rows["disputed"].map(DISPUTED),
            "Events": rows["events"],
        }
    )


def matrix_finding(rows: pd.DataFrame) -> str:
    """Return what a matrix of marks shows, as its description: per target what is seen of it."""
    types, targets = rows["measure_type"].nunique(), rows["entity_id"].nunique()
    sides = [f"{count(len(own), 'mark')} from {SEEN_IN[side]}" for side, own in _sides(rows)]
    hollow, disputed = int((~rows["founded"]).sum()), int(rows["disputed"].sum())
    clauses = [
        f"{target}: {listing(_code(row) for row in own.itertuples())}"
        for (_, target), own in rows.groupby(["case_id", "target"], sort=False)
    ]
    head = f"{_types(types)} against {count(targets, 'target')}: {listing(sides)}, "
    return (
        f"{capital(head)}{in_words(hollow)} of them with fewer than two independent "
        f"roots and {in_words(disputed)} disputed in something. {'; '.join(clauses)}."
    )


def _sides(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(side, own) for side in SEEN_IN if len(own := rows[rows["seen_in"] == side])]


def _code(row: tuple) -> str:
    """Return track, rung and type of a mark, with what sets it apart."""
    notes = [word for word, so in (("disputed", row.disputed), ("founded", row.founded)) if so]
    beside = f" ({listing(notes)})" if notes else ""
    return f"{row.track}{row.rung} {row.type[0].lower()}{row.type[1:]}{beside}"


def _types(things: int) -> str:
    return count(things, "type of measure", "types of measure")


def forums(corpus: Corpus) -> dict[str, str]:
    """Return for each forum how many types and measures it decides on, each of the whole.

    The forum is that of the type of measure; one measure counts once, whomever it hits.
    """
    readings = (
        ("in the five documents", observed(corpus, CORPUS)),
        ("with the follow-up", observed(corpus, BOTH)),
    )

    def part(rows: pd.DataFrame, forum: str, noun: str) -> str:
        return share(int((rows["forum"] == forum).sum()), len(rows), noun)

    return {
        forum: "; ".join(
            [f"{part(corpus.table('measure_types'), forum, 'type')} in the codebook"]
            + [
                f"{words} {part(rows.drop_duplicates('measure_type'), forum, 'type')} "
                f"and {part(rows, forum, 'measure')}"
                for words, rows in readings
            ]
        )
        for forum in FORUMS
    }


def repertoire_facts(corpus: Corpus) -> dict[str, str]:
    """Return how large the repertoire is in both readings, as counts with their nouns."""
    types = corpus.table("measure_types").sort_values(["track", "rung", "label"])
    rows = marks(corpus)
    first = from_corpus(rows)
    unseen = types[~types["measure_type"].isin(rows["measure_type"])]
    events = corpus.events.query("event_class == 'measure' and layer == 'corpus'")
    once = first.groupby("measure_type")["entity_id"].nunique()
    return {
        "types": _types(len(types)),
        "types_corpus": _types(first["measure_type"].nunique()),
        "types_both": _types(rows["measure_type"].nunique()),
        "targets_corpus": count(first["entity_id"].nunique(), "target"),
        "targets_both": count(rows["entity_id"].nunique(), "target"),
        "marks_corpus": count(len(first), "mark"),
        "hollow_corpus": in_words(int((~first["founded"]).sum())),
        "disputed_corpus": in_words(int(first["disputed"].sum())),
        "marks_added": count(len(rows) - len(first), "mark"),
        "once": _types(int((once == 1).sum())),
        "unseen": listing(unseen["label"].str.lower()) if len(unseen) else "none",
        "generic": count(int((events["corpus_support_level"] < OBSERVED_FROM).sum()), "measure"),
        **forums(corpus),
    }

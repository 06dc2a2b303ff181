"""How statuses end in the data: by an easing, as another measure begins, by a procedure, or not.

A status lasts until an easing ends it (method, section 4). Only an event of class easing is relief:
an entry that goes since the body was closed ends a label and eases nothing.
"""

import pandas as pd

from analysis.chapters.response.rows import GENERIC, joined, sought_ends
from analysis.chapters.response.views import charge, linked_cases, plain, voices, who
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, when
from analysis.reading.timeline import FILLED_FROM
from analysis.values.dates import bounds

NOTED, NOT_NOTED = "gap", "none"
ENDS = {
    "easing": "Ended by an easing",
    "measure": "Ended as another measure began",
    "procedure": "Ended by a procedure that eases nothing",
    NOTED: "No end known; its case has a gap about one",
    NOT_NOTED: "No end known; its case has no gap about one",
}
READINGS = {"corpus": "Five documents", "corpus_and_follow_up": "With the follow-up pages"}


def endings(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return every status that a reading of the evidence tells of, and how it ends there.

    One row for each: event_id, case_id, track, summary, end_id (the event that ends it, or NA),
    end (a key of `ENDS`), gaps (those about an end that its case has), filled and disputed (of the
    event that ends it, else of the status), href and description. What is known from general words
    alone is left out, as it is from the indicators (method, section 4c).
    """
    alone, events = evidence == "corpus", corpus.events.set_index("event_id")
    within = "corpus_" if alone else ""
    support = f"{within}support_level"
    types = corpus.table("measure_types").set_index("measure_type")
    status = events["measure_type"].map(types["persistence"]) == "status"
    rows = events[status & (events["event_class"] == "measure") & (events[support] != GENERIC)]
    links = joined(corpus, "ended_by")
    if alone:
        rows, links = rows[rows["layer"] == "corpus"], links[links["layer"] == "corpus"]
    # Where several events end a status, an easing counts before the others.
    first = links.assign(place=links["to_class"].map(list(ENDS).index)).sort_values("place")
    ended = first.drop_duplicates("from_event_id").set_index("from_event_id")
    gaps = rows["case_id"].map(sought_ends(corpus).groupby("case_id")["gap_id"].agg(listing))
    end_id, end = (
        pd.Series(rows.index.map(ended[column]), index=rows.index, dtype="object")
        for column in ("to_event_id", "to_class")
    )
    shown = events.loc[end_id.fillna(rows.index.to_series())]
    found = rows[["case_id", "summary"]].assign(
        track=rows["measure_type"].map(types["track"]).astype(str),
        end_id=end_id,
        end=end.fillna(gaps.notna().map({True: NOTED, False: NOT_NOTED})),
        gaps=gaps,
        filled=(shown[support] >= FILLED_FROM).to_numpy(),
        disputed=(shown[f"{within}dispute_flag"] != "none").to_numpy(),
        href=rows.index.map(event_addresses(corpus)),
    )
    ending = end_id.map(events["summary"])
    found["description"] = [
        f"{event}, {row.summary}: {_phrase(ENDS[row.end])}{'' if pd.isna(to) else f' ({to})'}"
        for (event, row), to in zip(found.iterrows(), ending, strict=True)
    ]
    return found.rename_axis("event_id").reset_index()


def endings_finding(corpus: Corpus) -> str:
    """Return what the figure of endings shows, as its description: counts by reading and end."""
    sentences = []
    for evidence, reading in READINGS.items():
        rows = endings(corpus, evidence)
        held = rows["end"].value_counts()
        statuses = count(len(rows), "status", "statuses")
        parts = [f"{_phrase(words)}: {held.get(end, 0)}" for end, words in ENDS.items()]
        sentences.append(f"{reading}, {statuses}. {'; '.join(parts)}.")
    return " ".join(sentences)


def _phrase(words: str) -> str:
    return words.replace(";", ",")


def endings_table(corpus: Corpus) -> pd.DataFrame:
    """Return the rows of the figure of endings: each status, its end in both readings, and gaps."""
    events = corpus.events.set_index("event_id")
    alone = endings(corpus, "corpus").set_index("event_id")
    rows = endings(corpus, "corpus_and_follow_up").set_index("event_id")
    order = {end: place for place, end in enumerate(ENDS)}
    rows = rows.assign(place=rows["end"].map(order)).sort_values(
        ["place", "case_id"], kind="stable"
    )
    own = events.loc[rows.index]

    def end(found: pd.DataFrame, status: str) -> str:
        if status not in found.index:
            return "not told of"
        row = found.loc[status]
        if pd.isna(row["end_id"]):
            return "none known"
        ending = events.loc[row["end_id"]]
        return f"{ENDS[row['end']]}: {ending['summary']} ({_when(ending, found is alone)})"

    return plain(
        pd.DataFrame(
            {
                "Event": rows.index,
                "Status": rows["summary"],
                "In force from": [when(row.earliest, row.latest) for row in own.itertuples()],
                "End in the five documents": [end(alone, status) for status in rows.index],
                "End with the follow-up": [end(rows, status) for status in rows.index],
                "Gap about an end": rows["gaps"].notna().map({True: "yes", False: "none"}),
                "to_event": rows["href"],
                "Case": linked_cases(own["case_id"], corpus),
            }
        )
    )


def _when(event: pd.Series, alone: bool) -> str:
    prefix = "corpus_" if alone else ""
    return when(event[f"{prefix}earliest"], event[f"{prefix}latest"])


def easings_table(corpus: Corpus) -> pd.DataFrame:
    """Return the easings, one column each: what ended, for whom, by which body, and who says so."""
    events = corpus.events.set_index("event_id")
    rows = events[events["event_class"] == "easing"]
    links = joined(corpus, "ended_by")
    ended = [
        list(links.loc[links["to_event_id"] == event, "from_event_id"]) for event in rows.index
    ]
    labels = {name: corpus.labels(name) for name in ("support_level", "dispute_flag", "layer")}
    facts = {
        "What": rows["summary"],
        "Case": linked_cases(rows["case_id"], corpus),
        "When": [when(row.earliest, row.latest) for row in rows.itertuples()],
        "What it ends": ["; ".join(events.loc[own, "summary"]) for own in ended],
        "Charge and plea": ["; ".join(charge(event, corpus) for event in own) for own in ended],
        "For whom": who(rows.index, corpus, "target"),
        "By which body": who(rows.index, corpus, "actor", "adjudicator"),
        "In whose words": voices(rows.index, corpus),
        "Support": rows["support_level"].astype(str).map(labels["support_level"]),
        "Dispute": rows["dispute_flag"].astype(str).map(labels["dispute_flag"]),
        "Layer": rows["layer"].astype(str).map(labels["layer"]),
    }
    columns = {
        event: [list(fact)[n] for fact in facts.values()] for n, event in enumerate(rows.index)
    }
    return plain(pd.DataFrame({"Easing": list(facts), **columns}))


def steps_table(corpus: Corpus) -> pd.DataFrame:
    """Return the procedures in which a status or a term was at issue, and what they ended.

    Those that a status leads to, by a link, and those with a claim about a term; none that comes
    before a measure.
    """
    events, links = corpus.events.set_index("event_id"), joined(corpus, "ended_by", "precedes")
    types = corpus.table("measure_types").set_index("measure_type")["persistence"]
    lasts = links["from_event_id"].map(events["measure_type"]).map(types) == "status"
    about = {
        *links.loc[lasts & (links["from_class"] == "measure"), "to_event_id"],
        *corpus.claims.query("variable == 'term'")["event_id"],
    } - {*links.loc[links["to_class"] == "measure", "from_event_id"]}
    rows = events[(events["event_class"] == "procedure") & events.index.isin(list(about))]
    rows = rows.sort_values(["case_id", "latest", "earliest"])
    ended = links[links["kind"] == "ended_by"]
    names = (
        ended["from_event_id"].map(events["summary"]).groupby(ended["to_event_id"]).agg("; ".join)
    )
    return plain(
        pd.DataFrame(
            {
                "Event": rows.index,
                "What": rows["summary"],
                "When": [when(row.earliest, row.latest) for row in rows.itertuples()],
                "What it ends": rows.index.to_series().map(names).fillna("no status"),
                "In whose words": voices(rows.index, corpus),
                "Note of the coder": rows["note"],
                "Case": linked_cases(rows["case_id"], corpus),
            }
        )
    )


def gaps_table(corpus: Corpus) -> pd.DataFrame:
    """Return the gaps that concern an outcome, a release or a removal, and what came of each."""
    rows = sought_ends(corpus)
    searched = [bounds(date) for date in rows["date"]]
    return plain(
        pd.DataFrame(
            {
                "Gap": rows["gap_id"],
                "What was looked for": rows["sought"],
                "Where": rows["searched"],
                "When": [when(day.earliest, day.latest) for day in searched],
                "Result": rows["result"].astype(str).map(corpus.labels("gap_result")),
                "What follows": rows["note"],
                "anchor": rows["gap_id"],
                "Case": linked_cases(rows["case_id"], corpus),
            }
        )
    )

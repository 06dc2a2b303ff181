"""Who vouches for measures, and what is denied: support levels and denials, in both readings.

Support says who vouches that a measure took place, and never that it is true; a court's holding is
the court's and ends no dispute (method, sections 4b and 4c, I6).
"""

import pandas as pd

from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, share, when
from analysis.reading.readings import BOTH, CORPUS, READINGS, of_reading
from analysis.reading.timeline import FILLED_FROM

# The reader's words for the levels, which have a fuller definition in the vocabulary.
LEVELS = {
    "S0_generic": ("Told as a habit alone", "Only general statements; enters no indicator."),
    "S1_one_root": ("One root", "One root says that it took place."),
    "S2_many_documents_one_root": (
        "Several documents, not shown to be independent",
        "Several documents say so, and their roots may be one and the same.",
    ),
    "S3_two_roots": (
        "At least two independent roots",
        "Roots of different strands say so.",
    ),
    "S4_state_acknowledged": (
        "The acting body, as a text reports it",
        "The state body that acted says so, in the words of the text that cites it.",
    ),
    "S5_record_inspected": (
        "A record that was read",
        "An entry in a register, read in a public copy.",
    ),
}
EASING = "Easing"
ACTING = ("actor", "adjudicator", "authoriser")


def disputed(corpus: Corpus, evidence: str) -> set[str]:
    """Return the events that are disputed by what counts in a reading."""
    flag = "corpus_dispute_flag" if evidence == CORPUS else "dispute_flag"
    return set(corpus.events.loc[corpus.events[flag] != "none", "event_id"])


def support(corpus: Corpus) -> pd.DataFrame:
    """Return the support of every measure and easing in each reading, a row for each.

    Columns: evidence, event_id, case, summary, level (code), name (of the level), track (in words,
    or `EASING`), filled (two independent roots or above), disputed and href.
    """
    types = corpus.table("measure_types").set_index("measure_type")["track"].astype("string")
    tracks = {code: f"{code} · {label}" for code, label in corpus.labels("track").items()}
    titles = corpus.cases.set_index("case_id")["title"]
    events = corpus.events.query("event_class in ('measure', 'easing')")
    easing = events["event_class"] == "easing"
    events = events.assign(
        track=events["measure_type"].map(types).map(tracks).mask(easing, EASING),
        case=events["case_id"].map(titles),
        href=events["event_id"].map(event_addresses(corpus).to_dict()),
    )
    found = []
    for reading in READINGS:
        own = events[events["layer"] == "corpus"] if reading == CORPUS else events
        level = own["corpus_support_level" if reading == CORPUS else "support_level"]
        rows = own[["event_id", "case_id", "case", "summary", "track", "href"]].assign(
            evidence=reading,
            level=level.astype(str),
            name=level.astype(str).map(lambda code: LEVELS[code][0]),
            filled=level >= FILLED_FROM,
            disputed=own["event_id"].isin(disputed(corpus, reading)),
        )
        found.append(rows)
    order = ["evidence", "level", "track", "event_id"]
    return pd.concat(found).sort_values(order, ignore_index=True)


def support_finding(rows: pd.DataFrame) -> str:
    """Return on which support the measures and easings stand, as a description."""
    parts = []
    for reading, label in READINGS.items():
        own = rows[rows["evidence"] == reading]
        levels = [f"{name.lower()} {len(same)}" for name, same in own.groupby("name", sort=False)]
        parts.append(f"{label}: {listing(levels)}, of {len(own)}")
    return f"Measures and easings by who vouches for them. {'; '.join(parts)}."


def levels_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what each level means, and how many measures and easings stand on it."""
    counted = pd.crosstab(rows["level"], rows["evidence"])
    counted = counted.reindex(index=list(LEVELS), columns=list(READINGS), fill_value=0)
    return pd.DataFrame(
        {
            "Level": [f"{code[:2]} · {name}" for code, (name, _) in LEVELS.items()],
            "What it means": [meaning for _, meaning in LEVELS.values()],
            **{label: counted[reading].to_numpy() for reading, label in READINGS.items()},
        }
    )


def support_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every measure and easing with its support and dispute in both readings."""
    said = rows["name"] + rows["disputed"].map({True: ", disputed", False: ""})
    wide = rows.assign(said=said).pivot_table("said", "event_id", "evidence", aggfunc="first")
    listed = rows[rows["evidence"] == BOTH].sort_values(["case_id", "event_id"])
    words = wide.reindex(listed["event_id"]).fillna("not told of")
    return pd.DataFrame(
        {
            "Event": listed["event_id"].to_numpy(),
            "Measure or easing": listed["summary"].to_numpy(),
            **{label: words[reading].to_numpy() for reading, label in READINGS.items()},
            "to": listed["href"].to_numpy(),
        }
    )


def denials(corpus: Corpus) -> pd.DataFrame:
    """Return what is denied, a row for each event: charge, court, day and denial stand together.

    Grounds are those that the layer of the denial gives. Days are given for both readings.
    """
    claims = of_reading(corpus.claims, BOTH)
    events, names = corpus.events.set_index("event_id"), corpus.names()
    bodies = corpus.table("participants")
    bodies = bodies[bodies["role"].isin(ACTING)]
    links = event_addresses(corpus)
    rows = []
    for event, denied in claims[claims["modality"] == "denied"].groupby("event_id"):
        first = (denied["layer"] == "corpus").any()
        about = of_reading(claims[claims["event_id"] == event], CORPUS if first else BOTH)
        held = about[about["variable"] == "holding"]
        who = [names[body] for body in bodies.loc[bodies["event_id"] == event, "entity_id"]]
        row = events.loc[event]
        alone = when(row["corpus_earliest"], row["corpus_latest"])
        both = when(row["earliest"], row["latest"])
        days = alone if alone == both else f"{alone}, with follow-up {both}"
        rows.append(
            {
                "What is denied": row["summary"] + ("" if first else " (follow-up layer)"),
                "Charge or ground": _ground(corpus, about, row),
                "Court or body, and when": f"{listing(who) if who else 'not stated'}; {days}",
                "Who denies it": _said(denied),
                "What a court held": _said(held) if len(held) else "none is coded",
                "first": not first,
                "to": links.get(event),
            }
        )
    shown = pd.DataFrame(rows).sort_values("first", kind="stable", ignore_index=True)
    return shown.drop(columns="first")


def _ground(corpus: Corpus, about: pd.DataFrame, event: pd.Series) -> str:
    """Return what is said of charge and ground, with who says it, else the charge of the event."""
    asserted = about[about["modality"] != "denied"]
    for variable in ("ground", "charge_kind"):
        if len(named := asserted[asserted["variable"] == variable]):
            return _said(named)
    kinds = corpus.table("vocabularies").query("scheme == 'charge_kind'").set_index("code")
    return kinds.loc[event["charge_kind"], "definition"]


def _said(claims: pd.DataFrame) -> str:
    return " ".join(f"{c.statement} ({c.claim_id}, {c.document_id})" for c in claims.itertuples())


def support_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the sentences on support and denials may name, as counts with their nouns."""
    rows, claims = support(corpus), of_reading(corpus.claims, BOTH)
    first, both = (rows[rows["evidence"] == reading] for reading in READINGS)
    counted = corpus.table("indicators").query("indicator == 'I6' and item == 'corroborated'")
    counted = counted.set_index("evidence")
    denied = claims[claims["modality"] == "denied"]
    voices = denied["assertion_type"].astype(str).map(corpus.labels("assertion_type"))
    inner = of_reading(denied, CORPUS)
    held = claims[(claims["variable"] == "holding") & claims["event_id"].isin(denied["event_id"])]
    founded = {
        reading: share(int(row["low"]), int(row["out_of"]), "measure")
        for reading, row in counted.iterrows()
    }
    return {
        "founded": founded[CORPUS],
        "founded_both": founded[BOTH].replace("measures", "measures and easings"),
        "habits": count(int((first["level"] == "S0_generic").sum()), "measure"),
        "one_root": count(int((first["level"] == "S1_one_root").sum()), "measure"),
        "records": count(int((both["level"] == "S5_record_inspected").sum()), "measure"),
        "disputed": count(int(first["disputed"].sum()), "measure"),
        "disputed_both": count(int(both["disputed"].sum()), "measure"),
        "denials": count(len(inner), "claim"),
        "denied_events": count(inner["event_id"].nunique(), "measure"),
        "deniers": listing(dict.fromkeys(voices.str.lower())),
        "denials_added": count(len(denied) - len(inner), "claim"),
        "holdings": count(held["event_id"].nunique(), "measure"),
        "courts": listing(dict.fromkeys(held["speaker_id"].map(corpus.names())))
        if len(held)
        else "no court",
    }

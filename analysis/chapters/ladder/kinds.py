"""The rungs of the three tracks: which kinds of measure stand on them, and which were observed."""

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, interval, listing, number, when

# Where a kind of measure or a rung was observed.
SEEN = {
    "corpus": "in the five documents",
    "follow_up": "only in the follow-up pages",
    "never": "not observed",
}
# The same, short enough to stand beside a mark.
SEEN_SHORT = {"corpus": "five documents", "follow_up": "follow-up only", "never": "not observed"}
# What a text tells only in general is no observation (method, section 4c).
LEAST_SUPPORT = "S1_one_root"
MASS_DETENTION = "E034"  # one event with a count, the example of the rule on counts


def kinds(corpus: Corpus) -> pd.DataFrame:
    """Return the kinds of measure with their rungs and where each was observed, highest first.

    Columns of table measure_types and: place (track and rung, as A2), seen (a code of `SEEN`),
    corpus_events and follow_up_events (ids that one layer or only the other observes), said (act
    or status and where it was observed, in words) and anchor (its row in the table). Observed is
    what a source tells of a single occasion.
    """
    types = corpus.table("measure_types").sort_values(
        ["track", "rung", "label"], ascending=[True, False, True], ignore_index=True
    )
    measures = corpus.events.query("event_class == 'measure'")
    inside = measures[measures["corpus_support_level"] >= LEAST_SUPPORT]
    added = measures[measures["support_level"] >= LEAST_SUPPORT].drop(index=inside.index)
    found = {
        name: types["measure_type"].map(rows.groupby("measure_type")["event_id"].agg(", ".join))
        for name, rows in (("corpus_events", inside), ("follow_up_events", added))
    }
    seen = pd.Series("never", index=types.index)
    seen = seen.mask(found["follow_up_events"].notna(), "follow_up")
    seen = seen.mask(found["corpus_events"].notna(), "corpus")
    return types.assign(
        place=types["track"].astype(str) + types["rung"].astype(str),
        seen=seen,
        said=types["persistence"].astype(str) + ", " + seen.map(SEEN_SHORT),
        anchor="kind-" + types["measure_type"].str.replace("_", "-"),
        **found,
    )


def track_titles(corpus: Corpus) -> dict[str, tuple[str, str]]:
    """Return the name of each track and what the measures on it are aimed at."""
    terms = corpus.table("vocabularies").query("scheme == 'track'").sort_values("order")
    return {term.code: (term.label, term.definition) for term in terms.itertuples()}


def track_findings(rows: pd.DataFrame, corpus: Corpus) -> dict[str, str]:
    """Return what the column of each track shows, as the descriptions of the columns."""
    return {track: _finding(rows[rows["track"] == track], corpus) for track in track_titles(corpus)}


def _finding(own: pd.DataFrame, corpus: Corpus) -> str:
    track = str(own["track"].iloc[0])
    top = own[own["seen"] != "never"].nlargest(1, "rung", keep="all")
    parts = [
        f"{words}, {number(len(part))} ({', '.join(part['label'].str.lower())})"
        for code, words in SEEN.items()
        if len(part := own[own["seen"] == code])
    ]
    highest = (
        f"The highest observed rung is {top['place'].iloc[0]}, {listing(top['label'].str.lower())}."
        if len(top)
        else "None is observed."
    )
    return (
        f"Track {track}, {corpus.labels('track')[track].lower()}: "
        f"{count(len(own), 'kind of measure', 'kinds of measure')} on "
        f"{count(own['rung'].nunique(), 'rung')}. {capital('; '.join(parts))}. {highest}"
    )


def kinds_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every kind of measure for the reader, with the ids of the events that are coded so.

    The column ``anchor`` holds the address of each row, where the marks of the figure lead.
    """
    return pd.DataFrame(
        {
            "Measure": rows["label"],
            "Rung": rows["place"],
            "Kind": rows["persistence"].astype(str),
            "What is coded as this": rows["definition"],
            "Observed": [_observed(row) for row in rows.itertuples()],
            "anchor": rows["anchor"],
        }
    )


def _observed(row: tuple) -> str:
    """Return where a kind of measure was observed, with the ids of the events."""
    if row.seen == "never":
        return SEEN["never"]
    layers = {"five documents": row.corpus_events, "follow-up": row.follow_up_events}
    return "; ".join(f"{layer}: {ids}" for layer, ids in layers.items() if pd.notna(ids))


def told_in_general(corpus: Corpus) -> str:
    """Return, as a sentence, which kinds of measure the corpus tells of in general alone."""
    rows = kinds(corpus).set_index("measure_type")
    told = corpus.events.query("event_class == 'measure' and layer == 'corpus'")
    general = told.loc[told["corpus_support_level"] < LEAST_SUPPORT, "measure_type"].unique()
    left = [kind for kind in sorted(general) if rows.loc[kind, "seen"] != "corpus"]
    if not left:
        return "The five documents tell of no kind of measure in that way alone."
    labels = [f"“{rows.loc[kind, 'label'].lower()}”" for kind in left]
    return f"The five documents tell in that way alone of {listing(labels)}."


def ladder_facts(corpus: Corpus) -> dict[str, str]:
    """Return how many kinds and rungs there are, and the examples that the rules name."""
    rows = kinds(corpus)
    seen = rows["seen"].value_counts()
    statuses = int((rows["persistence"] == "status").sum())
    documents = corpus.documents.set_index("bib_key")["document_id"]
    mass_event = corpus.events.set_index("event_id").loc[MASS_DETENTION]
    mass = corpus.claims.query("layer == 'corpus' and unit == 'persons'")
    mass = mass[mass["event_id"] == MASS_DETENTION]
    sentences = corpus.events.query("measure_type == 'custodial_sentence'")["event_id"]
    terms = corpus.claims.query("variable == 'term' and unit == 'years' and modality == 'asserted'")
    terms = terms[terms["event_id"].isin(sentences)]
    inside = terms[terms["layer"] == "corpus"]
    easings = corpus.events.query("event_class == 'easing'")
    return {
        "kinds": count(len(rows), "kind of measure", "kinds of measure"),
        "acts": number(len(rows) - statuses),
        "statuses": number(statuses),
        **{f"seen_{code}": count(int(seen.get(code, 0)), "kind") for code in SEEN},
        "in_general": told_in_general(corpus),
        "ladders": count(len(corpus.labels("ladder")), "ladder"),
        "weighing_document": documents["ap2024undesirable"],
        "mass_when": when(mass_event["corpus_earliest"], mass_event["corpus_latest"]),
        "mass_count": interval(mass["low"].min(), mass["high"].max(), "people"),
        "terms": interval(inside["low"].min(), inside["high"].max(), "years"),
        "terms_wider": interval(terms["low"].min(), terms["high"].max(), "years"),
        "easings": count(int((easings["layer"] == "corpus").sum()), "easing"),
        "easings_wider": count(len(easings), "easing"),
        "sought": count(len(corpus.table("gaps")), "thing"),
    }

"""What stands behind each measure: a word of the body that acted or none, and which roots.

Laid out mark by mark; the sums are those of indicators I7 and I3 (method, section 4c). A reading is
a code of vocabulary `evidence`: the five documents alone, or these and the follow-up pages.
"""

import pandas as pd

from analysis.derivation.timing import ASSERTING
from analysis.measure.voices import STATE
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, interval, listing
from analysis.reading.readings import BOTH, CORPUS, READINGS, of_reading

# What a measure has of the state, the strongest first.
WORDS = {
    "body": "a word of a body coded as taking part",
    "state": "a word of another state body, or of one not identified",
    "register": "an entry in a register, which is no word here",
    "none": "neither",
}
TOLD = {
    "body": "coded as taking part",
    "state": "another body, or one not identified",
    "register": "an entry in a register",
}
ACTING = ("actor", "adjudicator", "authoriser")
REGISTER = "public_register"


def seen_measures(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the measures that count in a reading; what is told as a habit alone does not."""
    events = corpus.events.query("event_class == 'measure'")
    if evidence == CORPUS:
        events = events[events["layer"] == "corpus"]
    support = "corpus_support_level" if evidence == CORPUS else "support_level"
    return events[events[support] != "S0_generic"]


def silence(corpus: Corpus) -> pd.DataFrame:
    """Return for each measure of each reading what the state says of it, and who says it.

    ``word`` is a key of `WORDS`, the strongest that applies; ``whose`` names who says it, and
    ``said`` everything that is said, with its documents. Both are NA where there is nothing.
    """
    parts = corpus.table("participants")
    parts = parts[parts["role"].isin(ACTING)]
    acting = set(zip(parts["event_id"], parts["entity_id"], strict=True))
    names, titles = corpus.names(), corpus.cases.set_index("case_id")["title"]
    links = event_addresses(corpus)
    official = corpus.claims
    official = official[official["assertion_type"].isin([*STATE, REGISTER])]
    official = official.assign(
        word=[
            _word(c.assertion_type, (c.event_id, c.speaker_id) in acting)
            for c in official.itertuples()
        ],
        name=official["speaker_id"].map(names),
    )
    rows = []
    for reading in READINGS:
        claims = of_reading(official, reading)
        for event in seen_measures(corpus, reading).itertuples():
            own = claims[claims["event_id"] == event.event_id]
            word = next((word for word in WORDS if word in set(own["word"])), "none")
            whose = sorted(set(own.loc[own["word"] == word, "name"]))
            parts = [
                f"{name} ({listing(sorted(set(same['document_id'])))}): {TOLD[kind]}"
                for (kind, name), same in own.groupby(["word", "name"])
            ]
            rows.append(
                {
                    **{"evidence": reading, "event_id": event.event_id, "word": word},
                    **{"case_id": event.case_id, "case": titles[event.case_id]},
                    **{"summary": event.summary, "whose": listing(whose) if whose else None},
                    **{"said": "; ".join(parts) or None, "href": links.get(event.event_id)},
                }
            )
    return pd.DataFrame(rows).sort_values(["evidence", "case_id", "event_id"], ignore_index=True)


def _word(voice: str, takes_part: bool) -> str:
    if voice == REGISTER:
        return "register"
    return "body" if takes_part else "state"


def silent(corpus: Corpus, evidence: str) -> str:
    """Return of how many measures the acting body says nothing, as bounds out of all (I7)."""
    rows = corpus.table("indicators").query("indicator == 'I7' and unit == 'all'")
    row = rows[rows["evidence"] == evidence].iloc[0]
    return f"{interval(row['low'], row['high'])} of {count(int(row['out_of']), 'measure')}"


def silence_finding(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Return how many measures come without a word of the acting body, and which do not."""
    spoken = rows[(rows["evidence"] == CORPUS) & rows["word"].isin(["body", "state"])]
    told = [f"{row.summary} ({row.whose})" for row in spoken.itertuples()]
    return (
        f"Without a statement by the body that acted: {silent(corpus, CORPUS)} in the five texts, "
        f"{silent(corpus, BOTH)} with follow-up. In the five texts a state body speaks of "
        f"{'; of '.join(told) if told else 'none'}."
    )


def silence_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every measure with what the state says of it, first in the five texts alone."""
    said = rows.assign(said=rows["said"].fillna("no word"))
    wide = said.pivot_table("said", "event_id", "evidence", aggfunc="first")
    listed = rows[rows["evidence"] == BOTH].set_index("event_id")
    said = wide.reindex(listed.index)
    return pd.DataFrame(
        {
            "Event": listed.index,
            "Measure": listed["summary"].to_numpy(),
            READINGS[CORPUS]: said[CORPUS].fillna("not told of").to_numpy(),
            READINGS[BOTH]: said[BOTH].mask(said[BOTH] == said[CORPUS], "the same").to_numpy(),
            "to": listed["href"].to_numpy(),
        }
    )


def roots(corpus: Corpus) -> pd.DataFrame:
    """Return the roots that say of each target's measures that they took place, a row for each.

    Columns: unit and target, root_id and its label, strand (NA where it could not be judged),
    ``layer`` (corpus where a document of the corpus carries it for that target), ``documents``, and
    ``group`` and ``place``, by which the roots of one strand stand together in a drawing.
    """
    events = seen_measures(corpus, BOTH)
    claims = corpus.claims.query("variable == 'occurrence'")
    claims = claims[claims["modality"].isin(ASSERTING)]
    claims = claims[["event_id", "document_id", "root_id", "layer"]]
    targets = corpus.table("participants").query("role == 'target'")
    targets = targets[["event_id", "entity_id"]].set_axis(["event_id", "unit"], axis="columns")
    told = claims.merge(events[["event_id", "case_id"]], on="event_id").merge(
        targets, on="event_id"
    )
    seen = set(seen_measures(corpus, CORPUS)["event_id"])
    inside = (told["layer"] == "corpus") & told["event_id"].isin(seen)
    found = (
        told.assign(inside=inside)
        .groupby(["case_id", "unit", "root_id"], sort=True)
        .agg(inside=("inside", "any"), documents=("document_id", lambda ids: sorted(set(ids))))
        .reset_index()
        .merge(corpus.table("roots")[["root_id", "label", "strand"]], on="root_id")
    )
    found = found.assign(
        target=found["unit"].map(corpus.names()),
        layer=found["inside"].map({True: "corpus", False: "follow_up"}),
        documents=found["documents"].map(listing),
        # A strand that reaches the corpus stands before one that does not; unjudged ones are last.
        rank=found.groupby(["unit", "strand"], dropna=False)["inside"].transform("max"),
        unjudged=found["strand"].isna(),
    ).drop_duplicates(["unit", "root_id"])
    found = found.sort_values(
        ["case_id", "unit", "unjudged", "rank", "strand", "inside", "root_id"],
        ascending=[True, True, True, False, True, False, True],
        ignore_index=True,
    )
    strand = found["strand"].fillna("none")
    found["group"] = strand.groupby(found["unit"]).transform(lambda own: pd.factorize(own)[0])
    found["place"] = found.groupby("unit").cumcount()
    return found.drop(columns=["inside", "rank", "unjudged"])


def root_counts(corpus: Corpus) -> pd.DataFrame:
    """Return by target how many documents, roots and independent roots it has in each reading (I3).

    Columns are pairs of a reading and an item; NA where the reading shows no measure on it.
    """
    rows = corpus.table("indicators").query("indicator == 'I3'")
    rows = rows[rows["item"].isin(["documents", "roots", "independent_roots"])]
    wide = rows.pivot_table("low", "unit", ["evidence", "item"], aggfunc="first")
    return wide.astype("Int64")


def roots_table(corpus: Corpus) -> pd.DataFrame:
    """Return every target with its roots by strand, and how many of them count as independent."""
    rows, counts = roots(corpus), root_counts(corpus)
    shown = []
    for unit, own in rows.groupby("unit", sort=False):
        strands = own.assign(strand=own["strand"].fillna("not judged"))
        parts = [
            f"{strand}: {listing(same['root_id'])}"
            for strand, same in strands.groupby("strand", sort=False)
        ]
        numbers = {label: _out_of(counts.loc[unit], r) for r, label in READINGS.items()}
        shown.append(
            {"Target": capital(own["target"].iloc[0]), **numbers, "By strand": "; ".join(parts)}
        )
    return pd.DataFrame(shown)


def _out_of(counts: pd.Series, reading: str) -> str | None:
    """Return how many roots are independent, out of all, or None where none is told of."""
    own = counts[reading]
    return None if pd.isna(own["roots"]) else f"{own['independent_roots']} of {own['roots']}"


def roots_finding(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Return how many roots stand behind the measures on each target of the five texts."""
    counts = root_counts(corpus)
    inside = counts[counts[(CORPUS, "roots")].notna()].index
    single = [unit for unit in inside if counts.loc[unit, (CORPUS, "independent_roots")] == 1]
    parts = [
        f"{target}, {count(int(counts.loc[unit, (CORPUS, 'roots')]), 'root')} of which "
        f"{counts.loc[unit, (CORPUS, 'independent_roots')]} independent"
        for unit, target in rows[["unit", "target"]].drop_duplicates().itertuples(index=False)
        if unit in inside and unit not in single
    ]
    return (
        f"Roots behind the measures on {count(len(inside), 'target')} of the five texts: "
        f"{count(len(single), 'target')} with one independent root; {listing(parts)}."
    )

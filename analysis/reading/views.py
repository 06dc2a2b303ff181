"""The tables that a reader sees: rows of the release, named and put into words."""

import pandas as pd

from analysis.reading.corpus import Case, Corpus
from analysis.reading.prose import in_words, interval, listing, share, when
from analysis.values.dates import bounds

UP = "../"  # from a chapter on a case to the first page of the book


def documents(corpus: Corpus) -> pd.DataFrame:
    """Return the documents of the corpus: who published what, when, and how much was coded."""
    rows = corpus.documents.query("layer == 'corpus'")
    genres, qualities = corpus.labels("genre"), corpus.labels("translation_quality")
    return pd.DataFrame(
        {
            "Document": rows["document_id"],
            "Publisher": rows["publisher_id"].map(corpus.names()),
            "Published": [when(day.earliest, day.latest) for day in map(bounds, rows["published"])],
            "Kind of text": rows["genre"].astype(str).map(genres),
            "Wording": rows["translation_quality"].astype(str).map(qualities),
            "Sentences coded": [
                share(part, whole, "sentence").removesuffix(" sentences")
                for part, whole in zip(rows["sentences_coded"], rows["sentences"], strict=True)
            ],
            "Claims": rows["claims"],
            "Roots": rows["roots"],
            "anchor": rows["document_id"],
        }
    )


def document_notes(corpus: Corpus) -> list[str]:
    """Return what a reader must know of each document, one sentence each."""
    rows = corpus.documents.query("layer == 'corpus'")
    return [f"{row.document_id}: {row.note}" for row in rows.itertuples() if pd.notna(row.note)]


def roots(corpus: Corpus) -> pd.DataFrame:
    """Return where the information in the corpus started, and in which documents it arrives."""
    claims = corpus.claims.query("layer == 'corpus'")
    rows = corpus.table("roots")
    rows = rows[rows["root_id"].isin(claims["root_id"])]
    arrives = claims.groupby("root_id")["document_id"].unique().map(sorted)
    kinds = corpus.labels("root_kind")
    return pd.DataFrame(
        {
            "Root": rows["label"],
            "Kind": rows["kind"].astype(str).map(kinds),
            "Arrives in": rows["root_id"].map(arrives).map(listing),
            "Claims": rows["root_id"].map(claims["root_id"].value_counts()).astype("Int64"),
            "Strand": rows["strand"].fillna("cannot be judged"),
        }
    ).sort_values(["Claims", "Root"], ascending=[False, True], ignore_index=True)


def boilerplate(corpus: Corpus) -> pd.DataFrame:
    """Return what was cut off each document as site furniture: how much, and from when."""
    sentences = corpus.table("coverage").query("section == 'boilerplate'")
    passages = corpus.table("passages").query("section == 'boilerplate'")
    dated = passages.groupby("document_id")["as_of"].first()
    whole = corpus.documents.set_index("document_id")["code_points"]
    length = (sentences["end"] - sentences["start"]).groupby(sentences["document_id"]).sum()
    return pd.DataFrame(
        {
            "Document": length.index,
            "Sentences": sentences.groupby("document_id").size().to_numpy(),
            "Characters": [
                f"{interval(part, part)} of {interval(whole[document], whole[document])}"
                for document, part in length.items()
            ],
            "Speaks from": [
                dated.get(document, "no claim rests on it") for document in length.index
            ],
        }
    )


def rungs(corpus: Corpus) -> pd.DataFrame:
    """Return the measures that the corpus tells of, with track, rung and definition."""
    types = corpus.table("measure_types").sort_values(["track", "rung"])
    told = corpus.events.query("layer == 'corpus'")["measure_type"]
    types = types[types["measure_type"].isin(told)]
    return pd.DataFrame(
        {
            "Measure": types["label"],
            "Track": types["track"].astype("string").map(corpus.labels("track")),
            "Rung": types["rung"],
            "What is coded as this": types["definition"],
        }
    )


def voice(claims: pd.DataFrame, corpus: Corpus) -> pd.Series:
    """Return who says each claim, and through whom it came, as a phrase."""
    names = corpus.names()
    relays = corpus.table("relays").sort_values(["claim_id", "step"])
    via = relays.groupby("claim_id")["entity_id"].agg(lambda ids: listing(names[i] for i in ids))
    through = claims["claim_id"].map(via)
    speaker = claims["speaker_id"].map(names)
    return speaker.where(through.isna(), speaker + ", through " + through)


def unknown(case: Case) -> list[str]:
    """Return what the corpus leaves open about a case, one sentence each, computed."""
    rows = case.events.query("layer == 'corpus'")
    measures = rows.query("event_class == 'measure'")
    claims = case.claims.query("layer == 'corpus' and variable == 'occurrence'")
    vague = measures[measures["corpus_precision"] != "day"]
    open_start = measures[measures["corpus_earliest"].isna()]
    state = claims[claims["assertion_type"].isin(["state_authority", "court_act"])]
    silent = measures[~measures["event_id"].isin(state["event_id"])]
    numbers = case.claims.query("layer == 'corpus' and unit.notna()")
    unbounded = numbers[numbers["high"].isna() | numbers["low"].isna()]
    placeless = rows[rows["place_id"].isna()]
    begin = f", and for {in_words(len(open_start))} no first possible day either"
    if len(open_start) == len(measures):
        begin = ", nor is a first possible day"
    sentences = [
        (
            len(vague),
            f"The exact day is not stated {without(len(vague), len(measures), 'measure')}"
            + (f"{begin}." if len(open_start) else "."),
        ),
        (
            len(silent),
            "No document has the body that acted say that the measure took place, "
            f"{without(len(silent), len(measures), 'measure')}.",
        ),
        (
            len(unbounded),
            f"{share(len(unbounded), len(numbers), 'number')} in the texts are open at one end: "
            "the text says dozens, or names only the least or the most.",
        ),
        (
            not (rows["event_class"] == "easing").any(),
            "No document reports a release, a dropped charge, a lifted label or any other easing; "
            "whether there was one cannot be known from these texts.",
        ),
        (
            len(placeless),
            f"No place is stated {without(len(placeless), len(rows), 'event')}.",
        ),
    ]
    return [sentence for so, sentence in sentences if so]


def without(part: int, whole: int, noun: str) -> str:
    """Return for how many things something is missing: for 3 of 4 events, or for any of them."""
    if part < whole:
        return f"for {share(part, whole, noun)}"
    if whole == 1:
        return f"for the one {noun}"
    return f"for {'either' if whole == 2 else 'any'} of the {in_words(whole)} {noun}s"


def cases(corpus: Corpus) -> pd.DataFrame:
    """Return the cases with how many events, claims and documents speak of each."""
    events, claims = corpus.events, corpus.claims.query("layer == 'corpus'")
    by_case = claims.merge(events[["event_id", "case_id"]], on="event_id")
    rows = corpus.cases
    own = events.query("layer == 'corpus'")["case_id"].value_counts()
    texts = by_case.groupby("case_id")["document_id"].nunique()
    return pd.DataFrame(
        {
            "Case": rows["title"],
            "Events": rows["case_id"].map(own).astype("Int64"),
            "Claims": rows["case_id"].map(by_case["case_id"].value_counts()).astype("Int64"),
            "Documents": rows["case_id"].map(texts).astype("Int64"),
            "Why it is a case": rows["inclusion_reason"],
        }
    )


def bullets(sentences: list[str]) -> str:
    """Return sentences as a list in Markdown."""
    return "\n".join(f"- {sentence}" for sentence in sentences)

"""The tables that a reader sees: rows of the release, named and put into words."""

import pandas as pd

from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.corpus import Case, Corpus
from analysis.reading.prose import interval, listing, share, when
from analysis.reading.timeline import bound_columns
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


def denials(case: Case) -> list[str]:
    """Return what is denied in a case, one sentence each, with the document that reports it."""
    denied = case.claims.query("modality == 'denied' and layer == 'corpus'")
    return [f"{claim.statement} ({claim.document_id})" for claim in denied.itertuples()]


def inferred(case: Case) -> list[str]:
    """Return the coder's notes on the events of a case: what was inferred, and how."""
    noted = case.events.query("layer == 'corpus' and note.notna()")
    return [f"{event.summary}: {event.note}" for event in noted.itertuples()]


def events(case: Case, layer: str = "corpus") -> pd.DataFrame:
    """Return the events of a case with their bounds, their place on the tracks and their support.

    The column ``anchor`` holds the address of each row on the page, ``to_event`` that of its card.
    """
    corpus, rows = case.corpus, case.events
    rows = rows[rows["layer"] == "corpus"] if layer == "corpus" else rows
    types = corpus.table("measure_types").set_index("measure_type")
    start, end = bound_columns(layer)
    classes, disputes = corpus.labels("event_class"), corpus.labels("dispute_flag")
    within = "corpus_" if layer == "corpus" else ""
    kinds = rows["measure_type"].map(
        types["track"].astype("string") + types["rung"].astype("string") + " " + types["label"]
    )
    shown = pd.DataFrame(
        {
            "Event": rows["event_id"],
            "What": rows["summary"],
            "Kind": kinds.fillna(rows["event_class"].astype(str).map(classes)),
            "When": [when(*bounds) for bounds in zip(rows[start], rows[end], strict=True)],
            "Support": rows[f"{within}support_level"]
            .astype(str)
            .map(corpus.labels("support_level")),
            "Dispute": rows[f"{within}dispute_flag"].astype(str).map(disputes),
            "anchor": rows["event_id"],
            "to_event": rows["event_id"].map(event_addresses(corpus, UP)),
            "_earliest": rows[start],
            "_latest": rows[end],
        }
    )
    shown = shown.sort_values(["_latest", "_earliest", "Event"], ignore_index=True)
    return shown.drop(columns=["_earliest", "_latest"])


def voice(claims: pd.DataFrame, corpus: Corpus) -> pd.Series:
    """Return who says each claim, and through whom it came, as a phrase."""
    names = corpus.names()
    relays = corpus.table("relays").sort_values(["claim_id", "step"])
    via = relays.groupby("claim_id")["entity_id"].agg(lambda ids: listing(names[i] for i in ids))
    through = claims["claim_id"].map(via)
    speaker = claims["speaker_id"].map(names)
    return speaker.where(through.isna(), speaker + ", through " + through)


def evidence(case: Case) -> pd.DataFrame:
    """Return everything that the corpus says about a case, claim by claim.

    The columns ``anchor``, ``to_claim``, ``to_event`` and ``to_document`` hold the addresses of
    each row, of its card, of that of its event and of its document.
    """
    corpus = case.corpus
    claims = case.claims.query("layer == 'corpus'")
    phrases = corpus.table("passages").set_index("passage_id")["phrase"]
    kinds = claims["assertion_type"].astype("string").map(corpus.labels("assertion_type"))
    return pd.DataFrame(
        {
            "Claim": claims["claim_id"],
            "Event": claims["event_id"],
            "What is claimed": claims["statement"],
            "Who says it": voice(claims, corpus) + " (" + kinds.str.lower() + ")",
            "Where": claims["document_id"] + " “" + claims["passage_id"].map(phrases) + "”",
            "anchor": claims["claim_id"],
            "to_claim": claims["claim_id"].map(claim_addresses(corpus, UP)),
            "to_document": UP + "documents.html#" + claims["document_id"],
            "to_event": claims["event_id"].map(event_addresses(corpus, UP)),
        }
    ).sort_values(["Event", "Claim"], ignore_index=True)


def contested(case: Case) -> pd.DataFrame:
    """Return where claims of the corpus on a case exclude each other, and what was decided.

    The columns ``to_a`` and ``to_b`` hold the addresses of the cards of the two claims.
    """
    corpus = case.corpus
    said = corpus.claims.query("layer == 'corpus'").set_index("claim_id")
    variables = corpus.table("variables").set_index("variable")["label"]
    kinds, cards = corpus.labels("conflict_kind"), claim_addresses(corpus, UP).to_dict()
    sides = case.conflicts[["claim_a", "claim_b"]]
    inside = (sides.isin(said.index) | sides.isna()).all(axis=1)
    rows = [
        {
            "About": f"{variables[row.variable]}, {kinds[row.conflict_kind].lower()}",
            "One says": said.loc[row.claim_a, "statement"],
            "Against it": _rival(row, said),
            "What was decided": row.resolution,
            "to_a": cards[row.claim_a],
            "to_b": cards.get(row.claim_b),
        }
        for row in case.conflicts[inside].itertuples()
    ]
    return pd.DataFrame(
        rows,
        columns=["About", "One says", "Against it", "What was decided", "to_a", "to_b"],
    )


def _rival(row: tuple, said: pd.DataFrame) -> str:
    if pd.notna(row.claim_b):
        return said.loc[row.claim_b, "statement"]
    low, high = int(row.computed_low), int(row.computed_high)
    return f"The dates of the same events give {interval(low, high, row.computed_unit)}."


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
    total = len(measures)
    sentences = [
        f"The exact day is not stated for {share(len(vague), total, 'measure')}"
        + (
            f", and for {len(open_start)} of these not even a first possible day."
            if len(open_start)
            else "."
        ),
        f"For {share(len(silent), total, 'measure')} no document gives a statement "
        "by the body that acted.",
        f"{share(len(unbounded), len(numbers), 'number')} in the texts are open at one end: "
        "the text says dozens, or names only the least or the most.",
    ]
    if not (rows["event_class"] == "easing").any():
        sentences.append(
            "No document reports a release, an appeal that was won or a charge that was dropped; "
            "whether there was one cannot be known from the five texts."
        )
    places = rows[rows["place_id"].isna()]
    sentences.append(f"No place is stated for {share(len(places), len(rows), 'event')}.")
    return sentences


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

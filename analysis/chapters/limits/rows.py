"""What the data cannot carry, as counts with their whole: the facts behind each pitfall.

The pitfalls are those of method, section 5. Counts are of the corpus alone unless their name ends
in ``_follow_up``, where the follow-up layer counts as well.
"""

from collections.abc import Iterable

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import WORDS, count, interval, listing, number, share, when
from analysis.values.dates import bounds

READINGS = {"corpus": "Corpus", "corpus_and_follow_up": "With follow-up"}
FOUNDED = "S3_two_roots"  # from here on an event has independent roots or the acting body's word
NATIONAL = "The national series"


def limits_facts(corpus: Corpus) -> dict[str, str]:
    """Return every count that the chapter names, as words."""
    return {
        **_choice_facts(corpus),
        **_sight_facts(corpus),
        **_measure_facts(corpus),
        **_gap_facts(corpus),
    }


# --- which texts and cases ---------------------------------------------------------------


def _choice_facts(corpus: Corpus) -> dict[str, str]:
    documents = _documents(corpus, "corpus")
    claims = corpus.claims.query("layer == 'corpus'")
    case_of = corpus.events.set_index("event_id")["case_id"]
    in_case = claims["event_id"].map(case_of).value_counts()
    largest = claims["event_id"].map(case_of) == in_case.index[0]
    measures = _measures(corpus, "corpus")
    state = claims["assertion_type"].isin(["state_authority", "court_act", "public_register"])
    genres = documents["genre"].astype("string").map(corpus.labels("genre")).value_counts()
    alike = corpus.table("indicators").query("indicator == 'I6' and evidence == 'corpus'")
    pairs = alike[alike["item"] != "corroborated"]
    breaks = corpus.table("breaks")
    return {
        "documents": count(len(documents), "document"),
        "texts": count(len(documents), "text"),
        "genres": listing(count(n, label.lower()) for label, n in genres.items()),
        "publishers": count(documents["publisher_id"].nunique(), "publisher"),
        "own_documents": share(
            int(documents["publisher_is_target"].sum()), len(documents), "document"
        ),
        "cases_measured": share(measures["case_id"].nunique(), len(corpus.cases), "case"),
        "state_claims": share(int(state.sum()), len(claims), "claim"),
        "largest_claims": share(int(in_case.iloc[0]), len(claims), "claim"),
        "largest_documents": share(
            claims[largest]["document_id"].nunique(), len(documents), "document"
        ),
        "largest_case": corpus.cases.set_index("case_id")["title"][in_case.index[0]],
        "conflicting_pairs": share(int(pairs["high"].sum()), int(pairs["out_of"].sum()), "pair"),
        "breaks": count(len(breaks), "row"),
        "severing": number(int(breaks["severs"].sum())),
    }


def _documents(corpus: Corpus, evidence: str) -> pd.DataFrame:
    layers = ["corpus"] if evidence == "corpus" else ["corpus", "follow_up"]
    return corpus.documents[corpus.documents["layer"].isin(layers)]


def _measures(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the measures of a reading, with the bounds and the support that they have in it."""
    rows = corpus.events.query("event_class == 'measure'")
    if evidence == "corpus":
        rows = rows[rows["layer"] == "corpus"]
        own = ("earliest", "latest", "support_level")
        rows = rows.assign(**{name: rows[f"corpus_{name}"] for name in own})
    return rows


# --- what is seen, and when --------------------------------------------------------------


def _sight_facts(corpus: Corpus) -> dict[str, str]:
    facts = _of_reading(corpus, "corpus") | {
        f"{name}_follow_up": words
        for name, words in _of_reading(corpus, "corpus_and_follow_up").items()
    }
    indicators = corpus.table("indicators").query("evidence == 'corpus'")
    lead = indicators[indicators["indicator"] == "I4"]
    custody = indicators[indicators["indicator"] == "I5"]
    skipped = indicators[indicators["indicator"] == "I8"]["unit"].nunique()
    targets = _targets(corpus, "corpus")
    numbers = corpus.claims.query("layer == 'corpus' and unit.notna()")
    ends_open = numbers["low"].isna() | numbers["high"].isna()
    later = corpus.events.query("layer == 'follow_up' and event_class == 'measure'")["event_id"]
    hit = corpus.table("participants").query("role == 'target'")
    added = hit[hit["event_id"].isin(later)]["entity_id"]
    known = lead["low"].notna() & lead["high"].notna()
    return facts | {
        "lead_known": share(int(known.sum()), len(lead), "target"),
        "skipped": share(skipped, len(targets), "target"),
        "added": share(len(set(added) & set(targets)), len(targets), "target"),
        "custody_open": share(int((custody["censoring"] == "right").sum()), len(custody), "spell"),
        "numbers_open": share(int(ends_open.sum()), len(numbers), "number"),
    }


def _of_reading(corpus: Corpus, evidence: str) -> dict[str, str]:
    """Return what one reading of the evidence rests on."""
    measures, targets = _measures(corpus, evidence), _targets(corpus, evidence)
    episodes = corpus.table("episodes").query("evidence == @evidence")
    per_target = episodes.groupby("unit")["episode"].nunique()
    pairs = corpus.table("transitions").query("evidence == @evidence")
    steps = pairs[~pairs["comparison"].isin(["undetermined", "not_comparable"])]
    silent = corpus.table("indicators").query("evidence == @evidence and item == 'silent'")
    several = int((per_target > 1).sum())
    first, last = measures["earliest"].notna(), measures["latest"].notna()
    one_day = measures["earliest"] == measures["latest"]
    documents = _documents(corpus, evidence)
    claims = corpus.claims[corpus.claims["document_id"].isin(documents["document_id"])]
    easings = corpus.events.query("event_class == 'easing'")
    easings = easings[easings["layer"].isin(documents["layer"].unique())]

    def of_measures(rows: pd.Series) -> str:
        return share(int(rows.sum()), len(measures), "measure")

    return {
        "all_documents": count(len(documents), "document"),
        "all_publishers": count(documents["publisher_id"].nunique(), "publisher"),
        "all_roots": count(claims["root_id"].nunique(), "root"),
        "targets": count(len(targets), "target"),
        "single": share(int((per_target == 1).sum()), len(targets), "target"),
        "several": count(several, "target"),
        "ordered": share(steps["unit"].nunique(), several, "target"),
        "steps": count(len(steps), "step"),
        "judged": share(len(steps), len(pairs), "pair"),
        "measures": count(len(measures), "measure"),
        "day_known": of_measures(one_day.fillna(False)),
        "one_sided": of_measures(first ^ last),
        "undated": of_measures(~first & ~last),
        "founded": of_measures(measures["support_level"] >= FOUNDED),
        "silent": _silent(silent),
        "easings": count(len(easings), "easing"),
    }


def _targets(corpus: Corpus, evidence: str) -> list[str]:
    return sorted(corpus.table("episodes").query("evidence == @evidence")["unit"].unique())


def _silent(rows: pd.DataFrame) -> str:
    (row,) = rows.itertuples()
    return f"{interval(row.low, row.high)} of {number(row.out_of)} measures"


def footing(corpus: Corpus) -> pd.DataFrame:
    """Return how much there is to stand on, a row for each count and a column for each reading."""
    rows = {
        "Documents": "all_documents",
        "Their publishers": "all_publishers",
        "Roots of their claims": "all_roots",
        "Targets of a measure": "targets",
        "Seen in one episode only": "single",
        "Seen in several, with at least one step that can be judged": "ordered",
        "Measures": "measures",
        "Dated to the day": "day_known",
        "Dated on one side only": "one_sided",
        "Without any date": "undated",
        "With independent roots, or the word of the body that acted": "founded",
        "Without a word of the body that acted": "silent",
        "Easings": "easings",
    }
    found = {column: _of_reading(corpus, reading) for reading, column in READINGS.items()}
    return pd.DataFrame(
        {"What": list(rows)}
        | {column: [facts[name] for name in rows.values()] for column, facts in found.items()}
    )


# --- how it is measured ------------------------------------------------------------------


def _measure_facts(corpus: Corpus) -> dict[str, str]:
    claims = corpus.claims.query("layer == 'corpus'")
    general = claims[claims["proposition_kind"] == "trend"]
    characterised = claims[claims["proposition_kind"] == "legal_characterisation"]
    kinds = corpus.table("entities").set_index("entity_id")["kind"]
    hit = kinds[_targets(corpus, "corpus")].astype("string").map(corpus.labels("entity_kind"))
    rungs = corpus.table("measure_types")["rung"]
    return {
        "most_rungs": WORDS[int(rungs.max())],
        "steps_on_a": _steps_on_a(corpus),
        "ladders": count(corpus.table("ladders")["ladder_id"].nunique(), "ladder"),
        "headlines": count(len(corpus.table("headlines")), "sentence"),
        "general_claims": count(len(general), "claim"),
        "general_expert": number(int((general["assertion_type"] == "expert").sum())),
        "kinds": listing(count(n, kind.lower()) for kind, n in hit.value_counts().items()),
        "legal_claims": share(len(characterised), len(claims), "claim"),
        "denied": count(int((claims["modality"] == "denied").sum()), "claim"),
        "doubtful": share(int(claims["translation_doubt"].sum()), len(claims), "claim"),
    }


def _steps_on_a(corpus: Corpus) -> str:
    """Return how many steps that can be judged lead to a measure on track A, out of all."""
    steps = corpus.table("transitions").query("evidence == 'corpus'")
    steps = steps[~steps["comparison"].isin(["undetermined", "not_comparable"])]
    tracks = corpus.table("measure_types").set_index("measure_type")["track"]
    types = corpus.events.set_index("event_id")["measure_type"]
    episodes = corpus.table("episodes").query("evidence == 'corpus'")
    on_a = episodes[episodes["event_id"].map(types).map(tracks.astype("string")) == "A"]
    reached = set(zip(on_a["unit"], on_a["episode"], strict=True))
    led = sum(pair in reached for pair in zip(steps["unit"], steps["to_episode"], strict=True))
    return share(led, len(steps), "step")


# --- what was looked for -----------------------------------------------------------------


def _gap_facts(corpus: Corpus) -> dict[str, str]:
    rows = corpus.table("gaps")
    return {
        "gaps": count(len(rows), "row"),
        "not_found": number(int((rows["result"] == "not_found").sum())),
        "partly_found": number(int((rows["result"] == "partly_found").sum())),
    }


def gaps(corpus: Corpus) -> pd.DataFrame:
    """Return what was looked for and not found, case by case, the national series last.

    One row for each gap: ``case``, ``gap_id``, ``sought``, ``where`` it was looked for and when,
    ``result``, and in ``note`` what was found instead.
    """
    rows = corpus.table("gaps")
    titles = corpus.cases.set_index("case_id")["title"]
    order = {title: place for place, title in enumerate([*titles, NATIONAL])}
    case = rows["case_id"].map(titles).fillna(NATIONAL)
    found = pd.DataFrame(
        {
            "case": case,
            "gap_id": rows["gap_id"],
            "sought": rows["sought"],
            "where": rows["searched"] + ", " + pd.Series(_periods(rows["date"]), dtype="string"),
            "result": rows["result"].astype("string").map(corpus.labels("gap_result")),
            "note": rows["note"].fillna(""),
        }
    )
    found = found.assign(_order=case.map(order)).sort_values(["_order", "gap_id"])
    return found.drop(columns="_order").reset_index(drop=True)


def _periods(dates: Iterable[str]) -> list[str]:
    periods = map(bounds, dates)
    return [when(period.earliest, period.latest) for period in periods]

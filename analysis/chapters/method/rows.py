"""Lays out how the data are coded and measured, with how often each code is used."""

from collections.abc import Mapping

import pandas as pd
from pandas.api.types import is_bool, is_number

from analysis.drawing.lists_html import Entry
from analysis.ground.schema import Schema
from analysis.reading import views
from analysis.reading.contents import Page
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, in_words, listing, number
from analysis.text.words import MOST_IN_A_PHRASE

EXAMPLE = "C074"  # the claim that README reads as well
# Where each indicator is shown: the page, and the place on it.
SHOWN = {
    "I1": ("ladder", "rungs-table"),
    "I2": ("escalation", "steps"),
    "I3": ("repertoire", "breadth-table"),
    "I4": ("custody", "lead-table"),
    "I5": ("custody", "custody-table"),
    "I6": ("contested", ""),
    "I7": ("voices", ""),
    "I8": ("ladder", "stages"),
    "I9": ("custody", "publicity-table"),
}
READINGS = {"corpus": "Corpus", "both": "With follow-up"}
# Works that are named without an entry in the list of literature: something of each is not certain.
NAMED = {
    "legal_repression": "work by Tertytchnaya and Tiratsoo",
    "preventive_repression": "a study by Mamaev of 2024",
    "ngo_law": "Chaudhry and Heiss",
}


def case_list(corpus: Corpus) -> list[Entry]:
    """Return the cases with why each is one, how much the corpus holds, and its chapter."""
    slugs = corpus.cases.set_index("title")["slug"]
    counted = {"Events": "event", "Claims": "claim", "Documents": "document"}
    return [
        Entry(
            row["Case"],
            f"{row['Why it is a case'].removesuffix('.')}.",
            note=listing(count(row[column], noun) for column, noun in counted.items()),
            links=(("its chapter", f"cases/{slugs[row['Case']]}.html"),),
        )
        for row in views.cases(corpus).to_dict("records")
    ]


def claim_cells(corpus: Corpus, schema: Schema) -> list[Entry]:
    """Return one claim cell by cell: the column, what stands in it, and what the column tells."""
    table = schema["claims"]
    claim = corpus.claims.set_index("claim_id", drop=False).loc[EXAMPLE]
    return [
        Entry(_cell(claim[column]), code=column, note=table.fields[column]["description"])
        for column in table.columns
        if pd.notna(claim[column])
    ]


def _cell(value: object) -> str:
    if is_bool(value):
        return "yes" if value else "no"
    return number(value) if is_number(value) else str(value)


def support(corpus: Corpus) -> pd.DataFrame:
    """Return the levels of support, each with the measures that reach it in both readings."""
    return _counted(corpus, "support_level", "Support", _measures(corpus))


def disputes(corpus: Corpus) -> pd.DataFrame:
    """Return the ways in which an event can be disputed, each with the events that are."""
    return _counted(corpus, "dispute_flag", "Dispute", corpus.events)


def precision(corpus: Corpus) -> pd.DataFrame:
    """Return how precisely measures are dated, in both readings; unused grades are left out."""
    rows = _counted(corpus, "date_precision", "Dated to", _measures(corpus), "corpus_precision")
    return (
        rows[rows[list(READINGS.values())].sum(axis=1) > 0]
        .drop(columns="What it takes")
        .reset_index(drop=True)
    )


def _measures(corpus: Corpus) -> pd.DataFrame:
    return corpus.events.query("event_class == 'measure'")


def _counted(
    corpus: Corpus, scheme: str, name: str, rows: pd.DataFrame, in_corpus: str = ""
) -> pd.DataFrame:
    """Return the codes of a list with their meaning, and how many rows have each, by reading."""
    terms = corpus.table("vocabularies").query("scheme == @scheme").sort_values("order")
    own = rows[rows["layer"] == "corpus"][in_corpus or f"corpus_{scheme}"]
    counts = {"corpus": own.astype(str), "both": rows[scheme].astype(str)}
    return pd.DataFrame(
        {name: terms["label"], "What it takes": terms["definition"]}
        | {
            READINGS[reading]: terms["code"].map(values.value_counts()).fillna(0).astype(int)
            for reading, values in counts.items()
        }
    ).reset_index(drop=True)


def indicators(corpus: Corpus, pages: Mapping[str, Page]) -> pd.DataFrame:
    """Return the indicators with where each is shown; ``to_page`` is empty where it is nowhere."""
    terms = corpus.table("vocabularies").query("scheme == 'indicator'").sort_values("order")
    found = [pages.get(SHOWN[code][0]) for code in terms["code"]]
    places = [SHOWN[code][1] for code in terms["code"]]
    return pd.DataFrame(
        {
            "Indicator": terms["code"] + " " + terms["label"],
            "What it is": terms["definition"],
            "Shown in": [page.title if page else "the tables of the data" for page in found],
            "to_page": [
                f"{page.address}{'#' + place if place else ''}" if page else None
                for page, place in zip(found, places, strict=True)
            ],
        }
    ).reset_index(drop=True)


def method_facts(corpus: Corpus) -> dict[str, str]:
    """Return the counts that the chapter names, as words."""
    claims = corpus.claims.query("layer == 'corpus'")
    roots = corpus.table("roots")
    roots = roots[roots["root_id"].isin(claims["root_id"])]
    episodes = corpus.table("episodes").query("evidence == 'corpus'")
    types = corpus.table("measure_types")
    return {
        **NAMED,
        "most_words": in_words(MOST_IN_A_PHRASE),
        "roots": count(len(roots), "root"),
        "strands": count(roots["strand"].nunique(), "strand"),
        "no_strand": count(int(roots["strand"].isna().sum()), "root"),
        "episodes": count(len(episodes[["unit", "episode"]].drop_duplicates()), "episode"),
        "kinds": count(len(types), "kind"),
        "ladders": count(len(corpus.labels("ladder")), "ladder"),
        "indicators": count(len(corpus.labels("indicator")), "indicator"),
        "headlines": count(len(corpus.table("headlines")), "headline sentence"),
        "example": EXAMPLE,
    }

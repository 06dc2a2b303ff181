"""The headline sentences as a reader meets them, each with how it fares and what changes it."""

from html import escape

import pandas as pd
from IPython.display import HTML

from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, number

# The question that a chapter shows: a measure needs one root, and a target is the unit.
SUPPORT, UNIT = "S1_one_root", "target"
OUTCOMES = {
    "holds": "it holds",
    "fails": "it does not hold",
    "undetermined": "it is undetermined",
}
READ_ON = (
    '<p class="headlines-read-on"><a href="sensitivity.html#specification">'
    "What it means for a sentence to hold</a></p>\n"
)
SYMBOLS = {"holds": "●", "fails": "○", "undetermined": "◐", "not_asked": "–"}


def shown(corpus: Corpus, chapter: str) -> HTML:
    """Return the headline sentences of a chapter, each with its fate under the specifications.

    Each is asked of the five documents alone, and again with the follow-up layer.
    """
    items = [_item(corpus, row) for row in of_chapter(corpus, chapter).itertuples()]
    return HTML(f'<div class="headlines">\n{"".join(items)}{READ_ON}</div>')


def chosen(corpus: Corpus, *ids: str) -> HTML:
    """Return single headline sentences by their ids, each with a link to where it is worked out.

    Raises KeyError for an id that no sentence has.
    """
    rows = corpus.table("headlines").set_index("headline_id", drop=False)
    items = [
        _item(corpus, row, f'<p class="headline-source">{_link_to(row)}</p>')
        for row in rows.loc[list(ids)].itertuples()
    ]
    return HTML(f'<div class="headlines">\n{"".join(items)}</div>')


def _link_to(headline: tuple) -> str:
    address = f"{headline.chapter}.html#{headline.headline_id}"
    return f'<a href="{address}">Where it comes from ({headline.headline_id})</a>'


def of_chapter(corpus: Corpus, chapter: str) -> pd.DataFrame:
    """Return the headline sentences that a chapter opens with.

    Raises KeyError, with the chapters there are, for one that has none.
    """
    rows = corpus.table("headlines")
    if chapter not in set(rows["chapter"]):
        raise KeyError(f"no headline in {chapter}; there are {', '.join(rows['chapter'].unique())}")
    return rows[rows["chapter"] == chapter]


def _item(corpus: Corpus, headline: tuple, below: str = "") -> str:
    evidence = corpus.labels("evidence")
    rows = asked(corpus).set_index(["headline_id", "evidence"])
    fates = "".join(
        f"<li>{escape(label)}: {_fate(rows.loc[headline.headline_id, code], corpus)}</li>"
        for code, label in evidence.items()
    )
    return (
        f'<div class="headline" id="{headline.headline_id}"><p>{escape(headline.sentence)}</p>'
        f"<ul>{fates}</ul>{below}</div>\n"
    )


def asked(corpus: Corpus) -> pd.DataFrame:
    """Return how each headline sentence fares in the question that the chapters show."""
    rows = corpus.table("robustness")
    return rows[(rows["support"] == SUPPORT) & (rows["unit"] == UNIT)].reset_index(drop=True)


def _fate(row: pd.Series, corpus: Corpus) -> str:
    answer = corpus.labels("answer")[row["answer"]].lower()
    symbol = f'<span aria-hidden="true">{SYMBOLS[row["answer"]]}</span>'
    return " ".join([f"{symbol} {answer}; {in_words(row)}.", escape(change(row, corpus))]).strip()


def in_words(row: pd.Series) -> str:
    """Return in how many specifications a sentence holds, and how the others fall."""
    whole = int(row["specifications"])
    words = f"of {count(whole, 'specification')} it holds in {number(int(row['holds']))}"
    others = [
        f"{word} in {number(int(row[column]))}"
        for column, word in (("fails", "does not hold"), ("undetermined", "is undetermined"))
        if row[column]
    ]
    return ", ".join([words, *others])


def change(row: pd.Series, corpus: Corpus) -> str:
    """Return the nearest specification that changes the answer, as a sentence; empty if none."""
    if pd.isna(row["changed_to"]):
        return ""
    ladder, kind = row["changed_by_ladder"], row["changed_by_kind"]
    parts = []
    if ladder != "tracks":
        parts.append(f"on the ladder {_plainly(corpus.labels('ladder')[ladder])}")
    if kind != "nothing":
        parts.append(f"without {_left_out(kind, row['changed_by_id'], corpus)}")
    outcome = {
        "holds": "it holds",
        "fails": "it does not hold",
        "undetermined": "it is undetermined",
    }
    return f"What changes it first: {' and '.join(parts)} {outcome[row['changed_to']]}."


def _plainly(label: str) -> str:
    return label.replace(" (a warning)", "")


def _left_out(kind: str, id: str, corpus: Corpus) -> str:
    match kind:
        case "document":
            return f"document {id}"
        case "root":
            labels = corpus.table("roots").set_index("root_id")["label"]
            return f"the root {id} ({labels[id]})"
        case "publisher":
            return f"what {corpus.names()[id]} published"
        case "case":
            titles = corpus.cases.set_index("case_id")["title"]
            return f"the case {titles[id]}"
        case _:
            return "claims that hang on a doubtful word"

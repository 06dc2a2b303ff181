"""Who coded and how far coders agree, as a chapter shows it whatever number of coders there is.

With one coder there is nothing to compare, and each table says so; with a second one in
``codings.csv`` the same calls show how far the coders agree.
"""

from itertools import combinations

import pandas as pd

from analysis.reading import agreement
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, number
from analysis.values.codings import LADDER

ONE_CODER = "one coder"
NOTHING_TO_COMPARE = "nothing to compare yet, with one coder"
NO_ALPHA = "not defined"


def coding_facts(corpus: Corpus) -> dict[str, str]:
    """Return who coded and how much, as words."""
    codings, variables = corpus.table("codings"), corpus.table("coded_variables")
    coded = variables.loc[variables["coded_table"] != LADDER, "variable"]
    given = codings[codings["variable"].isin(coded)]
    letters = agreement.coders(corpus)
    return {
        "coders": count(len(letters), "coder"),
        "coder_letters": listing(letters),
        "codes": count(len(given), "code"),
        "coded_variables": count(len(coded), "variable"),
        "corrections": count(len(corpus.table("corrections")), "row"),
    }


def agreement_rows(corpus: Corpus) -> pd.DataFrame:
    """Return how far the coders agree on each variable, or how many units one coder coded.

    One row for each variable, and for each round of it that was compared; alpha is Krippendorff's.
    Where there is one coder, the column ``Agreement`` stands for all that a second one brings. NA
    is what one coder alone cannot give.
    """
    compared = agreement.agreement_table(corpus)
    several_rounds = len(set(compared["round"])) > 1
    rows = []
    for variable in corpus.table("coded_variables").to_dict("records"):
        level = corpus.labels("measurement_level")[str(variable["measurement_level"])]
        head = {"Variable": variable["label"], "Compared as": level.lower()}
        own = compared[compared["variable"] == variable["variable"]]
        if own.empty:
            units = agreement.codes_by_coder(corpus, variable["variable"])
            rows.append(head | {"Units": len(units)})
        for row in own.to_dict("records"):
            label = f"{row['label']}, round {row['round']}" if several_rounds else row["label"]
            rows.append({**head, "Variable": label, "Units": row["units"]} | _compared(row))
    columns = [*_HEAD, "Agreement"] if compared.empty else [*_HEAD, *_COMPARED]
    counts = [column for column in ("Units", _APPLIES) if column in columns]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(counts, "Int64"))


_INTERVAL = "95 % bootstrap interval"
_APPLIES = "Applies for one only"
_HEAD = ("Variable", "Compared as", "Units")
_ALIKE = "Pairs alike"
_COMPARED = (_APPLIES, _ALIKE, "Alpha", _INTERVAL)


def _compared(row: dict) -> dict[str, str | int]:
    told = {
        _APPLIES: int(row["applies_to_one"]),
        _ALIKE: f"{number(row['alike'])} of {number(row['pairs'])}",
    }
    if pd.isna(row["alpha"]):
        return told | {"Alpha": NO_ALPHA, _INTERVAL: NO_ALPHA}
    value, low, high = (number(round(row[word], 2)) for word in ("alpha", "low", "high"))
    return told | {"Alpha": value, _INTERVAL: f"{low} to {high}"}


def confusion_rows(corpus: Corpus) -> pd.DataFrame:
    """Return the confusion tables of all variables as one list, from the codes of each two coders.

    A row for each pair of codes that some unit got: the variable, who gave which code, and how
    many units. Empty where there is one coder.
    """
    found = []
    variables = corpus.table("coded_variables")
    labels = dict(zip(variables["variable"], variables["label"], strict=True))
    for variable in variables.loc[variables["coded_table"] != LADDER, "variable"]:
        for round_ in sorted(corpus.table("codings")["round"].unique()):
            codes = agreement.codes_by_coder(corpus, variable, round_)
            for first, second in combinations(codes.columns, 2):
                crossed = agreement.confusion(corpus, variable, first, second, round_)
                found += [
                    {
                        "Variable": labels[variable],
                        "One gives": f"{first}: {_words(one)}",
                        "Another gives": f"{second}: {_words(other)}",
                        "Units": int(units),
                    }
                    for one, row in crossed.iterrows()
                    for other, units in row.items()
                    if units
                ]
    return pd.DataFrame(found, columns=["Variable", "One gives", "Another gives", "Units"])


def disagreement_rows(corpus: Corpus) -> pd.DataFrame:
    """Return each unit that the coders coded otherwise, with what was decided and why.

    Empty where there is one coder.
    """
    rows = agreement.disagreements(corpus)
    variables = corpus.table("coded_variables").set_index("variable")["label"]
    codes = {
        f"Coder {letter}": rows[letter].map(_words, na_action="ignore").fillna("not coded")
        for letter in agreement.coders(corpus)
        if letter in rows
    }
    return pd.DataFrame(
        {
            "Unit": rows["unit"],
            "Variable": rows["variable"].map(variables),
            **codes,
            "Decided": rows["decision"].map(_words, na_action="ignore").fillna("not yet"),
            "Reason": rows["reason"].fillna(""),
        }
    )


def _words(code: str) -> str:
    return str(code).replace("_", " ")

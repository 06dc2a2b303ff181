"""Says how far coders agree: Krippendorff's alpha with its interval, and where they differ.

What is compared and at which level of measurement stands in ``codebook/coded_variables.csv``; the
codings are those of the release. A unit to which a variable does not apply has no code for it.
"""

from typing import NamedTuple

import krippendorff
import numpy as np
import pandas as pd

from analysis.reading import prose
from analysis.reading.corpus import Corpus
from analysis.values.codings import LADDER, NOT_APPLICABLE

RESAMPLES = 1000
SEED = 20261121  # any number does, as long as it stays: the same codings give the same interval
LEVEL = 0.95

ONE_CODING = (
    "There is one coding: one coder gave every code, and nobody has coded the documents a second "
    "time without seeing the first codes. How far two coders would agree is therefore not known; "
    "the second reading of each document does not measure it."
)


class Interval(NamedTuple):
    """A bootstrap interval; ``undefined`` counts the resamples in which alpha has no value."""

    low: float | None
    high: float | None
    undefined: int


def value_counts(codes: pd.DataFrame, order: list[str] | None = None) -> pd.DataFrame:
    """Return how many coders gave each code to each unit that two or more of them coded.

    ``codes`` has a row for each unit and a column for each coder, NA where a coder gave no code.
    The columns of the result are the codes in their ``order``, by default sorted.
    """
    coded = codes[codes.notna().sum(axis=1) >= 2]
    present = set(coded.melt()["value"].dropna())
    columns = [code for code in order or sorted(present) if code in present]
    counts = {code: (coded == code).fillna(False).sum(axis=1) for code in columns}
    return pd.DataFrame(counts, index=coded.index, columns=columns, dtype=int)


def raw_agreement(counts: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs of codes of one unit are alike, and how many pairs there are."""
    coders = counts.sum(axis=1)
    alike = int((counts * (counts - 1) // 2).to_numpy().sum())
    return alike, int((coders * (coders - 1) // 2).sum())


def alpha(counts: pd.DataFrame, level: str) -> float | None:
    """Return Krippendorff's alpha, 1 for full agreement and 0 for what chance gives.

    ``level`` is nominal or ordinal; the ordinal distance of two codes is the square of the number
    of codings from one to the other, those at the ends counted half (Krippendorff). None where
    fewer than two codes occur, since without variation nothing can be told from chance.
    """
    return _alpha(counts.to_numpy(), level)


def _alpha(counts: np.ndarray, level: str) -> float | None:
    counts = counts[:, counts.any(axis=0)]
    if counts.shape[1] < 2:
        return None
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))


def bootstrap(
    counts: pd.DataFrame, level: str, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Return the interval that holds the middle 95 % of alpha when units are drawn again.

    As many units as there are, drawn with replacement; alpha is computed anew from each draw. Units
    are taken as independent, so where many come from one document it is too narrow.
    """
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    table = counts.to_numpy()
    found = [value for draw in drawn if (value := _alpha(table[draw], level)) is not None]
    if not found:
        return Interval(None, None, resamples)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high), resamples - len(found))


def coders(corpus: Corpus) -> list[str]:
    """Return who coded, the first coder first."""
    return sorted(corpus.table("codings")["coder"].unique())


def codes_by_coder(corpus: Corpus, variable: str, round_: int = 1) -> pd.DataFrame:
    """Return the codes of a variable in a round, a row for each unit and a column for each coder.

    NA where a coder did not code the unit.
    """
    codings = corpus.table("codings")
    asked = codings[(codings["variable"] == variable) & (codings["round"] == round_)]
    return asked.pivot_table("value", index="unit", columns="coder", aggfunc="first")


def agreement_table(corpus: Corpus) -> pd.DataFrame:
    """Return how far the coders agree, a row for each variable and round that two of them coded.

    ``units`` have a code by two coders or more; in ``applies_to_one`` more units one coder found
    that the variable applies and another that it does not, which no alpha counts. ``alike`` of
    ``pairs`` of codes are the same; ``alpha`` has the bounds ``low`` and ``high``, from resamples
    of which ``undefined`` gave none. Empty where there is one coding.
    """
    rows = []
    for variable in corpus.table("coded_variables").to_dict("records"):
        for round_ in sorted(corpus.table("codings")["round"].unique()):
            codes = codes_by_coder(corpus, variable["variable"], round_)
            if (codes.notna().sum(axis=1) >= 2).any():
                rows.append({"round": round_} | _agreement(corpus, variable, codes))
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    *("variable", "label", "round", "measurement_level", "units", "applies_to_one"),
    *("alike", "pairs", "alpha", "low", "high", "undefined"),
]


def _agreement(corpus: Corpus, variable: dict, codes: pd.DataFrame) -> dict:
    inapplicable = (codes == NOT_APPLICABLE).fillna(False)
    applicable = codes.mask(inapplicable)
    counts = value_counts(applicable, _order(corpus, variable))
    level = variable["measurement_level"]
    alike, pairs = raw_agreement(counts)
    mixed = inapplicable.any(axis=1) & applicable.notna().any(axis=1)
    return {
        **{word: variable[word] for word in ("variable", "label", "measurement_level")},
        **{"units": len(counts), "applies_to_one": int(mixed.sum())},
        **{"alike": alike, "pairs": pairs, "alpha": alpha(counts, level)},
        **bootstrap(counts, level)._asdict(),
    }


def _order(corpus: Corpus, variable: dict) -> list[str] | None:
    """Return the codes of a variable in the order of the codebook, None for those not listed."""
    table = corpus.table(variable["coded_table"])
    dtype = table.dtypes.get(variable["variable"])
    return list(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else None


def confusion(
    corpus: Corpus, variable: str, first: str, second: str, round_: int = 1
) -> pd.DataFrame:
    """Return how often one coder gave one code where the other gave another, a table of counts.

    Rows are codes of the ``first`` coder, columns those of the ``second``, both the same codes.
    Raises KeyError for a coder who coded nothing of it.
    """
    both = codes_by_coder(corpus, variable, round_)[[first, second]].dropna()
    seen = sorted({*both[first], *both[second]})
    crossed = pd.crosstab(both[first], both[second])
    return crossed.reindex(index=seen, columns=seen, fill_value=0)


def disagreements(corpus: Corpus) -> pd.DataFrame:
    """Return every unit that coders coded otherwise, a column for each coder, and what was decided.

    ``decision`` and ``reason`` are NA where nobody has decided. What is computed from the kind of
    measure is left out: it differs only where that does.
    """
    found = []
    variables = corpus.table("coded_variables")
    for variable in variables.loc[variables["coded_table"] != LADDER, "variable"]:
        for round_ in sorted(corpus.table("codings")["round"].unique()):
            codes = codes_by_coder(corpus, variable, round_)
            kinds = codes.nunique(axis=1)
            differ = codes[kinds > 1].reset_index()
            differ.insert(1, "variable", variable)
            differ.insert(2, "round", round_)
            found.append(differ.astype({"variable": "string"}))
    listed = pd.concat(found, ignore_index=True).rename_axis(columns=None)
    decided = corpus.table("adjudications")
    return listed.merge(decided, on=["unit", "variable"], how="left", validate="many_to_one")


def agreement_statement(corpus: Corpus) -> str:
    """Return what the book says of agreement: that there is one coding, or how far coders agree.

    With several codings, alpha with its interval for each variable in the last round it was coded.
    """
    if len(coders(corpus)) == 1:
        return ONE_CODING
    last = agreement_table(corpus).drop_duplicates("variable", keep="last")
    differing = disagreements(corpus)
    decided = int(differing["decision"].notna().sum())
    told = prose.listing(_in_words(row) for row in last.to_dict("records"))
    return (
        f"{prose.count(len(coders(corpus)), 'coder').capitalize()} coded the documents. "
        f"Krippendorff's alpha, with its 95 % bootstrap interval: {told}. "
        f"They differ in {prose.count(len(differing), 'code')}, "
        f"of which {prose.number(decided)} {'has' if decided == 1 else 'have'} been decided."
    )


def _in_words(row: dict) -> str:
    units = prose.count(row["units"], "unit")
    if pd.isna(row["alpha"]):
        return f"{row['label']}: not defined ({units}, without variation)"
    value, low, high = (prose.number(round(row[word], 2)) for word in ("alpha", "low", "high"))
    return f"{row['label']}: {value} ({low} to {high}; {units})"

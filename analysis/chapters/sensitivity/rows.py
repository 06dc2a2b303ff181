"""What the headline sentences depend on: how often each holds, by each choice that was varied."""

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.headlines import SUPPORT, UNIT, asked, change
from analysis.reading.prose import count, in_words, interval, listing, number

# The order in which the pairs of measures are drawn, and what each is called.
DIRECTIONS = {"up": "later ranks higher", "level": "same rank", "down": "later ranks lower"}


def fates(corpus: Corpus) -> pd.DataFrame:
    """Return every headline sentence with how often it holds, in k of K specifications."""
    sentences = corpus.table("headlines").set_index("headline_id")
    rows = asked(corpus).set_index(["headline_id", "evidence"])
    evidence = corpus.labels("evidence")

    def told(headline: str, code: str) -> str:
        row = rows.loc[headline, code]
        return f"{number(int(row['holds']))} of {number(int(row['specifications']))}".replace(
            " ",
            "\u00a0",  # one figure, one line
        )

    def changed(headline: str) -> str:
        first = change(rows.loc[headline, "corpus"], corpus)
        return first.removeprefix("What changes it first: ") or "none of them changes it"

    return pd.DataFrame(
        {
            "Id": sentences.index,
            "Sentence": sentences["sentence"].to_numpy(),
            **{
                f"Holds, {label.lower()}": [told(id, code) for id in sentences.index]
                for code, label in evidence.items()
            },
            "First change, corpus alone": [changed(id) for id in sentences.index],
            "chapter": [f"{page}.html#{id}" for id, page in sentences["chapter"].items()],
        }
    )


def by_choice(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return for each headline sentence and choice in how many specifications it holds.

    One row for each cell of the figure: headline_id, kind (ladder or left_out), choice and its
    label, holds, specifications, state (all, some, open or none) and words. Choices that a
    sentence does not look at are absent.
    """
    rows = corpus.table("robustness_choices")
    rows = rows[
        (rows["evidence"] == evidence) & (rows["support"] == SUPPORT) & (rows["unit"] == UNIT)
    ]
    looks = corpus.table("headlines").set_index("headline_id")["looks_at_ladder"]
    rows = rows[(rows["choice_kind"] == "left_out") | rows["headline_id"].map(looks).astype(bool)]
    return _cells(rows, corpus, rows["choice"].astype(str), rows["choice_kind"].astype(str))


def by_question(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the same by the choices that change the question: the least support and the unit."""
    rows = corpus.table("robustness")
    rows = rows[rows["evidence"] == evidence]
    by_support = rows[rows["unit"] == UNIT]
    looks = corpus.table("headlines").set_index("headline_id")["looks_at_unit"]
    by_unit = rows[(rows["support"] == SUPPORT) & rows["headline_id"].map(looks).astype(bool)]
    return pd.concat(
        [
            _cells(by_support, corpus, by_support["support"].astype(str), "support"),
            _cells(by_unit, corpus, by_unit["unit"].astype(str), "unit"),
        ],
        ignore_index=True,
    )


def _cells(
    rows: pd.DataFrame, corpus: Corpus, choice: pd.Series, kind: str | pd.Series
) -> pd.DataFrame:
    labels = {
        "ladder": corpus.labels("ladder"),
        "left_out": corpus.labels("left_out"),
        "support": SUPPORT_LABELS,
        "unit": corpus.labels("unit_of_analysis"),
    }
    place = {(kind, code): at for kind, own in labels.items() for at, code in enumerate(own)}
    cells = rows.assign(kind=kind, choice=choice)
    cells["place"] = [place[r.kind, r.choice] for r in cells.itertuples()]
    cells = cells[cells["specifications"] > 0].sort_values(["kind", "place", "headline_id"])
    label = [labels[r.kind][r.choice] for r in cells.itertuples()]
    state = pd.Series("some", index=cells.index)
    state = state.mask(cells["holds"] == cells["specifications"], "all")
    state = state.mask(cells["holds"] == 0, "open")
    state = state.mask(cells["fails"] == cells["specifications"], "none")
    share = [f"{k} of {n}" for k, n in zip(cells["holds"], cells["specifications"], strict=True)]
    words = cells["headline_id"] + ", " + label + ": holds in " + share
    columns = ["headline_id", "kind", "choice", "holds", "specifications"]
    return cells[columns].assign(label=label, state=state, words=words).reset_index(drop=True)


SUPPORT_LABELS = {
    "S1_one_root": "one root",
    "S2_many_documents_one_root": "several documents",
    "S3_two_roots": "two roots",
}


def curve(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the number of steps up under each specification, sorted: the specification curve.

    One row for each: place, ladder, ladder_label, left_out, left_out_label, low, high, words.
    """
    rows = corpus.table("specifications")
    rows = rows[(rows["evidence"] == evidence) & rows["steps_up_low"].notna()]
    ladders, omitted = corpus.labels("ladder"), corpus.labels("left_out")
    rows = rows.assign(
        low=rows["steps_up_low"].astype(int),
        high=rows["steps_up_high"].astype(int),
        ladder_label=rows["ladder"].astype(str).map(ladders),
        left_out_label=rows["left_out"].astype(str).map(omitted),
    ).sort_values(["low", "high", "ladder", "left_out", "left_out_id"], ignore_index=True)
    without = rows["left_out_id"].where(rows["left_out_id"] != "nothing", "")
    words = [
        f"{ladder}, left out: {omitted.lower()} {id}".strip() + f": {interval(low, high)} steps up"
        for ladder, omitted, id, low, high in zip(
            *(rows["ladder_label"], rows["left_out_label"], without, rows["low"], rows["high"]),
            strict=True,
        )
    ]
    columns = ["ladder", "ladder_label", "left_out", "left_out_label", "left_out_id", "low", "high"]
    return rows[columns].assign(place=range(len(rows)), words=words)


def pairs(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return how the ordered pairs of measures fall on each ladder, with nothing left out."""
    rows = corpus.table("specifications")
    rows = rows[(rows["evidence"] == evidence) & (rows["left_out"] == "nothing")]
    labels = corpus.labels("ladder")
    return pd.DataFrame(
        [
            {"ladder": row["ladder"], "label": labels[row["ladder"]], "direction": code,
             "pairs": int(row[f"pairs_{code}"])}
            for _, row in rows.sort_values("ladder").iterrows()
            for code in DIRECTIONS
        ]
    )  # fmt: skip


def pairs_finding(corpus: Corpus, evidence: str) -> str:
    """Return what the ladders make of the same pairs, as the description of the figure."""
    rows = pairs(corpus, evidence).pivot_table("pairs", "label", "direction", sort=False)
    told = [
        f"{label} {row['up']:g} up, {row['level']:g} level and {row['down']:g} down"
        for label, row in rows.iterrows()
    ]
    return f"The same pairs of measures on six ladders: {'; '.join(told)}."


def choices_finding(cells: pd.DataFrame) -> str:
    """Return which sentences hold throughout and which do not, as the description of a figure."""
    by_sentence = cells.groupby("headline_id")["state"].agg(set)
    always = [name for name, states in by_sentence.items() if states == {"all"}]
    never = [name for name, states in by_sentence.items() if states <= {"none", "open"}]
    rest = [name for name in by_sentence.index if name not in {*always, *never}]
    parts = [
        f"{word} {listing(names)}"
        for word, names in (
            ("in every cell", always), ("in some", rest), ("in none", never)
        )
        if names
    ]  # fmt: skip
    return f"Where the headline sentences hold, choice by choice: {'; '.join(parts)}."


def curve_finding(rows: pd.DataFrame) -> str:
    """Return the span of the specification curve, as its description."""
    lows = rows.groupby("ladder_label", sort=False)["low"]
    spans = [f"{label} {interval(own.min(), own.max())}" for label, own in lows]
    return (
        f"How many steps are certainly up under {count(len(rows), 'specification')}, "
        f"by ladder: {listing(sorted(spans))}."
    )


def orders(corpus: Corpus) -> pd.DataFrame:
    """Return the answers that hang on the order of events, with the share in which they hold."""
    rows = corpus.table("robustness")
    rows = rows[(rows["answer"] == "undetermined") & (rows["orders"] > 1)]
    evidence, units = corpus.labels("evidence"), corpus.labels("unit_of_analysis")
    return pd.DataFrame(
        {
            "Sentence": rows["headline_id"],
            "Evidence": rows["evidence"].astype(str).map(evidence),
            "Least support": rows["support"].astype(str).map(SUPPORT_LABELS),
            "Unit": rows["unit"].astype(str).map(units),
            "Orders": [number(int(n)) for n in rows["orders"]],
            "Share of the orders tried in which it holds": [
                interval(round(low, 2), round(high, 2))
                for low, high in zip(rows["share_low"], rows["share_high"], strict=True)
            ],
            "Standard error, at most": [
                "every order tried" if error == 0 else number(round(error, 2))
                for error in rows["share_error"]
            ],
        }
    ).reset_index(drop=True)


def facts(corpus: Corpus) -> dict[str, str]:
    """Return the counts that the sentences of the chapter name."""
    rows = corpus.table("robustness")
    main = asked(corpus)
    alone = main[main["evidence"] == "corpus"]
    sorted_pairs = pairs(corpus, "corpus")
    base = sorted_pairs.groupby("ladder", observed=True)["pairs"].sum()
    legal = sorted_pairs.query("ladder == 'legal_stage'").set_index("direction")["pairs"]
    strict = rows.query("evidence == 'corpus' and support == 'S3_two_roots' and unit == @UNIT")
    return {
        "headlines": count(main["headline_id"].nunique(), "sentence"),
        "most_corpus": number(int(alone["specifications"].max())),
        "least_corpus": number(int(alone["specifications"].min())),
        "most_all": number(int(main["specifications"].max())),
        "always": count(int((alone["holds"] == alone["specifications"]).sum()), "sentence"),
        "asked": number(int((rows["specifications"] + rows["not_asked"]).sum())),
        "pairs": number(int(base["plover"])),
        "legal_up": number(legal["up"]),
        "legal_down": in_words(legal["down"]),
        "founded": in_words(int((strict["holds"] > 0).sum())),
    }

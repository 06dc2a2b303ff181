"""Says what each code, kind of measure, variable and unit means, from the tables of codes."""

from collections import defaultdict

import pandas as pd

from analysis.drawing.lists_html import Entry, Fold
from analysis.ground.schema import Schema
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, interval, listing, number


def vocabularies(corpus: Corpus, schema: Schema) -> list[Fold]:
    """Return every closed list of codes in its order, with the columns that use it."""
    rows, used = corpus.table("vocabularies"), users(corpus, schema)
    return [
        Fold(
            "",
            [_code(scheme, row) for row in own.sort_values("order").to_dict("records")],
            code=scheme,
            note=count(len(own), "code"),
            intro=f"Used in {listing(used[scheme])}." if used[scheme] else "Not used by any table.",
            id=f"codes-{scheme}",
        )
        for scheme, own in rows.groupby("scheme")
    ]


def _code(scheme: str, row: dict) -> Entry:
    return Entry(
        row["label"],
        _text(row["definition"]),
        code=row["code"],
        note="" if pd.isna(row["parent"]) else f"a kind of {row['parent']}",
        id=f"{scheme}.{row['code']}",
    )


def _text(value: object) -> str:
    """Return a cell as a sentence: with a full stop, empty where it is."""
    return "" if pd.isna(value) else f"{str(value).removesuffix('.')}."


def users(corpus: Corpus, schema: Schema) -> dict[str, list[str]]:
    """Return for each closed list the columns and variables that use it.

    A column that goes out in the release as well is named once, where it is written.
    """
    used = defaultdict(list)
    for table in schema.values():
        for column, scheme in table.vocabularies.items():
            place = f"{table.name.removeprefix('release_')}.{column}"
            if place not in used[scheme]:
                used[scheme].append(place)
    coded = corpus.table("variables").dropna(subset=["value_scheme"])
    for variable, scheme in zip(coded["variable"], coded["value_scheme"], strict=True):
        used[scheme].append(f"the variable {variable}")
    return used


def measures(corpus: Corpus) -> list[Fold]:
    """Return every kind of measure with its definition, by track and from the lowest rung up."""
    types = corpus.table("measure_types").sort_values(["track", "rung"], kind="stable")
    ranks = _ranks(corpus)
    return [
        Fold(
            f"{track} · {label}",
            [_measure(row, ranks[row["measure_type"]]) for row in own.to_dict("records")],
            note=count(len(own), "kind"),
            id=f"track-{track}",
        )
        for track, label in corpus.labels("track").items()
        for own in [types[types["track"] == track]]
    ]


def _measure(row: dict, ranks: str) -> Entry:
    elsewhere = [
        f"{name} {row[column]}"
        for name, column in (("HURIDOCS", "huridocs_mt4"), ("PLOVER", "plover_mode"))
        if not pd.isna(row[column])
    ]
    parts = [row["persistence"], row["forum"], row["earl_form"], *elsewhere, ranks]
    return Entry(
        f"{row['track']}{row['rung']} {row['label']}",
        _text(row["definition"]),
        code=row["measure_type"],
        note="; ".join(parts),
        id=f"measure-{row['measure_type']}",
    )


def _ranks(corpus: Corpus) -> dict[str, str]:
    """Return the ranks of each kind of measure on the other ladders, in a few words."""
    rows = corpus.table("ladders")
    rows = rows[rows["kind"].astype(str) == "single"].sort_values("ladder_id")
    said = rows["ladder_id"].astype(str) + " " + rows["rank"].map(number)
    return "ranks " + said.groupby(rows["measure_type"]).agg(", ".join)


def variables(corpus: Corpus) -> list[Entry]:
    """Return what a claim may state about an event, and what its value must look like."""
    kinds, dimensions = corpus.labels("value_kind"), corpus.labels("dimension")
    propositions = corpus.labels("proposition_kind")
    entries = []
    for row in corpus.table("variables").to_dict("records"):
        parts = [kinds[str(row["value_kind"])].lower()]
        if not pd.isna(row["dimension"]):
            parts.append(f"in {dimensions[str(row['dimension'])].lower()}")
        parts.append("several may hold" if row["several"] else "one value, so claims can conflict")
        parts.append(f"kind of proposition: {propositions[str(row['proposition_kind'])].lower()}")
        scheme = row["value_scheme"]
        links = () if pd.isna(scheme) else ((f"codes of {scheme}", f"#codes-{scheme}"),)
        entries.append(
            Entry(
                row["label"],
                row["definition"],
                code=row["variable"],
                note=", ".join(parts),
                links=links,
                id=f"variable-{row['variable']}",
            )
        )
    return entries


def units(corpus: Corpus) -> list[Entry]:
    """Return the units of quantities, and how many base units one of each may be."""
    terms = corpus.table("vocabularies").query("scheme == 'dimension'").set_index("code")
    return [
        Entry(
            terms.loc[str(row.dimension), "label"],
            f"{terms.loc[str(row.dimension), 'definition']} "
            f"One is {interval(row.factor_low, row.factor_high)} of it.",
            code=row.unit,
            id=f"unit-{row.unit}",
        )
        for row in corpus.table("units").itertuples()
    ]


def headlines(corpus: Corpus) -> list[Entry]:
    """Return the headline sentences, each with what has to be so for it to hold."""
    return [
        Entry(
            row.sentence,
            f"Holds when: {row.true_when}",
            code=row.headline_id,
            links=(("codes of ladder", "#codes-ladder"),) if row.looks_at_ladder else (),
            note="looks at the ladder" if row.looks_at_ladder else "",
            id=f"headline-{row.headline_id}",
        )
        for row in corpus.table("headlines").itertuples()
    ]


def compared(corpus: Corpus) -> list[Entry]:
    """Return what coders are compared on."""
    levels = corpus.labels("measurement_level")
    return [
        Entry(
            row.label,
            row.definition,
            code=row.variable,
            note=f"{levels[str(row.measurement_level)].lower()}, in {row.coded_table}",
            id=f"compared-{row.variable}",
        )
        for row in corpus.table("coded_variables").itertuples()
    ]

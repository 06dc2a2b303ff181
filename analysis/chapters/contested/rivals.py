"""The rival values of one thing, as intervals on a scale of their own.

Numbers and days alone have such a scale; other contradictions stand in the table of
`pairs.contradictions`. Values of different units are put into the base unit as wide as the
units allow (analysis/values/quantities.py).
"""

import pandas as pd

from analysis.chapters.contested.pairs import inside
from analysis.reading.addresses import claim_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import interval, listing, when

SCALED = ("quantity", "time")


def rivals(corpus: Corpus) -> pd.DataFrame:
    """Return every value that is given where values of a number or a day exclude each other.

    One row for each claim, and for what the dates give; a panel is one variable of one event, those
    of the corpus alone first. Columns: panel, title, unit (NA for days), ``within`` (whether the
    corpus alone shows the contradiction), label (who), layer (corpus, follow_up or computed), low
    and high (numbers, or days as dates; NA where open), said, preferred, claim_id and href.
    """
    known = corpus.conflicts.assign(within=inside(corpus))
    known = known[known["proposition_kind"].isin(SCALED)]
    events = corpus.events.set_index("event_id")
    labels = corpus.table("variables").set_index("variable")["label"]
    things = known.groupby(["event_id", "variable"])["within"].any().reset_index()
    things["case_id"] = things["event_id"].map(events["case_id"])
    things = things.sort_values(
        ["within", "case_id", "event_id"], ascending=[False, True, True], ignore_index=True
    )
    panels = []
    for place, thing in enumerate(things.itertuples()):
        own = known[(known["event_id"] == thing.event_id) & (known["variable"] == thing.variable)]
        values = _dates(corpus, thing) if thing.variable == "date" else _numbers(corpus, thing, own)
        title = f"{events.loc[thing.event_id, 'summary']}: {labels[thing.variable].lower()}"
        chosen = own["chosen_claim_id"].dropna().unique()
        panels.append(
            values.assign(
                panel=place,
                title=title,
                within=bool(thing.within),
                preferred=values["claim_id"].isin(chosen),
            )
        )
    found = pd.concat(panels, ignore_index=True)
    return found.assign(href=found["claim_id"].map(claim_addresses(corpus)))


def _claims(corpus: Corpus, thing: tuple) -> pd.DataFrame:
    claims = corpus.claims
    own = claims["event_id"].eq(thing.event_id) & claims["variable"].eq(thing.variable)
    facts = claims["modality"].isin(["asserted", "alleged"])
    own = claims[own & facts & (claims["layer"] != "context")].sort_values(["layer", "claim_id"])
    names = corpus.names()
    return own.assign(
        label=own["speaker_id"].map(names) + ", " + own["document_id"],
        layer=own["layer"].astype(str),
    )


def _dates(corpus: Corpus, thing: tuple) -> pd.DataFrame:
    own = _claims(corpus, thing)
    said = [when(*days) for days in zip(own["earliest"], own["latest"], strict=True)]
    own = own.assign(low=own["earliest"], high=own["latest"], said=said, unit=None)
    return own[["claim_id", "label", "layer", "low", "high", "said", "unit"]]


def _numbers(corpus: Corpus, thing: tuple, conflicts: pd.DataFrame) -> pd.DataFrame:
    own = _claims(corpus, thing)
    units = corpus.table("units").set_index("unit")
    computed = conflicts[conflicts["claim_b"].isna()]
    said = [interval(c.low, c.high, units.loc[c.unit, "label"]) for c in own.itertuples()]
    own = own.assign(said=said)[["claim_id", "label", "layer", "low", "high", "said", "unit"]]
    if len(computed):
        row = computed.iloc[0]
        words = interval(row["computed_low"], row["computed_high"], row["computed_unit"])
        own.loc[len(corpus.claims)] = {
            **{"label": "the dates of the same events", "layer": "computed", "said": words},
            **{"low": row["computed_low"], "high": row["computed_high"]},
            **{"unit": row["computed_unit"]},
        }
    if len(set(own["unit"])) > 1:
        own["low"] = own["low"] * own["unit"].map(units["factor_low"])
        own["high"] = own["high"] * own["unit"].map(units["factor_high"])
        dimension = units.loc[own["unit"].iloc[0], "dimension"]
        base = units[(units["dimension"] == dimension) & (units["factor_low"] == 1)]
        own["unit"] = base.index[0]
    return own.assign(unit=own["unit"].map(units["label"]))


def figures(rows: pd.DataFrame) -> list[dict]:
    """Return what to draw: first what the corpus shows by itself, then where follow-up takes part.

    Each has the rows, the description, the caption and the address of a figure; one without rows is
    left out.
    """
    parts = (
        (
            rows[rows["within"]],
            "figure-rivals",
            "in the five documents",
            "Layer: the five documents",
        ),
        (
            rows[~rows["within"]],
            "figure-rivals-follow-up",
            "with the follow-up layer",
            "Layers: corpus dark, follow-up grey",
        ),
    )
    return [
        {
            "rows": own,
            "description": rivals_finding(own),
            "caption": f"Rival values {where}, each group on a scale of its own. {layers}.",
            "id": address,
        }
        for own, address, where, layers in parts
        if len(own)
    ]


def rivals_finding(rows: pd.DataFrame) -> str:
    """Return which values stand against each other, as the description of the figure."""
    parts = []
    for _, own in rows.groupby("panel"):
        values = listing(f"{row.said} ({row.label})" for row in own.itertuples())
        parts.append(f"{own['title'].iloc[0]}, {values}")
    return f"Rival values, each group on a scale of its own. {'; '.join(parts)}."


def rivals_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every value of the figure, with who gives it and whether the book reads from it."""
    layers = {"corpus": "the five texts", "follow_up": "follow-up", "computed": "computed"}
    return pd.DataFrame(
        {
            "Of what": rows["title"],
            "Value": rows["said"],
            "Who gives it": rows["label"] + (", " + rows["claim_id"]).fillna(""),
            "Read in": rows["layer"].map(layers),
            "Preferred": rows["preferred"].map({True: "yes", False: "no"}),
            "to": rows["href"],
        }
    )

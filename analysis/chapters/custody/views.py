"""What a reader sees of lead times, custodies and publicity lags: tables, findings and facts."""

import math
from collections.abc import Iterable

import pandas as pd

from analysis.chapters.custody.lengths import READINGS, address, bounds_of, results
from analysis.chapters.custody.rows import STATED, custody_rows, lag_rows, lead_rows
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, day, interval, listing, number, share, when
from analysis.reading.views import voice
from analysis.values.dates import bounds
from analysis.values.quantities import Quantity, units

# The facts that the chapter names, in the order of its sentences.
NAMED = (
    "lead_targets lead_told lead_known C002 E001_earliest E001_latest C041 C043 C065 "
    "E006_earliest E006_latest lead_vorontsov C352 C359 lead_vorontsov_both narrower "
    "house_arrests C074 C074_fewest E006 E014 held_vorontsov held_vorontsov_both "
    "D05_published C274 C274_most held_network_defendants C489 held_network_defendants_both "
    "E061_both C178 E020_latest D04_published lag_known C182 E020 lag_E020 lag_only_both C321 C444 "
    "lag_E030_both"
)


def lead_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `custody.lead_rows` for readers, with the two events of each.

    The columns ``to_lighter`` and ``to_loss`` hold the addresses of the events, ``anchor`` of rows.
    """
    return pd.DataFrame(
        {
            "Target": rows["name"].map(capital),
            "Reading": rows["said_by"],
            "Lead time": rows["words"],
            "First lighter measure": rows["lighter_phrase"],
            "First loss of liberty": rows["loss_phrase"],
            "to_lighter": rows["to_lighter"],
            "to_loss": rows["to_loss"],
            "anchor": "lead-" + rows["group"] + "-" + rows["reading"],
        }
    )


def custody_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `custody.custody_rows` for readers, stated lengths among them.

    The column ``to_evidence`` holds the address of the event or the claim, ``anchor`` of the row.
    """
    stated = rows["reading"] == STATED
    nth = rows.groupby(["group", "reading"]).cumcount().astype(str)
    return pd.DataFrame(
        {
            "Target": rows["name"].map(capital),
            "Reading": rows["said_by"].where(~stated, "stated by " + rows["said_by"]),
            "Length": rows["length"],
            "From": rows["start"],
            "Until": rows["until"],
            "to_evidence": rows["href"],
            "anchor": "held-" + rows["group"] + "-" + rows["reading"] + "-" + nth,
        }
    )


def lag_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of `custody.lag_rows` for readers, one row each, a column a reading.

    The column ``to_event`` holds the address of the event, ``anchor`` of the row.
    """
    own = rows.drop_duplicates("group", keep="last").set_index("group")
    told = {
        said_by: same.set_index("group")["words"].reindex(own.index)
        for said_by, same in rows.groupby("said_by", sort=False)
    }
    return pd.DataFrame(
        {
            "Event": own.index,
            "Measure": own["name"],
            "When (with follow-up)": own["when"],
            **told,
            "to_event": own["href"],
            "anchor": "lag-" + own.index,
        }
    ).reset_index(drop=True)


def worked_claims(corpus: Corpus, unit: str = "vorontsov") -> pd.DataFrame:
    """Return the claims that date the events between which a lead time lies, for readers.

    Those are the date claims on the first lighter measures and the first losses of liberty, and on
    what these certainly continue into, since nothing happens after what follows it. The columns
    ``to_claim`` and ``to_event`` hold addresses.
    """
    rows = lead_rows(corpus).query("group == @unit")
    events = {event for row in rows.itertuples() for event in row.lighter + row.loss}
    links = corpus.table("links").query("kind == 'continues_into' and order_certain")
    events |= set(links.loc[links["from_event_id"].isin(events), "to_event_id"])
    claims = corpus.claims.query("variable == 'date' and modality != 'denied'")
    claims = claims[claims["event_id"].isin(events)]
    claims = claims.sort_values(["layer", "event_id", "claim_id"], ignore_index=True)
    return pd.DataFrame(
        {
            "Claim": claims["claim_id"],
            "Event": claims["event_id"],
            "What is claimed": claims["statement"],
            "Who says it": voice(claims, corpus),
            "Layer": claims["layer"].astype(str).map(corpus.labels("layer")),
            "to_claim": [
                address(corpus, event, claim)
                for event, claim in claims[["event_id", "claim_id"]].to_numpy()
            ],
            "to_event": [address(corpus, event) for event in claims["event_id"]],
        }
    )


def either_order(rows: pd.DataFrame) -> list[str]:
    """Return the lead times that include no days at all or fewer, one sentence each."""
    reaching = rows[rows["known"] & ~(rows["low"] > 0)]
    return [
        f"{capital(name)}, {row.said_by}: {row.words}. "
        f"First lighter measure: {row.lighter_phrase}. "
        f"First loss of liberty: {row.loss_phrase}. {_order(row.low, row.high)}"
        for row, name in _named(reaching)
    ]


def _order(low: float, high: float) -> str:
    """Return in words what bounds at or below 0 say of the order of two measures."""
    if high < 0:
        return "The graver measure came first."
    if low == 0:
        return "Both may have come on one day."
    most = "" if pd.isna(low) else f", by at most {count(round(-low), 'day')}"
    return f"The graver measure may have come first{most}, or the lighter one, or both on one day."


def lead_finding(rows: pd.DataFrame) -> str:
    """Return what the figure of lead times shows, as its description."""
    head = "Days from the first lighter measure to the first loss of liberty."
    return f"{head} {_by_reading(rows)}"


def custody_finding(rows: pd.DataFrame) -> str:
    """Return what the figure of custodies shows, as its description."""
    stated = rows[rows["reading"] == STATED]
    said = [f"{row.said_by} on {name}, {_in_line(row)}" for row, name in _named(stated)]
    head = f"Days in custody before a sentence. {_by_reading(rows[rows['reading'] != STATED])}"
    return f"{head} Stated: {'; '.join(said)}." if said else head


def _by_reading(rows: pd.DataFrame) -> str:
    """Return the rows of each reading as a sentence: what is known first, then what is not."""
    sentences = []
    for reading, said_by in READINGS.items():
        own = rows[(rows["reading"] == reading) & rows["told"]]
        known = [f"{name}, {_in_line(row)}" for row, name in _named(own[own["known"]])]
        unknown = list(own.loc[~own["known"], "name"])
        parts = [*known, *([f"not known for {listing(unknown)}"] if unknown else [])]
        sentences.append(f"{said_by.capitalize()}: {'; '.join(parts) or 'none'}.")
    return " ".join(sentences)


def _in_line(row: tuple) -> str:
    return row.words.replace("; ", ", ")


def _named(rows: pd.DataFrame) -> Iterable[tuple[tuple, str]]:
    return zip(rows.itertuples(), rows["name"], strict=True)


def lag_finding(rows: pd.DataFrame) -> str:
    """Return what a figure of publicity lags shows, as its description."""
    sentences = [f"Days until the public knew of {count(rows['group'].nunique(), 'measure')}."]
    for reading, said_by in READINGS.items():
        own = rows[rows["reading"] == reading]
        if len(own):
            late = [f"{row.measure}, {row.words}" for row in own[own["low"] > 0].itertuples()]
            same = count(int((own["low"] == 0).sum()), "measure")
            certain = f"a day or longer is certain for {listing(late)}; " if late else ""
            sentences.append(
                f"{said_by.capitalize()}: {certain}"
                f"the same day is possible for {same}, and the highest bound is "
                f"{number(own['high'].max())} days."
            )
    return " ".join(sentences)


def custody_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the sentences on lengths of time may name, as words.

    ``lead_UNIT``, ``held_UNIT`` and ``lag_EVENT`` are lengths in the corpus, with ``_both`` after
    them those with the follow-up. An event's id is its days in the corpus, with ``_both`` those
    with the follow-up, with ``_earliest`` and ``_latest`` the ends in the corpus. A claim's id is
    what it says, with ``_fewest`` and ``_most`` a length in days. ``D04_published`` is when that
    document appeared.
    """
    leads, held = lead_rows(corpus), custody_rows(corpus)
    lags = [lag_rows(corpus), lag_rows(corpus, only_follow_up=True)]
    lags = pd.concat(lags, ignore_index=True)
    unit = held["group"].str.rpartition("-")[0]
    return {
        **_lengths("lead", leads["group"], leads, "words"),
        **_lengths("held", unit, held[held["reading"] != STATED], "length"),
        **_lengths("lag", lags["group"], lags, "words"),
        **_event_days(corpus),
        **_claims(corpus),
        **_counts(corpus, leads, held),
        "D04_published": _published(corpus, "D04"),
        "D05_published": _published(corpus, "D05"),
        "narrower": _narrower(leads.query("group == 'vorontsov'")),
    }


def _lengths(name: str, keys: pd.Series, rows: pd.DataFrame, words: str) -> dict[str, str]:
    endings = dict(zip(READINGS, ("", "_both"), strict=True))
    names = name + "_" + keys.loc[rows.index] + rows["reading"].map(endings)
    return dict(zip(names, rows[words], strict=True))


def _event_days(corpus: Corpus) -> dict[str, str]:
    found = {}
    for _, event in corpus.events.iterrows():
        name = event["event_id"]
        for reading, ending in zip(READINGS, ("", "_both"), strict=True):
            found[name + ending] = when(*event[list(bounds_of(reading))])
        for side in ("earliest", "latest"):
            if pd.notna(event[f"corpus_{side}"]):
                found[f"{name}_{side}"] = day(event[f"corpus_{side}"])
    return found


def _claims(corpus: Corpus) -> dict[str, str]:
    found = {}
    by_code = units(corpus.table("units").to_dict("records"))
    for claim in corpus.claims.itertuples():
        if claim.variable in ("date", "first_reported"):
            said = bounds(claim.value)
            found[claim.claim_id] = when(said.earliest, said.latest)
        elif claim.variable == "custody_duration":
            low, high = (None if pd.isna(bound) else bound for bound in (claim.low, claim.high))
            base = Quantity(low, high, by_code[claim.unit]).in_base_units()
            found[claim.claim_id] = interval(low, high, claim.unit)
            found[f"{claim.claim_id}_fewest"] = f"{number(math.floor(base.low or 0))} days"
            found[f"{claim.claim_id}_most"] = f"{number(math.ceil(base.high or 0))} days"
    return found


def _counts(corpus: Corpus, leads: pd.DataFrame, held: pd.DataFrame) -> dict[str, str]:
    """Return how many targets, custodies and measures each figure can say something of."""
    inside = leads[leads["reading"] == "corpus"]
    by_corpus = held[(held["reading"] == "corpus") & held["told"]]
    lags = results(corpus, "I9")
    seen = corpus.table("episodes").query("evidence == 'corpus'")["event_id"]
    measures = corpus.events.query("event_class == 'measure'")
    measures = measures[measures["event_id"].isin(seen)]
    units_of = {reading: set(own["unit"]) for reading, own in lags.groupby("evidence")}
    only = units_of["corpus_and_follow_up"] - units_of["corpus"]
    late = lags[(lags["evidence"] == "corpus") & (lags["low"] > 0)]
    house = corpus.events.query("measure_type == 'house_arrest'")
    return {
        "lead_targets": count(leads["group"].nunique(), "target"),
        "lead_told": count(int(inside["told"].sum()), "target"),
        "lead_known": count(int(inside["known"].sum()), "target"),
        "custodies": count(held["group"].nunique(), "custody", "custodies"),
        "custodies_told": count(len(by_corpus), "custody", "custodies"),
        "house_arrests": count(len(house), "measure"),
        "lag_known": share(len(units_of["corpus"]), len(measures), "measure"),
        "lag_late": count(len(late), "measure"),
        "lag_only_both": count(len(only), "measure"),
    }


def _published(corpus: Corpus, document: str) -> str:
    said = bounds(corpus.documents.set_index("document_id").loc[document, "published"])
    return when(said.earliest, said.latest)


def _narrower(own: pd.DataFrame) -> str:
    """Return whether the days with the follow-up are among those that the corpus allows."""
    corpus, both = (own[own["reading"] == reading].iloc[0] for reading in READINGS)
    within = both["low"] >= corpus["low"] and both["high"] <= corpus["high"]
    return "lies within" if within else "does not lie within"

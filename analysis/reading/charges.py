"""What is said of a charge: who states which, before which court, and what is pleaded."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.reading.prose import listing
from analysis.reading.views import voice

CORPUS = "corpus"
# The codes of vocabulary charge_kind: their class and their word. The class says
# what the law names, and nothing of what a case is about.
KINDS = {
    "political_or_state": ("political", "offence against the state"),
    "terrorism_extremism": ("political", "terrorism or extremism"),
    "assembly_order": ("political", "assembly or public order"),
    "speech_insult": ("political", "speech or insult"),
    "ordinary_property": ("ordinary", "property"),
    "ordinary_drugs": ("ordinary", "drugs"),
    "ordinary_sexual_or_pornography": ("ordinary", "sexual offence or pornography"),
    "other": ("other", "other"),
    "not_stated": ("not stated", "not stated"),
}
NAMES = {code: name for code, (_, name) in KINDS.items()}
UNNAMED = ("court_not_stated",)
GROUNDED = ("grounds", "continues_into")  # links from a charge to what rests on it


def claims_of(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the claims of a reading; ``voice`` says who makes each, and in which document."""
    claims = corpus.claims
    claims = claims[claims["layer"] == CORPUS] if evidence == CORPUS else claims
    return claims.assign(voice=voice(claims, corpus) + " (" + claims["document_id"] + ")")


def charged(corpus: Corpus, evidence: str) -> pd.DataFrame:
    """Return the events of a reading for which a kind of charge is coded or claimed."""
    events = corpus.events
    events = events[events["layer"] == CORPUS] if evidence == CORPUS else events
    told = claims_of(corpus, evidence).query("variable == 'charge_kind'")["event_id"]
    return events[events["charge_kind"].notna() | events["event_id"].isin(told)]


def said_of(told: pd.DataFrame, kinds_in_words: Mapping[str, str] = NAMES) -> str | None:
    """Return who states which charges and grounds, these in the words of the coding.

    A kind of charge is left out where the same voice states the ground itself; else it has the
    words that ``kinds_in_words`` gives its code.
    """
    grounds = told[told["variable"] == "ground"]
    kinds = told[(told["variable"] == "charge_kind") & ~told["voice"].isin(grounds["voice"])]
    stated = pd.concat([grounds, kinds])
    words = stated["value"].map(lambda value: kinds_in_words.get(value, value))
    parts = [
        f"{voice}: {listing(dict.fromkeys(what))}"
        for voice, what in words.groupby(stated["voice"], sort=False)
    ]
    return "; ".join(parts) or None


def courts_of(corpus: Corpus, events: Iterable[str]) -> str | None:
    """Return the courts that decided on some events, None where no text names one."""
    rows = corpus.table("participants").query("role == 'adjudicator'")
    rows = rows[rows["event_id"].isin(list(events)) & ~rows["entity_id"].isin(UNNAMED)]
    return listing(rows["entity_id"].map(corpus.names()).unique()) if len(rows) else None


def plea_of(corpus: Corpus, told: pd.DataFrame) -> str | None:
    """Return what the targets plead, with who says so; None where no text tells it."""
    rows, labels = told[told["variable"] == "plea"], corpus.labels("plea")
    stated = [
        f"{labels[plea].lower()}, by the words of {listing(own)}"
        for plea, own in rows.groupby("value")["voice"].unique().items()
    ]
    return "; ".join(stated) or None


def near_of(corpus: Corpus, evidence: str) -> dict[str, set[str]]:
    """Return each event with those that rest on it, or on which it rests."""
    layers = corpus.events.set_index("event_id")["layer"]
    read = set(layers.index[(layers == CORPUS) | (evidence != CORPUS)])
    links = corpus.table("links")
    found: dict[str, set[str]] = {}
    for link in links[links["kind"].isin(GROUNDED)].itertuples():
        pair = {link.from_event_id, link.to_event_id}
        for event in pair if pair <= read else ():
            found.setdefault(event, {event}).update(pair)
    return found

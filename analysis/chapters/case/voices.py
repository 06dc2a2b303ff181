"""Who says what in a case: each claim by who asserts it, and at how many removes."""

import pandas as pd

from analysis.chapters.case import html
from analysis.chapters.case.readings import (
    UP,
    claim_links,
    claims_of,
    event_link,
    measures_of,
)
from analysis.drawing.tables_html import Table
from analysis.reading.addresses import claim_addresses
from analysis.reading.corpus import Case
from analysis.reading.prose import capital, count, in_words, listing
from analysis.reading.readings import CORPUS
from analysis.reading.views import without

STATE = ("state_authority", "court_act")
LAYERS = {CORPUS: "documents", "follow_up": "follow-up"}


def tiles(case: Case) -> pd.DataFrame:
    """Return every claim of a case as a mark to draw, in the order of the kinds of voice.

    Columns: claim_id, layer, kind (of voice), removes (how many stand between the speaker and the
    reader), denied, href and description. What is claimed of health is not repeated.
    """
    claims = _sorted(case)
    events = case.events.set_index("event_id")
    names, kinds = case.corpus.names(), case.corpus.labels("assertion_type")
    health = claims["event_id"].map(events["event_class"]) == "health"
    said = claims["statement"].where(~health, "A claim about health in custody.")
    removes = claims["removes"].map(_removes)
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "layer": claims["layer"].astype(str),
            "kind": claims["assertion_type"].astype(str).map(kinds),
            "removes": claims["removes"].astype(int),
            "denied": claims["modality"] == "denied",
            "href": claims["claim_id"].map(claim_addresses(case.corpus, UP)),
            "description": claims["claim_id"]
            + " ("
            + claims["document_id"]
            + "), "
            + claims["speaker_id"].map(names)
            + ", "
            + removes
            + ": "
            + said,
        }
    ).reset_index(drop=True)


def _sorted(case: Case) -> pd.DataFrame:
    """Return the claims by kind of voice, those of the corpus first, those passed on last."""
    claims = case.claims
    order = list(case.corpus.labels("assertion_type"))
    place = claims["assertion_type"].astype(str).map(order.index)
    return claims.assign(place=place).sort_values(["place", "layer", "removes", "claim_id"])


def _removes(removes: int) -> str:
    return f"at {count(int(removes), 'remove')}"


def voice_table(case: Case) -> pd.DataFrame:
    """Return who speaks in a case, as what, through whom, in how many claims, and of what."""
    claims, names = _sorted(case), case.corpus.names()
    claims = claims.assign(via=_chains(case, claims))
    kinds = case.corpus.labels("assertion_type")
    rows = []
    for (_, speaker), own in claims.groupby(["place", "speaker_id"], sort=False):
        rows.append(
            {
                "Who says it": capital(names[speaker]),
                "as_what": kinds[str(own["assertion_type"].iloc[0])],
                "Through whom": capital("; ".join(dict.fromkeys(own["via"]))),
                "Documents": int((own["layer"] == CORPUS).sum()),
                "Follow-up": int((own["layer"] != CORPUS).sum()),
                "About": capital(_subjects(own, case)),
            }
        )
    return pd.DataFrame(rows)


def _chains(case: Case, claims: pd.DataFrame) -> list[str]:
    """Return through whom each claim came, the nearest to its speaker first, its publisher last."""
    names = case.corpus.names()
    publishers = case.corpus.documents.set_index("document_id")["publisher_id"]
    relays = case.corpus.table("relays").sort_values(["claim_id", "step"])
    via = relays.groupby("claim_id")["entity_id"].agg(list)
    chains = []
    for claim in claims.itertuples():
        publisher = publishers[claim.document_id]
        hands = [*via.get(claim.claim_id, []), *([publisher] if claim.removes else [])]
        chains.append(", then ".join(names[hand] for hand in hands) or "in its own voice")
    return chains


def _subjects(claims: pd.DataFrame, case: Case) -> str:
    """Return what claims are about, by kind of proposition, with how many there are of each."""
    labels = case.corpus.labels("proposition_kind")
    counted = claims["proposition_kind"].astype(str).value_counts()
    return ", ".join(
        f"{label.lower()} {counted[code]}" for code, label in labels.items() if code in counted
    )


def voices_finding(case: Case) -> str:
    """Return what the figure of voices shows, as its description: claims by kind of voice."""
    claims = claims_of(case)
    kinds = case.corpus.labels("assertion_type")
    counted = claims["assertion_type"].astype(str).value_counts()
    told = [f"{kinds[code].lower()} {counted[code]}" for code in kinds if code in counted]
    later = len(claims_of(case, "follow_up"))
    return (
        f"{count(len(claims), 'claim').capitalize()} of the five documents by who makes them: "
        f"{listing(told)}; {in_words(int((claims['removes'] > 0).sum()))} of them are the words of "
        f"others than the publisher. {count(later, 'claim').capitalize()} of the follow-up layer."
    )


def silence(case: Case) -> Table:
    """Return for which measures the documents have a word of a state body, and for which none."""
    measures, claims = measures_of(case), claims_of(case)
    speaking = claims[claims["assertion_type"].isin(STATE)]
    heard = measures[measures["event_id"].isin(speaking["event_id"])]
    mute = measures[~measures["event_id"].isin(heard["event_id"])]
    lines = [_heard(case, row.event_id, speaking) for row in heard.itertuples()]
    if len(mute):
        links = html.listing(event_link(case, event) for event in mute["event_id"])
        missing = without(len(mute), len(measures), "measure")
        lines.append(f"No document quotes a state body or a court at all {missing}: {links}.")
    return html.block(html.items(lines), "case-silence")


def _heard(case: Case, event: str, speaking: pd.DataFrame) -> str:
    """Return who of the state speaks of a measure, through whom, as HTML."""
    own = speaking[speaking["event_id"] == event]
    names, links = case.corpus.names(), claim_links(case)
    summary = case.events.set_index("event_id").loc[event, "summary"]
    speakers = listing(names[speaker] for speaker in dict.fromkeys(own["speaker_id"]))
    removes = " or ".join(_removes(n) for n in sorted(set(own["removes"])))
    claims = html.listing(links[claim] for claim in own["claim_id"])
    return (
        f"{html.linked(capital(speakers), None)} can be heard on {event_link(case, event)} "
        f"({html.linked(summary, None)}), {removes} from the reader: {claims}."
    )

"""How well founded an event is: roots, support level and dispute.

Documents are not counted as evidence of each other; roots are, and only those of different strands
(method, sections 0 and 4b). Support says who vouches for an event, never that it is true.
"""

from collections.abc import Iterable

from analysis.derivation.timing import ASSERTING
from analysis.ground.tables import Row, Tables


def occurrence_claims(claims: Iterable[Row]) -> list[Row]:
    """Return the claims that say an event took place: not those denied, planned or generic."""
    return [c for c in claims if c["variable"] == "occurrence" and c["modality"] in ASSERTING]


def independent_roots(claims: Iterable[Row], tables: Tables) -> int:
    """Count the roots that do not depend on each other.

    Roots of one strand count once. A root without a strand could not be judged, and the default is
    not independent (method, section 4b): all of these together count once, and only where there is
    no strand.
    """
    strands = {tables["roots"].by_id[claim["root_id"]]["strand"] for claim in claims}
    return len(strands - {None}) or len(strands)


def support_level(event: Row, claims: Iterable[Row], tables: Tables) -> str:
    """Return how well an event is founded, as a code of vocabulary `support_level`.

    ``claims`` are those about the event. The highest level that applies: a record inspected, the
    acting body itself, two independent roots, several documents with one root, one root, or
    nothing but generic statements (method, section 4b).
    """
    said = occurrence_claims(claims)
    if not said:
        return "S0_generic"
    if any(c["assertion_type"] == "public_register" for c in said):
        return "S5_record_inspected"
    if any(by_acting_body(c, event, tables) for c in said):
        return "S4_state_acknowledged"
    if independent_roots(said, tables) > 1:
        return "S3_two_roots"
    documents = {c["document_id"] for c in said}
    return "S2_many_documents_one_root" if len(documents) > 1 else "S1_one_root"


def by_acting_body(claim: Row, event: Row, tables: Tables) -> bool:
    """Whether a claim is made by a state body that took part in the event."""
    acting = {
        p["entity_id"]
        for p in tables["participants"]
        if p["event_id"] == event["event_id"]
        and p["role"] in ("actor", "adjudicator", "authoriser")
    }
    return (
        claim["assertion_type"] in ("state_authority", "court_act")
        and claim["speaker_id"] in acting
    )


# Who denies: the state, or the target's side. A denial by any other voice is a rival value.
_DENIED_BY = {
    "state_authority": "denied_by_state",
    "court_act": "denied_by_state",
    "target": "denied_by_target",
    "target_lawyer": "denied_by_target",
    "relative_or_associate": "denied_by_target",
}


def disputes(claims: Iterable[Row], conflicts: Iterable[dict]) -> list[dict]:
    """List every way in which events are disputed, each with the claim that shows it.

    ``conflicts`` are the rows of `conflicts.conflicts`. Rows are sorted by event, flag (a
    code of vocabulary `dispute_flag`) and claim.
    """
    rows = {
        (claim["event_id"], _DENIED_BY.get(claim["assertion_type"], "value_conflict"), claim.id)
        for claim in claims
        if claim["modality"] == "denied"
    }
    for conflict in conflicts:
        if conflict["conflict_kind"] == "denied":
            continue  # who denies weighs more than where, and stands above
        inside = conflict["conflict_scope"] == "within_document"
        flag = "internal_conflict" if inside else "value_conflict"
        for claim in filter(None, (conflict["claim_a"], conflict["claim_b"])):
            rows.add((conflict["event_id"], flag, claim))
    return [
        {"event_id": event, "dispute_flag": flag, "claim_id": claim}
        for event, flag, claim in sorted(rows)
    ]


# Where several apply, a denial weighs before a difference in values.
PRECEDENCE = ("denied_by_state", "denied_by_target", "value_conflict", "internal_conflict")


def dispute_flag(event_id: str, found: Iterable[dict]) -> str:
    """Return the first dispute of an event in the order of `PRECEDENCE`, or ``none``."""
    flags = {d["dispute_flag"] for d in found if d["event_id"] == event_id}
    return next((flag for flag in PRECEDENCE if flag in flags), "none")

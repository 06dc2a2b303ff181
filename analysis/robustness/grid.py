"""Every specification under which the sentences of the book are asked.

Choices of two sorts: the ladder and what is left out do not change what is asked; the evidence, the
least support and the unit do, and are never mixed (method, section 4c, after Del Giudice and
Gangestad).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from analysis.ground.tables import Tables
from analysis.measure.indicators import READINGS
from analysis.measure.specification import Specification

SUPPORT = ("S1_one_root", "S2_many_documents_one_root", "S3_two_roots")
BASE_LADDER, BASE_UNIT, NOTHING = "tracks", "target", "nothing"


@dataclass(frozen=True)
class LeftOut:
    """What a specification leaves out: a code of vocabulary `left_out`, and an id if any."""

    kind: str = NOTHING
    id: str = ""

    def apply(self, specification: Specification) -> Specification:
        """Return the specification without it."""
        if self.kind == NOTHING:
            return specification
        if self.kind == "doubtful_words":
            return replace(specification, doubtful=False)
        return replace(specification, **{f"without_{self.kind}s": frozenset({self.id})})


@dataclass(frozen=True)
class Question:
    """The choices that change what is asked: which evidence, how well founded, about what unit."""

    evidence: str
    support: str
    unit: str = BASE_UNIT


def questions() -> Iterator[Question]:
    """Yield each reading of the evidence with each least support, for the first of the units."""
    for evidence, support in product(READINGS, SUPPORT):
        yield Question(evidence, support)


def left_out(tables: Tables, evidence: str) -> list[LeftOut]:
    """Return what can be left out of a reading, one thing at a time, nearest to nothing first.

    Nothing; each document, root and publisher that some claim of the reading rests on; each case;
    and the claims that hang on one doubtful word of a translation.
    """
    documents = {
        document.id: document["publisher_id"]
        for document in tables["documents"]
        if document["layer"] in READINGS[evidence].layers
    }
    claims = [claim for claim in tables["claims"] if claim["document_id"] in documents]
    used = {claim["document_id"] for claim in claims}
    events = {claim["event_id"] for claim in claims}
    cases = {event["case_id"] for event in tables["events"] if event.id in events}
    return [
        LeftOut(),
        *(LeftOut("document", id) for id in sorted(used)),
        *(LeftOut("root", id) for id in sorted({claim["root_id"] for claim in claims})),
        *(LeftOut("publisher", id) for id in sorted({documents[id] for id in used})),
        *(LeftOut("case", id) for id in sorted(cases)),
        LeftOut("doubtful_words"),
    ]

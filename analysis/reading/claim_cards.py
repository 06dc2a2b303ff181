"""Writes the card of a claim: what is said, by whom, where it stands, what stands against it."""

from dataclasses import dataclass
from functools import cached_property

from analysis.reading.addresses import BIBLIOGRAPHY, document_page
from analysis.reading.corpus import Corpus
from analysis.reading.linked import Card, Entry, Line, Link, card, entry
from analysis.reading.lookup import Lookup, Record
from analysis.reading.originals import (
    Citation,
    archive_day,
    archived,
    cited,
    designated,
    designations,
    load_citations,
    notice,
    with_fragment,
)
from analysis.reading.prose import count, day, interval, number, when
from analysis.values.dates import bounds

NO_PASSAGE = "The whole page is the evidence: of pages read afterwards, no passage is kept."


@dataclass(frozen=True, eq=False)
class Material:
    """What cards are written from: the release and the citations."""

    lookup: Lookup
    citations: dict[str, Citation]

    @cached_property
    def designations(self) -> dict[str, tuple[Line, ...]]:
        """What status each designated publisher was given, in words."""
        return dict(designations(self.lookup))

    def publisher_at_risk(self, document: Record) -> str | None:
        """Return the entity whose status concerns the publisher of a document."""
        return designated(document["publisher_id"], self.lookup, self.designations)


def material(corpus: Corpus) -> Material:
    """Return what the cards of a release are written from."""
    return Material(Lookup(corpus), dict(load_citations()))


def claim_card(claim: Record, known: Material) -> Card:
    """Return the card of a claim."""
    lookup = known.lookup
    document = lookup.by_id("documents")[claim["document_id"]]
    passage = lookup.by_id("passages").get(claim["passage_id"])
    return card(
        claim["claim_id"],
        claim["statement"],
        entry("Speaker", _speaker(claim, lookup)),
        entry("States", f"{stated(claim, lookup)}. {_how(claim, lookup)}", _doubt(claim)),
        entry("Where", *_where(claim, document, passage, known)),
        _original(document, passage, known),
        entry("Root", *_root(claim, lookup)),
        entry("Against it", *rivals(claim, lookup)),
        entry("Corrected", *corrected(claim["claim_id"], lookup)),
    )


def _speaker(claim: Record, lookup: Lookup) -> str:
    kind = lookup.labels["assertion_type"][claim["assertion_type"]].lower()
    return f"{lookup.voices[claim['claim_id']]} ({kind})"


def stated(claim: Record, lookup: Lookup) -> str:
    """Return what a claim states about its event: the variable, and the value if it has one."""
    variable = lookup.by_id("variables")[claim["variable"]]
    value = _value(claim, variable, lookup)
    return f"{variable['label']}: {value}" if value else variable["label"]


def _value(claim: Record, variable: Record, lookup: Lookup) -> str | None:
    value = claim["value"]
    if claim["unit"]:
        unit = lookup.by_id("units")[claim["unit"]]["label"]
        one = claim["high"] is not None and claim["high"] <= 1
        return interval(claim["low"], claim["high"], unit.removesuffix("s") if one else unit)
    match variable["value_kind"]:
        case "date" if value:
            basis = lookup.labels["date_basis"].get(claim["date_basis"])
            days = bounds(value)
            return when(days.earliest, days.latest) + (f" ({basis.lower()})" if basis else "")
        case "place" if value:
            return lookup.by_id("places")[value]["label"]
        case "entity" if value:
            return lookup.names[value]
        case "code" if value:
            return lookup.labels[variable["value_scheme"]][value].lower()
    return value


def _how(claim: Record, lookup: Lookup) -> str:
    """Return in what tone it is said and what kind of proposition it is."""
    modality = lookup.labels["modality"][claim["modality"]]
    return f"{modality}; {lookup.labels['proposition_kind'][claim['proposition_kind']].lower()}."


def _doubt(claim: Record) -> str | None:
    doubt = "It rests on one word that the translation may have got wrong."
    return doubt if claim["translation_doubt"] else None


def _where(
    claim: Record, document: Record, passage: Record | None, known: Material
) -> list[Line | str | None]:
    """Return the document with its full citation, and the place in it as far as that is coded."""
    lookup, id = known.lookup, document["document_id"]
    inside = document["layer"] == "corpus"
    page, place = document_page(id) if inside else BIBLIOGRAPHY
    citation = cited(document, known.citations[document["bib_key"]])
    quality = lookup.labels["translation_quality"][document["translation_quality"]]
    return [
        (Link(id, f"{page}#{place}"), f" {citation}"),
        None if document["translation_quality"] == "original" else f"{quality}.",
        _place(claim, passage, lookup) if passage else NO_PASSAGE,
        f"The words speak from {_as_of(passage)}." if passage and passage["as_of"] else None,
        passage["note"] if passage else None,
        None if inside else document["note"],
    ]


def _place(claim: Record, passage: Record, lookup: Lookup) -> Line:
    """Return the section, the sentence by its number, and the words to find it by."""
    sentences = lookup.rows("coverage", "document_id", claim["document_id"])
    inside = [
        row["sentence_id"]
        for row in sentences
        if row["start"] < passage["end"] and passage["start"] < row["end"]
    ]
    section = lookup.labels["section"][passage["section"]]
    links: list[str | Link] = []
    for id in inside:
        links += [" and " if links else "", Link(str(int(id[-2:])), f"documents#{id}")]
    word = "sentence" if len(inside) == 1 else "sentences"
    words = f" of {number(len(sentences))}: “{passage['phrase']}”"
    return (f"{section}, {word} ", *filter(None, links), words)


def _as_of(passage: Record) -> str:
    days = bounds(passage["as_of"])
    if days.latest is None and days.earliest is not None:
        return f"{day(days.earliest)} or later"
    return when(days.earliest, days.latest)


def _original(document: Record, passage: Record | None, known: Material) -> Entry | None:
    """Return the links to the original and to a copy; behind a notice where readers are at risk."""
    address = known.citations[document["bib_key"]].address
    if not address:
        return entry("Original", "Its address is not known.")
    target = with_fragment(address, passage["phrase"]) if passage else address
    copy = archived(address, archive_day(document, passage))
    name = f"{document['document_id']} at these words" if passage else document["document_id"]
    links = (Link(name, target), ", ", Link("an archived copy, if there is one", copy))
    risky = known.publisher_at_risk(document)
    if risky is None:
        return entry("Original", links)
    publisher = document["publisher_id"]
    return entry(
        "Original", links, *known.designations[risky], notice=notice(publisher, known.lookup)
    )


def _root(claim: Record, lookup: Lookup) -> list[str | None]:
    """Return where the information started, and which other roots are not independent of it."""
    root = lookup.by_id("roots")[claim["root_id"]]
    kind = lookup.labels["root_kind"][root["kind"]].lower()
    return [f"{root['root_id']} {root['label']} ({kind}). {_strand(root, lookup)}", root["note"]]


def _strand(root: Record, lookup: Lookup) -> str:
    if root["strand"] is None:
        return "Its strand cannot be judged, so it counts as independent of nothing."
    others = len(lookup.rows("roots", "strand", root["strand"])) - 1
    if not others:
        return f"Strand {root['strand']}, which no other root shares."
    return f"Strand {root['strand']}, shared with {count(others, 'other root')}."


def rivals(claim: Record, lookup: Lookup) -> list[Line]:
    """Return what cannot hold together with a claim, each with what was decided about it."""
    found = []
    for conflict in lookup.by_id("conflicts").values():
        if claim["claim_id"] in (conflict["claim_a"], conflict["claim_b"]):
            found.append(_rival(claim, conflict, lookup))
            found.append(_decision(claim, conflict))
    return list(dict.fromkeys(found))


def _rival(claim: Record, conflict: Record, lookup: Lookup) -> Line:
    kind = lookup.labels["conflict_kind"][conflict["conflict_kind"]]
    scope = lookup.labels["conflict_scope"][conflict["conflict_scope"]].lower()
    sides = (conflict["claim_a"], conflict["claim_b"])
    other = next((side for side in sides if side not in (claim["claim_id"], None)), None)
    if other is None:
        computed = (conflict["computed_low"], conflict["computed_high"], conflict["computed_unit"])
        return (f"{kind}, {scope}: the dates of the same events give {interval(*computed)}.",)
    statement = lookup.by_id("claims")[other]["statement"]
    return (f"{kind}, {scope}: ", Link(other, other), f" {statement}")


def _decision(claim: Record, conflict: Record) -> Line:
    """Return what the coder decided about a conflict, and which claim the book reads from."""
    if conflict["resolution"] is None:
        return ("Nothing was decided between them; both stand.",)
    chosen = conflict["chosen_claim_id"]
    if chosen is None:
        return (f"Decided: {conflict['resolution']}",)
    reads = "this claim" if chosen == claim["claim_id"] else Link(chosen, chosen)
    return (f"Decided: {conflict['resolution']} The book reads from ", reads, ".")


def corrected(id: str, lookup: Lookup) -> list[str]:
    """Return what was changed about a row after it was first coded, and why."""
    return [
        f"{when(row['date'], row['date'])} ({row['correction_id']}): {row['what']} {row['why']}"
        for row in lookup.by_id("corrections").values()
        if row["row_id"].split()[0] == id
    ]

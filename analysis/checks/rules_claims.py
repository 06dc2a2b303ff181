"""Rules for claims, the hands they went through, and the choice between rivals."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.ground.problems import Problem, listing
from analysis.ground.tables import Row, Tables
from analysis.text import words
from analysis.values import dates
from analysis.values.quantities import plain


def low_is_not_above_high(tables: Tables) -> Iterator[Problem]:
    """The bounds of a number are in order, and none is negative."""
    claims = tables["claims"]
    for claim in claims:
        low, high = claim["low"], claim["high"]
        if low is not None and high is not None and low > high:
            yield claims.problem(claim, "low", f"{plain(low)} is above high {plain(high)}")
        for column in ("low", "high"):
            if claim[column] is not None and claim[column] < 0:
                message = f"{plain(claim[column])} is below 0; allowed: 0 or more"
                yield claims.problem(claim, column, message)


def unit_stands_with_a_number(tables: Tables) -> Iterator[Problem]:
    """There is a unit where there is a low or a high bound, and nowhere else."""
    claims = tables["claims"]
    for claim in claims:
        bounded = claim["low"] is not None or claim["high"] is not None
        if bounded and claim["unit"] is None:
            yield claims.problem(claim, "unit", "is empty; low and high need a unit")
        if claim["unit"] is not None and not bounded:
            message = f"{claim['unit']} has no number; a unit needs low or high"
            yield claims.problem(claim, "unit", message)


def corpus_claim_has_a_passage(tables: Tables) -> Iterator[Problem]:
    """A claim of the corpus rests on a passage of its own document, a claim of a page on none."""
    claims, documents, passages = tables["claims"], tables["documents"], tables["passages"]
    for claim in claims:
        document = documents.by_id.get(claim["document_id"])
        passage = passages.by_id.get(claim["passage_id"])
        if document is None:
            continue
        if document["layer"] != "corpus":
            if claim["passage_id"] is not None:
                message = f"{claim['passage_id']} is given; allowed only in the corpus layer"
                yield claims.problem(claim, "passage_id", message)
        elif claim["passage_id"] is None:
            yield claims.problem(claim, "passage_id", "is empty; a corpus claim needs a passage")
        elif passage is not None and passage["document_id"] != claim["document_id"]:
            message = (
                f"{passage.id} is of {passage['document_id']}, but the claim is of {document.id}"
            )
            yield claims.problem(claim, "passage_id", message)


def boilerplate_has_its_own_date(tables: Tables) -> Iterator[Problem]:
    """A passage of the site's furniture that carries a claim says from which date it speaks."""
    passages = tables["passages"]
    used = {claim["passage_id"] for claim in tables["claims"]}
    for passage in passages:
        needed = passage["section"] == "boilerplate" and passage["passage_id"] in used
        if needed and passage["as_of"] is None:
            message = "is empty; boilerplate needs its own date, never that of the article"
            yield passages.problem(passage, "as_of", message)


def value_fits_its_variable(tables: Tables) -> Iterator[Problem]:
    """A claim gives the kind of value that its variable asks for, and nothing beside it."""
    claims = tables["claims"]
    for claim in claims:
        variable = tables["variables"].by_id.get(claim["variable"])
        if variable is not None:
            for column, message in _value_faults(tables, claim, variable):
                yield claims.problem(claim, column, message)


def _value_faults(tables: Tables, claim: Row, variable: Row) -> Iterator[tuple[str, str]]:
    """Yield the column and the message of each thing wrong with what a claim states."""
    kind, value, name = variable["value_kind"], claim["value"], variable["variable"]
    if kind != "date" and claim["date_basis"] is not None:
        yield "date_basis", f"{claim['date_basis']} is given; allowed only where a date is stated"
    if kind == "quantity":
        yield from _quantity_faults(tables, claim, variable)
        return
    for column in ("low", "high"):
        if claim[column] is not None:
            found = f"{plain(claim[column])} is given; {name} takes no number"
            yield column, found
    if kind == "none":
        if value is not None:
            yield "value", f'"{value}" is given; {name} takes no value'
    elif value is None:
        yield "value", f"is empty; {name} needs a {kind}"
    elif kind == "date":
        if claim["date_basis"] is None:
            yield "date_basis", "is empty; a stated date needs its basis"
        if message := _date_fault(value):
            yield "value", message
    elif kind in ("place", "entity"):
        table = tables["places" if kind == "place" else "entities"]
        if value not in table.by_id:
            yield "value", f'"{value}" is no {kind}_id of {table.schema.file}'
    elif kind == "code":
        allowed = tables.schema.vocabularies.get(variable["value_scheme"], ())
        if value not in allowed:
            scheme = variable["value_scheme"]
            yield "value", f'"{value}" is no code of {scheme}; allowed: {listing(allowed)}'
    elif (count := len(words.spans(value))) > words.MOST_IN_A_PHRASE:
        yield "value", f"has {count} words; allowed: at most {words.MOST_IN_A_PHRASE}"


def _quantity_faults(tables: Tables, claim: Row, variable: Row) -> Iterator[tuple[str, str]]:
    low, high, value = claim["low"], claim["high"], claim["value"]
    if low is None and high is None:
        yield "low", f"is empty like high; {variable['variable']} needs at least one bound"
    allowed = [u["unit"] for u in tables["units"] if u["dimension"] == variable["dimension"]]
    if claim["unit"] is not None and claim["unit"] not in allowed:
        found = f"{claim['unit']} does not measure {variable['dimension']}"
        yield "unit", f"{found}; allowed: {listing(allowed)}"
    if value is not None:
        try:
            point = float(value)
        except ValueError:
            yield "value", f'"{value}" is not a number; the point value of a quantity is one'
            return
        if (low is not None and point < low) or (high is not None and point > high):
            yield "value", f"{value} lies outside low and high"


def _date_fault(value: str) -> str | None:
    try:
        dates.bounds(value)
    except ValueError as error:
        return str(error)
    return None


def proposition_kind_fits_its_variable(tables: Tables) -> Iterator[Problem]:
    """A claim is the kind of proposition that its variable makes."""
    claims = tables["claims"]
    for claim in claims:
        variable = tables["variables"].by_id.get(claim["variable"])
        if variable is not None and claim["proposition_kind"] != variable["proposition_kind"]:
            allowed = f"allowed for {variable.id}: {variable['proposition_kind']}"
            message = f"{claim['proposition_kind']} does not fit; {allowed}"
            yield claims.problem(claim, "proposition_kind", message)


def relays_lead_from_the_speaker(tables: Tables) -> Iterator[Problem]:
    """The steps of a relay count from 1 without a gap, and the speaker is none of them."""
    relays, claims = tables["relays"], tables["claims"]
    by_claim = defaultdict(list)
    for relay in sorted(relays, key=lambda relay: relay["step"]):
        by_claim[relay["claim_id"]].append(relay)
    for name, steps in by_claim.items():
        for expected, relay in enumerate(steps, start=1):
            if relay["step"] != expected:
                message = f"{relay['step']} stands where step {expected} of {name} is wanting"
                yield relays.problem(relay, "step", message)
                break
        claim = claims.by_id.get(name)
        for relay in steps:
            if claim is not None and relay["entity_id"] == claim["speaker_id"]:
                message = f"{relay['entity_id']} is the speaker of {name} and cannot relay it"
                yield relays.problem(relay, "entity_id", message)


def chosen_claim_is_about_the_same(tables: Tables) -> Iterator[Problem]:
    """The claim that a resolution prefers is about its event and its variable."""
    resolutions, claims = tables["resolutions"], tables["claims"]
    for resolution in resolutions:
        claim = claims.by_id.get(resolution["chosen_claim_id"])
        if claim is None:
            continue
        found = (claim["event_id"], claim["variable"])
        wanted = (resolution["event_id"], resolution["variable"])
        if found != wanted:
            message = f"{claim.id} is about {' '.join(found)}; allowed: about {' '.join(wanted)}"
            yield resolutions.problem(resolution, "chosen_claim_id", message)


RULES = (
    low_is_not_above_high,
    unit_stands_with_a_number,
    corpus_claim_has_a_passage,
    boilerplate_has_its_own_date,
    value_fits_its_variable,
    proposition_kind_fits_its_variable,
    relays_lead_from_the_speaker,
    chosen_claim_is_about_the_same,
)

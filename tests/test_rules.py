"""Each rule says what it found, in the row where it found it, and is quiet about a good coding."""

import pytest
from coding_fixture import TEXT, Coding

from analysis.checks import (
    naming,
    rules_claims,
    rules_codebook,
    rules_codings,
    rules_context,
    rules_events,
    rules_passages,
)
from analysis.checks.rules import RULES, rule_problems
from analysis.ground.problems import listing

GOOD = Coding()
NEVER_BEGAN = (
    "data/coding/events.csv: row 3 (E003): eases stigmatising_status, but no measure of that type "
    "and target is linked to it as ended_by with certain order; an easing ends a status that began"
)
# A label that the third event lifts.
EASED = (
    GOOD.change("events", "E001", measure_type="stigmatising_status")
    .change("events", "E003", event_class="easing", measure_type="stigmatising_status")
    .change("links", "E001 E003 precedes", kind="ended_by")
)
NO_LIST = (
    "a name that is on no list cannot enter the data; allowed: names of public entities, places "
    "and cases, and the words of codebook/proper_names.csv"
)

MODALITIES = "asserted, alleged, denied, planned_or_threatened, hypothetical, generic"


def coded(table, unit, variable, **cells):
    """The good coding with one coding by B, or one adjudication, in it."""
    coder = {"coder": "B", "round": 1} if table == "codings" else {}
    return GOOD.add(table, unit=unit, variable=variable, **coder, **cells)


# Each rule with a coding that breaks it and the problems it must report, without `data/coding/`.
BROKEN = [
    (
        rules_passages.corpus_document_has_its_text,
        GOOD.change("documents", "D01", text_file=""),
        ["documents.csv: row 1 (D01), column text_file: is empty; the corpus needs it"],
    ),
    (
        rules_passages.passage_ends_inside_its_document,
        GOOD.change("passages", "P001", end=70).change("passages", "P004", end=9999),
        [
            "passages.csv: row 1 (P001), column start: 79 is not below end 70",
            "passages.csv: row 4 (P004), column end: 9999 is past the end of D01, "
            f"which has {len(TEXT)} code points",
        ],
    ),
    (
        rules_passages.phrase_is_short,
        GOOD.change("passages", "P001", phrase="a well-known keeper's one two three four five six"),
        ["passages.csv: row 1 (P001), column phrase: has 9 words; allowed: at most 8"],
    ),
    (
        rules_passages.sentences_tile_their_document,
        GOOD.drop("coverage", "D01-S01"),
        [
            "coverage.csv: row 1 (D01-S02), column start: 32 is not 0, where D01 begins",
            "coverage.csv: row 1 (D01-S02), column sentence_id: is sentence 1 of D01; "
            "its id must be D01-S01",
            "coverage.csv: row 2 (D01-S03), column sentence_id: is sentence 2 of D01; "
            "its id must be D01-S02",
            "coverage.csv: row 3 (D01-S04), column sentence_id: is sentence 3 of D01; "
            "its id must be D01-S03",
            "coverage.csv: row 4 (D01-S05), column sentence_id: is sentence 4 of D01; "
            "its id must be D01-S04",
        ],
    ),
    (
        rules_passages.sentences_tile_their_document,
        GOOD.drop("coverage", "D01-S03"),
        [
            "coverage.csv: row 3 (D01-S04), column start: 162 is not 111, where D01-S02 ends",
            "coverage.csv: row 3 (D01-S04), column sentence_id: is sentence 3 of D01; "
            "its id must be D01-S03",
            "coverage.csv: row 4 (D01-S05), column sentence_id: is sentence 4 of D01; "
            "its id must be D01-S04",
        ],
    ),
    (
        rules_passages.sentences_tile_their_document,
        GOOD.drop("coverage", "D01-S05"),
        [
            f"coverage.csv: row 4 (D01-S04), column end: 204 is not {len(TEXT)}, the length of D01",
        ],
    ),
    (
        rules_passages.sentences_tile_their_document,
        GOOD.change("documents", "D02", layer="corpus", code_points=10),
        [
            "documents.csv: row 2 (D02): has no sentence in coverage; "
            "a document of the corpus is covered whole",
        ],
    ),
    (
        rules_passages.passage_lies_in_a_coded_sentence,
        GOOD.change("passages", "P001", start=10, end=20)
        .change("passages", "P002", start=100, end=120)
        .change("passages", "P004", section="body"),
        [
            "passages.csv: row 1 (P001): lies in D01-S01, which is repetition; "
            "allowed: a coded sentence",
            "passages.csv: row 1 (P001), column section: is body, but D01-S01 is heading",
            "passages.csv: row 2 (P002), column start: 100 to 120 lies inside no single sentence; "
            "a passage crosses no border",
            "passages.csv: row 4 (P004), column section: is body, but D01-S05 is boilerplate",
        ],
    ),
    (
        rules_passages.coded_sentence_has_a_passage,
        GOOD.drop("passages", "P002").change("coverage", "D01-S01", reason=""),
        [
            "coverage.csv: row 1 (D01-S01), column reason: is empty; "
            "a sentence that is repetition needs a reason",
            "coverage.csv: row 3 (D01-S03), column status: is coded, but no passage lies inside; "
            "code one or give the reason why not",
        ],
    ),
    (
        rules_passages.passage_carries_a_claim,
        GOOD.drop("claims", "C003"),
        ["passages.csv: row 2 (P002): carries no claim; at least one is needed"],
    ),
    (
        rules_claims.low_is_not_above_high,
        GOOD.change("claims", "C007", low=1400, high=1300).change("claims", "C003", low=-0.5),
        [
            "claims.csv: row 3 (C003), column low: -0.5 is below 0; allowed: 0 or more",
            "claims.csv: row 7 (C007), column low: 1400 is above high 1300",
        ],
    ),
    (
        rules_claims.unit_stands_with_a_number,
        GOOD.change("claims", "C003", unit="").change("claims", "C001", unit="days"),
        [
            "claims.csv: row 1 (C001), column unit: days has no number; a unit needs low or high",
            "claims.csv: row 3 (C003), column unit: is empty; low and high need a unit",
        ],
    ),
    (
        rules_claims.corpus_claim_has_a_passage,
        GOOD.change("claims", "C001", passage_id="")
        .change("claims", "C002", document_id="D02")
        .change("documents", "D02", layer="follow_up"),
        [
            "claims.csv: row 1 (C001), column passage_id: is empty; a corpus claim needs a passage",
            "claims.csv: row 2 (C002), column passage_id: P001 is given; "
            "allowed only in the corpus layer",
        ],
    ),
    (
        rules_claims.corpus_claim_has_a_passage,
        GOOD.change("documents", "D02", layer="corpus")
        .change("passages", "P003", document_id="D02"),
        [
            "claims.csv: row 4 (C004), column passage_id: P003 is of D02, but the claim is of D01",
            "claims.csv: row 7 (C007), column passage_id: is empty; a corpus claim needs a passage",
            "claims.csv: row 10 (C010), column passage_id: P003 is of D02, but the claim is of D01",
            "claims.csv: row 11 (C011), column passage_id: P003 is of D02, but the claim is of D01",
        ],
    ),
    (
        rules_claims.boilerplate_has_its_own_date,
        GOOD.change("passages", "P004", as_of=""),
        [
            "passages.csv: row 4 (P004), column as_of: is empty; "
            "boilerplate needs its own date, never that of the article",
        ],
    ),
    (  # a variable without a value
        rules_claims.value_fits_its_variable,
        GOOD.change("claims", "C001", value="yes", low=1, date_basis="explicit"),
        [
            "claims.csv: row 1 (C001), column date_basis: explicit is given; "
            "allowed only where a date is stated",
            "claims.csv: row 1 (C001), column low: 1 is given; occurrence takes no number",
            'claims.csv: row 1 (C001), column value: "yes" is given; occurrence takes no value',
        ],
    ),
    (  # dates
        rules_claims.value_fits_its_variable,
        GOOD.change("claims", "C002", value="2020-05-08/2020-05-04", date_basis="").change(
            "claims", "C006", value=""
        ),
        [
            "claims.csv: row 2 (C002), column date_basis: is empty; a stated date needs its basis",
            'claims.csv: row 2 (C002), column value: "2020-05-08/2020-05-04" ends before it '
            "begins; the earlier end stands first",
            "claims.csv: row 6 (C006), column value: is empty; date needs a date",
        ],
    ),
    (  # quantities
        rules_claims.value_fits_its_variable,
        GOOD.change("claims", "C003", low="", high="", unit="", value="about three")
        .change("claims", "C007", unit="days", value=1400)
        .add("claims", **GOOD.rows["claims"][6] | {"claim_id": "C012", "unit": "roubles"}),
        [
            "claims.csv: row 3 (C003), column low: is empty like high; "
            "duration needs at least one bound",
            'claims.csv: row 3 (C003), column value: "about three" is not a number; '
            "the point value of a quantity is one",
            "claims.csv: row 7 (C007), column unit: days does not measure money_rub; "
            "allowed: roubles",
            "claims.csv: row 7 (C007), column value: 1400 lies outside low and high",
        ],
    ),
    (  # places, entities, codes and short words
        rules_claims.value_fits_its_variable,
        GOOD.change("claims", "C008", value="island")
        .change("claims", "C009", value="fleet")
        .change("claims", "C010", value="maybe")
        .change("claims", "C011", value="a b c d e f g h i"),
        [
            'claims.csv: row 8 (C008), column value: "island" is no place_id of '
            "data/coding/places.csv",
            'claims.csv: row 9 (C009), column value: "fleet" is no entity_id of '
            "data/coding/entities.csv",
            'claims.csv: row 10 (C010), column value: "maybe" is no code of plea; '
            "allowed: not_guilty, guilty, differ",
            "claims.csv: row 11 (C011), column value: has 9 words; allowed: at most 8",
        ],
    ),
    (
        rules_claims.proposition_kind_fits_its_variable,
        GOOD.change("claims", "C002", proposition_kind="motive"),
        [
            "claims.csv: row 2 (C002), column proposition_kind: motive does not fit; "
            "allowed for date: time",
        ],
    ),
    (
        rules_claims.relays_lead_from_the_speaker,
        GOOD.add("relays", claim_id="C003", step=3, entity_id="keeper"),
        [
            "relays.csv: row 2 (C003 3), column step: 3 stands where step 2 of C003 is wanting",
            "relays.csv: row 2 (C003 3), column entity_id: keeper is the speaker of C003 "
            "and cannot relay it",
        ],
    ),
    (
        rules_claims.chosen_claim_is_about_the_same,
        GOOD.change("resolutions", "E001 date", chosen_claim_id="C006"),
        [
            "resolutions.csv: row 1 (E001 date), column chosen_claim_id: C006 is about E003 date; "
            "allowed: about E001 date",
        ],
    ),
    (
        rules_events.measure_has_an_occurrence_claim,
        GOOD.drop("claims", "C001").change("events", "E002", event_class="easing"),
        [
            "events.csv: row 1 (E001): has no occurrence claim; every measure and easing needs one",
            "events.csv: row 2 (E002): has no occurrence claim; every measure and easing needs one",
        ],
    ),
    (
        rules_events.measure_type_is_for_measures,
        GOOD.change("events", "E001", measure_type="").change(
            "events", "E002", measure_type="inspection", charge_kind="other"
        ),
        [
            "events.csv: row 1 (E001), column measure_type: is empty; a measure needs one",
            "events.csv: row 2 (E002), column measure_type: inspection is given; "
            "allowed for a measure or an easing only",
            "events.csv: row 2 (E002), column charge_kind: other is given; "
            "allowed for a measure only",
        ],
    ),
    (
        rules_events.measure_has_a_target,
        GOOD.drop("participants", "E003 society target"),
        ["events.csv: row 3 (E003): has no target in participants; a measure needs one"],
    ),
    (
        rules_events.measure_type_is_for_measures,
        GOOD.change("events", "E003", event_class="easing", measure_type=""),
        [
            "events.csv: row 3 (E003), column measure_type: is empty; "
            "an easing needs that of the status it ends",
        ],
    ),
    (
        rules_events.easing_ends_a_status_that_began,
        GOOD.change("events", "E003", event_class="easing"),
        [
            "events.csv: row 3 (E003), column measure_type: organisation_fine is an act, "
            "which does not last; allowed: a status",
        ],
    ),
    (
        rules_events.event_date_rests_on_a_claim,
        GOOD.change("events", "E001", date="2020-05", date_basis="")
        .change("events", "E002", date="2020-05-06", date_basis="explicit")
        .change("events", "E003", date="2021-07/2021-08"),
        [
            "events.csv: row 1 (E001), column date_basis: is empty; a date needs its basis",
            "events.csv: row 1 (E001), column date: 2020-05 lies in no date claim: C002 2020-05-04",
            "events.csv: row 2 (E002), column date: 2020-05-06 rests on no date claim; "
            "one is needed unless the basis is order_statement",
            "events.csv: row 3 (E003), column date: 2021-07/2021-08 lies in no date claim: "
            "C006 ../2021-07",
        ],
    ),
    (
        rules_events.boilerplate_event_has_a_date_claim,
        GOOD.drop("claims", "C006").drop("claims", "C007"),
        [
            "events.csv: row 3 (E003): is told of by boilerplate alone and has no date claim; "
            "one is needed",
        ],
    ),
    (
        rules_events.links_do_not_contradict_dates,
        GOOD.change("links", "E001 E003 precedes", to_event_id="E001").add(
            "links",
            **{
                "from_event_id": "E003",
                "to_event_id": "E001",
                "kind": "precedes",
                "order_certain": "yes",
            },
        ).change("events", "E003", date="2020-06"),
        [
            "links.csv: row 1 (E001 E001 precedes), column to_event_id: E001 is linked to itself; "
            "a link joins two events",
            "links.csv: row 3 (E003 E001 precedes), column order_certain: yes, but "
            "E003 (2020-06) is later than E001 (2020-05-04); "
            "the first must not be later than the second",
        ],
    ),
    (
        rules_events.links_run_in_no_circle,
        GOOD.add("links", from_event_id="E003", to_event_id="E002", kind="precedes",
                 order_certain="no")
        .add("links", from_event_id="E002", to_event_id="E001", kind="continues_into",
             order_certain="no")
        .add("links", from_event_id="E001", to_event_id="E003", kind="part_of", order_certain="no")
        .add("links", from_event_id="E003", to_event_id="E001", kind="part_of", order_certain="no"),
        [
            "links.csv: row 4 (E002 E001 continues_into): closes the circle E002 → E001 → E002; "
            "events run one way",
            "links.csv: row 6 (E003 E001 part_of): closes the circle E003 → E001 → E003; "
            "events run one way",
        ],
    ),
    (
        rules_events.parents_run_in_no_circle,
        GOOD.change("entities", "society", parent_id="keeper").change(
            "places", "coast", parent_id="coast"
        ),
        [
            "entities.csv: row 4 (keeper), column parent_id: society closes the circle "
            "keeper → society → keeper; a parent is always larger",
            "places.csv: row 2 (coast), column parent_id: coast closes the circle coast → coast; "
            "a parent is always larger",
        ],
    ),
    (
        rules_codings.unit_is_one_of_its_variable,
        coded("codings", "E999", "event_class", value="measure")
        .add("codings", unit="C001", variable="status", coder="B", round=1, value="coded")
        .add("codings", unit="E001", variable="track", coder="B", round=1, value="A")
        .add("adjudications", unit="E999", variable="event_class", decision="easing", reason="So."),
        [
            'adjudications.csv: row 1 (E999 event_class), column unit: "E999" is no event_id of '
            "data/coding/events.csv",
            'codings.csv: row 1 (E999 event_class B 1), column unit: "E999" is no event_id of '
            "data/coding/events.csv",
            'codings.csv: row 2 (C001 status B 1), column unit: "C001" is no sentence_id of '
            "data/coding/coverage.csv",
            "codings.csv: row 3 (E001 track B 1), column variable: track is computed from "
            "measure_type and is not coded",
        ],
    ),
    (
        rules_codings.value_is_a_code_of_its_variable,
        coded("codings", "C001", "modality", value="not_applicable")
        .add("codings", unit="C001", variable="translation_doubt", coder="B", round=1, value="true")
        .add("codings", unit="E001", variable="track", coder="B", round=1, value="Z")
        .add("adjudications", unit="C001", variable="modality", decision="loud", reason="So."),
        [
            'adjudications.csv: row 1 (C001 modality), column decision: "loud" is no code of '
            f"modality; allowed: {MODALITIES}",
            'codings.csv: row 1 (C001 modality B 1), column value: "not_applicable" is no code of '
            f"modality; allowed: {MODALITIES}",
            'codings.csv: row 2 (C001 translation_doubt B 1), column value: "true" is no code of '
            "translation_doubt; allowed: yes, no",
        ],
    ),
    (
        rules_codings.adjudication_decides_a_disagreement,
        coded("codings", "C001", "modality", value="denied")
        .add("codings", unit="C002", variable="modality", coder="A", round=1, value="asserted")
        .add("codings", unit="C002", variable="modality", coder="B", round=1, value="asserted")
        .add("adjudications", unit="C001", variable="modality", decision="denied", reason="So.")
        .add("adjudications", unit="C002", variable="modality", decision="asserted", reason="So."),
        [
            "adjudications.csv: row 1 (C001 modality), column unit: has no coding by A in "
            "data/coding/codings.csv; keep the code from before there",
            "adjudications.csv: row 2 (C002 modality), column unit: is no disagreement of "
            "data/coding/codings.csv; nothing is to decide",
        ],
    ),
    (
        rules_codings.decision_stands_in_the_coded_table,
        coded("adjudications", "C001", "modality", decision="denied", reason="So.")
        .add("adjudications", unit="C002", variable="modality", decision="asserted", reason="So.")
        .add("adjudications", unit="E002", variable="charge_kind", decision="other", reason="So."),
        [
            'adjudications.csv: row 1 (C001 modality), column decision: "denied" is decided, but '
            'data/coding/claims.csv says "asserted"; enter it there',
            'adjudications.csv: row 3 (E002 charge_kind), column decision: "other" is decided, '
            'but data/coding/events.csv says "not_applicable"; enter it there',
        ],
    ),
    (
        naming.no_name_that_is_on_no_list,
        GOOD.change("claims", "C001", statement="The keeper, Quillfeather-Brass, says so.")
        .change("events", "E002", note="Quillfeather’s answer.")
        .change("passages", "P003", phrase="called Перова excessive")
        .change("roots", "R01", note="Carried by Brass; the keeper denies it."),
        [
            'claims.csv: row 1 (C001), column statement: on no list: "Quillfeather", "Brass"; '
            + NO_LIST,
            'events.csv: row 2 (E002), column note: on no list: "Quillfeather"; ' + NO_LIST,
            'passages.csv: row 3 (P003), column phrase: on no list: "Перова"; ' + NO_LIST,
            'roots.csv: row 1 (R01), column note: on no list: "Brass"; ' + NO_LIST,
        ],
    ),
    (
        naming.withheld_person_keeps_no_name,
        GOOD.change("entities", "keeper", entity_id="keeper_brass", label_original="Смотритель"),
        [
            'entities.csv: row 4 (keeper_brass), column label_original: "Смотритель" is given; '
            "allowed: nothing, as it is withheld",
            'entities.csv: row 4 (keeper_brass), column entity_id: on no list: "brass"; ' + NO_LIST,
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "coding", "expected"), BROKEN)
def test_a_rule_reports_each_row_that_breaks_it(rule, coding, expected, tmp_path):
    found = {str(problem) for problem in rule(coding.tables(tmp_path))}
    assert found == {f"data/coding/{line}" for line in expected}


def test_a_rule_reports_a_codebook_that_contradicts_itself(tmp_path):
    coding = (
        GOOD.append("variables", variable="mood", label="Mood", value_kind="code", dimension="mass")
        .append("variables", variable="hue", label="Hue", value_kind="none", value_scheme="hues")
        .append("variables", variable="mass", label="Mass", value_kind="quantity")
        .append("vocabularies", scheme="plea", code="silent", order=9, label="No", parent="dumb")
        .append("units", unit="crowns", label="crowns", factor_low=3, factor_high=2)
        .append("coded_variables", variable="summary", label="Sum", coded_table="events")
        .append("coded_variables", variable="mood", label="Mood", coded_table="claims")
        .append("coded_variables", variable="forum", label="Forum", coded_table="measure_types")
    )
    tables = coding.tables(tmp_path)
    rows = {
        name: len(tables[name])
        for name in ("variables", "vocabularies", "units", "coded_variables")
    }
    found = [str(p) for rule in rules_codebook.RULES for p in rule(tables)]
    schemes = listing(tables.schema.vocabularies)
    variables = "data/codebook/variables.csv: row"
    compared = "data/codebook/coded_variables.csv: row"
    assert found == [
        f"{variables} {rows['variables'] - 2} (mood), column value_scheme: is empty; "
        "a code needs it",
        f"{variables} {rows['variables'] - 2} (mood), column dimension: mass is given; "
        "allowed for a quantity only",
        f"{variables} {rows['variables'] - 1} (hue), column value_scheme: hues is given; "
        "allowed for a code only",
        f"{variables} {rows['variables'] - 1} (hue), column value_scheme: "
        f'"hues" is no scheme; allowed: {schemes}',
        f"{variables} {rows['variables']} (mass), column dimension: is empty; a quantity needs it",
        f"data/codebook/vocabularies.csv: row {rows['vocabularies']} (plea silent), column parent: "
        '"dumb" is no code of plea; allowed: not_guilty, guilty, differ, silent',
        f"data/codebook/units.csv: row {rows['units']} (crowns), column factor_low: "
        "3 is above factor_high 2",
        f'{compared} {rows["coded_variables"] - 2} (summary), column variable: "summary" is no '
        "column of data/coding/events.csv with a closed list of codes",
        f'{compared} {rows["coded_variables"] - 1} (mood), column variable: "mood" is no column '
        "of data/coding/claims.csv with a closed list of codes",
        f'{compared} {rows["coded_variables"]} (forum), column variable: "forum" is not '
        "computed; allowed: track, rung_a, rung_b, rung_c",
    ]


def test_an_id_that_was_withdrawn_is_not_used_again(tmp_path):
    again = GOOD.change("corrections", "X001", what="Withdrawn.")
    found = list(rules_codebook.withdrawn_id_is_not_used_again(again.tables(tmp_path)))
    assert [str(problem) for problem in found] == [
        "data/coding/claims.csv: row 3 (C003), column claim_id: was withdrawn by X001; "
        "an id is never used again"
    ]


def never_began(coding, folder):
    found = rules_events.easing_ends_a_status_that_began(coding.tables(folder))
    return [str(problem) for problem in found]


def test_an_easing_may_end_a_status_that_began(tmp_path):
    assert never_began(EASED, tmp_path) == []


@pytest.mark.parametrize(
    "coding",
    [
        EASED.drop("links", "E001 E003 ended_by"),
        EASED.change("links", "E001 E003 ended_by", kind="precedes"),
        EASED.change("links", "E001 E003 ended_by", order_certain="no"),
        EASED.change("links", "E001 E003 ended_by", from_event_id="E002"),
        EASED.change("events", "E001", measure_type="prohibition_status"),
        EASED.change("events", "E001", event_class="procedure"),
        EASED.change("participants", "E003 society target", entity_id="office"),
    ],
    ids=["no link", "other link", "order open", "other event", "other type", "no measure", "other"],
)
def test_an_easing_of_a_status_that_never_began_is_a_problem(coding, tmp_path):
    assert never_began(coding, tmp_path) == [NEVER_BEGAN]


def test_a_corpus_event_keeps_its_date_when_a_later_page_says_it_more_precisely(tmp_path):
    page = GOOD.rows["claims"][1] | {"claim_id": "C900", "document_id": "D02", "passage_id": ""}
    coding = GOOD.change("events", "E001", date="2020-05").change("claims", "C002", value="2020-05")
    found = rules_events.event_date_rests_on_a_claim(coding.add("claims", **page).tables(tmp_path))
    assert list(found) == []


def test_every_rule_is_tested():
    tested = {rule for rule, _, _ in BROKEN} | set(rules_codebook.RULES) | set(rules_context.RULES)
    assert tested == set(RULES)


def test_a_good_coding_breaks_no_rule(tmp_path):
    assert rule_problems(GOOD.tables(tmp_path)) == []

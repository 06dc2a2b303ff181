"""Each rule says what it found, in the row where it found it, and is quiet about a good coding."""

import pytest
from coding_fixture import TEXT, Coding

from analysis import (
    naming,
    rules_claims,
    rules_codebook,
    rules_context,
    rules_events,
    rules_passages,
)
from analysis.problems import listing
from analysis.rules import RULES, rule_problems

GOOD = Coding()
NO_LIST = (
    "a name that is on no list cannot enter the data; allowed: names of public entities, places "
    "and cases, and the words of codebook/proper_names.csv"
)

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
            "allowed: not_guilty, guilty",
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
    )
    tables = coding.tables(tmp_path)
    rows = {name: len(tables[name]) for name in ("variables", "vocabularies", "units")}
    found = [str(p) for rule in rules_codebook.RULES for p in rule(tables)]
    schemes = listing(tables.schema.vocabularies)
    variables = "data/codebook/variables.csv: row"
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
        '"dumb" is no code of plea; allowed: not_guilty, guilty, silent',
        f"data/codebook/units.csv: row {rows['units']} (crowns), column factor_low: "
        "3 is above factor_high 2",
    ]


def test_an_id_that_was_withdrawn_is_not_used_again(tmp_path):
    again = GOOD.change("corrections", "X001", what="Withdrawn.")
    found = list(rules_codebook.withdrawn_id_is_not_used_again(again.tables(tmp_path)))
    assert [str(problem) for problem in found] == [
        "data/coding/claims.csv: row 3 (C003), column claim_id: was withdrawn by X001; "
        "an id is never used again"
    ]


def test_every_rule_is_tested():
    tested = {rule for rule, _, _ in BROKEN} | set(rules_codebook.RULES) | set(rules_context.RULES)
    assert tested == set(RULES)


def test_a_good_coding_breaks_no_rule(tmp_path):
    assert rule_problems(GOOD.tables(tmp_path)) == []

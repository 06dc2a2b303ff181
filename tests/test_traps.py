"""The twenty traps that the five documents set, and that the rows of the coding stay out of.

Each trap, its evidence and the rule it forces stand in the method notes; here each is one test that
reads the rows of the coding and of the release, never the prose about them.
"""

import re
from datetime import date, timedelta

from tables_fixture import ids, real, released, row, rows

from analysis.checks import evidence
from analysis.derivation.support import independent_roots, occurrence_claims, support_level
from analysis.derivation.timing import event_bounds
from analysis.text.matching import occurrences
from analysis.values.dates import bounds

APPEAL_STARTS = 2171  # code point of D01 where the appeal for funds begins


def passage(claim):
    return real()["passages"].by_id[claim["passage_id"]]


def document(name):
    return row("documents", document_id=name)


def published(name):
    return bounds(document(name)["published"])


def corpus_claims(**cells):
    return rows("claims", layer="corpus", **cells)


def own(event, *, without=()):
    """The typed claims about an event, but for those of some documents."""
    return [
        c for c in real()["claims"] if c["event_id"] == event and c["document_id"] not in without
    ]


def test_trap_01_boilerplate_does_not_take_the_date_of_the_article_above_it():
    sections = {
        (s["start"] >= APPEAL_STARTS, s["section"]) for s in rows("coverage", document_id="D01")
    }
    assert sections == {(False, "body"), (True, "boilerplate")}

    below = [
        p for p in real()["passages"] if p["document_id"] == "D01" and p["start"] >= APPEAL_STARTS
    ]
    assert {p["section"] for p in below} == {"boilerplate"}
    assert all(bounds(p["as_of"]).earliest >= date(2024, 7, 1) for p in below)

    told = {c["event_id"] for c in corpus_claims() if c["passage_id"] in ids(below)}
    assert told == {"E029", "E030", "E031"}
    for event in (row("events", event_id=name) for name in told):
        assert event["date"] is event["corpus_earliest"] is event["corpus_latest"] is None
        assert event["earliest"] > published("D01").latest


def test_trap_02_the_report_is_dated_by_its_own_address_and_not_by_that_of_a_copy():
    assert document("D01")["published"] == "2020-05-12"
    written = date(2020, 5, 12)
    monday = written - timedelta(days=written.weekday())
    resolved = {
        real()["passages"].by_id[claim["passage_id"]]["phrase"]: bounds(claim["value"])
        for claim in corpus_claims(document_id="D01", variable="date")
        if claim["date_basis"] == "relative_to_publication"
    }
    last_week, on_monday = resolved["Last week"], resolved["on Monday"]
    assert (last_week.earliest, last_week.latest) == (
        monday - timedelta(days=7),
        monday - timedelta(days=1),
    )
    assert on_monday.earliest == on_monday.latest == monday == date(2020, 5, 11)
    # Seen from the copy's address, 4 July, the last week would be that of 22 June.
    assert all(found.latest <= written for found in resolved.values())


def test_trap_03_a_stated_duration_sets_no_date():
    claims = real()["claims"]
    dates_only = [c for c in claims if c["variable"] != "custody_duration"]
    assert len(dates_only) < len(claims)
    assert event_bounds(real(), dates_only) == event_bounds(real(), claims)

    bases = {c["date_basis"] for c in corpus_claims(document_id="D03", variable="date")}
    assert "duration_back_calculated" not in bases
    conflict = row("conflicts", event_id="E008", variable="custody_duration")
    stated = row("claims", claim_id=conflict["claim_a"])
    assert (stated["document_id"], stated["low"], stated["high"]) == ("D03", 2.5, 3)
    assert stated["unit"] == "years"
    assert conflict["conflict_scope"] == "against_computed"
    assert (conflict["computed_low"], conflict["computed_high"]) == (816, 820)
    assert conflict["computed_unit"] == "days"


def test_trap_04_jailed_is_remand_in_2020_and_a_sentence_in_2022():
    def measures_told(*documents):
        found = [
            real()["events"].by_id[c["event_id"]]
            for c in real()["claims"]
            if c["document_id"] in documents and c["variable"] == "occurrence"
        ]
        return {e["measure_type"] for e in found if e["case_id"] == "K1"} - {None}

    said_jailed = [
        c["event_id"]
        for c in corpus_claims()
        if "jailed" in passage(c)["phrase"] and c["document_id"] in ("D01", "D02")
    ]
    assert {row("events", event_id=e)["measure_type"] for e in said_jailed} == {"pretrial_remand"}
    assert "pretrial_remand" in measures_told("D01", "D02")
    assert "custodial_sentence" not in measures_told("D01", "D02")
    assert "custodial_sentence" in measures_told("D03")
    assert "pretrial_remand" not in measures_told("D03")
    courts = {
        event: row("participants", event_id=event, role="adjudicator")["entity_id"]
        for event in ("E008", "E014")
    }
    assert courts == {"E008": "tverskoy_court", "E014": "lyublinsky_court"}


def test_trap_05_the_tverskoy_court_sits_in_moscow_and_not_in_the_city_of_tver():
    remand = row("events", event_id="E008")
    assert (remand["place_id"], remand["place_role"]) == ("moscow", "forum")
    named = rows("claims", event_id="E008", variable="identity")
    assert {c["layer"] for c in named} == {"corpus", "follow_up"}
    assert {c["value"] for c in named} == {"tverskoy_court"}
    assert row("claims", event_id="E008", variable="place")["value"] == "moscow"
    labels = {place["label"] for place in released()["places"]}
    assert "Moscow" in labels
    assert not any("Tver" in label for label in labels)


def test_trap_06_the_sum_is_coded_in_roubles_and_the_conversions_stay_rivals():
    sums = rows("claims", event_id="E007", variable="sum")
    assert {c["document_id"] for c in sums if c["layer"] == "corpus"} == {"D01", "D02"}
    assert {(c["low"], c["high"], c["unit"]) for c in sums} == {(300000, 300000, "roubles")}

    converted = rows("claims", event_id="E007", variable="sum_converted")
    assert {(c["document_id"], c["low"], c["high"]) for c in converted} == {
        ("D01", 3800, 3800),
        ("D02", 4000, None),
    }
    assert {c["unit"] for c in rows("claims", variable="sum")} == {"roubles"}
    (conflict,) = rows("conflicts", event_id="E007")
    assert conflict["variable"] == "sum_converted"
    assert {conflict["claim_a"], conflict["claim_b"]} == ids(converted)


def test_trap_07_the_door_was_forced_in_two_ways_that_agree_one_level_up():
    found = rows("conflicts", event_id="E004", variable="entry_method")
    assert {c["conflict_kind"] for c in found} == {"granular"}
    in_corpus = ids(corpus_claims(event_id="E004"))
    (conflict,) = (c for c in found if {c["claim_a"], c["claim_b"]} <= in_corpus)
    ways = {
        row("claims", claim_id=conflict[side])["document_id"]: row(
            "claims", claim_id=conflict[side]
        )["value"]
        for side in ("claim_a", "claim_b")
    }
    assert ways == {"D01": "door_sawn", "D03": "door_broken_down"}
    wider = {
        row("vocabularies", scheme="entry_method", code=way)["parent"] for way in ways.values()
    }
    assert wider == {"door_forced"}


def test_trap_08_health_is_a_category_and_calls_for_help_are_not_counted():
    events = ids(rows("events", event_class="health"))
    assert {"E009", "E010", "E042"} <= events
    named = {e["entity_id"] for e in rows("entities", kind="person", naming="public")}
    people = {p["event_id"] for p in released()["participants"] if p["entity_id"] in named}
    for claim in (c for c in released()["claims"] if c["event_id"] in events):
        allowed = {"occurrence", "date", "place", "care", "interval"}
        if claim["event_id"] not in people:
            allowed |= {"persons_ill"}  # a count of people who are not named
        assert claim["variable"] in allowed
        assert claim["unit"] in (None, "days", "persons")
    assert not any("call" in unit["unit"] for unit in released()["units"])
    assert not any("call" in variable["variable"] for variable in released()["variables"])
    conditions = ("blood", "tubercul", "hypertens", "disease", "diagnos")
    for table in ("claims", "events", "passages", "coverage"):
        for found in released()[table]:
            prose = " ".join(str(cell) for cell in found.values()).lower()
            assert not any(word in prose for word in conditions), found


def test_trap_09_a_document_that_counts_two_offences_and_three_contradicts_itself():
    conflict = row("conflicts", event_id="E014", variable="offences")
    assert conflict["conflict_scope"] == "within_document"
    sides = [row("claims", claim_id=conflict[side]) for side in ("claim_a", "claim_b")]
    assert {c["document_id"] for c in sides} == {"D03"}
    assert {(c["speaker_id"], c["low"], c["high"]) for c in sides} == {
        ("afp", 2, 2),
        ("ovd_info", 3, 3),
    }
    shown = rows("disputes", event_id="E014", dispute_flag="internal_conflict")
    assert {d["claim_id"] for d in shown} == ids(sides)


def test_trap_10_two_reports_that_draw_on_one_newsroom_are_one_root():
    flashmob = real()["events"].by_id["E012"]
    said = occurrence_claims(own("E012", without=["D03"]))
    assert {c["document_id"] for c in said} == {"D01", "D02"}
    strands = {real()["roots"].by_id[c["root_id"]]["strand"] for c in said}
    assert strands == {"mediazona"}
    assert independent_roots(said, real()) == 1
    assert support_level(flashmob, said, real()) == "S2_many_documents_one_root"
    # So are the officers who spoke to it, whichever document quotes them.
    passed_on = {r["claim_id"] for r in rows("relays", entity_id="mediazona")}
    heard = [c for c in own("E012") if c.id in passed_on]
    assert {c["document_id"] for c in heard} == {"D01", "D02"}
    assert {real()["roots"].by_id[c["root_id"]]["strand"] for c in heard} == {"mediazona"}
    # What the one document says in the words of the other is a claim at a further remove.
    translated = row("claims", document_id="D01", event_id="E007", variable="plea")
    assert rows("relays", claim_id=translated["claim_id"], entity_id="meduza")


def test_trap_11_the_publisher_of_two_documents_is_marked_as_a_target():
    marked = {d["document_id"] for d in rows("documents", publisher_is_target=True, layer="corpus")}
    # The publisher of the other was labelled later, as the follow-up layer has it.
    assert {name: document(name)["publisher_id"] for name in marked} == {
        "D01": "moscow_times",
        "D02": "meduza",
        "D03": "moscow_times",
    }
    # Pages of the follow-up layer are by targets too, and are marked as well.
    pages = rows("documents", publisher_is_target=True, layer="follow_up")
    assert {d["publisher_id"] for d in pages} == {"moscow_times", "meduza", "memorial_hrc"}
    assert "moscow_times" not in {
        d["publisher_id"] for d in rows("documents", publisher_is_target=False)
    }
    hit = {p["event_id"] for p in rows("participants", entity_id="moscow_times", role="target")}
    told = ids(rows("events", case_id="K5", layer="corpus"))
    assert told == {"E029", "E030", "E031"}
    assert hit - told == {"E104"}  # the block, which only a later page tells of
    # The foundation that was listed before is not the newspaper.
    (before,) = rows("events", case_id="K5", earliest=date(2021, 5, 1))
    listed = row("participants", event_id=before["event_id"], role="target")["entity_id"]
    assert listed == "moscow_times_foundation"


def test_trap_11_the_outlet_of_the_second_document_was_free_of_labels_when_it_wrote():
    label = row("events", event_id="E101")
    assert row("participants", event_id="E101", role="target")["entity_id"] == "meduza"
    assert published("D02").before(bounds(label["date"]))


def test_trap_12_irkutsk_is_kept_and_ulan_ude_stands_beside_it():
    prosecution = row("events", event_id="E024")
    assert (prosecution["place_id"], prosecution["place_role"]) == ("irkutsk", "case_region")
    assert prosecution["dispute_flag"] == "value_conflict"
    conflict = row("conflicts", event_id="E024", variable="place")
    places = {
        row("claims", claim_id=conflict[side])["layer"]: row("claims", claim_id=conflict[side])[
            "value"
        ]
        for side in ("claim_a", "claim_b")
    }
    assert places == {"corpus": "irkutsk", "follow_up": "ulan_ude"}
    assert conflict["chosen_claim_id"] is None
    assert row("events", event_id="E054")["place_id"] == "ulan_ude"


def test_trap_13_the_earliest_measure_in_the_documents_is_not_the_earliest():
    suit = row("events", event_id="E053")
    assert (suit["layer"], suit["measure_type"]) == ("follow_up", "state_civil_suit")
    targets = {p["entity_id"] for p in rows("participants", event_id="E053", role="target")}
    # A journalist and three former prisoners were sued with them and are not named.
    assert targets - {"co_defendant", "former_prisoners_sued"} == {"kamynin", "taranenko"}
    suing = row("participants", event_id="E053", role="actor")["entity_id"]
    assert row("entities", entity_id=suing)["type"] == "penal_service"
    # No document bounds a measure against either man from below; the suit is the first that is.
    told = [e for e in rows("events", case_id="K2", event_class="measure") if e != suit]
    assert {e["layer"] for e in told} == {"corpus"}
    assert {e["earliest"] for e in told} == {None}
    assert suit["earliest"] == date(2020, 6, 1)
    assert row("entities", entity_id="siberian_justice")["label_original"] == "Сибирь правовая"


def test_trap_14_memorial_stays_unresolved_between_two_bodies():
    target = row("participants", event_id="E028", role="target")["entity_id"]
    assert target == "memorial"
    bodies = ids(rows("entities", parent_id="memorial"))
    assert bodies == {"memorial_hrc", "memorial_international"}
    in_corpus = {e["event_id"] for e in rows("events", layer="corpus")}
    named = [p for p in released()["participants"] if p["entity_id"] in bodies]
    assert not any(p["event_id"] in in_corpus for p in named)
    assert row("claims", event_id="E028", layer="corpus", variable="identity")["value"] == target

    event = row("events", event_id="E028")
    assert event["date"] is None
    # The days on which the one and the other were entered span what is known.
    assert (event["earliest"], event["latest"]) == (date(2014, 7, 21), date(2016, 10, 4))
    assert event["date_precision"] == "several_years"


def test_trap_15_the_hypothesis_of_the_book_is_no_evidence_for_it():
    trends = rows("claims", proposition_kind="trend")
    assert {c["speaker_id"] for c in trends} == {"borshchev", "news_ru"}
    assert {c["modality"] for c in trends} == {"generic"}
    events = {c["event_id"] for c in trends}
    assert events == {"E025", "E026"}
    for event in (row("events", event_id=name) for name in events):
        assert event["event_class"] == "assessment"
        assert event["measure_type"] is None
        assert event["support_level"] == event["corpus_support_level"] == "S0_generic"
        assert not rows("links", from_event_id=event["event_id"])
    places = {c["passage_id"] for c in trends}
    assert not any(c["passage_id"] in places for c in rows("claims", variable="occurrence"))


def test_trap_16_a_text_that_was_out_of_date_speaks_from_before_its_publication():
    trial = row("events", event_id="E039")
    stale = [passage(c) for c in corpus_claims(event_id="E039", variable="persons_tried")]
    assert stale
    verdict = row("events", event_id="E061")
    for place in stale:
        assert bounds(place["as_of"]).before(published("D05"))
        assert bounds(place["as_of"]).latest == verdict["earliest"]
        assert place["as_of_from"] == "D13"  # another document shows it, so the corpus cannot
    assert trial["latest"] <= verdict["latest"] < published("D05").earliest
    assert trial["corpus_latest"] == published("D05").latest
    # Two pages have two on trial, one from the days of the text and one from the verdict on them.
    disputed = rows("conflicts", event_id="E039", variable="persons_tried")
    sides = [row("claims", claim_id=c[side]) for c in disputed for side in ("claim_a", "claim_b")]
    assert {(c["layer"], c["document_id"], c["low"]) for c in sides} == {
        ("corpus", "D05", 9),
        ("follow_up", "D12", 2),
        ("follow_up", "D14", 2),
    }


def test_trap_17_everyone_is_a_judgement_and_the_counts_come_from_who_counted():
    everyone = [c for c in corpus_claims(event_id="E050") if "all people" in passage(c)["phrase"]]
    assert {c["proposition_kind"] for c in everyone} == {"evaluation"}
    assert all(c["low"] is c["high"] is None for c in everyone)
    counts = rows("claims", event_id="E050", variable="persons_detained")
    assert {c["document_id"] for c in counts}.isdisjoint({"D05"})
    assert {c["layer"] for c in counts} == {"follow_up"}
    assert {(c["speaker_id"], c["low"], c["high"]) for c in counts} == {
        ("afp", 25, 35),  # about thirty, by eye
        ("ovd_info", 35, 35),
        ("mbk_media", 43, 43),
        ("ovd_info", 49, 49),
    }


def test_trap_18_almost_1400_is_an_interval_and_the_count_of_others_stands_apart():
    said = row("claims", event_id="E034", variable="persons_detained", layer="corpus")
    assert (said["value"], said["low"], said["high"]) == (None, 1300, 1399)
    counted = row("claims", event_id="E034", variable="persons_detained", speaker_id="ovd_info")
    assert (counted["layer"], counted["low"], counted["high"]) == ("follow_up", 1373, 1373)
    assert counted["root_id"] != said["root_id"]
    assert not rows("conflicts", event_id="E034")
    # No day is read into the words; it comes with the count.
    detention = row("events", event_id="E034")
    assert detention["corpus_precision"] == "season_or_quarter"
    assert detention["earliest"] == detention["latest"] == date(2019, 7, 27)


def test_trap_19_what_rests_on_one_doubtful_word_of_a_translation_is_marked():
    translated = {
        d["document_id"] for d in released()["documents"] if d["original_language"] != d["language"]
    }
    assert document("D05")["translation_quality"] == "rough"
    doubtful = rows("claims", translation_doubt=True)
    assert {c["document_id"] for c in doubtful} == {"D04", "D05"} <= translated
    reset = [c for c in doubtful if passage(c)["phrase"] == "Putin's previous terms"]
    assert [c["variable"] for c in reset] == ["motive"]
    # A run without them leaves nothing that says the arrest took place.
    arrest = real()["events"].by_id["E020"]
    firm = [c for c in own("E020") if not c["translation_doubt"]]
    assert support_level(arrest, own("E020"), real()) == "S1_one_root"
    assert support_level(arrest, firm, real()) == "S0_generic"


def test_trap_20_words_are_found_across_no_break_spaces_and_curly_quotes():
    texts = evidence.texts_folder(None)
    if texts is None:
        read = ["It was a “long visit” then, the keeper’s so\u00a0called."]
    else:
        read = [
            evidence.read_document(d, texts) for d in real()["documents"] if d["layer"] == "corpus"
        ]
    as_typed = str.maketrans("\u00a0’“”", ' \'""')
    crossed = set()
    for text in read:
        for found in re.finditer(r"\w+[^\w\n]*[\u00a0’“”][^\w\n]*\w+", text):
            typed = " ".join(found.group().translate(as_typed).split())
            assert typed != found.group()
            # Found where it stands, in offsets that slice the untouched text.
            assert found.span() in occurrences(typed, text)
            crossed |= set(found.group())
    assert crossed >= {"\u00a0", "’", "“", "”"}

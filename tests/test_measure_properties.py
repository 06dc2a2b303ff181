"""What holds of the measure whatever the data: found by breaking and widening the real coding."""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tables_fixture import real, replaced

from analysis.derivation.support import support_level
from analysis.ground.tables import Row
from analysis.measure.breadth import breadth
from analysis.measure.custody import custody
from analysis.measure.fit import skipped_rungs
from analysis.measure.foundation import conflict_rate, corroborated
from analysis.measure.lead_time import lead_time
from analysis.measure.observation import observe
from analysis.measure.peak import peak_to_date
from analysis.measure.publicity import publicity_lag
from analysis.measure.specification import CORPUS, WITH_FOLLOW_UP, selected
from analysis.measure.transitions import transition_counts, transitions
from analysis.measure.voices import silent_measures, voices
from analysis.values.dates import bounds

DAYS = st.dates(date(2012, 1, 1), date(2025, 1, 1))
few = settings(deadline=None, max_examples=15)

INDICATORS = [
    lambda tables, chosen: peak_to_date(tables, chosen, date(2020, 5, 5)),
    *(transitions, transition_counts, breadth, lead_time, custody, corroborated, conflict_rate),
    *(voices, silent_measures, skipped_rungs, publicity_lag),
]


@few
@given(st.integers(0, 2**32).map(random.Random), st.sampled_from([CORPUS, WITH_FOLLOW_UP]))
def test_the_order_of_rows_changes_nothing(order: random.Random, chosen):
    shuffled = {name: order.sample(table.rows, len(table)) for name, table in real().items()}
    tables = replaced(real(), **shuffled)
    for indicator in INDICATORS:
        assert indicator(tables, chosen) == indicator(real(), chosen)


def contradicted(event: str) -> bool:
    """Whether two claims of an event date it to days that do not meet."""
    own = [bounds(c["value"]) for c in ALL_DATES if c["event_id"] == event]
    return any(one.disjoint(other) for one, other in combinations(own, 2))


# The claims that date a measure: each is widened by itself and with others. Dates that contradict
# each other are spanned, and to widen one may settle that: then less is possible, not more.
ALL_DATES = [c for c in real()["claims"] if c["variable"] == "date"]
DATES = [c for c in ALL_DATES if "/" not in c["value"] and not contradicted(c["event_id"])]


def wider(claim: Row, day: date) -> Row:
    """A date claim that allows all days it did, and those up to another day."""
    one = bounds(claim["value"])
    start, end = min(one.earliest, day), max(one.latest, day)
    return replace(claim, cells=dict(claim.cells) | {"value": f"{start}/{end}"})


@few
@given(st.dictionaries(st.sampled_from([c.id for c in DATES]), DAYS, min_size=1), DAYS)
def test_widening_a_date_never_narrows_a_result(widened, day):
    claims = [wider(c, widened[c.id]) if c.id in widened else c for c in real()["claims"]]
    tables = replaced(real(), claims=claims)
    for chosen in (CORPUS, WITH_FOLLOW_UP):
        for indicator in (lead_time, lambda t, s: peak_to_date(t, s, day)):
            before, after = indicator(real(), chosen), indicator(tables, chosen)
            assert [key for key in before if not after[key].contains(before[key])] == []
        held = {(row.unit, row.events): row.days for row in custody(real(), chosen)}
        wide = {(row.unit, row.events): row.days for row in custody(tables, chosen)}
        assert [key for key in held if not wide[key].contains(held[key])] == []
        steps, open_steps = (transition_counts(t, chosen) for t in (real(), tables))
        kinds = [kind for kind in steps if kind != "undetermined"]
        assert [kind for kind in kinds if not open_steps[kind].contains(steps[kind])] == []
        lags, late = publicity_lag(real(), chosen), publicity_lag(tables, chosen)
        assert [key for key in late if not late[key].contains(lags[key])] == []


STATUSES = [
    event.id
    for event in selected(real(), CORPUS)["events"]
    if event["event_class"] == "measure"
    and real()["measure_types"].by_id[event["measure_type"]]["persistence"] == "status"
]


def eased(status: str, day: date):
    """The real coding with an easing that ends a status on a day."""

    def made(table, **cells):
        first = real()[table].rows[0]
        return Row(9999, dict.fromkeys(first.cells) | cells, next(iter(cells.values())))

    event = real()["events"].by_id[status]
    said = dict(real()["claims"].by_id["C001"].cells) | {"event_id": "E999", "passage_id": None}
    claims = [
        Row(9998, said | {"claim_id": "C998"}, "C998"),
        Row(9999, said | {"claim_id": "C999", "variable": "date", "value": str(day)}, "C999"),
    ]
    easing = made("events", event_id="E999", case_id=event["case_id"], event_class="easing")
    link = {"from_event_id": status, "to_event_id": "E999", "kind": "ended_by"}
    return replaced(
        real(),
        events=[*real()["events"], easing],
        claims=[*real()["claims"], *claims],
        links=[*real()["links"], made("links", **link, order_certain=True)],
    )


@few
@given(st.sampled_from(STATUSES), DAYS, DAYS)
def test_an_easing_never_raises_a_peak(status, day, on):
    # What begins cannot have ended before; such an easing contradicts the coding.
    assume(day >= (observe(real(), CORPUS).timing[status].earliest or date.min))
    before, after = (peak_to_date(tables, CORPUS, on) for tables in (real(), eased(status, day)))
    assert before.keys() == after.keys()
    # That a status has ended shows that it had begun: the least may rise, never above the most.
    assert [key for key in before if after[key].high > before[key].high] == []
    assert [key for key in before if after[key].low > before[key].high] == []


@pytest.mark.parametrize("document", [d.id for d in real()["documents"] if d["layer"] != "context"])
def test_leaving_out_a_document_never_adds_support(document):
    less = replace(WITH_FOLLOW_UP, without_documents=frozenset({document}))
    order = real().schema.vocabularies["support_level"]

    def levels(chosen):
        tables = selected(real(), chosen)
        return {
            event.id: order.index(
                support_level(
                    event, [c for c in tables["claims"] if c["event_id"] == event.id], tables
                )
            )
            for event in tables["events"]
        }

    all_of_them, fewer = levels(WITH_FOLLOW_UP), levels(less)
    assert [event for event, level in fewer.items() if level > all_of_them.get(event, -1)] == []

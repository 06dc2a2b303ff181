"""The headline sentences of the book, each as a question to what a specification shows.

Their wording stands in ``data/codebook/headlines.csv`` under the same ids. A sentence says what
holds of at least one target, case, measure or claim, or of one named target, and nothing of how
often (method, section 4c, sentences allowed).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from analysis.derivation.timing import ASSERTING
from analysis.ground.tables import Row
from analysis.measure.answers import Answer, all_of, any_of
from analysis.measure.campaign import broadenings, campaign_rises
from analysis.measure.custody import custodies
from analysis.measure.episodes import episodes
from analysis.measure.fit import skips
from analysis.measure.foundation import conflicting_pairs, well_founded
from analysis.measure.intervals import Interval
from analysis.measure.lead_time import lead_times
from analysis.measure.observation import Observation
from analysis.measure.pairs import pair_counts
from analysis.measure.publicity import lags
from analysis.measure.transitions import each_step
from analysis.measure.voices import silence
from analysis.robustness.verdicts import Verdict, in_some_target, in_target, plain

ORDINARY = ("ordinary_property", "ordinary_drugs", "ordinary_sexual_or_pornography")
TWO_YEARS, MONTH = 730, 30  # days
UNIT_OF_A_PERSON = "target"


@dataclass(frozen=True)
class Headline:
    """One headline sentence as a question, and the choices that can change its answer.

    ``choices`` names those of ladder and unit that it looks at; the evidence can always change it.
    ``case`` is the one case that it is about, if it is about one.
    """

    holds: Callable[[Observation], Verdict]
    choices: tuple[str, ...] = ()
    case: str | None = None


# --- escalation ---------------------------------------------------------------------------


def some_target_rises(seen: Observation) -> Verdict:
    """H01: at least one target rises on track A or C and falls on neither."""
    return in_some_target(seen, _rises_once)


def _rises_once(seen: Observation, unit: str) -> Answer:
    return any_of(_is_up(step.comparison) for step in each_step(unit, seen))


def _is_up(comparison: str) -> Answer:
    return None if comparison == "undetermined" else comparison == "up"


def every_step_of_vorontsov_rises(seen: Observation) -> Verdict:
    """H02: each step of Vorontsov from one episode to the next is a rise."""
    return _of_target("vorontsov", "K1", _rises_always, seen)


def _rises_always(seen: Observation, unit: str) -> Answer:
    if len(episodes(seen, unit)) < 2:
        return False
    return all_of(_is_up(step.comparison) for step in each_step(unit, seen))


def _of_target(
    target: str, case: str, holds: Callable[[Observation, str], Answer], seen: Observation
) -> Verdict:
    unit = case if seen.specification.unit == "case" else target
    return in_target(seen, unit, holds) if unit in seen.units else plain(False)


def label_came_before_prohibition(seen: Observation) -> Verdict:
    """H03: The Moscow Times was labelled before it was designated undesirable."""
    labels = _measures(seen, "stigmatising_status", "moscow_times")
    bans = _measures(seen, "prohibition_status", "moscow_times")
    return plain(any_of(_before(one, other, seen) for one in labels for other in bans))


def some_case_rises_to_other_people(seen: Observation) -> Verdict:
    """H04: in at least one case a graver measure hit other people than an earlier, lighter one."""
    return plain(any_of(True if rise.certain else None for rise in campaign_rises(seen)))


def some_case_broadens(seen: Observation) -> Verdict:
    """H05: in at least one case measures came to hit a further type of target."""
    return plain(any_of(True if one.certain else None for one in broadenings(seen)))


def some_rung_was_skipped(seen: Observation) -> Verdict:
    """H06: a target stands on a rung of A or C while a lower one was never observed for it."""
    return plain(any(skip.track in seen.ladder.compared for skip in skips(seen)))


def something_was_eased(seen: Observation) -> Verdict:
    """H07: at least one measure was eased."""
    return plain(any(event["event_class"] == "easing" for event in seen.tables["events"]))


# --- durations ----------------------------------------------------------------------------


def vorontsov_had_a_day_of_lead(seen: Observation) -> Verdict:
    """H08: at least a day lay between the first lighter measure and the loss of liberty."""
    by_target = replace(seen, specification=replace(seen.specification, unit=UNIT_OF_A_PERSON))
    found = lead_times(by_target).get("vorontsov")
    return plain(_at_least(found, 1) if found else False)


def some_custody_lasted_two_years(seen: Observation) -> Verdict:
    """H09: at least one custody lasted over two years."""
    return plain(any_of(_at_least(held.days, TWO_YEARS + 1) for held in custodies(seen)))


def some_stated_length_contradicts_the_dates(seen: Observation) -> Verdict:
    """H10: at least one stated length of custody is excluded by the dates."""
    return plain(any(held.against for held in custodies(seen)))


def some_measure_was_public_a_month_later(seen: Observation) -> Verdict:
    """H17: at least one measure became public a month or longer after it."""
    return plain(any_of(_at_least(days, MONTH) for days in lags(seen).values()))


def _at_least(found: Interval, least: float) -> Answer:
    if found.low is not None and found.low >= least:
        return True
    return False if found.high is not None and found.high < least else None


# --- charges and responses ----------------------------------------------------------------


def some_charge_is_of_ordinary_crime(seen: Observation) -> Verdict:
    """H11: at least one target was charged with an ordinary crime."""
    return plain(any(True for _ in _charged(seen, *ORDINARY)))


def speech_came_before_ordinary_crime(seen: Observation) -> Verdict:
    """H12: a suspicion over speech preceded a charge of ordinary crime against Vorontsov."""
    speech = [e for e in _charged(seen, "speech_insult") if "vorontsov" in seen.targets[e.id]]
    crime = [e for e in _charged(seen, *ORDINARY) if "vorontsov" in seen.targets[e.id]]
    return plain(any_of(_before(one, other, seen) for one in speech for other in crime))


def _charged(seen: Observation, *kinds: str) -> Iterator[Row]:
    """Yield the measures for which some claim that counts names one of these kinds of charge."""
    named = {
        claim["event_id"]
        for claim in seen.tables["claims"]
        if claim["variable"] == "charge_kind"
        and claim["value"] in kinds
        and claim["modality"] in ASSERTING
    }
    for event in seen.tables["events"]:
        if event.id in named and event["event_class"] == "measure":
            yield event


def some_response_was_followed_by_a_measure(seen: Observation) -> Verdict:
    """H13: at least one public response came before a measure in the same case."""
    events = seen.tables["events"]
    responses = [event for event in events if event["event_class"] == "target_response"]
    measures = [event for event in events if event["event_class"] == "measure"]
    return plain(
        any_of(
            _before(response, measure, seen)
            for response in responses
            for measure in measures
            if response["case_id"] == measure["case_id"]
        )
    )


# --- who speaks, and how firmly -----------------------------------------------------------


def the_acting_body_is_silent_on_half(seen: Observation) -> Verdict:
    """H14: at least half of the measures come without a word of the body that acted."""
    found = silence(seen)
    return plain(_at_least(found.number, found.out_of / 2))


def at_most_half_is_well_founded(seen: Observation) -> Verdict:
    """H15: at most half of the measures and easings have independent roots or the acting body."""
    found = well_founded(seen)
    return plain(found.number.high * 2 <= found.out_of)


def some_claims_exclude_each_other(seen: Observation) -> Verdict:
    """H16: at least one pair of claims cannot both be right."""
    return plain(any(True for _ in conflicting_pairs(seen)))


def at_least_half_of_the_pairs_go_up(seen: Observation) -> Verdict:
    """H18: of the ordered pairs of measures whose ranks differ, at least half go up.

    Asked to show that the ladder answers it (method, section 0, point 2).
    """
    counts = pair_counts(seen)
    return plain(0 < counts["up"] >= counts["down"])


def _measures(seen: Observation, measure_type: str, target: str) -> list[Row]:
    return [
        event
        for event in seen.tables["events"]
        if event["measure_type"] == measure_type
        and event["event_class"] == "measure"
        and target in seen.targets[event.id]
    ]


def _before(one: Row, other: Row, seen: Observation) -> Answer:
    if seen.certainly_before(one.id, other.id):
        return True
    return False if seen.certainly_before(other.id, one.id) else None


LADDER, UNIT = "ladder", "unit"

HEADLINES: Mapping[str, Headline] = {
    "H01": Headline(some_target_rises, (LADDER, UNIT)),
    "H02": Headline(every_step_of_vorontsov_rises, (LADDER, UNIT), "K1"),
    "H03": Headline(label_came_before_prohibition, case="K5"),
    "H04": Headline(some_case_rises_to_other_people, (LADDER,)),
    "H05": Headline(some_case_broadens),
    "H06": Headline(some_rung_was_skipped, (LADDER, UNIT)),
    "H07": Headline(something_was_eased),
    "H08": Headline(vorontsov_had_a_day_of_lead, case="K1"),
    "H09": Headline(some_custody_lasted_two_years),
    "H10": Headline(some_stated_length_contradicts_the_dates),
    "H11": Headline(some_charge_is_of_ordinary_crime),
    "H12": Headline(speech_came_before_ordinary_crime, case="K1"),
    "H13": Headline(some_response_was_followed_by_a_measure),
    "H14": Headline(the_acting_body_is_silent_on_half),
    "H15": Headline(at_most_half_is_well_founded),
    "H16": Headline(some_claims_exclude_each_other),
    "H17": Headline(some_measure_was_public_a_month_later),
    "H18": Headline(at_least_half_of_the_pairs_go_up, (LADDER, UNIT)),
}

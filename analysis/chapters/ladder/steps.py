"""How two states of a target are compared: the answers there are, and some worked by hand.

The answers are those of table transitions. What is worked out here is only the way to them: which
measures stand on which rung before and after (method, section 4, definitions).
"""

from typing import NamedTuple

import pandas as pd

from analysis.chapters.ladder.kinds import kinds
from analysis.reading.addresses import event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import NOT_KNOWN, capital, count, listing, when
from analysis.reading.timeline import FILLED_FROM

COMPARED, BESIDE = ("A", "C"), "B"
UNDETERMINED = "undetermined"


class Step(NamedTuple):
    """One step of a target from an episode to another, in one reading of the evidence."""

    unit: str
    earlier: str
    later: str
    evidence: str = "corpus"


# One step that is certain by its days, one by what a text says of the order, and one that is not.
EXAMPLES = (
    Step("vorontsov", "vorontsov-april", "vorontsov-may"),
    Step("moscow_times", "moscow-times-label", "moscow-times-undesirable"),
    Step("moscow_three", "moscow-2019-protests", "moscow-case-sentences"),
)


def answers(corpus: Corpus) -> pd.DataFrame:
    """Return the answers that a comparison can have, and how many steps of each were found."""
    terms = corpus.table("vocabularies").query("scheme == 'comparison'").sort_values("order")
    steps = corpus.table("transitions").astype({"comparison": str})
    found = {
        reading: steps.loc[steps["evidence"] == reading, "comparison"].value_counts()
        for reading in ("corpus", "corpus_and_follow_up")
    }
    return pd.DataFrame(
        {
            "Answer": terms["label"],
            "What it says": terms["definition"],
            "Five documents": terms["code"].map(found["corpus"]).fillna(0).astype(int),
            "With the follow-up": terms["code"]
            .map(found["corpus_and_follow_up"])
            .fillna(0)
            .astype(int),
        }
    ).reset_index(drop=True)


def verdict(corpus: Corpus, step: Step, column: str = "comparison") -> str:
    """Return the answer that the release holds for a step, as a code of vocabulary `comparison`.

    Raises KeyError, with the steps of that target, where there is none.
    """
    steps = corpus.table("transitions")
    own = steps[(steps["unit"] == step.unit) & (steps["evidence"] == step.evidence)]
    keyed = own.set_index(["from_episode", "to_episode"])[column].astype(str)
    if (step.earlier, step.later) not in keyed.index:
        there = "; ".join(" to ".join(key) for key in keyed.index) or "none"
        raise KeyError(f"no step {step.earlier} to {step.later} of {step.unit}; there are {there}")
    return keyed[step.earlier, step.later]


def dates(corpus: Corpus, step: Step, episode: str) -> str:
    """Return when the events of an episode took place, from the first bound to the last."""
    rows = _events(corpus, step, [episode])
    earliest = rows["earliest"].min() if rows["earliest"].notna().all() else None
    latest = rows["latest"].max() if rows["latest"].notna().all() else None
    return when(earliest, latest)


def _events(corpus: Corpus, step: Step, episodes: list[str]) -> pd.DataFrame:
    rows = corpus.table("episodes")
    rows = rows[(rows["unit"] == step.unit) & (rows["evidence"] == step.evidence)]
    return rows[rows["episode"].isin(episodes)]


def _before(corpus: Corpus, step: Step, episode: str) -> list[str]:
    """Return the episodes of a target from which certain steps lead to an episode."""
    rows = corpus.table("transitions")
    rows = rows[(rows["unit"] == step.unit) & (rows["evidence"] == step.evidence)]
    rows = rows[rows["comparison"] != UNDETERMINED]
    found: list[str] = []
    ahead = [episode]
    while ahead:
        ahead = sorted(set(rows.loc[rows["to_episode"].isin(ahead), "from_episode"]) - set(found))
        found += ahead
    return found


def standing(corpus: Corpus, step: Step, episode: str) -> pd.DataFrame:
    """Return what counts for a target after an episode: its measures, and what is still in force.

    Columns: event_id, label, track, rung, persistence, in_force (a status that nothing has ended
    so far), carried (in force from an earlier episode), filled (two independent roots or the word
    of the acting body) and disputed; the highest rung first.
    """
    earlier = _before(corpus, step, episode)
    rows = _events(corpus, step, [episode, *earlier])
    links = corpus.table("links").query("kind == 'ended_by'")
    ended = links.loc[links["to_event_id"].isin(rows["event_id"]), "from_event_id"]
    within = "corpus_" if step.evidence == "corpus" else ""
    events = corpus.events.query("event_class == 'measure'").assign(
        filled=lambda table: table[f"{within}support_level"] >= FILLED_FROM,
        disputed=lambda table: table[f"{within}dispute_flag"] != "none",
    )[["event_id", "measure_type", "filled", "disputed"]]
    types = kinds(corpus)[["measure_type", "label", "track", "rung", "persistence"]]
    rows = rows[["event_id", "episode"]].merge(events, on="event_id").merge(types)
    rows["in_force"] = (rows["persistence"] == "status") & ~rows["event_id"].isin(ended)
    rows["carried"] = rows["episode"] != episode
    counted = rows[~rows["carried"] | rows["in_force"]].astype({"track": str, "rung": int})
    return counted.sort_values(["track", "rung", "event_id"], ascending=[True, False, True])


def worked(corpus: Corpus, steps: tuple[Step, ...] = EXAMPLES) -> pd.DataFrame:
    """Return every measure that the worked comparisons look at, before and after.

    Columns of `standing` and: example (its place), target, title, when (the days of the episode),
    moment (``before`` or ``after``), certain (whether the order of the two episodes is known),
    answer and treatment (labels), and href.
    """
    labels = corpus.labels("comparison")
    parts = []
    names = corpus.names()
    for place, step in enumerate(steps):
        answer, treatment = (verdict(corpus, step, c) for c in ("comparison", "treatment"))
        for moment, episode in (("before", step.earlier), ("after", step.later)):
            parts.append(
                standing(corpus, step, episode).assign(
                    example=place,
                    target=capital(names[step.unit]),
                    title=title(corpus, step),
                    when=dates(corpus, step, episode),
                    moment=moment,
                    certain=answer != UNDETERMINED,
                    answer=labels[answer],
                    treatment=labels[treatment],
                )
            )
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(href=rows["event_id"].map(event_addresses(corpus)))


def title(corpus: Corpus, step: Step) -> str:
    """Return the name of a step: the target and when its two episodes took place."""
    name = capital(corpus.names()[step.unit])
    times = [dates(corpus, step, episode) for episode in (step.earlier, step.later)]
    if times == [NOT_KNOWN, NOT_KNOWN]:
        return f"{name}: neither day is known"
    return f"{name}: {times[0]}, then {times[1]}"


def worked_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the worked comparisons for the reader: what stood before and after, and the working.

    A row for each example and each track on which anything happened.
    """
    shown = []
    for (_, name), example in rows.groupby(["example", "target"], sort=False):
        for track in sorted(set(example["track"])):
            own = example[example["track"] == track]
            before, after = (own[own["moment"] == moment] for moment in ("before", "after"))
            shown.append(
                {
                    "Target": capital(name),
                    "Track": f"{track} (beside)" if track == BESIDE else track,
                    "Earlier": _named(before),
                    "Later": _named(after),
                    "Working, and the answer": (
                        _working(track, before, after, bool(own["certain"].all()))
                        + f": {own['treatment' if track == BESIDE else 'answer'].iloc[0].lower()}"
                    ),
                }
            )
    return pd.DataFrame(shown)


def _named(rows: pd.DataFrame) -> str | None:
    """Return the measures of one moment on one track in words, the highest rung first."""
    if rows.empty:
        return None
    return "; ".join(
        f"{row.track}{row.rung} {row.label.lower()}" + (" (in force)" if row.in_force else "")
        for row in rows.itertuples()
    )


def changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[bool, bool]:
    """Return whether one track rises and whether it falls, from what stands before and after.

    A rise is a rung above all that was reached or in force before; a fall is a status in force that
    ended with none as high in its place. An act that has passed is no fall.
    """
    rises = _top(after) > _top(before)
    falls = _top(after[after["in_force"]]) < _top(before[before["in_force"]])
    return rises, falls


def _top(rows: pd.DataFrame) -> int:
    return 0 if rows.empty else int(rows["rung"].max())


def _working(track: str, before: pd.DataFrame, after: pd.DataFrame, certain: bool) -> str:
    if not certain:
        return "order not certain"
    rises, falls = changes(before, after)
    earlier, later = (f"{track}{_top(rows)}" if len(rows) else "none" for rows in (before, after))
    if rises:
        return f"rises from {earlier} to {later}" + (", and a status falls" if falls else "")
    if falls:
        return "a status falls"
    if earlier == later:
        return f"stays at {later}"
    return f"from {earlier} to {later}: an act passed, and no status fell"


def worked_finding(rows: pd.DataFrame) -> str:
    """Return what the figure of worked comparisons shows, as its description."""
    parts = []
    for name, own in rows.groupby("title", sort=False):
        tracks = sorted(set(own["track"]))
        spans = ", ".join(_span(own[own["track"] == track], track) for track in tracks)
        first = own.iloc[0]
        answer = f"{first['answer'].lower()}, treatment {first['treatment'].lower()}"
        parts.append(f"{name} ({spans}): {answer}.")
    steps = count(len(parts), "step").capitalize()
    return f"{steps}, each with the highest rungs before and after. {' '.join(parts)}"


def _span(own: pd.DataFrame, track: str) -> str:
    ends = [_top(own[own["moment"] == moment]) for moment in ("before", "after")]
    return " to ".join(f"{track}{rung}" if rung else "none" for rung in ends)


def step_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the prose says of the worked comparisons, and whether any step goes down."""
    labels = corpus.labels("comparison")
    facts = {}
    for step in EXAMPLES:
        wider = step._replace(evidence="corpus_and_follow_up")
        for reading, own in (("", step), ("_wider", wider)):
            facts |= {
                f"{step.unit}_name": capital(corpus.names()[step.unit]),
                f"{step.unit}{reading}": labels[verdict(corpus, own)].lower(),
                f"{step.unit}_treatment{reading}": labels[
                    verdict(corpus, own, "treatment")
                ].lower(),
                f"{step.unit}_earlier{reading}": dates(corpus, own, step.earlier),
                f"{step.unit}_later{reading}": dates(corpus, own, step.later),
            }
    steps = corpus.table("transitions")
    inside = steps[steps["evidence"] == "corpus"]
    facts["steps"] = count(len(inside), "step")
    facts["steps_wider"] = count(len(steps) - len(inside), "step")
    facts["stepping_targets"] = count(inside["unit"].nunique(), "target")
    facts["falls"] = _falls(steps)
    return facts


def _falls(steps: pd.DataFrame) -> str:
    """Return, as a sentence, whether any step of either reading falls."""
    falling = steps[steps["comparison"].isin(["down", "mixed"])]
    found, kinds = sorted(set(falling["unit"])), sorted(set(falling["comparison"].astype(str)))
    if not found:
        return "No step in the data is down or mixed."
    return (
        f"{count(len(found), 'target').capitalize()} in the data took a step that is "
        f"{listing(kinds)}."
    )

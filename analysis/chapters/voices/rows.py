"""Who speaks in the data: which voice says what, from how far away, and who judges.

Counts of claims are those of indicator I7 (method, section 4c). The five documents come first, and
what follow-up adds stands apart.
"""

import pandas as pd

from analysis.chapters.voices.backing import root_counts, seen_measures, silence, silent
from analysis.reading.addresses import claim_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, listing, number, share, when
from analysis.reading.readings import BOTH, CORPUS, READINGS, of_reading
from analysis.values.dates import bounds

# How voices are grouped on the page: the state's and the target's side are those of the denials
# (analysis/derivation/support.py), and a register stands with the state that keeps it.
SIDES = {
    "The state": ("state_authority", "court_act", "public_register"),
    "The target's side": ("target", "target_lawyer", "relative_or_associate"),
    "Everyone else": ("witness", "monitor", "expert", "newsroom", "advocacy", "unattributed"),
}
SIDE_OF = {voice: side for side, voices in SIDES.items() for voice in voices}
# The reader's words for the kinds of proposition, short enough for the head of a column.
KIND_WORDS = {
    **{"occurrence": "What", "legal_characterisation": "Offence", "motive": "Why"},
    **{"evaluation": "Judged", "quantity": "Number", "time": "When", "place": "Where"},
    **{"identity": "Who", "trend": "Change"},
}
JUDGED = {"motive": "Motive", "evaluation": "Judgement"}
ABOUT = {True: "what the state did", False: "what targets and supporters did"}
OF_STATE = ("measure", "easing", "procedure", "assessment")


def matrix(corpus: Corpus) -> pd.DataFrame:
    """Return how many claims each voice makes of each kind of proposition, a row for every pair.

    Columns: voice, side and kind in words, ``corpus`` and ``added``, the claims of the five
    documents and those that follow-up adds (I7). Pairs that do not occur are 0.
    """
    rows = corpus.table("indicators").query("indicator == 'I7' and unit != 'all'")
    counted = rows.set_index(["evidence", "unit", "item"])["low"]
    voices = corpus.labels("assertion_type")
    kinds = {code: KIND_WORDS[code] for code in corpus.labels("proposition_kind")}
    cells = [(voice, kind) for voice in voices for kind in kinds]
    first, both = ([int(counted.get((r, *cell), 0)) for cell in cells] for r in READINGS)
    return pd.DataFrame(
        {
            "voice": [voices[voice] for voice, _ in cells],
            "side": [SIDE_OF[voice] for voice, _ in cells],
            "kind": [kinds[kind] for _, kind in cells],
            "corpus": first,
            "added": [after - before for before, after in zip(first, both, strict=True)],
        }
    )


def matrix_finding(rows: pd.DataFrame) -> str:
    """Return what the matrix shows, as the description of the figure."""
    by_voice = rows.groupby("voice", sort=False)[["corpus", "added"]].sum()
    heard = by_voice.loc[by_voice["corpus"] > 0, "corpus"]
    heard = heard.sort_values(ascending=False, kind="stable")
    unheard = [voice.lower() for voice in by_voice.index[by_voice["corpus"] == 0]]
    told = listing(f"{voice.lower()} {claims}" for voice, claims in heard.items())
    without = f"; without a claim: {listing(unheard)}" if unheard else ""
    top = rows.loc[rows["corpus"].idxmax()]
    return (
        f"Claims of the five texts by voice: {told}{without}. "
        f"The fullest cell is {top['voice'].lower()}, column {top['kind']}, with "
        f"{count(int(top['corpus']), 'claim')}. Follow-up adds "
        f"{count(int(rows['added'].sum()), 'claim')}."
    )


def matrix_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix as a table: the five documents first, then what follow-up adds."""
    totals = rows.groupby("voice", sort=False)[["corpus", "added"]].sum().reset_index()
    cells = pd.concat([totals.assign(kind="All"), rows], ignore_index=True)
    cells["said"] = [
        " ".join([str(row.corpus)] * (row.corpus > 0) + [f"+{row.added}"] * (row.added > 0))
        for row in cells.itertuples()
    ]
    table = cells.pivot_table("said", index="voice", columns="kind", aggfunc="first", sort=False)
    return table.rename_axis(columns=None).reset_index(names="Voice")


def removes(corpus: Corpus) -> pd.DataFrame:
    """Return who speaks in each document of the corpus, and at how many removes from its reader.

    One row for each document, speaker, kind of voice and way. ``through`` names those who passed it
    on, the speaker's nearest first and the publisher last; ``removes`` is how many; ``claims``
    counts claims.
    """
    claims = of_reading(corpus.claims, CORPUS)
    names, voices = corpus.names(), corpus.labels("assertion_type")
    kinds = corpus.table("entities").set_index("entity_id")["type"].astype(str)
    documents = corpus.documents.set_index("document_id")
    relays = corpus.table("relays").sort_values(["claim_id", "step"])
    passed = relays.groupby("claim_id")["entity_id"].agg(list).to_dict()
    publisher = documents["publisher_id"]
    ways = [
        [*passed.get(c.claim_id, ()), *{publisher[c.document_id]} - {c.speaker_id}]
        for c in claims.itertuples()
    ]
    rows = claims.assign(
        through=[listing(names[one] for one in way) if way else "nobody" for way in ways],
        assertion_type=claims["assertion_type"].astype(str),
    )
    keys = ["document_id", "speaker_id", "assertion_type", "removes", "through"]
    rows = rows.groupby(keys, sort=False).size().reset_index(name="claims")
    days = documents["published"].map(bounds)
    titles = {
        row: f"{row} · {names[publisher[row]]}, {when(days[row].earliest, days[row].latest)}"
        for row in rows["document_id"].unique()
    }
    rows = rows.assign(
        speaker=rows["speaker_id"].map(names),
        what=rows["speaker_id"].map(kinds).map(corpus.labels("entity_type")).str.lower(),
        side=rows["assertion_type"].map(SIDE_OF),
        voice=rows["assertion_type"].map(voices),
        title=rows["document_id"].map(titles),
    )
    several = rows.groupby(["document_id", "speaker_id"])["assertion_type"].transform("nunique") > 1
    rows["label"] = rows["speaker"].mask(
        several, rows["speaker"] + ", as " + rows["voice"].str.lower()
    )
    order = ["document_id", "removes", "claims", "label", "through"]
    return rows.sort_values(order, ascending=[True, True, False, True, True], ignore_index=True)


def removes_finding(rows: pd.DataFrame) -> str:
    """Return how far from the reader the voices of each document are, as a description."""
    parts = []
    for document, own in rows.groupby("document_id"):
        steps = own.groupby("removes")["claims"].sum()
        told = [f"{claims} at {count(int(step), 'remove')}" for step, claims in steps.items()]
        parts.append(f"{document}: {listing(told)}")
    return f"Claims by the removes between speaker and reader. {'; '.join(parts)}."


def removes_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who speaks in each document, through whom, and how many claims."""
    return pd.DataFrame(
        {
            "Document": rows["document_id"],
            "Who speaks": rows["speaker"] + " (" + rows["voice"].str.lower() + ")",
            "What they are": rows["what"],
            "Passed on by": rows["through"],
            "Removes": rows["removes"],
            "Claims": rows["claims"],
            "to": "documents.html#" + rows["document_id"],
        }
    )


def judgements(corpus: Corpus) -> pd.DataFrame:
    """Return every claim about a motive and every judgement, with the voice that owns it.

    Columns: claim_id, document_id, layer, kind (motive or judgement), ``about`` (what the state
    did, or what targets and supporters did), speaker, voice, side, summary of the event, statement
    and href.
    """
    claims = of_reading(corpus.claims, BOTH).query("variable in @JUDGED")
    events = corpus.events.set_index("event_id")
    names, voices = corpus.names(), corpus.labels("assertion_type")
    of_state = claims["event_id"].map(events["event_class"].astype(str)).isin(OF_STATE)
    voice = claims["assertion_type"].astype(str)
    rows = claims.assign(
        kind=claims["variable"].map(JUDGED),
        about=of_state.map(ABOUT),
        speaker=claims["speaker_id"].map(names),
        voice=voice.map(voices),
        side=voice.map(SIDE_OF),
        summary=claims["event_id"].map(events["summary"]),
        href=claims["claim_id"].map(claim_addresses(corpus)),
        layer=claims["layer"].astype(str),
    )
    rows["label"] = rows["speaker"] + " (" + rows["voice"].str.lower() + ")"
    rows["first"] = rows["about"] != ABOUT[True]
    side = rows["side"].map({name: place for place, name in enumerate(SIDES)})
    rows = rows.assign(place=side).sort_values(
        ["layer", "place", "label", "first", "kind", "claim_id"], ignore_index=True
    )
    columns = ["claim_id", "document_id", "layer", "kind", "about", "speaker", "voice", "side"]
    return rows[[*columns, "label", "summary", "statement", "href"]]


def judgements_finding(rows: pd.DataFrame) -> str:
    """Return whose the motives and judgements about the state's acts are, in the five texts."""
    told = rows[(rows["layer"] == "corpus") & (rows["about"] == ABOUT[True])]
    parts = []
    for kind in JUDGED.values():
        own = told[told["kind"] == kind]
        voices = listing(f"{label} {n}" for label, n in own["label"].value_counts().items())
        parts.append(f"{count(len(own), kind.lower())}: {voices or 'nobody'}")
    return f"Said in the five texts of what the state did, {'; '.join(parts)}."


def judgements_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every motive and judgement with its voice; the addresses are in columns of their own.

    First the claims of the five texts about acts of the state, then about others, then follow-up.
    """
    later = rows["about"] != ABOUT[True]
    shown = rows.assign(later=later).sort_values(
        ["layer", "later", "kind"], ascending=[True, True, False], kind="stable"
    )
    return pd.DataFrame(
        {
            "Claim": shown["claim_id"],
            "Kind": shown["kind"],
            "Who says it": shown["label"] + ", " + shown["document_id"],
            "What is said": shown["statement"],
            "About": shown["summary"],
            "to": shown["href"],
        }
    )


def voices_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the sentences of the chapter may name, as counts with their nouns."""
    cells, told = matrix(corpus), of_reading(corpus.claims, CORPUS)
    by_side = cells.groupby("side")["corpus"].sum()
    by_voice = cells.groupby("voice")["corpus"].sum()
    total = int(cells["corpus"].sum())
    voices = corpus.labels("assertion_type")
    state = told[told["assertion_type"].isin(SIDES["The state"])]
    words = silence(corpus)
    spoken = words[(words["evidence"] == CORPUS) & (words["word"].isin(["body", "state"]))]
    registered = of_reading(corpus.claims, BOTH).query("assertion_type == 'public_register'")
    registered = registered[registered["event_id"].isin(seen_measures(corpus, BOTH)["event_id"])]
    judged = judgements(corpus)
    acts = judged[judged["about"] == ABOUT[True]]
    first, later = (acts[acts["layer"] == layer] for layer in ("corpus", "follow_up"))
    counts = root_counts(corpus)
    inside = counts[(CORPUS, "roots")].notna()
    single = counts.loc[inside, (CORPUS, "independent_roots")]
    most = counts[(BOTH, "roots")].idxmax()
    shared = told.groupby("root_id")["document_id"].nunique()
    whole = {reading: len(seen_measures(corpus, reading)) for reading in READINGS}
    return {
        "claims": count(total, "claim"),
        "claims_left": count(len(told) - total, "claim"),
        "claims_added": count(int(cells["added"].sum()), "claim"),
        "state_claims": share(int(by_side["The state"]), total, "claim"),
        "target_claims": number(int(by_side["The target's side"])),
        "newsroom_claims": number(int(by_voice[voices["newsroom"]])),
        "advocacy_claims": number(int(by_voice[voices["advocacy"]])),
        "state_first_hand": count(int((state["removes"] == 0).sum()), "claim"),
        "farthest": count(int(told["removes"].max()), "remove"),
        "at_hand": share(int((told["removes"] == 0).sum()), len(told), "claim"),
        "silent": silent(corpus, CORPUS),
        "silent_both": silent(corpus, BOTH),
        "measures": count(whole[CORPUS], "measure"),
        "measures_both": count(whole[BOTH], "measure"),
        "spoken": count(len(spoken), "measure"),
        "registers": count(registered["event_id"].nunique(), "measure"),
        "targets": count(int(inside.sum()), "target"),
        "targets_one": count(int((single == 1).sum()), "target"),
        "targets_added": count(int((~inside).sum()), "target"),
        "most_rooted": corpus.names()[most],
        "most_roots": count(int(counts.loc[most, (BOTH, "roots")]), "root"),
        "most_roots_corpus": count(int(counts.loc[most, (CORPUS, "roots")]), "root"),
        "most_independent": count(int(counts.loc[most, (BOTH, "independent_roots")]), "root"),
        "shared_roots": count(int((shared > 1).sum()), "root"),
        "motives": count(int((first["kind"] == JUDGED["motive"]).sum()), "claim"),
        "judged": count(int((first["kind"] == JUDGED["evaluation"]).sum()), "claim"),
        "judged_state": count(int((first["side"] == "The state").sum()), "claim"),
        "judged_other": count(len(judged[judged["layer"] == "corpus"]) - len(first), "claim"),
        "judged_later": " ".join(later["statement"]),
    }

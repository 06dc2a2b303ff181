"""Where claims exclude each other, what was decided, and what comparison puts in doubt.

Pairs of claims that could conflict, and do, add up to indicator I6 (method, section 4c). A pair is
of the corpus where both its claims are; all others need a page of the follow-up layer.
"""

import pandas as pd

from analysis.derivation.timing import ASSERTING
from analysis.reading.addresses import claim_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, interval, listing, share
from analysis.reading.readings import BOTH, CORPUS, of_reading

COMPARED_KINDS = ("date", "quantity", "place", "entity", "code")
# Statements of the corpus beside which the coder's note puts what is told elsewhere, by the event
# that has the note. Contradictions between values need no list: they are computed.
NOTED = {"E008": "C066", "E039": "C268", "E046": "C290", "E050": "C306"}
OPEN = "Nobody has decided: a denial is not settled here."


def pairs(corpus: Corpus) -> pd.DataFrame:
    """Return every pair of claims that could contradict each other, a row for each.

    Columns: pair (the ids of both claims), event_id, case_id, variable, kind (of proposition),
    ``layer`` (corpus where both claims are of it), ``conflicting``, ``witnesses`` (what their roots
    are to each other), about, href, and ``place``, by which pairs of one event stand together.
    """
    variables = corpus.table("variables").set_index("variable")
    roots = corpus.table("roots").set_index("root_id")["strand"]
    events = corpus.events.set_index("event_id")
    claims = of_reading(corpus.claims, BOTH)
    claims = claims.assign(
        spoken=claims["modality"].astype(str).mask(claims["modality"].isin(ASSERTING), "fact"),
        denied=claims["modality"] == "denied",
        strand=claims["root_id"].map(roots),
    )
    # What is denied is denied as a fact, so that it can be compared with what is asserted.
    claims["spoken"] = claims["spoken"].mask(claims["denied"], "fact")
    columns = ["event_id", "variable", "spoken", "claim_id", "denied", "value", "layer", "root_id"]
    both = claims[[*columns, "strand"]].merge(
        claims[[*columns, "strand"]], on=["event_id", "variable", "spoken"], suffixes=("_a", "_b")
    )
    both = both[both["claim_id_a"] < both["claim_id_b"]]
    several = both["variable"].map(variables["several"]).astype(bool)
    kind = both["variable"].map(variables["value_kind"].astype(str))
    one_denies = both["denied_a"] != both["denied_b"]
    same = (both["value_a"] == both["value_b"]).fillna(False)
    values = ~several & ~both["denied_a"] & kind.isin(COMPARED_KINDS)
    both = both[(one_denies & (~several | same)) | (~one_denies & values)]
    kinds = both["variable"].map(variables["proposition_kind"].astype(str))
    found = pd.DataFrame(
        {
            "pair": both["claim_id_a"] + "-" + both["claim_id_b"],
            "event_id": both["event_id"],
            "case_id": both["event_id"].map(events["case_id"]),
            "variable": both["variable"],
            "kind": kinds.map(corpus.labels("proposition_kind")),
            "layer": [
                "corpus" if {a, b} == {"corpus"} else "follow_up"
                for a, b in zip(both["layer_a"], both["layer_b"], strict=True)
            ],
            "witnesses": [_witnesses(row) for row in both.itertuples()],
            "about": both["event_id"].map(events["summary"])
            + ": "
            + both["variable"].map(variables["label"]).str.lower(),
            "href": both["claim_id_a"].map(claim_addresses(corpus)),
        }
    )
    found["conflicting"] = found["pair"].isin(corpus.conflicts["conflict_id"])
    order = list(corpus.labels("proposition_kind").values())
    found = found.assign(rank=found["kind"].map(order.index), agrees=~found["conflicting"])
    found["calm"] = found.groupby(["layer", "kind", "event_id"])["agrees"].transform("min")
    keys = ["rank", "layer", "calm", "event_id", "variable", "agrees", "pair"]
    found = found.sort_values(keys, ignore_index=True)
    own = found.groupby(["layer", "kind"])
    group = own["event_id"].transform(lambda ids: pd.factorize(ids)[0])
    found["place"] = own.cumcount() + 0.6 * group
    return found.drop(columns=["rank", "agrees", "calm"])


def _witnesses(row: tuple) -> str:
    if row.root_id_a == row.root_id_b:
        return "one root"
    if pd.isna(row.strand_a) or pd.isna(row.strand_b):
        return "not shown to be independent"
    return "one strand" if row.strand_a == row.strand_b else "independent roots"


def pairs_finding(rows: pd.DataFrame) -> str:
    """Return how many pairs conflict out of those that could, by kind, in the five documents."""
    parts = []
    for layer, label in (("corpus", "Within the five texts"), ("follow_up", "Follow-up adds")):
        own = rows[rows["layer"] == layer]
        kinds = [
            f"{kind.lower()} {int(same['conflicting'].sum())} of {len(same)}"
            for kind, same in own.groupby("kind", sort=False)
        ]
        parts.append(f"{label}, in conflict: {listing(kinds) if kinds else 'none'}")
    return f"{'. '.join(parts)}. Each mark is a pair of claims that could conflict."


def kinds_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return by kind of proposition how many pairs conflict, out of those that could (I6)."""
    shown = []
    for kind, own in rows.groupby("kind", sort=False):
        first, added = (own[own["layer"] == layer] for layer in ("corpus", "follow_up"))
        parts = {"The five texts": first, "Follow-up adds": added, "Together": own}
        words = {label: _out_of(part) for label, part in parts.items()}
        shown.append({"Kind": kind, **words})
    return pd.DataFrame(shown)


def _out_of(rows: pd.DataFrame) -> str:
    return share(int(rows["conflicting"].sum()), len(rows), "pair") if len(rows) else "no pair"


def pairs_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of claims that could conflict, the corpus first."""
    shown = rows.sort_values("layer", kind="stable")
    return pd.DataFrame(
        {
            "Pair": shown["pair"],
            "About": shown["about"],
            "In conflict": shown["conflicting"].map({True: "yes", False: "no"}),
            "Their roots": shown["witnesses"],
            "Read in": shown["layer"].map({"corpus": "the five texts", "follow_up": "follow-up"}),
            "to": shown["href"],
        }
    )


def inside(corpus: Corpus) -> pd.Series:
    """Return for each contradiction whether it needs no document but those of the corpus."""
    layers = corpus.claims.set_index("claim_id")["layer"].astype("string")
    sides = corpus.conflicts[["claim_a", "claim_b"]].apply(lambda side: side.map(layers))
    return (sides.fillna("corpus") == "corpus").all(axis=1)


def contradictions(corpus: Corpus, evidence: str = CORPUS) -> pd.DataFrame:
    """Return every contradiction of the corpus, or those that follow-up brings, case by case.

    Both statements, how and between what they differ, and what was decided; ``to_a`` and ``to_b``
    are the addresses of the two claims.
    """
    within = inside(corpus)
    found = corpus.conflicts[within if evidence == CORPUS else ~within]
    events = corpus.events.set_index("event_id")
    titles = corpus.cases.set_index("case_id")["title"]
    found = found.assign(case_id=found["event_id"].map(events["case_id"]))
    found = found.sort_values(["case_id", "event_id", "conflict_id"])
    known = found["resolution"].notna() & found.duplicated(["event_id", "variable"])
    said, links = corpus.claims.set_index("claim_id"), claim_addresses(corpus)
    labels = corpus.table("variables").set_index("variable")["label"]
    kinds, scopes = corpus.labels("conflict_kind"), corpus.labels("conflict_scope")
    return pd.DataFrame(
        {
            "Case": found["case_id"].map(titles),
            "About": found["event_id"].map(events["summary"])
            + ": "
            + found["variable"].map(labels).str.lower(),
            "One says": [_statement(said, claim) for claim in found["claim_a"]],
            "Against it": [rival(row, said) for row in found.itertuples()],
            "How, and what was decided": [
                f"{kinds[row.conflict_kind]}, {scopes[row.conflict_scope].lower()}. "
                + ("Decided as above." if told else _decided(row))
                for row, told in zip(found.itertuples(), known, strict=True)
            ],
            "to_a": found["claim_a"].map(links),
            "to_b": found["claim_b"].map(links),
        }
    ).reset_index(drop=True)


def by_case(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of `contradictions` under the title of their case, in the same order."""
    return {case: own.drop(columns="Case") for case, own in rows.groupby("Case", sort=False)}


def _statement(said: pd.DataFrame, claim: str) -> str:
    return f"{said.loc[claim, 'statement']} ({claim}, {said.loc[claim, 'document_id']})"


def rival(row: tuple, said: pd.DataFrame) -> str:
    """Return what stands against the first claim of a contradiction: a claim, or the dates."""
    if pd.notna(row.claim_b):
        return _statement(said, row.claim_b)
    low, high = int(row.computed_low), int(row.computed_high)
    return f"The dates of the same events give {interval(low, high, row.computed_unit)}."


def _decided(row: tuple) -> str:
    if pd.isna(row.resolution):
        return OPEN
    if pd.isna(row.chosen_claim_id):
        return row.resolution
    chosen = row.chosen_claim_id
    third = "" if chosen in (row.claim_a, row.claim_b) else "Not one of these two but "
    return f"{third}{chosen} is preferred. {row.resolution}"


def compared(corpus: Corpus) -> pd.DataFrame:
    """Return the statements of the corpus that another page, the dates or a note speak against.

    Contradictions that need the follow-up layer or a computed value, and the notes of `NOTED`.
    """
    said, events = corpus.claims.set_index("claim_id"), corpus.events.set_index("event_id")
    known = corpus.conflicts.assign(within=inside(corpus))
    of_corpus = known["claim_a"].map(said["layer"].astype(str)) == "corpus"
    crossing = of_corpus & (~known["within"] | known["claim_b"].isna())
    rows = [
        {
            "About": events.loc[row.event_id, "summary"],
            "A text says": _statement(said, row.claim_a),
            "Beside it stands": rival(row, said),
            "What the data do": _decided(row),
        }
        for row in known[crossing].sort_values("event_id").itertuples()
    ]
    rows += [
        {
            "About": events.loc[event, "summary"],
            "A text says": _statement(said, claim),
            "Beside it stands": events.loc[event, "note"],
            "What the data do": "Stands as a note of the coder; no value is compared.",
        }
        for event, claim in NOTED.items()
    ]
    return pd.DataFrame(rows)


def contested_facts(corpus: Corpus) -> dict[str, str]:
    """Return what the sentences on contradictions may name, as counts with their nouns."""
    found, known, within = pairs(corpus), corpus.conflicts, inside(corpus)
    first, added = (found[found["layer"] == layer] for layer in ("corpus", "follow_up"))
    often = known[~within]["event_id"].value_counts()
    alike = found[~found["conflicting"]]
    independent = alike["witnesses"] == "independent roots"
    return {
        "contradictions": count(int(within.sum()), "contradiction"),
        "contradictions_added": count(int((~within).sum()), "contradiction"),
        "computed": count(int(known["claim_b"].isna().sum()), "contradiction"),
        "pairs": count(len(first), "pair"),
        "pairs_conflicting": count(int(first["conflicting"].sum()), "pair"),
        "pairs_added": count(len(added), "pair"),
        "pairs_added_conflicting": count(int(added["conflicting"].sum()), "pair"),
        "same_event": count(int(often.iloc[0]), "contradiction"),
        "same_event_name": corpus.events.set_index("event_id").loc[often.index[0], "summary"],
        "preferred": count(known.dropna(subset="chosen_claim_id")["event_id"].nunique(), "event"),
        "alike": count(len(alike), "pair"),
        "alike_independent": count(int(independent.sum()), "pair"),
    }

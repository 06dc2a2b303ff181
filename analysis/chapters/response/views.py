"""The tables of measures and responses: what answers what, who says so, and what came later."""

from collections.abc import Iterable

import pandas as pd

from analysis.chapters.response.rows import Panel, joined, sought_ends
from analysis.reading.addresses import claim_addresses, event_addresses
from analysis.reading.corpus import Corpus
from analysis.reading.prose import listing, when
from analysis.reading.views import voice

# What an actor is to the case, in the words of a reader.
PARTS = {
    "supporters": "supporters",
    "lawyer": "lawyer",
    "opposition_team": "opposition team",
    "assembly_participants": "people at an assembly",
    "campaign_or_solidarity": "campaign",
    "opposition_activist": "organisers",
}


def linked_cases(case_ids: Iterable[str], corpus: Corpus) -> list[str]:
    """Return the titles of some cases."""
    titles = corpus.cases.set_index("case_id")["title"]
    return [titles[case] for case in case_ids]


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of texts for the page, with None where a cell is empty."""
    return frame.astype(object).where(frame.notna(), None).reset_index(drop=True)


def overview(corpus: Corpus) -> pd.DataFrame:
    """Return how many measures, responses and easings each case has, and which gaps concern an end.

    A number in brackets is that of both layers, where the follow-up pages add some.
    """
    events = corpus.events
    told = events[events["layer"] == "corpus"]
    gaps = sought_ends(corpus).groupby("case_id")["gap_id"].agg(listing)

    def counted(case: str, event_class: str) -> str:
        alone, both = (
            int(((rows["case_id"] == case) & (rows["event_class"] == event_class)).sum())
            for rows in (told, events)
        )
        return f"{alone}" if alone == both else f"{alone} ({both})"

    classes = {"measure": "Measures", "target_response": "Responses", "easing": "Easings"}
    return pd.DataFrame(
        {
            "Case": corpus.cases["title"],
            **{
                noun: [counted(case, code) for case in corpus.cases["case_id"]]
                for code, noun in classes.items()
            },
            "Gaps about an end": corpus.cases["case_id"].map(gaps).fillna("none entered"),
        }
    )


def panel_table(panel: Panel) -> pd.DataFrame:
    """Return the rows of a panel: what happened, when by both readings, and how founded it is."""
    corpus = panel.case.corpus
    events = corpus.events.set_index("event_id")
    support, disputes = corpus.labels("support_level"), corpus.labels("dispute_flag")
    classes = corpus.labels("event_class")
    shown = []
    for row in panel.rows.itertuples():
        event = events.loc[row.event_id]
        dispute = "" if event["dispute_flag"] == "none" else f"; {disputes[event['dispute_flag']]}"
        shown.append(
            {
                "Event": row.event_id,
                "What": row.summary,
                "Kind": classes[event["event_class"]]
                if pd.isna(row.rung)
                else f"{row.lane}{row.rung} {row.name}",
                "Five documents": when(row.corpus_earliest, row.corpus_latest)
                if row.layer == "corpus"
                else "not told of",
                "With follow-up": when(row.earliest, row.latest),
                "Support and dispute": f"{support[event['support_level']]}{dispute.lower()}",
                "to_event": row.href,
                "anchor": f"response-{row.event_id}",
            }
        )
    return plain(pd.DataFrame(shown))


def who(events: Iterable[str], corpus: Corpus, *roles: str) -> list[str | None]:
    """Return who took part in some events in some roles, as a phrase; nothing where none is coded.

    Only labels of the data are shown: a group or a role where a person may not be named.
    """
    took = corpus.table("participants")
    took = took[took["role"].isin(roles)]
    labels = corpus.names()
    named = took.groupby("event_id")["entity_id"].agg(lambda ids: listing(labels[i] for i in ids))
    return [named.get(event) for event in events]


def responders(events: Iterable[str], corpus: Corpus) -> list[str | None]:
    """Return who responded, each with the part they have: target, supporters, lawyer and so on."""
    took, entities = corpus.table("participants"), corpus.table("entities").set_index("entity_id")
    classes = corpus.events.set_index("event_id")
    hit = took[
        (took["role"] == "target") & took["event_id"].map(classes["event_class"]).eq("measure")
    ]
    targets = set(zip(hit["event_id"].map(classes["case_id"]), hit["entity_id"], strict=True))
    phrases: dict[str, list[str]] = {}
    for row in took[took["role"].isin(["actor", "supporter"])].itertuples():
        entity = entities.loc[row.entity_id]
        target = (classes.loc[row.event_id, "case_id"], row.entity_id) in targets
        part = "target" if target else PARTS.get(str(entity["type"]))
        phrases.setdefault(row.event_id, []).append(
            f"{entity['label']} ({part})"
            if part and part not in entity["label"]
            else entity["label"]
        )
    return [listing(phrases[event]) if event in phrases else None for event in events]


def voices(events: Iterable[str], corpus: Corpus) -> list[str | None]:
    """Return who says that some events took place, through whom, and in which documents."""
    said = corpus.claims.query("variable == 'occurrence'")
    said = said.assign(voice=voice(said, corpus))
    documents = said.groupby(["event_id", "voice"], sort=False)["document_id"].agg(
        lambda own: listing(sorted(set(own)))
    )
    phrases = documents.reset_index()
    phrases["phrase"] = phrases["voice"] + " (" + phrases["document_id"] + ")"
    told = phrases.groupby("event_id", sort=False)["phrase"].agg("; ".join)
    return [told.get(event) for event in events]


def charge(event: str | None, corpus: Corpus) -> str | None:
    """Return the kind of charge behind a measure and the plea, each or that it is not stated."""
    if pd.isna(event):
        return None
    kind = corpus.events.set_index("event_id").loc[event, "charge_kind"]
    charged = "not stated" if pd.isna(kind) else corpus.labels("charge_kind")[str(kind)].lower()
    stated = corpus.claims.query("variable == 'plea' and event_id == @event")["value"].unique()
    pleaded = listing(corpus.labels("plea")[plea].lower() for plea in stated) if len(stated) else ""
    return f"charge: {charged}; plea: {pleaded or 'not stated'}"


def linked(corpus: Corpus, kind: str) -> pd.DataFrame:
    """Return the links of one kind: what comes first, what comes then, and whose word it is.

    Order is what the link says; what the days alone say stands beside it. ``to_first`` and
    ``to_second`` hold the addresses of the cards of the two events.
    """
    links, events = joined(corpus, kind), corpus.events.set_index("event_id")
    first, second = links["from_event_id"], links["to_event_id"]
    classes = links["from_class"].map(corpus.labels("event_class")).str.lower()
    order = links["order_certain"].map({True: "order certain", False: "order not certain"})
    days = [
        _by_days(events.loc[one], events.loc[two]) for one, two in zip(first, second, strict=True)
    ]
    cases = pd.Series(linked_cases(links["case_id"], corpus), index=links.index, dtype="object")
    layers = links["layer"].map(corpus.labels("layer")).str.lower()
    return plain(
        pd.DataFrame(
            {
                "Events": first + "→" + second,
                "What came first": first.map(events["summary"]) + " (" + classes + ")",
                "Link and order": links["kind"].map(corpus.labels("link_kind"))
                + "; "
                + order
                + "; the days alone "
                + pd.Series(days, index=links.index, dtype="object"),
                "What came then": second.map(events["summary"]),
                "Whose act": responders(second, corpus),
                "In whose words": voices(second, corpus),
                "Case and layer": cases + " (" + layers + ")",
                "to_first": first.map(event_addresses(corpus)),
                "to_second": second.map(event_addresses(corpus)),
            }
        )
    )


def _by_days(first: pd.Series, second: pd.Series) -> str:
    """Return which reading's days leave no other order than the first not being the later."""
    if first["corpus_latest"] <= second["corpus_earliest"]:
        return "show it"
    if first["latest"] <= second["earliest"]:
        return "show it with the follow-up"
    return "leave it open"


def later_measures(corpus: Corpus) -> pd.DataFrame:
    """Return for each response the measures that certainly began on a later day in its case.

    By the days alone: order in time and nothing else. ``alone`` names those of the five documents,
    ``added`` what the follow-up pages add; both are empty where none is certain.
    """
    events = corpus.events.sort_values(["case_id", "latest", "earliest", "event_id"])
    measures = events[events["event_class"] == "measure"]
    rows = []
    for response in events[events["event_class"] == "target_response"].itertuples():
        own = measures[measures["case_id"] == response.case_id]
        alone = own[own["corpus_earliest"] > response.corpus_latest]
        both = own[(own["earliest"] > response.latest) & ~own["event_id"].isin(alone["event_id"])]
        named = f"{response.summary} ({response.event_id})"
        rows.append({"response": named, "alone": _named(alone), "added": _named(both)})
    return pd.DataFrame(rows)


def _named(rows: pd.DataFrame) -> str:
    return "; ".join(rows["summary"] + " (" + rows["event_id"] + ")")


def later_table(corpus: Corpus) -> pd.DataFrame:
    """Return what came on a later day for certain, responses with the same answer in one row."""
    grouped = later_measures(corpus).groupby(["alone", "added"], sort=False)["response"]
    rows = grouped.agg("; ".join).reset_index()
    rows = rows.sort_values("alone", key=lambda told: told == "", kind="stable")
    return pd.DataFrame(
        {
            "Row": [str(number) for number in range(1, len(rows) + 1)],
            "Responses": list(rows["response"]),
            "Later by the five documents": list(rows["alone"]),
            "Added by the follow-up": list(rows["added"]),
        }
    )


def said(corpus: Corpus, variable: str, heading: str) -> pd.DataFrame:
    """Return what the claims of one variable say of responses, each with its voice and its place.

    ``heading`` names the column of the statements; ``to_claim``, ``to_document`` hold addresses.
    """
    events = corpus.events.set_index("event_id")
    claims = corpus.claims[corpus.claims["variable"] == variable]
    of_response = claims["event_id"].map(events["event_class"]) == "target_response"
    claims = claims[of_response].sort_values(["event_id", "claim_id"])
    phrases = corpus.table("passages").set_index("passage_id")["phrase"]
    kinds = claims["assertion_type"].astype(str).map(corpus.labels("assertion_type"))
    quoted = claims["passage_id"].map(phrases).map(" “{}”".format, na_action="ignore").fillna("")
    in_corpus = claims["layer"] == "corpus"
    return plain(
        pd.DataFrame(
            {
                "Claim": claims["claim_id"],
                "Response": claims["event_id"].map(events["summary"]),
                heading: claims["statement"],
                "Who says it": voice(claims, corpus) + " (" + kinds.str.lower() + ")",
                "Where": claims["document_id"] + quoted,
                "to_claim": claims["claim_id"].map(claim_addresses(corpus)),
                "to_document": ("documents.html#" + claims["document_id"]).where(in_corpus),
            }
        )
    )

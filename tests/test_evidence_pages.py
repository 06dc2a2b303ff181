"""Each event and claim has its card; what names one leads there, and the card leads back."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag

from analysis.chapters.documents import charts as strip_charts
from analysis.chapters.documents import rows as strips
from analysis.drawing import render
from analysis.drawing.tables_html import table
from analysis.ground.paths import ROOT
from analysis.reading.addresses import card_addresses, card_pages
from analysis.reading.cards import cards
from analysis.reading.claim_cards import material
from analysis.reading.corpus import load_corpus
from analysis.reading.linked import Card, Link, text
from analysis.reading.mentions import Mention, mentions, shown_in
from analysis.reading.names import PAGE as NAMES
from analysis.reading.originals import archived, with_fragment

ID = re.compile(r"\b[CE]\d{3,}\b")
TO_CARD = re.compile(r"(?:^|/)evidence/([a-z0-9-]+)\.html#([CE]\d+)$")


@cache
def corpus():
    return load_corpus()


@cache
def known():
    return material(corpus())


@cache
def every_card() -> dict[str, Card]:
    """The cards of events and claims by their id; a second one under an id fails."""
    found = [
        one
        for slug in corpus().cases["slug"]
        for event in cards(slug, known())
        for one in (event, *event.claims)
    ]
    assert Counter(one.id for one in found).most_common(1)[0][1] == 1
    return {one.id: one for one in found}


def said(id: str, term: str) -> str:
    """What a card says under a term, its lines one after another."""
    lines = [
        line for entry in every_card()[id].entries if entry.term == term for line in entry.lines
    ]
    return " | ".join(map(text, lines))


def entry_of(id: str, term: str):
    (found,) = [entry for entry in every_card()[id].entries if entry.term == term]
    return found


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def articles(site: Path) -> dict[str, Tag]:
    """What the project wrote of each page, by its path."""
    found = {
        str(file.relative_to(site).with_suffix("")): soup(file).select_one("article")
        for file in sorted(site.rglob("*.html"))
    }
    return {page: article for page, article in found.items() if article}


@cache
def places(site: Path) -> dict[str, list[str]]:
    """The pages on which an element of the evidence has an id of an event or claim."""
    found: dict[str, list[str]] = {}
    for page, article in articles(site).items():
        for element in article.select(".event[id], .claim[id]"):
            found.setdefault(element["id"], []).append(page)
    return found


# --- cards -------------------------------------------------------------------------------


def test_every_event_and_claim_has_one_card():
    ids = {*corpus().events["event_id"], *corpus().claims["claim_id"]}
    assert set(every_card()) == ids


def test_every_event_and_claim_stands_once_in_the_built_book_on_the_page_of_its_address(site):
    assert places(site) == {id: [page] for id, page in card_pages(corpus()).items()}


def test_each_case_has_a_page_of_evidence():
    pages = {
        file.stem: file.read_text(encoding="utf-8") for file in ROOT.glob("book/evidence/*.md")
    }
    assert set(pages) == set(corpus().cases["slug"])
    assert all(f"```{{evidence}} {slug}\n" in page for slug, page in pages.items())


def test_the_card_of_a_claim_says_who_says_it_how_and_where():
    assert said("C041", "Speaker") == "The Moscow Times (newsroom)"
    assert said("C041", "States") == (
        "When: 4 to 10 May 2020 (relative to publication). Asserted; time."
    )
    citation, place = said("C041", "Where").split(" | ")
    assert re.fullmatch(r"D01 The Moscow Times, “Officers .+”, 12 May 2020\.", citation)
    assert place == "Body, sentence 3 of 29: “Last week”"
    assert said("C041", "Root").startswith("R07 The Moscow Times, report of May 2020")


@pytest.mark.parametrize("term", ["Speaker", "States", "Where", "Original", "Root"])
def test_no_card_of_a_claim_lacks_what_every_claim_has(term):
    for claim in corpus().claims["claim_id"]:
        assert said(claim, term)


@pytest.mark.parametrize("term", ["When", "Kind", "Support", "Dispute", "Case", "Claims"])
def test_no_card_of_an_event_lacks_what_every_event_has(term):
    claimed = set(corpus().claims["event_id"])
    for event in corpus().events["event_id"]:
        assert said(event, term) or (term == "Claims" and event not in claimed)


def test_a_card_has_the_coders_note_and_each_rival_of_its_claim():
    notes = corpus().events.dropna(subset="note").set_index("event_id")["note"]
    assert {event: said(event, "Coder’s note") for event in notes.index} == notes.to_dict()
    for row in corpus().table("conflicts").dropna(subset="claim_b").itertuples():
        assert row.claim_b in said(row.claim_a, "Against it")
        assert row.claim_a in said(row.claim_b, "Against it")


def test_a_charge_stands_with_its_court_and_its_plea():
    for event in corpus().events.dropna(subset="charge_kind")["event_id"]:
        assert re.search(r"Court: .+\. Plea: .+\.$", said(event, "Charge"))
    assert "Tverskoy District Court of Moscow" in said("E008", "Charge")


def test_what_rests_on_an_event_is_said_with_its_reading():
    assert "Custody (I5) of Vladimir Vorontsov" in said("E008", "Results")
    assert "without this event" in said("E008", "Headlines")


def test_no_phrase_on_a_card_has_more_than_eight_words():
    quoted = {
        id: re.findall(r"“([^”]+)”$", said(id, "Where")) for id in corpus().claims["claim_id"]
    }
    phrases = [phrase for found in quoted.values() for phrase in found]
    assert phrases
    assert max(len(phrase.split()) for phrase in phrases) <= 8


def test_every_link_of_a_card_leads_to_a_card_or_out_of_the_book_or_to_a_page():
    ids = set(every_card())
    for one in every_card().values():
        for part in (part for line in one.lines for part in line if isinstance(part, Link)):
            assert part.to in ids if part.is_card else part.leaves or ID.match(part.to) is None


# --- originals ---------------------------------------------------------------------------


def test_a_fragment_hides_what_has_a_meaning_of_its_own_in_an_address():
    address = with_fragment("https://example.org/a", "co-operation, he said & left")
    assert address == ("https://example.org/a#:~:text=co%2Doperation%2C%20he%20said%20%26%20left")


def test_a_copy_is_asked_for_by_its_day():
    assert (
        archived("https://example.org/a", None)
        == "https://web.archive.org/web/0/https://example.org/a"
    )
    assert (
        archived("https://example.org/a", date(2020, 5, 12))
        .split("/web/")[1]
        .startswith("20200512/")
    )


def test_the_original_of_a_claim_of_the_corpus_is_led_to_at_its_words():
    (link, _, copy) = entry_of("C041", "Original").lines[0]
    address, _, fragment = link.to.partition("#:~:text=")
    phrases = corpus().table("passages").set_index("passage_id")["phrase"]
    claim = corpus().claims.set_index("claim_id").loc["C041"]
    assert unquote(fragment) == phrases[claim["passage_id"]]
    assert copy.to.startswith("https://web.archive.org/web/2020")
    assert copy.to.endswith(address)


def test_a_notice_stands_before_the_original_of_each_designated_publisher_and_before_no_other():
    documents = corpus().documents.set_index("document_id")["publisher_id"]
    designated = {
        claim.claim_id: known().publisher_at_risk({"publisher_id": documents[claim.document_id]})
        for claim in corpus().claims.itertuples()
    }
    for claim, entity in designated.items():
        found = entry_of(claim, "Original")
        leads_out = any(isinstance(p, Link) and p.leaves for line in found.lines for p in line)
        assert bool(found.notice) == (leads_out and entity is not None)
    of_corpus = corpus().claims.query("document_id in ['D01', 'D02', 'D03']")["claim_id"]
    assert all(designated[claim] for claim in of_corpus)


def test_in_the_built_book_such_a_link_stands_closed_behind_its_notice(site):
    hosts = ("themoscowtimes.com", "meduza.io")
    found = [
        link
        for page, article in articles(site).items()
        if page.startswith("evidence/")
        for link in article.select("a[href]")
        if any(host in link["href"] for host in hosts)
    ]
    assert found
    for link in found:
        behind = link.find_parent("details", class_="behind")
        assert behind is not None
        assert not behind.has_attr("open")
        assert "designated in Russia" in behind.summary.get_text()


# --- what leads to cards, and back --------------------------------------------------------


def test_every_link_to_the_evidence_in_every_chapter_arrives_at_a_card(site):
    pages = card_pages(corpus()).to_dict()
    found = Counter()
    for page, article in articles(site).items():
        for link in article.select("a[href*='evidence/'][href*='#']"):
            to = TO_CARD.search(link["href"])
            assert to, f"{page}: {link['href']}"
            assert pages.get(to[2]) == f"evidence/{to[1]}", f"{page}: {link['href']}"
            up = "../" * page.count("/")
            assert link["href"].startswith(f"{up}evidence/"), f"{page}: {link['href']}"
            found[page] += 1
    assert {"escalation", "custody", "repertoire", "response", "voices", "contested"} <= set(found)


def test_no_mark_and_no_row_leads_to_evidence_beside_its_card(site):
    """Ids are addresses of cards alone: a link to one on another page would be an older one."""
    for page, article in articles(site).items():
        for link in article.select("a[href]"):
            fragment = link["href"].partition("#")[2]
            if ID.fullmatch(fragment) and not page.startswith("evidence/"):
                assert TO_CARD.search(link["href"]), f"{page}: {link['href']}"


def test_every_id_that_a_table_of_a_chapter_shows_is_a_link(site):
    ids = set(card_pages(corpus()).index)
    bare = [
        f"{page}: {id}"
        for page, article in articles(site).items()
        for cell in article.select(".book-table td, .book-table th")
        for words in cell.find_all(string=ID)
        if not words.find_parent("a")
        for id in ID.findall(words)
        if id in ids
    ]
    assert bare == []


def test_every_card_that_a_page_leads_to_leads_back_to_that_page(site):
    """But not to the page of names, which leads to nearly all of them and tells of none.

    Of a figure it is the marks that count, not every id in the data that it hands out.
    """
    for page, article in articles(site).items():
        if page.startswith("evidence/") or page == NAMES:
            continue
        links = article.select("a[href]:not(.figure-data a)")
        ids = {to[2] for a in links if (to := TO_CARD.search(a["href"]))}
        for id in ids:
            card_page = card_pages(corpus())[id]
            card = soup(site / f"{card_page}.html").find(id=id)
            back = {a["href"].partition("#")[0] for a in card.select("dl a[href]")}
            assert f"../{page}.html" in back, f"{id} does not lead back to {page}"


def test_a_figure_or_table_is_named_on_the_card_by_its_caption():
    html = (
        '<figure id="f"><svg><a href="evidence/x.html#E001"/><a href="evidence/x.html#E001"/></svg>'
        "<figcaption>Two marks. Layers: corpus.</figcaption></figure>"
        '<p><a href="evidence/x.html#E001">E001</a> <a href="cases/x.html#E001">old</a></p>'
    )
    found = mentions(html)
    assert found == [
        Mention("E001", "figure", "f", "Two marks. Layers: corpus."),
        Mention("E001", "text"),
    ]
    (line,) = shown_in("E001", {"a": found}, {"a": "A chapter", "b": "Another"})
    assert text(line) == "A chapter: figure “Two marks”"
    assert [part.to for part in line if isinstance(part, Link)] == ["a", "a#f"]


def test_ids_in_cells_become_links_and_other_words_do_not():
    frame = corpus().events[["event_id"]].head(1).assign(words="E001 and E999, not PE001")
    html = table(frame, "One", cards={"E001": "evidence/x.html#E001"}).html
    assert html.count('<a href="evidence/x.html#E001">E001</a>') == 2
    assert "E999, not PE001" in html


def test_the_address_of_a_card_is_the_one_that_the_book_promises():
    addresses = card_addresses(corpus())
    assert addresses["C041"] == "evidence/vorontsov.html#C041"
    assert addresses["E012"] == "evidence/vorontsov.html#E012"


# --- roles -------------------------------------------------------------------------------

CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = ["myst_parser", "evidence"]
"""


def build(folder: Path, words: str, *options: str, slugs: tuple[str, ...] = ()):
    """Build a book of one chapter, and the evidence of some cases."""
    (folder / "evidence").mkdir()
    (folder / "conf.py").write_text(CONF.format(ext=str(ROOT / "book/_ext")), encoding="utf-8")
    listed = "".join(f"evidence/{slug}\n" for slug in slugs)
    toctree = f"\n\n```{{toctree}}\n{listed}```\n" if slugs else "\n"
    (folder / "index.md").write_text(f"# A chapter\n\n{words}{toctree}", encoding="utf-8")
    for slug in slugs:
        shutil.copy(ROOT / f"book/evidence/{slug}.md", folder / "evidence")
    command = [sys.executable, "-m", "sphinx", "-q", *options, str(folder), str(folder / "html")]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_a_role_leads_to_its_card_and_says_what_is_there(tmp_path):
    built = build(
        tmp_path, "See {claim}`C041` and {event}`E012`.", "-W", slugs=tuple(corpus().cases["slug"])
    )
    assert (built.returncode, built.stderr) == (0, "")
    links = soup(tmp_path / "html/index.html").select("a.reference")
    found = {link.get_text(): (link["href"], link.get("title")) for link in links}
    claims = corpus().claims.set_index("claim_id")["statement"]
    assert found["C041"] == ("evidence/vorontsov.html#C041", claims["C041"])
    assert found["E012"][0] == "evidence/vorontsov.html#E012"


@pytest.mark.parametrize(
    "role", ["{claim}`C9999`", "{event}`E9999`", "{event}`C041`", "{claim}`E012`", "{claim}`c041`"]
)
def test_a_role_with_an_id_that_is_in_no_table_fails_the_build_in_one_line(tmp_path, role):
    built = build(tmp_path, f"One.\n\nTwo {role}.")
    assert built.returncode != 0
    (line,) = built.stderr.strip().splitlines()
    kind, id = re.fullmatch(r"(\{\w+\})`(\w+)`", role).groups()
    assert re.search(rf"index\.md:5: .*{re.escape(kind)}: found '{id}'; allowed: one that is", line)


def test_a_page_for_a_case_that_does_not_exist_fails_the_build(tmp_path):
    built = build(tmp_path, "```{evidence} nowhere\n```")
    assert built.returncode != 0
    assert "{evidence}: found 'nowhere'; allowed: one that is in the data" in built.stderr


# --- coverage ----------------------------------------------------------------------------


@cache
def sentences():
    return strips.sentences(corpus())


def test_the_strips_have_a_tile_for_each_sentence_of_the_registry_and_no_other():
    registry = corpus().table("coverage")
    assert sorted(sentences()["sentence_id"]) == sorted(registry["sentence_id"])
    render.enable()
    spec = strip_charts.strip(sentences(), "d" * 40, "Caption.", "coverage").to_dict()
    for drawn in (spec, spec["usermeta"]["narrow"]):
        tiles = [
            row["sentence_id"]
            for rows in drawn["datasets"].values()
            for row in rows
            if row.get("sentence_id")
            and "paint" in row
            and "text" not in {k for k in row if row[k]}
        ]
        assert Counter(tiles) == dict.fromkeys(registry["sentence_id"], 2)  # the tile, its letter


def test_a_tile_says_the_status_of_the_registry():
    statuses = corpus().table("coverage").set_index("sentence_id")["status"].astype(str)
    for row in sentences().itertuples():
        coded = statuses[row.sentence_id] == "coded"
        assert row.fate in strips.CODED if coded else row.fate == statuses[row.sentence_id]


def test_every_coded_sentence_leads_to_a_card_of_its_own_and_no_other_sentence_does():
    addresses = card_addresses(corpus())
    for row in sentences().itertuples():
        coded = row.fate in strips.CODED
        assert coded == bool(row.claims)
        assert row.href == (addresses[row.claims[0]] if coded else None)


def test_a_sentence_has_the_claims_whose_passage_lies_in_it():
    spans = corpus().table("passages").set_index("passage_id")
    place = sentences().set_index("sentence_id")
    inside = Counter()
    for claim in corpus().claims.dropna(subset="passage_id").itertuples():
        start, end = spans.loc[claim.passage_id, ["start", "end"]]
        own = sentences()[
            (sentences()["document_id"] == claim.document_id)
            & (sentences()["start"] < end)
            & (start < sentences()["end"])
        ]
        for sentence in own["sentence_id"]:
            assert claim.claim_id in place.loc[sentence, "claims"]
            inside[sentence] += 1
    coded = sentences()[sentences()["fate"].isin(strips.CODED)]
    assert {row.sentence_id: len(row.claims) for row in coded.itertuples()} == dict(inside)


def test_the_table_beside_the_strips_has_every_coded_sentence_and_the_other_every_one_left_out():
    coded = strips.coded_table(sentences())
    left = strips.set_aside(sentences(), corpus())
    numbers = [n for row in left["Sentences"] for n in row.replace(" and ", ", ").split(", ")]
    assert len(coded) + len(numbers) == len(sentences())
    assert left["Reason"].notna().all()


def test_the_counts_of_sentences_add_up():
    counted = strips.coverage(corpus()).set_index("Document").sum(axis=1)
    documents = corpus().documents.set_index("document_id")["sentences"].dropna()
    assert counted.to_dict() == documents.to_dict()


def test_the_text_itself_is_not_in_the_strips():
    spec = strip_charts.strip(sentences(), strips.finding(sentences()), "C.", "coverage").to_dict()
    words = {row.get("description") for rows in spec["datasets"].values() for row in rows}
    reasons = set(corpus().table("coverage")["reason"].dropna())
    said_of = {words_ for words_ in words if words_ and words_.startswith("D0")}
    assert len(said_of) == len(sentences())
    for description in said_of:
        known_end = any(description.endswith(reason) for reason in reasons)
        assert known_end or re.search(r": [^“”]+; [\w ]+ claims?$", description)

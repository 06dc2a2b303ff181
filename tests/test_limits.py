"""What cannot be said, with its counts; and a second coder needs no change of the chapter."""

import ast
import csv
import io
import re
from types import MappingProxyType

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from tables_fixture import real, replaced

from analysis import load_corpus
from analysis.chapters.limits import coding as limits_coding
from analysis.chapters.limits import rows as limits
from analysis.chapters.limits.html import listed, table_or
from analysis.drawing.tables_html import Table
from analysis.ground.paths import ROOT
from analysis.reading import agreement, contents
from analysis.reading.corpus import Corpus
from analysis.values import codings

CHAPTER = ROOT / "book/limits.ipynb"


@pytest.fixture(scope="module")
def corpus():
    return load_corpus()


@pytest.fixture(scope="module")
def facts(corpus):
    return limits.limits_facts(corpus)


def parts(words):
    """The part and the whole of a count such as 7 of 12 targets."""
    part, whole = re.match(r"([\d,]+) of ([\d,]+) ", words).groups()
    return int(part.replace(",", "")), int(whole.replace(",", ""))


# --- counts ------------------------------------------------------------------------------


def test_a_target_is_a_single_snapshot_where_it_has_one_episode(corpus, facts):
    own = corpus.table("episodes").query("evidence == 'corpus'")
    episodes = {unit: set(rows["episode"]) for unit, rows in own.groupby("unit")}
    assert len(episodes["khasoev"]) == 1
    assert episodes["vorontsov"] == {"vorontsov-april", "vorontsov-may", "vorontsov-sentence"}
    assert parts(facts["single"]) == (
        sum(len(names) == 1 for names in episodes.values()),
        len(episodes),
    )


def test_of_targets_seen_several_times_only_those_with_a_certain_step_count_as_ordered(facts):
    # In the corpus five targets have two episodes or three. Only Vorontsov (April, May, sentence)
    # and The Moscow Times (label, then undesirable) have a step whose order is certain.
    assert parts(facts["ordered"]) == (2, 5)
    assert (facts["steps"], facts["several"]) == ("three steps", "five targets")
    # Of these three, the two of Vorontsov lead to a measure against liberty.
    assert parts(facts["steps_on_a"]) == (2, 3)


def test_a_measure_is_dated_to_the_day_or_in_a_span_or_on_one_side_or_not_at_all(corpus, facts):
    for reading in ("", "_follow_up"):
        kinds = [parts(facts[name + reading]) for name in ("day_known", "one_sided", "undated")]
        whole = {whole for _, whole in kinds}
        assert len(whole) == 1
        assert sum(part for part, _ in kinds) <= whole.pop()
    column = corpus.events.query("event_class == 'measure' and layer == 'corpus'")
    precision = column["corpus_precision"].value_counts()
    assert parts(facts["day_known"])[0] == precision["day"]
    assert parts(facts["one_sided"])[0] == precision["bounded_one_side"]
    assert parts(facts["undated"])[0] == precision["unknown"]


def test_the_follow_up_layer_adds_and_takes_nothing_away(corpus):
    found = limits.footing(corpus).set_index("What")
    measures, easings = corpus.events.query("event_class == 'measure'"), found.loc["Easings"]
    assert found.loc["Measures", "With follow-up"] == f"{len(measures)} measures"
    assert found.loc["Measures", "Corpus"] == f"{(measures['layer'] == 'corpus').sum()} measures"
    assert easings["Corpus"] == "no easings"
    assert easings["With follow-up"] != "no easings"


def test_no_part_is_larger_than_its_whole_and_no_share_is_a_percentage(corpus, facts):
    told = facts | limits_coding.coding_facts(corpus)
    shares = {name: words for name, words in told.items() if re.match(r"[\d,]+ of ", words)}
    assert len(shares) > 15
    for words in shares.values():
        part, whole = parts(words)
        assert 0 <= part <= whole
    assert [words for words in told.values() if "%" in words] == []


# --- gaps --------------------------------------------------------------------------------


def test_every_gap_is_listed_once_under_its_case_with_an_address(corpus):
    page = BeautifulSoup(listed(limits.gaps(corpus)).html, "html.parser")
    titles = corpus.cases.set_index("case_id")["title"]
    wanted = {
        row.gap_id: titles.get(row.case_id, limits.NATIONAL)
        for row in corpus.table("gaps").fillna("").itertuples()
    }
    found = {
        item["id"]: section.h3.get_text()
        for section in page.find_all("section")
        for item in section.find_all("li")
    }
    assert found == wanted
    assert len(page.find_all("li")) == len(wanted)


def test_a_gap_says_what_was_sought_where_and_with_which_result(corpus):
    rows = corpus.table("gaps").set_index("gap_id")
    labels = corpus.labels("gap_result")
    page = BeautifulSoup(listed(limits.gaps(corpus)).html, "html.parser")
    for item in page.find_all("li"):
        row, said = rows.loc[item["id"]], " ".join(item.get_text(" ").split())
        assert row["sought"] in said
        assert f"Where: {row['searched']}, November 2026" in said
        assert item.find(class_="result").get_text() == labels[row["result"]]
        assert pd.isna(row["note"]) or row["note"] in said


def test_cases_stand_in_their_order_and_the_national_series_last(corpus):
    order = list(dict.fromkeys(limits.gaps(corpus)["case"]))
    titles = [title for title in corpus.cases["title"] if title in order]
    assert order == [*titles, limits.NATIONAL]


def test_a_gap_without_a_case_is_one_of_the_national_series(corpus, monkeypatch):
    table = type(corpus).table

    def without_cases(self, name):
        frame = table(self, name)
        return frame.assign(case_id=pd.NA) if name == "gaps" else frame

    monkeypatch.setattr(type(corpus), "table", without_cases)
    assert set(limits.gaps(corpus)["case"]) == {limits.NATIONAL}


def test_what_is_listed_is_text_and_no_markup():
    row = dict.fromkeys(("case", "gap_id", "sought", "where", "result", "note"), "<b>x</b> & y")
    html = listed(pd.DataFrame([row])).html
    assert "<b>x" not in html
    assert BeautifulSoup(html, "html.parser").h3.get_text() == "<b>x</b> & y"


# --- one coding, and a second one --------------------------------------------------------


def with_second_coder(corpus, every):
    """The corpus with a coder B who gives each so many codes otherwise; and how many those are."""
    tables = real()
    rows = list(csv.DictReader(io.StringIO(codings.sheet(tables, "A"))))
    changed = 0
    for place, row in enumerate(rows):
        row |= {"coder": "B", "round": 1}
        if place % every == 0 and row["value"] != codings.NOT_APPLICABLE:
            allowed = codings.codes(tables, tables["coded_variables"].by_id[row["variable"]])
            row["value"] = allowed[(allowed.index(row["value"]) + 1) % len(allowed)]
            changed += 1
    given = pd.DataFrame(codings.all_codings(replaced(tables, codings=rows)))
    frame = given.astype(corpus.table("codings").dtypes.to_dict())
    return Corpus(MappingProxyType({**corpus.tables, "codings": frame}), corpus.version), changed


@pytest.fixture(scope="module")
def two_coders(corpus):
    return with_second_coder(corpus, every=9)


def shown_by_the_chapter(corpus, monkeypatch):
    """What the chapter's cells show, as they stand, of another corpus: the plain text of each."""
    monkeypatch.setattr("analysis.load_corpus", lambda: corpus, raising=False)
    seen, shown = {}, []
    for cell in nbformat.read(CHAPTER, as_version=4).cells:
        if cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            exec(compile(ast.Module(before, []), "cell", "exec"), seen)
            result = eval(compile(ast.Expression(last.value), "cell", "eval"), seen)
            if result is not None:
                shown.append(result.text if isinstance(result, Table) else result.data)
    return shown


def test_with_one_coder_each_place_of_agreement_says_so(corpus, monkeypatch):
    shown = shown_by_the_chapter(corpus, monkeypatch)
    statement, agreed, crossed, differ = shown[-4:]
    assert statement == agreement.ONE_CODING
    variables = corpus.table("coded_variables")
    assert agreed.count("one coder") == len(variables)
    assert crossed == "Which codes meet which: nothing to compare yet, with one coder"
    assert differ == "Where the coders differ: nothing to compare yet, with one coder"


def test_with_a_second_coder_the_same_cells_show_how_far_they_agree(two_coders, monkeypatch):
    corpus, changed = two_coders
    statement, agreed, crossed, differ = shown_by_the_chapter(corpus, monkeypatch)[-4:]
    assert "one coder" not in statement + agreed + crossed + differ
    assert statement.startswith("Two coders coded the documents. Krippendorff's alpha, with its")
    assert "95 % bootstrap interval" in agreed
    assert len(differ.splitlines()) == 2 + changed


def test_the_rows_of_agreement_are_those_that_are_computed(two_coders):
    corpus, _ = two_coders
    computed = agreement.agreement_table(corpus).set_index("label")
    shown = limits_coding.agreement_rows(corpus).set_index("Variable")
    assert set(shown.index) == set(computed.index)
    for label, row in computed.iterrows():
        assert shown.loc[label, "Pairs alike"] == f"{row['alike']} of {row['pairs']}"
        assert float(shown.loc[label, "Alpha"]) == pytest.approx(row["alpha"], abs=0.005)
        low, high = map(float, shown.loc[label, "95 % bootstrap interval"].split(" to "))
        assert (low, high) == pytest.approx((row["low"], row["high"]), abs=0.005)


def test_the_list_of_crossed_codes_holds_each_unit_once_and_tells_the_differing_apart(two_coders):
    corpus, changed = two_coders
    rows = limits_coding.confusion_rows(corpus)
    coded = limits_coding.agreement_rows(load_corpus()).set_index("Variable")["Units"]
    assert rows.groupby("Variable")["Units"].sum().to_dict() == {
        label: coded[label] for label in rows["Variable"].unique()
    }
    alike = rows["One gives"].str.removeprefix("A: ") == rows["Another gives"].str.removeprefix(
        "B: "
    )
    assert rows[~alike]["Units"].sum() == changed
    assert len(limits_coding.disagreement_rows(corpus)) == changed


def test_an_undecided_disagreement_says_so(two_coders):
    rows = limits_coding.disagreement_rows(two_coders[0])
    assert set(rows["Decided"]) == {"not yet"}
    assert list(rows.columns) == ["Unit", "Variable", "Coder A", "Coder B", "Decided", "Reason"]


def test_a_coder_who_agrees_in_all_has_an_alpha_of_one(corpus):
    same, changed = with_second_coder(corpus, every=10**9)
    # The first row of the sheet is the only one that is asked, and one code is changed at most.
    assert changed <= 1
    shown = limits_coding.agreement_rows(same).set_index("Variable")
    assert shown.loc["How it is asserted", "Alpha"] == "1"


def test_words_stand_for_a_table_only_where_it_has_no_rows():
    empty = pd.DataFrame(columns=["a"])
    assert table_or(empty, "The caption", "one coder").text == "The caption: one coder"
    full = table_or(pd.DataFrame({"a": ["b"]}), "The caption", "one coder")
    assert "<caption>The caption</caption>" in full.html
    assert "one coder" not in full.html


# --- the chapter -------------------------------------------------------------------------


def test_the_chapter_has_the_addresses_that_others_link_to_and_is_the_last_of_the_findings():
    source = "\n".join(cell.source for cell in nbformat.read(CHAPTER, as_version=4).cells)
    assert {"(gaps)=", "(one-coding)="} <= set(source.splitlines())
    (findings,) = [part for part in contents.parts() if part.caption == "Findings"]
    assert findings.pages[-1].name == "limits"


def test_a_help_line_stands_beside_what_is_said_of_suicide():
    cells = nbformat.read(CHAPTER, as_version=4).cells
    told = [cell.source for cell in cells if "suicide" in cell.source.lower()]
    assert len(told) == 1
    assert told[0].index("https://findahelpline.com") < told[0].index("suicide")

"""The sentences of a text are cut by a rule, and every character belongs to one of them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.text.segmentation import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("trap", "parts"),
    [
        ("plain", ["One came. ", "Two left! ", "Who knows? ", "Nobody."]),
        ("an abbreviation", ["Dr. Gull and Prof. Tern met Mr. Auk at 5 p.m. on 4 Sept. They ate."]),
        ("a dotted abbreviation", ["Birds (e.g. Terns) fly to the U.S. Coast, i.e. The shore."]),
        ("an abbreviation in capitals", ["St. Agnes has No. 5. ", "It is lit."]),
        ("an initial", ["V. Gull and A. B. Tern left."]),
        ("the pronoun I", ["So did I. ", "Then we left."]),
        ("a decimal", ["It cost 3.5 crowns and 1.400.000 shells. ", "2.5 were paid."]),
        ("a digit that opens", ["They left. ", "5 stayed."]),
        ("straight quotes", ['He said "Go." ', '"Now!" ', "They went."]),
        ("curly quotes", ["He said “Go.” ", "“Now!” ", "They ‘went.’ ", "All."]),
        ("a quotation that goes on", ["“Go!” he said. ", "They went."]),
        ("angle and low quotes", ["«Иди.» ", "«Сейчас!» ", "„Gut.“ ", "They went."]),
        ("no-break spaces", ["One came.\u00a0", "Two left.\u202f\u00a0", "Mr.\u00a0Auk stayed."]),
        ("a headline without a full stop", ["Birds leave the coast\n", "They left. ", "All did."]),
        ("a headline that ends in an abbreviation", ["Birds leave at 5 etc.\n", "They left."]),
        ("carriage returns", ["Birds leave\r\n\r\n", "They left.\r\n", "all did.\n"]),
        ("brackets", ["They left (all of them.) ", "(One stayed.) ", "[Two came.]"]),
        ("an ellipsis", ["They … left. ", "And then… ", "Nothing... nothing?! ", "Nothing."]),
        ("an ellipsis that goes on", ["They left... slowly… and came."]),
        ("a hash", ["They left. ", "#Birds came. ", "(#Tag)"]),
        ("a lower-case letter", ["They left. slowly."]),
        ("a lower-case letter beyond ascii", ["They left. être parti. économe."]),
        ("cyrillic", ["Птицы улетели. ", "Они вернулись. ", "Все."]),
        ("white space around", ["\n\n  Birds left. ", "They came.  \n"]),
        ("only white space", []),
        ("nothing but a stop", ["..."]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_is_cut_where_the_rule_says(trap, parts):
    text = "".join(parts) if parts else " \n "
    assert cut(text) == [part for part in parts if part.strip()]


def test_a_text_without_words_has_no_sentences():
    assert sentences("") == sentences(" \n\u00a0\n") == []


PIECES = st.lists(
    st.sampled_from(
        [*"aIB7.!?…\"'“”‘’«»()[]#\n\r \u00a0\u2028", "Mr", "etc", ". ", ".\n", "U.S.", "Ёж", "ё"]
    )
)


@settings(deadline=None)
@given(st.one_of(st.text(), PIECES.map("".join)))
@example("I\n")
def test_the_sentences_tile_any_text_and_none_is_blank(text):
    spans = sentences(text)
    if not text.strip():
        assert spans == []
        return
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(text)
    assert all(text[start:end].strip() for start, end in spans)


@settings(deadline=None)
@given(PIECES.map("".join), PIECES.map("".join))
def test_a_line_break_between_words_always_ends_a_sentence(one, other):
    text = f"x{one}x\nx{other}x"
    assert len(f"x{one}x\n") in {start for start, _ in sentences(text)}

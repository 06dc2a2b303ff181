"""Cut a text into sentences by a written rule, so that coverage of it can be proved.

The rule is our own and short, not a library's, because offsets must not move when a library
learns a new trick: a moved boundary would break every stored hash.

1. A line break always ends a sentence (headlines, captions and paragraphs have no full stop).
2. Inside a line a sentence ends after ``.``, ``!``, ``?`` or ``…``, together with the closing
   quotes and brackets that follow, when white space comes next and the sentence after it opens,
   behind any opening quotes and brackets or ``#``, with a digit or a letter that is not lower case.
3. It does not end after an abbreviation or a single initial (``V. Putin``).
4. White space is any Unicode white space, the no-break space included; quotes are straight or
   curly. White space belongs to the sentence before it, so the sentences tile the text.
"""

import re

_ABBREVIATION = re.compile(
    r"mr|mrs|ms|dr|prof|st|gen|col|maj|capt|lt|sgt|no|art|arts|para|pp|vol|fig|cf|vs|etc|e\.g|i\.e|"
    r"u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"""
    \s*\n\s*                                         # rule 1
    | [.!?…]+ [\"'”“’»)\]]* [^\S\n]+              # rule 2: terminator, closers, white space
      (?=[\"'“‘«„(\[\#]* (?P<opening>[^\W_]))        # ... and an opening
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*\Z")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text starts and ends, in code points.

    The spans tile the text: the first starts at 0, each starts where the one before ends, and the
    last ends at ``len(text)``. A text without a word has no sentences.
    """
    if not text.strip():
        return []
    starts = [0]
    for found in _BREAK.finditer(text):
        before = text[starts[-1] : found.start()]
        if found["opening"] and (found["opening"].islower() or _is_shortened(before, found)):
            continue
        if before.strip() and found.end() < len(text):
            starts.append(found.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _is_shortened(before: str, found: re.Match[str]) -> bool:
    """Whether a full stop shortens the word before it and ends no sentence (rule 3)."""
    word = _LAST_WORD.search(before)
    if word is None or found.group().rstrip() != ".":
        return False
    # "I" is the one single capital that a sentence often ends with.
    initial = len(word.group()) == 1 and word.group().isupper() and word.group() != "I"
    return initial or _ABBREVIATION.fullmatch(word.group()) is not None

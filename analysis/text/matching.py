"""The matching form: how words are compared that a text may set in different characters.

Case counts. Any run of white space, no-break spaces and line ends among it, equals one space;
straight quotes and apostrophes equal curly ones. Folding changes no offset that is stored: what
is found in the folded text is mapped back to the untouched one.
"""

_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the offset it stands for."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(_QUOTES)):
        if not character.isspace():
            characters.append(character)
        elif characters[-1:] != [" "]:
            characters.append(" ")
        else:
            continue
        offsets.append(offset)
    return "".join(characters), offsets


def folded(text: str) -> str:
    """Return a text in the matching form, without white space at its ends."""
    return _fold(text)[0].strip()


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Return where some words stand in a text, as offsets into it, overlaps included."""
    wanted = folded(words)
    characters, offsets = _fold(text)
    found = []
    at = characters.find(wanted) if wanted else -1
    while at >= 0:
        found.append((offsets[at], offsets[at + len(wanted) - 1] + 1))
        at = characters.find(wanted, at + 1)
    return found

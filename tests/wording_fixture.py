"""What readers are told, piece by piece, and the words that the book does not use (method, 4c).

A piece is what is read in one go: a cell of Markdown or of a table, a caption, a label of a chart,
a line of plain text. What each word would claim stands in the chapter on what cannot be said.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import nbformat
from bs4 import BeautifulSoup, Tag

from analysis import load_corpus

BOOK = Path(__file__).parents[1] / "book"
LIST_TAG = "words-not-used"  # on the one cell that says which words these are

# Each word with its inflections, as a regular expression. Too few things are counted for a
# percentage; a sign with a letter behind it, as in %Y, is how code writes a date.
FORBIDDEN = {
    "more": r"\bmore\b",
    "faster": r"\bfaste(?:r|st)\b",
    "increased": r"\bincreas(?:e|es|ed|ing|ingly)\b",
    "because": r"\bbecause\b",
    "trend": r"\btrend(?:s|ed|ing)?\b",
    "typical": r"\btypical(?:ly|ity)?\b",
    "percentage": r"%(?!-?[a-zA-Z])|\bper ?cent\b",
}
AROUND = 50  # characters that a complaint shows on each side


class Piece(NamedTuple):
    """What a reader reads in one go; ``written`` where it is prose of the chapter itself."""

    cell: int
    kind: str
    text: str
    written: bool = False


class Use(NamedTuple):
    """A use of a word that is honest: inside ``pattern``, in what is ``where``.

    ``where`` is anywhere, written (prose of a chapter) or printed (what code put on the page).
    """

    word: str
    pattern: str
    reason: str
    where: str = "anywhere"


_NUMBER = (
    r"(?:[$€]?\d|(?:once|twice|half|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b)"
)
_KINDS = r"\b(?:occurrence|legal characterisation|motive|evaluation|quantity|identity)\b"
_CLAIMED = r"\b(?:says?|said|claims?|claimed|holds?|account|words?)\b|:"

HONEST_USES = [
    Use(
        "more",
        rf"\bmore than (?:about |some )?{_NUMBER}",
        "An open interval: the lower bound of a number that somebody stated.",
    ),
    Use(
        "more",
        rf"\b{_NUMBER} or more\b",
        "A lower bound, as in two or more independent roots.",
    ),
    Use(
        "more",
        r"\b(?:no|not|nothing) more\b",
        "It says where something ends, and ranks nothing.",
    ),
    Use(
        "more",
        r"\bone more (?:person|prison term)\b|\bone person more\b",
        "One besides those just named: a count of one.",
        "printed",
    ),
    Use(
        "increased",
        rf"^(?=.*\b(?:Borshchev|speaker|expert)\b)(?=.*(?:{_CLAIMED})).*$",
        "The claim of the expert, in a sentence that says that it is his.",
    ),
    Use(
        "trend",
        rf"^trend$|^(?=.*{_KINDS}).*$",
        "A kind of proposition of the codebook, as a label or in a list of such kinds.",
        "printed",
    ),
    Use(
        "trend",
        r"^trend \d+$|\b\d+ \d+ trend \d+$",
        "The same in a row that lists no other kind, with how many claims there are of it.",
        "printed",
    ),
    Use(
        "trend",
        r"\bkinds? (?:of proposition )?\*trend\*|\*trend\*(?= claims?\b)",
        "The same, in italics as the word of the codebook that it is.",
        "written",
    ),
    Use(
        "trend",
        r"^(?:Generic only ?)?\(?Only generic or trend statements;?$",
        "What the lowest level of support means, in the words of the codebook.",
        "printed",
    ),
    Use(
        "percentage",
        r"\b95 % bootstrap interval",
        "How an interval was computed, and no share of things that were counted.",
    ),
]
# Pages that print what the data say of themselves, word for word; their own prose is read like all.
RECORDS = {
    "codebook.ipynb": "It says what each code means, *trend* among them.",
    "changes.ipynb": "It says what the codes of a row were and are.",
}
# Claims whose statement, in our words, gives what its speaker said in such a word.
ATTRIBUTED = {
    "C194": "A motive, as Borshchev gives it.",
    "C199": "A judgement of Borshchev on the cases that he speaks of.",
}


@cache
def _of_sources() -> list[str]:
    """Return what pages print of others: phrases in quotation marks, attributed statements."""
    corpus = load_corpus()
    phrases = corpus.table("passages")["phrase"].dropna()
    claims = corpus.claims.set_index("claim_id")["statement"]
    said = [f"“{phrase}”" for phrase in phrases]
    return said + [claims[claim] for claim in ATTRIBUTED if claim in claims]


def _honest(piece: Piece, word: str, sentence: str, found: re.Match) -> bool:
    places = {"anywhere", "written" if piece.written else "printed"}
    patterns = [use.pattern for use in HONEST_USES if use.word == word and use.where in places]
    if not piece.written:
        patterns += [re.escape(said) for said in _of_sources()]
    return any(
        use.start() <= found.start() and found.end() <= use.end()
        for pattern in patterns
        for use in re.finditer(pattern, sentence, re.IGNORECASE)
    )


def complaints(piece: Piece) -> list[str]:
    """Return each word of a piece that the book does not use, with the words around it."""
    said = []
    for sentence in _sentences(piece.text):
        for word, inflected in FORBIDDEN.items():
            for found in re.finditer(inflected, sentence, re.IGNORECASE):
                if not _honest(piece, word, sentence, found):
                    start, end = max(found.start() - AROUND, 0), found.end() + AROUND
                    around = " ".join(sentence[start:end].split())
                    said.append(f"cell {piece.cell}, {piece.kind}: {found[0]} in “{around}”")
    return said


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?;])\s+|\n{2,}", text)


# --- pieces ------------------------------------------------------------------------------


def pieces(chapter: Path) -> Iterator[Piece]:
    """Yield everything that a chapter tells its reader but the listing of the words themselves."""
    if chapter.suffix == ".md":
        yield _markdown(0, chapter.read_text(encoding="utf-8"))
        return
    for piece in notebook_pieces(nbformat.read(chapter, as_version=4)):
        if piece.written or chapter.name not in RECORDS:
            yield piece


def notebook_pieces(notebook: nbformat.NotebookNode) -> Iterator[Piece]:
    """Yield everything that a notebook tells its reader, as `pieces` does."""
    for number, cell in enumerate(notebook.cells, 1):
        if LIST_TAG in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            yield _markdown(number, cell.source)
        else:
            yield from code_pieces(number, cell.source)
            for output in cell.outputs:
                yield from _output(number, output)


def _markdown(number: int, source: str) -> Piece:
    """Return the prose of a cell, without addresses and the names of glued values."""
    prose = re.sub(r"\]\([^)]*\)|\{glue:\w*\}`[^`]*`|^\([\w-]+\)=$", " ", source, flags=re.M)
    return Piece(number, "prose", re.sub(r"(?<!\n)\n(?!\n)", " ", prose), written=True)


def code_pieces(number: int, source: str) -> Iterator[Piece]:
    """Yield the texts in a piece of code, but for docstrings and what names rows, columns or codes.

    A name is a text without a space, one that ``names`` holds, or what a query asks.
    """
    tree = ast.parse(source)
    unread = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="names")])
                | ast.AugAssign(target=ast.Name(id="names"))
            ):
                unread |= set(ast.walk(node.value))
            case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called)) if called in {
                "query",
                "glue_facts",
            }:
                unread |= {below for argument in node.args for below in ast.walk(argument)}
            case ast.Expr(value=ast.Constant(value=str())):
                unread.add(node.value)
            case ast.JoinedStr(values=parts):
                unread |= set(parts)
    for node in ast.walk(tree):
        if node in unread:
            continue
        text = _text(node)
        if " " in text.strip():
            yield Piece(number, f"code, line {node.lineno}", text, written=True)


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):  # a value could be any; a number is what it mostly is
            return "".join(part.value if isinstance(part, ast.Constant) else "0" for part in parts)
    return ""


def _output(number: int, output: nbformat.NotebookNode) -> Iterator[Piece]:
    """Yield what an output holds, in each form in which it is stored."""
    for form, content in {"text": output.get("text", ""), **output.get("data", {})}.items():
        text = content if isinstance(content, str) else "".join(content)
        if form == "text/html":
            yield from html_pieces(number, text)
        elif form.endswith(("text/plain", "text/markdown")) or form == "text":
            for line in text.splitlines():
                yield Piece(number, form, " ".join(line.split()))


READ = {"aria-label", "title", "alt"}  # attributes that are shown or spoken
BLOCKS = {"td", "th", "caption", "figcaption", "title", "text", "p", "li", "dt", "dd", "summary"}
BLOCKS |= {"h2", "h3", "h4", "div", "figure"}


def _is_block(element: Tag) -> bool:
    """Whether an element is read by itself; so is what stands below the words of a cell."""
    return element.name in BLOCKS or "below" in element.get("class", [])


def html_pieces(number: int, html: str) -> Iterator[Piece]:
    """Yield the texts of a piece of HTML, block by block, and the attributes that are read out."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        for attribute in READ & set(element.attrs):
            yield Piece(number, f"{element.name} {attribute}", element[attribute])
        if element.name in {"style", "script"}:
            element.clear()
    blocks: dict[int, list[str]] = {}
    names = {}
    for text in soup.find_all(string=True):
        block = text.find_parent(_is_block) or soup
        names[id(block)] = block.name
        blocks.setdefault(id(block), []).append(str(text))
    for block, texts in blocks.items():
        said = " ".join("".join(texts).split())
        if said:
            yield Piece(number, {"text": "label"}.get(names[block], names[block]), said)

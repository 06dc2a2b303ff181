"""Hands out files of the whole book from its pages, where and only where they exist.

`make book` makes pages without such links. Who makes a file puts it into the built book and links
it in one step, and building the book anew takes both away: no link is ever dead.
"""

import re
from pathlib import Path

from analysis.editions.pages import HTML
from analysis.ground import files
from analysis.ground.problems import BadInput, Problem

PAGES = ("index.html", "colophon.html")  # have a line of their own; every page has it at its foot
PDF, EPUB = "how-repression-escalates.pdf", "how-repression-escalates.epub"
OFFERED = {PDF: ("PDF", "PDF, tagged, for paper and screen"), EPUB: ("EPUB", "e-book, EPUB")}
LINE = re.compile(r'\n<p class="downloads">.*?</p>', re.DOTALL)
ITEM = re.compile(r'\n<li class="download">.*?</li>', re.DOTALL)
# The heading, the fold that cites the page, and the paragraph that follows.
OPENING = re.compile(r'</h1>\s*(?:<details class="cite">.*?</details>\s*)?<p\b.*?</p>', re.DOTALL)
FOOT = '<ul class="edition-ways">'


def hand_out(name: str, content: bytes, html: Path = HTML) -> None:
    """Put a file into the built book and link it, with others that are there, from its pages.

    Raises `BadInput` where a page of the book is missing or has no paragraph.
    """
    opening = {page: files.read_text(html / page, f"_build/html/{page}") for page in PAGES}
    if bad := [page for page, text in opening.items() if not OPENING.search(text)]:
        said = "has no paragraph below its heading"
        raise BadInput([Problem(f"_build/html/{page}", said) for page in bad])
    files.write_bytes(html / name, content)
    sizes = {one: (html / one).stat().st_size for one in OFFERED if (html / one).is_file()}
    for path in sorted(html.rglob("*.html")):
        page = path.relative_to(html).as_posix()
        text = files.read_text(path, f"_build/html/{page}")
        if (changed := linked(text, page, sizes)) != text:
            files.write_bytes(path, changed.encode("utf-8"))


def linked(text: str, page: str, sizes: dict[str, int]) -> str:
    """Return a page that links the files of these sizes in bytes, and no others of the kind."""
    up = "../" * page.count("/")
    text = LINE.sub("", ITEM.sub("", text))
    items = "".join(f'\n<li class="download">{_link(up, name, 0)}</li>' for name in sizes)
    text = text.replace(FOOT, FOOT + items)
    if page not in PAGES:
        return text
    links = [f"{_link(up, name, 1)}, {size / 1e6:.1f} MB" for name, size in sizes.items()]
    line = f'<p class="downloads">Download the whole book: {" or ".join(links)}.</p>'
    return OPENING.sub(lambda found: f"{found[0]}\n{line}", text, count=1)


def _link(up: str, name: str, length: int) -> str:
    return f'<a href="{up}{name}" download>{OFFERED[name][length]}</a>'

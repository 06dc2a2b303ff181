"""Puts the pages of the built book into one page, from which the PDF is printed.

It has what paper needs and a screen does not: a title page, contents, an address for every id that
is the only one in the whole, the page numbers of cards, and an index of them.
"""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from bs4 import BeautifulSoup, Tag

from analysis.editions.pages import BuiltPage, is_card, leaves_the_book, target, words

ON_PAPER = 0.88  # a drawing beside its size on a screen, whose letters would be large on paper
INDEX = "Index of claims and events"
MANY = 8  # columns: from here on sentences in several of them need the long side of the sheet
DEEPEST = 6  # HTML has no heading below


def one_page(pages: list[BuiltPage], facts: Mapping[str, str], style: str) -> str:
    """Return the whole book as one page of HTML with a style sheet for paper.

    `facts` are those of `edition`. The pages are changed: they must not be used afterwards.
    """
    known = {page.name: {e["id"] for e in page.article.find_all(id=True)} for page in pages}
    for page in pages:
        _fit_in(page, known)
    contents = _contents(pages)  # before the headings are put below those of the parts
    parts = [
        _part(number, caption, list(inside))
        for number, (caption, inside) in enumerate(groupby(pages, key=lambda page: page.part))
    ]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{_metadata(facts)}'
        f"<style>{style}</style></head>\n<body>\n{_title_page(facts)}\n{contents}\n"
        f"{''.join(parts)}\n{_index(pages)}\n</body></html>\n"
    )


def place(page: str, id: str = "") -> str:
    """Return the address within the whole of a page, or of an id on it."""
    return "--".join(filter(None, [page.replace("/", "-"), id]))


# --- front and back -------------------------------------------------------------------------


def _metadata(facts: Mapping[str, str]) -> str:
    named = {
        "author": facts["authors"],
        "description": facts["subject"],
        "keywords": facts["keywords"],
        "dcterms.created": facts["day"],
        "dcterms.modified": facts["day"],
    }
    metas = [f'<meta name="{name}" content="{escape(said)}">' for name, said in named.items()]
    return f"<title>{escape(facts['title'])}: {escape(facts['subtitle'])}</title>{''.join(metas)}"


def _title_page(facts: Mapping[str, str]) -> str:
    told = [
        ("Data", f"Version {facts['version']}, released on {facts['released']}"),
        ("Fingerprint", f"{facts['manifest']} (SHA-256 of the manifest of the release)"),
        ("Licence", facts["licences_told"]),
        ("To be cited as", facts["citation"]),
        ("Evidence", "An id such as C041 is a claim, one such as E012 an event. What stands after "
         "it as a small number is the page of its card in the last part."),
    ]  # fmt: skip
    rows = "".join(
        f'<li><p class="was-dt">{name}</p><p class="was-dd">{escape(said)}</p></li>'
        for name, said in told
    )
    return (
        f'<section class="title-page"><p class="title">{escape(facts["title"])}</p>'
        f'<p class="subtitle">{escape(facts["subtitle"])}</p>'
        f'<p class="authors">{escape(facts["authors"])}</p><ul class="was-dl">{rows}</ul></section>'
    )


def _contents(pages: Iterable[BuiltPage]) -> str:
    lists = []
    for caption, inside in groupby(pages, key=lambda page: page.part):
        lists += [f"<p>{escape(caption)}</p>"] if caption else []
        lists.append(_links((place(page.name), page.title) for page in inside))
    lists.append(_links([("index-of-cards", INDEX)]))
    return f'<nav class="contents"><h1>Contents</h1>{"".join(lists)}</nav>'


def _links(targets: Iterable[tuple[str, str]]) -> str:
    items = (f'<li><a href="#{at}">{escape(words)}</a></li>' for at, words in targets)
    return f"<ul>{''.join(items)}</ul>"


def _index(pages: Iterable[BuiltPage]) -> str:
    cards = {
        id: place(page.name, id)
        for page in pages
        if page.holds_cards
        for card in page.article.select(".event, .claim")
        if (id := card["id"].rpartition("--")[2])
    }
    links = _links((at, id) for id, at in sorted(cards.items()))
    return (
        f'<section class="index"><h1 id="index-of-cards">{INDEX}</h1>'
        f"<p>The page on which the card of each begins.</p>{links}</section>"
    )


def _part(number: int, caption: str, pages: list[BuiltPage]) -> str:
    """Return the pages of a part under its heading; the first page of the book has none above."""
    below = 1 if caption else 0
    head = f'<h1 class="part" id="part-{number}">{escape(caption)}</h1>' if caption else ""
    return f"<section>{head}{''.join(_chapter(page, below) for page in pages)}</section>\n"


def _chapter(page: BuiltPage, below: int) -> str:
    for heading in page.article.find_all(["h1", "h2", "h3", "h4", "h5"]):
        depth = min(int(heading.name[1]) + below, DEEPEST)
        heading["class"] = [*heading.get("class", []), f"was-{heading.name}"]
        heading.name = f"h{depth}"
    kind = "chapter cards" if page.holds_cards else "chapter"
    inside = page.article.decode_contents()
    return f'<section class="{kind}" id="{place(page.name)}">{inside}</section>\n'


# --- a page as a part of the whole ------------------------------------------------------------


def _fit_in(page: BuiltPage, known: Mapping[str, set[str]]) -> None:
    _note_cards(page)
    _hide_links(page)
    for link in page.article.select("a[href]"):
        _lead_within(link, page.name, known)
    for element in page.article.find_all(id=True):
        element["id"] = place(page.name, element["id"])
    for drawing in page.article.find_all("svg"):
        _name(drawing, page.name)
    for table in page.article.find_all("table"):
        _turn(table)
    for item in page.article.find_all("li"):
        if len(lines := item.find_all("p", recursive=False)) == 1:
            lines[0].unwrap()  # or the PDF has a paragraph where readers expect a list's body
    for terms in page.article.find_all("dl"):
        _as_list(terms)
    for folded in page.article.find_all(["details", "summary"]):
        folded.attrs.pop("open", None)  # paper unfolds nothing
        folded["class"] = [*folded.get("class", []), f"was-{folded.name}"]
        folded.name = "div" if folded.name == "details" else "p"


def _lead_within(link: Tag, page: str, known: Mapping[str, set[str]]) -> None:
    """Let a link lead to its place in the whole; one to no page of the book is words alone."""
    if leaves_the_book(link["href"]):
        return
    found = target(link["href"], page)
    if found and found.page in known:
        on_page = found.place if found.place in known[found.page] else ""
        link.attrs["href"] = f"#{place(found.page, on_page)}"
        link.attrs.pop("title", None)
    else:
        link.unwrap()


def _note_cards(page: BuiltPage) -> None:
    """Say on which page a card is: beside its id, or in a note where a sentence first names it."""
    if page.holds_cards:
        return
    noted = set()
    for link in page.article.select("a[href]"):
        if link.find_parent("svg") or not is_card(target(link["href"], page.name)):
            continue
        says = link.get("title")
        if not says:  # computed lists and tables: a note would be longer than what it explains
            link["class"] = [*link.get("class", []), "to-card"]
        elif says not in noted:
            noted.add(says)
            link.insert_after(_note(link, says))


def _note(link: Tag, says: str) -> Tag:
    href = escape(link["href"])
    told = f'{words(link)} {escape(says)} <a class="page-of" href="{href}">Page</a>'
    return _parsed(f'<span class="note-of-card">{told}</span>')


def _turn(table: Tag) -> None:
    """Mark a table that goes on sheets lying on their side."""
    heads = table.select("thead th")
    if len(heads) >= MANY and sum("long" in head.get("class", []) for head in heads) > 1:
        table.parent["class"] = [*table.parent.get("class", []), "turned"]


def _hide_links(page: BuiltPage) -> None:
    """Say where an address is that stands behind a notice: paper cannot fold it away."""
    for folded in page.article.select("details.behind"):
        folded.replace_with(_parsed("<p>The address is in the references, below a notice.</p>"))


def _as_list(terms: Tag) -> None:
    """Turn terms with their meanings into a list of pairs, which readers of PDF know."""
    for pair in terms.find_all("div", recursive=False):
        pair.unwrap()
    item = None
    for element in terms.find_all(["dt", "dd"], recursive=False):
        if element.name == "dt":
            item = _parsed("<li></li>")
            element.insert_before(item)
        element["class"] = [*element.get("class", []), f"was-{element.name}"]
        element.name = {"dt": "p", "dd": "div"}[element.name]
        item.append(element.extract())
    terms["class"] = [*terms.get("class", []), "was-dl"]
    terms.name = "ul"


def _parsed(html: str) -> Tag:
    return BeautifulSoup(html, "html.parser").contents[0]


def _name(drawing: Tag, page: str) -> None:
    """Give a drawing its description as title, which becomes its alternative text.

    WeasyPrint draws no link within a drawing; the table beside it has the same links.
    """
    for link in drawing.find_all("a"):
        link.name = "g"
        link.attrs.clear()
    for title in drawing.find_all("title"):
        title.decompose()  # what pops up over a mark
    for element in drawing.find_all(True):
        for key in ("fill", "stroke", "clip-path"):
            if element.get(key, "").startswith("url(#"):
                element[key] = f"url(#{place(page, element[key][5:-1])})"
    for side in ("width", "height"):
        drawing[side] = round(float(drawing[side]) * ON_PAPER)
    title = _parsed("<title></title>")
    title.string = drawing["aria-label"]
    drawing.insert(0, title)
    drawing.attrs.pop("style", None)

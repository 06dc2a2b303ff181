"""The evidence as pages of the book, and roles that lead to it from any chapter.

``{evidence} vorontsov`` fills a page with the cards of a case. ``{claim}`C041` `` and
``{event}`E012` `` become the id, with what it says as title, and lead to its card; an id that is
in no table fails the build. What a card says is decided in ``analysis/reading/cards.py``.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from analysis import load_corpus
from analysis.archive.addresses import published
from analysis.archive.tombstones import tombstones
from analysis.ground.paths import DATA
from analysis.reading.addresses import card_pages
from analysis.reading.cards import at_risk, cards
from analysis.reading.claim_cards import Material, material
from analysis.reading.linked import Card, Entry, Line, Link
from analysis.reading.mentions import Mention, mentions, shown_in
from analysis.reading.names import PAGE as NAMES

logger = logging.getLogger(__name__)
SOURCES = (DATA / "release" / "manifest.json", DATA / "sources.bib")
KIND = {"C": "claim", "E": "event"}  # what an id begins with
NOT_SEARCHED = -1  # here; finding.py lets the search find what cards say as well
IN_A_CELL = 10_000  # MyST-NB numbers the lines of a notebook's cell from here on, cell by cell


# --- nodes --------------------------------------------------------------------------------


class behind(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Links that stand behind a notice: a reader sees it first and opens them on purpose."""


class notice(nodes.General, nodes.TextElement):  # noqa: N801
    """What a reader is to know before the links behind it."""


class shown(nodes.General, nodes.Element):  # noqa: N801
    """The place in a card for the figures, tables and pages that lead to it."""


def _words(line: Line) -> Iterator[nodes.Node]:
    for part in line:
        yield nodes.Text(part) if isinstance(part, str) else _reference(part)


def _reference(link: Link) -> nodes.Node:
    if link.leaves:
        return nodes.reference("", link.text, refuri=link.to, internal=False)
    kind = KIND[link.to[0]] if link.is_card else "page"
    return _pending(kind, link.to, link.text)


def _pending(kind: str, target: str, text: str) -> pending_xref:
    found = pending_xref("", refdomain="card", reftype=kind, reftarget=target, refwarn=True)
    found += nodes.inline("", text, classes=["card-id"] if kind != "page" else [])
    return found


def _paragraphs(lines: Iterable[Line]) -> list[nodes.Node]:
    return [nodes.paragraph("", "", *_words(line)) for line in lines]


def item(entry: Entry) -> nodes.definition_list_item:
    """Return an entry as a term with what is said of it, behind a notice where it has one."""
    said = _paragraphs(entry.lines)
    if entry.notice:
        said = [behind("", notice("", entry.notice), *said)]
    return nodes.definition_list_item("", nodes.term("", entry.term), nodes.definition("", *said))


def _entries(card: Card) -> nodes.definition_list:
    items = [item(entry) for entry in card.entries]
    return nodes.definition_list("", *items, shown(card=card.id), classes=["facts"])


def _claim(card: Card) -> nodes.list_item:
    id = nodes.reference("", card.id, refid=card.id, internal=True, classes=["card-id"])
    head = nodes.paragraph("", "", id, nodes.Text(" " + card.title), classes=["card-title"])
    return nodes.list_item("", head, _entries(card), ids=[card.id], classes=["claim"])


def _event(card: Card) -> nodes.section:
    id = nodes.inline("", card.id, classes=["card-id"])
    title = nodes.title("", "", id, nodes.Text(" " + card.title))
    section = nodes.section("", title, _entries(card), ids=[card.id], classes=["event"])
    if card.claims:
        section += nodes.bullet_list("", *map(_claim, card.claims), classes=["claims"])
    return section


# --- directive and roles ------------------------------------------------------------------


def evidence_of(env: BuildEnvironment) -> Material:
    """Return what the cards are written from, and note that the page depends on it."""
    for path in SOURCES:
        env.note_dependency(str(path))
    return env.app.evidence


def _fail(app: Sphinx, location: str, asked: str, found: str, known: Iterable[str]) -> None:
    """Say in one line what is wrong, and fail the build also where warnings would pass."""
    near = get_close_matches(found, known, n=3, cutoff=0) or ["nothing"]
    logger.error(
        "%s: found %r; allowed: one that is in the data, such as %s",
        *(asked, found, " or ".join(near)),
        location=location,
    )
    app.statuscode = 1


def _place(location: str) -> str:
    """Return a place in a file, in a notebook by cell and line."""
    path, _, line = location.rpartition(":")
    if not line.isdigit() or int(line) < IN_A_CELL:
        return location
    cell, line_in_cell = divmod(int(line), IN_A_CELL)
    return f"{path}: cell {cell}, line {line_in_cell}"


class EvidenceDirective(SphinxDirective):
    """The cards of every event and claim of a case, named by its short name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a notice on the outlets, and a section for each event."""
        known, slug = evidence_of(self.env), self.arguments[0]
        slugs = list(known.lookup.corpus.cases["slug"])
        if slug not in slugs:
            location = _place(self.get_location())
            _fail(self.env.app, location, "{evidence}", slug, slugs)
            return []
        log = known.lookup.by_id("corrections").values()
        gone = tombstones(slug, published(), log)
        return [*_warning(at_risk(slug, known)), *map(_event, [*cards(slug, known), *gone])]


def _warning(lines: list[Line]) -> list[nodes.Node]:
    if not lines:
        return []
    said = (
        "Publishers of documents on this page are designated in Russia. For people there, opening "
        "or passing on their pages can have consequences. Links to them stand behind a notice, and "
        "what the pages say is told here. Whether the other publishers are designated was looked "
        "up in one list, D08, and nowhere else."
    )
    statuses = [nodes.list_item("", paragraph) for paragraph in _paragraphs(lines)]
    return [nodes.warning("", nodes.paragraph("", said), nodes.bullet_list("", *statuses))]


class CardRole(SphinxRole):
    """The id of a claim or event, leading to its card."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link to the card; an unknown id fails the build."""
        known = _titles(evidence_of(self.env), self.name)
        if self.text in known:
            return [_pending(self.name, self.text, self.text)], []
        location = _place(self.get_location())
        _fail(self.env.app, location, f"{{{self.name}}}", self.text, known)
        return [nodes.Text(self.text)], []


def _titles(known: Material, kind: str) -> dict[str, str]:
    """Return what each claim states, or each event is, by its id."""
    table, column = {"claim": ("claims", "statement"), "event": ("events", "summary")}[kind]
    return {id: row[column] for id, row in known.lookup.by_id(table).items()}


class CardDomain(Domain):
    """Cards as targets, linked in every format."""

    name, label = "card", "Evidence"
    object_types: ClassVar = {kind: ObjType(kind, kind) for kind in ("claim", "event")}

    @property
    def pages(self) -> dict[str, str]:
        """The page of each card that is in the book."""
        pages = self.env.app.evidence_pages
        return {id: page for id, page in pages.items() if page in self.env.all_docs}

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every card with its place."""
        for id, page in self.pages.items():
            yield id, id, KIND[id[0]], page, id, NOT_SEARCHED

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Node | None:
        """Return a link to a card or page; a page that is not in the book is words alone."""
        if typ == "page":
            page, _, anchor = target.partition("#")
            known = page in env.all_docs
            return make_refnode(builder, fromdocname, page, anchor, contnode) if known else contnode
        page, title = self.pages.get(target), _titles(env.app.evidence, typ)[target]
        return page and make_refnode(builder, fromdocname, page, target, contnode, title)


# --- what leads to a card -----------------------------------------------------------------


class ShownIn(SphinxPostTransform):
    """Puts into each card the figures, tables and pages that lead to it."""

    default_priority = 5  # before references are resolved

    def run(self, **_kwargs: Any) -> None:
        """Fill the places that the cards keep free."""
        places = list(self.document.findall(shown))
        order = [self.config.root_doc, *_in_order(self.env, self.config.root_doc)] if places else []
        titles = {page: self.env.titles[page].astext() for page in dict.fromkeys(order)}
        for place in places:
            lines = shown_in(place["card"], _mentions(self.env), titles)
            place.replace_self([_shown_in(lines)] if lines else [])


def _shown_in(lines: Iterable[Line]) -> nodes.definition_list_item:
    shown = item(Entry("Shown in", tuple(lines)))
    shown[-1]["classes"].append("shown-in")
    return shown


def _in_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    for below in env.toctree_includes.get(page, ()):
        yield below
        yield from _in_order(env, below)


def _mentions(env: BuildEnvironment) -> dict[str, list[Mention]]:
    if not hasattr(env, "evidence_mentions"):
        env.evidence_mentions = {}
    return env.evidence_mentions


def note_mentions(app: Sphinx, doctree: nodes.document) -> None:
    """Note where a page leads to cards: marks of figures, rows of tables, roles in its text."""
    if list(doctree.findall(shown)) or app.env.docname == NAMES:
        return  # cards say themselves where they lead to each other; a list of names tells nothing
    found = [one for raw in doctree.findall(nodes.raw) for one in mentions(raw.astext())]
    for reference in doctree.findall(pending_xref):
        if reference.get("refdomain") == "card" and reference["reftype"] != "page":
            found.append(Mention(reference["reftarget"], "text"))
    _mentions(app.env)[app.env.docname] = list(dict.fromkeys(found))


def forget_mentions(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a page that is read again, or gone, led to."""
    _mentions(env).pop(docname, None)


def pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages of cards: what leads to them may have changed."""
    return sorted(set(app.evidence_pages.values()) & set(env.all_docs))


def load(app: Sphinx) -> None:
    """Load the release once for a build."""
    app.evidence = material(load_corpus())
    app.evidence_pages = card_pages(app.evidence.lookup.corpus).to_dict()


def _opening(tag: str):
    return lambda self, node: self.body.append(self.starttag(node, tag, "", CLASS="behind"))


def _closing(tag: str):
    return lambda self, node: self.body.append(f"</{tag}>\n")


def _plain(self: Any, node: nodes.Node) -> None:
    """Show a node in other formats as what is in it."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the roles and what they need."""
    for node, tag in ((behind, "details"), (notice, "summary")):
        plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (_plain, _plain))
        app.add_node(node, html=(_opening(tag), _closing(tag)), **plain)
    app.add_node(shown)
    app.add_directive("evidence", EvidenceDirective)
    app.add_domain(CardDomain)
    for name in CardDomain.object_types:
        app.add_role(name, CardRole())
    app.add_post_transform(ShownIn)
    app.connect("builder-inited", load)
    app.connect("doctree-read", note_mentions)
    app.connect("env-purge-doc", forget_mentions)
    app.connect("env-updated", pages_to_write_again)
    return {"version": "1", "parallel_read_safe": False}

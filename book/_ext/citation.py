"""How the book is cited, on every page: for machines in its head, for readers as a control to open.

Each page gets its metadata and, below its title, a reference with BibTeX; each card of an event or
claim gets its permanent address, to which a script adds the same. ``{citation} bibtex`` shows the
citation of the book on a page of its own. What is said is decided in ``analysis/publishing``.
"""

import json
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective

from analysis.ground import files
from analysis.ground.paths import DATA, ROOT
from analysis.ground.problems import BadInput
from analysis.publishing import citation, formats
from analysis.publishing.citation_file import NAME, Work, the_book
from analysis.publishing.control import card_templates, control
from analysis.publishing.page_metadata import DataSet, Download, Page, head

RELEASE = DATA / "release"
TABLES = "data"  # the folder of the built book that holds the tables
FOLDER = "cite"  # the folder of the built book that holds the citation for programs
ENDINGS = {"bibtex": "bib", "ris": "ris", "csl": "json"}
NAMES = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
LANGUAGES = {"bibtex": "bibtex", "ris": "text", "csl": "json", "zenodo": "json"}


# --- every page ---------------------------------------------------------------------------


def load(app: Sphinx) -> None:
    """Read CITATION.cff once for a build; a build stops where it is unusable."""
    try:
        app.cited = the_book()
    except BadInput as bad:
        raise ConfigError(str(bad)) from None


def add_to_page(app: Sphinx, name: str, _template: str, context: dict, tree: Any) -> None:
    """Add its metadata to a page that was written, and the control below its title."""
    if tree is None:  # the index and the search, which nobody cites
        return
    page = _page(app, name, tree)
    context["metatags"] = context.get("metatags", "") + head(page, app.cited, data_set())
    if page.is_book:
        shown = control(citation.book(), "Cite this book")
    else:
        shown = control(citation.reference("chapter", page.title, page.address), "Cite this page")
    context["body"] = context["body"].replace("</h1>", f"</h1>\n{shown}", 1)
    if name in set(getattr(app, "evidence_pages", {}).values()):
        context["body"] += card_templates(name)


def _page(app: Sphinx, name: str, tree: nodes.document) -> Page:
    is_book = name == app.config.root_doc
    lead = next((p.astext() for p in tree.findall(nodes.paragraph) if not _is_aside(p)), "")
    return Page(
        title=app.env.titles[name].astext(),
        address=f"{name}.html",
        description=app.cited.abstract if is_book else " ".join(lead.split()),
        is_book=is_book,
    )


def _is_aside(paragraph: nodes.paragraph) -> bool:
    """Whether a paragraph is part of a list, a quotation or a notice, and not the page's lead."""
    return not isinstance(paragraph.parent, nodes.section)


def data_set() -> DataSet:
    """Return what the book's data are, from their own description and manifest."""
    described = json.loads(files.read_text(RELEASE / "datapackage.json", "datapackage.json"))
    manifest = json.loads(files.read_text(RELEASE / "manifest.json", "manifest.json"))
    downloads = (
        Download(f"{TABLES}/{name}", file["bytes"], file["sha256"])
        for name, file in manifest["files"].items()
    )
    return DataSet(described["title"], described["description"], tuple(downloads))


# --- events and claims --------------------------------------------------------------------


def add_addresses(app: Sphinx, tree: nodes.document) -> None:
    """Add to each card of a page the address under which it is cited."""
    for facts in tree.findall(nodes.definition_list):
        if "facts" in facts["classes"] and facts.parent["ids"]:
            address = app.cited.address(f"{app.env.docname}.html#{facts.parent['ids'][0]}")
            line = nodes.paragraph("", address, classes=["cite-card"])
            facts += nodes.definition_list_item(
                "", nodes.term("", "Cite"), nodes.definition("", line)
            )


# --- the page on citing -------------------------------------------------------------------


class CitationDirective(SphinxDirective):
    """The citation of the book in a form, of its data, of an event or a claim by its id."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return a quotation of the reference, or a block to copy."""
        self.env.note_dependency(str(ROOT / NAME))
        self.env.note_dependency(str(RELEASE / "manifest.json"))
        kind = directives.choice(
            self.arguments[0],
            ("book", "data", "state", "files", "claim", *LANGUAGES),
        )
        return getattr(self, f"_{kind}", self._form)()

    def _form(self) -> list[nodes.Node]:
        form = self.arguments[0]
        return [_block(formats.FORMATS[form](self.env.app.cited).strip(), LANGUAGES[form])]

    def _book(self) -> list[nodes.Node]:
        return [_quoted(citation.book().text)]

    def _data(self) -> list[nodes.Node]:
        cited = citation.data()
        return [_quoted(cited.text), _block(cited.bibtex, "bibtex")]

    def _claim(self) -> list[nodes.Node]:
        id, app = self.arguments[1], self.env.app
        claim = app.evidence.lookup.by_id("claims")[id]
        cited = citation.reference(
            "claim", f"{id} {claim['statement']}", f"{app.evidence_pages[id]}.html#{id}"
        )
        return [_quoted(cited.text), _block(cited.bibtex, "bibtex")]

    def _state(self) -> list[nodes.Node]:
        work: Work = self.env.app.cited
        doi = f"Its DOI is {work.doi}." if work.doi else "It has no DOI so far."
        address = f"Its address is {work.url}." if work.url else "It has no address so far."
        return [nodes.paragraph("", f"This is version {work.version}. {doi} {address}")]

    def _files(self) -> list[nodes.Node]:
        addresses = {form: _file_address(self.env.app.cited, form) for form in NAMES}
        links = "".join(
            f'<li><a href="{addresses[form]}" download>{name}</a></li>'
            for form, name in NAMES.items()
        )
        return [only("", nodes.raw("", f"<ul>{links}</ul>", format="html"), expr="builder_html")]


def _quoted(text: str) -> nodes.block_quote:
    return nodes.block_quote("", nodes.paragraph("", text), classes=["cite-reference"])


def _block(text: str, language: str) -> nodes.container:
    return nodes.container(
        "", nodes.literal_block(text, text, language=language), classes=["cite-block"]
    )


def _file_address(work: Work, form: str) -> str:
    return f"{FOLDER}/{citation.key(work).lower()}.{ENDINGS[form]}"


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Put beside the pages what they offer to download: the citation, and the tables."""
    if error or app.builder.name != "html":
        return
    out = Path(app.outdir)
    for form in ENDINGS:
        made = formats.FORMATS[form](app.cited).encode("utf-8")
        files.write_bytes(out / _file_address(app.cited, form), made)
    for download in data_set().files:
        name = download.address.removeprefix(f"{TABLES}/")
        files.write_bytes(out / TABLES / name, files.read_bytes(RELEASE / name, name))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what is added to pages and the directive."""
    app.add_directive("citation", CitationDirective)
    app.connect("builder-inited", load)
    app.connect("doctree-read", add_addresses)
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", write_files)
    return {"version": "1", "parallel_read_safe": False}

"""Puts into the index of the search what readers look for beside words, and ships its script.

What can be found is decided in ``analysis/reading/finding.py``; finding.js orders what was found.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.util.fileutil import copy_asset_file

from analysis.reading.finding import KINDS, Findable, Place, findable

SCRIPT = Path(__file__).with_suffix(".js")
WHOLE_PAGE = "main-content"  # the theme's address of everything that is no navigation
ALL_ALIKE = 1  # the script decides what comes first


class FindingDomain(Domain):
    """Everything that can be looked for, as objects of which Sphinx's search knows."""

    name, label = "finding", "Finding"
    object_types: ClassVar = {kind: ObjType(kind.replace("_", " ")) for kind in KINDS}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return what a result is called, without the name of this domain."""
        return type.lname

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all that leads to a page which is in the book."""
        everything = (*findable(self.env.app.evidence, self._citations()), *self._terms())
        for number, one in enumerate(everything):
            if one.page in self.env.all_docs:
                anchor = one.anchor or WHOLE_PAGE
                yield f"finding-{number}", one.words, one.kind, one.page, anchor, ALL_ALIKE

    def _citations(self) -> dict[str, Place]:
        if "cite" not in self.env.domains:
            return {}
        cited = self.env.get_domain("cite").citations
        return {one.key: (one.bibliography_key.docname, one.citation_id) for one in cited}

    def _terms(self) -> Iterator[Findable]:
        for _, words, kind, page, anchor, _ in self.env.get_domain("std").get_objects():
            if kind == "term":
                yield Findable("term", words, page, anchor)


def ship_script(app: Sphinx, exception: Exception | None) -> None:
    """Put the script beside those of Sphinx; the template of the search page loads it."""
    if exception is None and app.builder.name == "html":
        copy_asset_file(str(SCRIPT), str(Path(app.outdir, "_static")))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the domain and the script."""
    app.add_domain(FindingDomain)
    app.connect("build-finished", ship_script)
    return {"version": "1", "parallel_read_safe": False}

"""What stands around the chapters, and in which order.

A chapter shows its figure first and the code that drew it below. Each page ends with the edition,
the licences and ways to cite and to object. Style sheets and scripts are loaded in the order of
their names: jupyter-book takes them as the disk lists them, which differs between machines.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from analysis.ground import files
from analysis.ground.paths import ROOT

TEMPLATES = Path(__file__).parents[1] / "_templates"


class CodeBelow(SphinxPostTransform):
    """Puts the code of a cell below what it shows, for the eye, the Tab key and the ear alike."""

    default_priority = 200  # after MyST-NB has folded the code away, at 199
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Swap code and output of each cell whose code is folded away."""
        for cell in self.document.findall(nodes.container):
            if cell.get("hide_mode") == "input" and len(cell) == 2:
                cell.children.reverse()


def set_frame(app: Sphinx, config: Config) -> None:
    """Sort what every page loads, and tell the templates which edition this is."""
    config.html_css_files = sorted(config.html_css_files, key=str)
    config.html_js_files = sorted(config.html_js_files, key=str)
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
    cited = files.read_yaml(ROOT / "CITATION.cff", "CITATION.cff")
    config.html_context = {**config.html_context, "edition": cited["version"]}


def show_addresses(app: Sphinx) -> None:
    """Let links to code repositories read as they lead; the theme would shorten them."""
    transforms = app.registry.post_transforms
    transforms[:] = [one for one in transforms if one.__name__ != "ShortenLinkTransform"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the order and the frame."""
    app.add_post_transform(CodeBelow)
    app.connect("config-inited", set_frame)
    app.connect("builder-inited", show_addresses, priority=900)  # after the theme, at 500
    return {"version": "1", "parallel_read_safe": True}

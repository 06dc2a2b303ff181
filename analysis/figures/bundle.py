"""Puts together the scripts that make figures live, from what the project and vl-convert carry."""

from pathlib import Path

import vl_convert

from analysis.ground import files

SCRIPTS = Path(__file__).with_name("scripts")


def scripts() -> dict[str, bytes]:
    """Return the two scripts that pages with figures share, by their names.

    ``loader.js`` is on every such page; it loads ``interactive.js``, which is all of Vega.
    """
    bundled = vl_convert.javascript_bundle(_read("interactive.js"))
    # In a function of its own: Vega has a name `_`, which Sphinx's scripts also use.
    whole = f"/*\n{_read('LICENSE-VEGA').strip()}\n*/\n(() => {{{bundled}}})();\n"
    return {"loader.js": _read("loader.js").encode(), "interactive.js": whole.encode()}


def _read(name: str) -> str:
    return files.read_text(SCRIPTS / name, f"analysis/figures/scripts/{name}")

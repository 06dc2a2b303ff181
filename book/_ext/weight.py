"""Takes out of the built book what no page needs: a reader may pay for each kilobyte.

The theme brings icons by the thousand, as a script, as fonts and as rules of a style sheet, and a
source map beside each file. Left are the icons that the pages and their scripts name. The templates
in ``book/_templates`` see to it that no page asks for what is gone.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

ICON = re.compile(r"\bfa-[a-z0-9-]+")
RULE_OF_ICONS = re.compile(r'(?:\.fa-[\w-]+:before,?)+\{content:"[^"]*"\}')
GLYPH = re.compile(r'content:\s*"\\(f[0-9a-f]{3})"')
FONT_FACE = re.compile(r"@font-face\{[^}]*?/(fa-[\w-]+)\.woff2[^}]*\}")
SECOND_FORMAT = re.compile(r",url\([^)]*\.ttf\) format\(\"truetype\"\)")
SOURCE_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=\S*?\.map(?:\s*\*/)?")
LEFT_FONT = "fa-solid-900"  # the pages show no outlined icons and no brands
NEVER_ASKED_FOR = (
    "*webpack-macros.html",  # templates of the themes
    "scripts/fontawesome.js*",
    "vendor/fontawesome/webfonts/*.ttf",
    "vendor/fontawesome/webfonts/fa-[!s]*",
)


# Sheets and scripts of extensions by their names, and what in a page they are for.
ONLY_FOR = {
    "sphinx_highlight": None,  # would keep in the browser what a reader searched for
    "copybutton": 'class="highlight',
    "clipboard": 'class="highlight',
    "sphinx-design": "sd-",
    "design-tabs": "sd-",
}


def lighten(html: Path) -> None:
    """Take out of a folder of built pages the icons, fonts, scripts and maps that none uses.

    Doing it again changes nothing.
    """
    static = html / "_static"
    for pattern in NEVER_ASKED_FOR:
        _remove(static.glob(pattern))
    _remove(static.rglob("*.map"))
    used = _icons(html)
    glyphs: set[int] = set()
    for sheet in static.rglob("*.css"):
        glyphs |= {int(code, 16) for code in GLYPH.findall(_rewrite(sheet, used))}
    for script in static.rglob("*.js"):
        _rewrite(script, used)
    for font in static.rglob(f"{LEFT_FONT}.woff2"):
        font.write_bytes(with_glyphs(font.read_bytes(), glyphs))


def _remove(files: Any) -> None:
    for file in list(files):
        file.unlink()


def _icons(html: Path) -> set[str]:
    """Return the icons that pages and scripts name."""
    files = [*html.rglob("*.html"), *(html / "_static").rglob("*.js")]
    return {icon for file in files for icon in ICON.findall(file.read_text(encoding="utf-8"))}


def _rewrite(file: Path, used: set[str]) -> str:
    """Write a sheet or script anew where something in it is not needed; return what is left."""
    before = file.read_text(encoding="utf-8")
    after = SOURCE_MAP.sub("", before)
    if file.suffix == ".css":
        after = with_icons(after, used)
    if after != before:
        file.write_text(after, encoding="utf-8")
    return after


def with_icons(sheet: str, used: set[str]) -> str:
    """Return a style sheet with no rules but of the icons that are used, and with their font."""
    sheet = RULE_OF_ICONS.sub(
        lambda rule: rule[0] if used & set(ICON.findall(rule[0])) else "", sheet
    )
    sheet = FONT_FACE.sub(lambda face: face[0] if face[1] == LEFT_FONT else "", sheet)
    return SECOND_FORMAT.sub("", sheet)


def with_glyphs(font: bytes, glyphs: set[int]) -> bytes:
    """Return a WOFF2 font with the glyphs of these code points alone; the same bytes each time."""
    opened = TTFont(BytesIO(font), recalcTimestamp=False)
    chosen = subset.Subsetter(
        subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    )
    chosen.populate(unicodes=glyphs)
    chosen.subset(opened)
    opened.flavor = "woff2"
    written = BytesIO()
    opened.save(written)
    return written.getvalue()


def load_what_is_needed(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Let a page load no sheet and no script for something that it does not have."""
    body = context.get("body", "")
    spared = [part for part, needs in ONLY_FOR.items() if needs is None or needs not in body]
    for files in (context["css_files"], context["script_files"]):
        files[:] = [file for file in files if not any(part in str(file) for part in spared)]


def lighten_built(app: Sphinx, exception: Exception | None) -> None:
    """Lighten the pages of a build that has gone well."""
    if exception is None and app.builder.name == "html":
        lighten(Path(app.outdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens to each page, and to all of them at the end."""
    app.connect("html-page-context", load_what_is_needed)
    app.connect("build-finished", lighten_built)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

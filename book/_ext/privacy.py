"""Lets nothing leave the page: each built page forbids its reader's browser what it has no use for.

The policy stands in the page, not in a header that a server would have to send, so that it holds on
any host and from a memory stick. Chromium and Firefox count the other files on the stick as 'self'.
"""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer
from sphinx.application import Sphinx

from analysis.ground import files

POLICY = {
    # What is not named below: no connection, frame, plug-in, sound or film. The index of the
    # search and the data of the charts come as scripts.
    "default-src": ["'none'"],
    # The book's own files, and each inline script of the page by its hash. Neither eval nor an
    # attribute such as onclick is allowed by this.
    "script-src": ["'self'"],
    "worker-src": ["'none'"],  # a worker may go on when its page is closed, and keep what was read
    # Drawings and tables have their widths in style attributes, and scripts write styles into the
    # page. A style can ask no other host for anything, as it has images and fonts of the book only.
    "style-src": ["'self'", "'unsafe-inline'"],
    # Style sheets hold arrows and ticks as data:, and a chart becomes a PNG by way of blob:.
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],  # the icons of the theme, the letters of the book
    # The search. For forms, and for nothing else, Firefox counts no file on a stick as 'self'.
    "form-action": ["'self'", "file:"],
    "base-uri": ["'none'"],  # an address without a host stays with the book
}
OTHERS = (
    '<meta name="referrer" content="no-referrer">',  # no site is told where its reader came from
    # Browsers look up the hosts of links before anybody follows them, which tells the keeper of
    # the names which publishers a page leads to.
    '<meta http-equiv="x-dns-prefetch-control" content="off">',
)
ALREADY = '<meta http-equiv="Content-Security-Policy"'
CHARSET = re.compile(r'<meta charset="utf-8" */?>')
MENDED = {
    # Scripts in attributes are forbidden; book/_static/privacy.js does what this one did.
    r' onclick="window\.print\(\)"': " data-prints",
    # Firefox fetches the next page before anybody opens it, and the host would note it as read.
    r'\s*<link rel="next"[^>]*>': "",
}


def guarded(html: str) -> str:
    """Return the HTML of a page with its policy, before all but the encoding; once is enough.

    ValueError if the page does not say first that its encoding is UTF-8.
    """
    if ALREADY in html:
        return html
    for wrong, right in MENDED.items():
        html = re.sub(wrong, right, html)
    tags = "\n".join([f'{ALREADY} content="{policy(html)}">', *OTHERS])
    html, found = CHARSET.subn(lambda charset: f"{charset[0]}\n{tags}\n", html, count=1)
    if not found:
        raise ValueError('found no <meta charset="utf-8">; needed: one, as the first in <head>')
    return html


def policy(html: str) -> str:
    """Return the policy of a page, with a hash for each inline script that it runs."""
    scripts = BeautifulSoup(html, "html.parser", parse_only=SoupStrainer("script"))
    hashes = {_hash(script.string or "") for script in scripts.find_all(_is_run_inline)}
    allowed = POLICY | {"script-src": [*POLICY["script-src"], *sorted(hashes)]}
    return "; ".join(" ".join([directive, *sources]) for directive, sources in allowed.items())


def _is_run_inline(script: Any) -> bool:
    """Say whether a script stands in the page, and is not data for another one."""
    kind = script.get("type", "").strip().lower()
    return "src" not in script.attrs and (kind in ("", "module") or "javascript" in kind)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def guard_built(app: Sphinx, exception: Exception | None) -> None:
    """Guard every page of a build that has gone well, whoever wrote it."""
    if exception is not None or app.builder.name != "html":
        return
    html = Path(app.outdir)
    for file in sorted(html.rglob("*.html")):
        name = file.relative_to(html).as_posix()
        try:
            files.write_bytes(file, guarded(files.read_text(file, name)).encode("utf-8"))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens to the pages when all else is done with them."""
    app.connect("build-finished", guard_built, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

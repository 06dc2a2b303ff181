"""Serves a folder of built pages to this machine alone, compressed as a web server does it."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from analysis.ground import files

ALREADY_COMPRESSED = {".woff2", ".woff", ".png", ".zip", ".pdf", ".epub", ".parquet"}


@cache
def compressed(content: bytes) -> bytes:
    """Return what is sent of a content, at the level that servers have unless told otherwise."""
    return gzip.compress(content, compresslevel=6, mtime=0)


class _Compressing(SimpleHTTPRequestHandler):
    """Answers with the files of a folder."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        content = files.read_bytes(file, file.name)
        plain = file.suffix in ALREADY_COMPRESSED
        sent = content if plain else compressed(content)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(sent)))
        if not plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # the browser went on to another page
            self.wfile.write(sent)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as long as the context lasts; gives the address, without a final slash."""
    handler = partial(_Compressing, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()

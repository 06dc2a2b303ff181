"""Reads the objects of a PDF as WeasyPrint writes them: plain ones, and those packed in streams."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

PLAIN = re.compile(rb"\n\d+ 0 obj\n(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"^(<<.*?>>)\nstream\n(.*)\nendstream$", re.DOTALL)
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)


def objects(file: Path) -> list[bytes]:
    """Return each object but for the content of its stream."""
    return list(_objects(file.read_bytes()))


def _objects(content: bytes) -> Iterator[bytes]:
    for plain in PLAIN.findall(content):
        stream = STREAM.match(plain)
        if stream and b"/ObjStm" in stream[1]:
            packed = zlib.decompress(stream[2])
            first = int(re.search(rb"/First (\d+)", stream[1])[1])
            starts = [int(n) for n in packed[:first].split()[1::2]]
            for start, end in zip(starts, [*starts[1:], len(packed) - first], strict=True):
                yield packed[first + start : first + end]
        else:
            yield stream[1] if stream else plain


def text(object: bytes, key: str) -> str:
    """Return the text that stands under a key of an object, or nothing."""
    found = re.search(rb"/" + key.encode() + rb"\s*(" + STRING.pattern + rb")", object, re.DOTALL)
    if not found:
        return ""
    if found[1].startswith(b"<"):
        raw = bytes.fromhex(found[1][1:-1].decode())
    else:
        raw = re.sub(rb"\\(.)", rb"\1", found[1][1:-1], flags=re.DOTALL)
    return raw.decode("utf-16") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")

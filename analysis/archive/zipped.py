"""Packs files into a zip, always the same bytes, and takes them out again."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.ground import files
from analysis.ground.problems import BadInput, Problem

UNIX, READABLE = 3, 0o644
# What the library raises for a zip of which bytes were changed: each is a fault of the zip.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # a way of packing that it does not know
    RuntimeError,  # a file that is said to be encrypted
    EOFError,
    ValueError,
    OSError,
)


def packed(contents: Mapping[str, bytes], released: date) -> bytes:
    """Return a zip of some files, sorted by path, each of the day of release.

    No folder is around them, so that tools find the descriptions where they look for them. They
    are stored and not compressed: libraries for that differ in their bytes, so that the same files
    would give another zip on another machine.
    """
    content = io.BytesIO()
    day = (released.year, released.month, released.day, 0, 0, 0)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packing:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(path, day)
            entry.create_system = UNIX  # whatever the system it is made on
            entry.external_attr = READABLE << 16
            packing.writestr(entry, contents[path])
    return content.getvalue()


def unpacked(content: bytes, name: str) -> tuple[dict[str, bytes], date]:
    """Return the files of a zip by their paths, and the day that they bear.

    ``name`` is what messages call it. Raises `BadInput`, which names the file that cannot be taken
    out, and for what is no zip with files in it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if not entries:
                raise ValueError("no file is in it")
            read = {entry.filename: _read(opened, entry, name) for entry in entries}
            return read, date(*entries[0].date_time[:3])
    except BROKEN as error:
        raise BadInput([Problem(name, f"is no zip that can be read: {error}")]) from None


def _read(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return opened.read(entry)
    except BROKEN:
        found = f"{entry.filename} differs: it cannot be taken out of the zip"
        raise BadInput([Problem(name, found)]) from None


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files of an archive by their paths in it, from its zip or from an unpacked folder.

    Raises `BadInput` where there is neither.
    """
    if not path.is_dir():
        return unpacked(files.read_bytes(path, str(path)), str(path))[0]
    found = sorted(file for file in path.rglob("*") if file.is_file())
    return {file.relative_to(path).as_posix(): files.read_bytes(file, str(file)) for file in found}

"""Compares an archive with its own manifest, and says in one line which file is not as it was."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from analysis.archive.manifest import NAME, differences
from analysis.archive.zipped import packed, read_archive, unpacked
from analysis.ground import files
from analysis.ground.problems import BadInput, Problem
from analysis.reading.prose import count

HEADER = 30  # bytes of a zip before the name of a file


def verify(path: Path) -> str:
    """Return a line that says that every file of an archive is as it was released.

    Takes the zip, or the folder that it was unpacked to. Raises `BadInput` with a line for each
    file that differs, is missing or is extra, and for a zip whose own headers were changed.
    """
    name = str(path)
    if path.is_dir():
        contents = read_archive(path)
        problems = list(differences(contents, name))
    else:
        content = files.read_bytes(path, name)
        problems = compared(content, name)
        contents = {} if problems else unpacked(content, name)[0]
    if problems:
        raise BadInput(problems)
    listed = count(len(contents) - 1, "file")
    return f"{path}: {listed} as released, none missing, none extra\n"


def compared(content: bytes, name: str) -> list[Problem]:
    """Return what is not as it was released in the bytes of a zip, which messages call ``name``.

    Not one byte may be another. Raises `BadInput` where the zip cannot be read.
    """
    contents, released = unpacked(content, name)
    found = list(differences(contents, name))
    return found or _changed_outside(content, contents, released, name)


def _changed_outside(
    content: bytes, contents: Mapping[str, bytes], released: date, name: str
) -> list[Problem]:
    """Return the place where a zip is not as it is written, though each file in it is whole."""
    written = packed(contents, released)
    if content == written:
        return []
    pairs = zip(content, written, strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), len(written))
    starts = {path: written.find(path.encode()) - HEADER for path in contents}
    near = max((p for p in starts if starts[p] <= at), key=starts.get, default=NAME)
    found = "the zip around it was changed, though every file in it is as released"
    return [Problem(name, f"{near} differs at byte {at}: {found}")]

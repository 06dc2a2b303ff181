"""The list of the checksums of every file of an archive, as `sha256sum` writes and checks it."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from analysis.ground import files
from analysis.ground.problems import BadInput, Problem

NAME = "manifest-sha256.txt"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def manifest(contents: Mapping[str, bytes]) -> bytes:
    """Return the manifest of some files: a line each, its SHA-256 and its path, sorted by path."""
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in contents.items()
    )
    return "".join(sorted(lines, key=lambda line: line[66:])).encode()


def differences(contents: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Yield each file of an archive that differs from its manifest, is missing in it or is extra.

    ``name`` is what messages call the archive. Raises `BadInput` where it has no manifest.
    """
    if NAME not in contents:
        raise BadInput([Problem(name, f"holds no {NAME}, so it is no archive of this data")])
    listed = _listed(contents[NAME], name)
    for path, checksum in listed.items():
        if path not in contents:
            yield Problem(name, f"{path} is missing")
        elif hashlib.sha256(contents[path]).hexdigest() != checksum:
            yield Problem(name, f"{path} differs from its checksum in {NAME}")
    for path in sorted({*contents} - {*listed, NAME}):
        yield Problem(name, f"{path} is extra: {NAME} does not list it")


def _listed(content: bytes, name: str) -> dict[str, str]:
    listed = {}
    for number, line in enumerate(files.decode(content, f"{name}: {NAME}").splitlines(), start=1):
        found = LINE.fullmatch(line)
        if found is None or found[2] in listed:
            what = "repeats a path" if found else "is no checksum with a path"
            raise BadInput(
                [Problem(name, f"{NAME} differs from what was written: line {number} {what}")]
            )
        listed[found[2]] = found[1]
    return listed

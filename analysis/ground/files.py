"""The one door to the disk: every file of the project is read and written here.

Whatever is wrong with a file itself (missing, not UTF-8, another header) is raised as `BadInput`
under the name that the reader knows the file by.
"""

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from analysis.ground.problems import BadInput, Problem, listing

# The C loader reads the schema ten times as fast; not every build of the library has it.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_bytes(path: Path, name: str) -> bytes:
    """Return a file as it is; ``name`` is what messages call it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadInput([Problem(name, "is missing")]) from None
    except OSError as error:
        raise BadInput([Problem(name, f"cannot be read: {error.strerror}")]) from None


def decode(content: bytes, name: str) -> str:
    """Return bytes as text, strictly UTF-8, with every line end left as it is."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte 0x{content[error.start]:02x} at position {error.start} is not UTF-8"
        raise BadInput([Problem(name, f"{found}; save the file as UTF-8")]) from None


def read_text(path: Path, name: str) -> str:
    """Return a UTF-8 file as text, with every line end left as it is."""
    return decode(read_bytes(path, name), name)


def read_yaml(path: Path, name: str) -> Any:
    """Return what a YAML file says."""
    try:
        return yaml.load(read_text(path, name), Loader=_YAML)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" from line {mark.line + 1}" if mark else ""
        raise BadInput([Problem(name, f"is not YAML{where}")]) from None


def read_rows(path: Path, name: str, columns: tuple[str, ...], least: int = 1) -> list[list[str]]:
    """Return the rows of a CSV file below its header, as the text of their cells.

    The header must name exactly ``columns``, in this order, and ``least`` rows must follow.
    """
    return parse_rows(read_text(path, name), name, columns, least)


def parse_rows(text: str, name: str, columns: tuple[str, ...], least: int = 1) -> list[list[str]]:
    """Return the rows of the text of a CSV file, as `read_rows` does."""
    if text.startswith("\ufeff"):
        raise BadInput([Problem(name, "starts with a byte order mark; save it without one")])
    if not text.strip():
        raise BadInput([Problem(name, f"is empty; its header must be {','.join(columns)}")])
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise BadInput([Problem(name, f"is not CSV: {error}")]) from None
    if problems := _header_problems(header, columns, name):
        raise BadInput(problems)
    if len(rows) < least:
        raise BadInput([Problem(name, "has no row below its header; at least one is needed")])
    return rows


def _header_problems(header: list[str], columns: tuple[str, ...], name: str) -> list[Problem]:
    allowed = f"is not in the schema; allowed: {listing(columns, limit=30)}"
    missing = [c for c in columns if c not in header]
    extra = [c or "without a name" for c in header if c not in columns]
    if not missing and not extra and header != list(columns):
        found = f"the header is {','.join(header)}; it must be {','.join(columns)}"
        return [Problem(name, found)]
    return [
        *(Problem(name, "is missing from the header", column=column) for column in missing),
        *(Problem(name, allowed, column=column) for column in extra),
    ]


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # A temporary file is private to its owner; what replaces it is readable like the rest.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Delete a file that is no longer wanted."""
    path.unlink()

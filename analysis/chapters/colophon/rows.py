"""Says with which packages and from which data the book was made, and how to cite it."""

import hashlib
import json
import re
from importlib.metadata import version

import pandas as pd

from analysis.drawing.lists_html import Entry
from analysis.ground import files
from analysis.ground.paths import DATA, ROOT
from analysis.publishing import citation
from analysis.reading.corpus import Corpus
from analysis.reading.prose import capital, count, day, listing

SECTIONS = ("The book", "The data")  # of requirements.in; what tests and style need is no part
NEED = re.compile(r"^([\w.-]+)[^#\n]*# *([^;\n]+)", re.MULTILINE)
LOCKED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def packages() -> pd.DataFrame:
    """Return the packages that the book and the data ask for by name, with version and use.

    A package is left out where the lock leaves its version to the version of Python, so that the
    table is the same on every machine.
    """
    asked = files.read_text(ROOT / "requirements.in", "requirements.in")
    fixed = _locked_once(files.read_text(ROOT / "requirements.txt", "requirements.txt"))
    wanted = "\n".join(re.search(rf"^# {s}\n(.*?)\n\n", asked, re.M | re.S)[1] for s in SECTIONS)
    needs = [
        (name, use.strip().replace("`", ""))
        for name, use in NEED.findall(wanted)
        if name.lower() in fixed
    ]
    return pd.DataFrame(
        {
            "Package": [name for name, _ in needs],
            "Version": [version(name) for name, _ in needs],
            "What it is for": [capital(use) for _, use in needs],
        }
    )


def package_list() -> list[Entry]:
    """Return the same packages as a list, which a narrow page shows whole."""
    return [
        Entry(f"{name} {number}", use) for name, number, use in packages().itertuples(index=False)
    ]


def _locked_once(lock: str) -> set[str]:
    """Return the packages of which the lock names one version alone."""
    versions: dict[str, set[str]] = {}
    for name, number in LOCKED.findall(lock):
        versions.setdefault(name.lower(), set()).add(number)
    return {name for name, numbers in versions.items() if len(numbers) == 1}


def colophon_facts(corpus: Corpus) -> dict[str, str]:
    """Return the version and the fingerprint of the data, and how to cite the whole."""
    manifest = files.read_bytes(DATA / "release" / "manifest.json", "data/release/manifest.json")
    cited = files.read_yaml(ROOT / "CITATION.cff", "CITATION.cff")
    return {
        "version": corpus.version,
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "files": count(len(json.loads(manifest)["files"]), "file"),
        "authors": listing(author["name"] for author in cited["authors"]),
        "released": day(cited["date-released"]),
        "citation": citation.book().text,
        "licences": listing(cited["license"]),
    }

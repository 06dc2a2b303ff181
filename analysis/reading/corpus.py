"""The released data as a reader's own script or a notebook loads it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from analysis.ground import files
from analysis.ground.paths import DATA, shown
from analysis.ground.problems import BadInput, Problem
from analysis.ground.tables import read_tables
from analysis.release.derive import PREFIX

# pandas takes another engine for text where pyarrow is installed, and the two differ in detail:
# what a missing value may be compared with, for one. The book is computed with one of them.
pd.set_option("mode.string_storage", "python")


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """The tables of a release, typed; each access gives a fresh copy, so nothing can be spoilt.

    Codes are ordered categoricals in the order of the codebook, days are datetimes, numbers are
    nullable, EDTF dates stay text. What every column means stands in ``data/datapackage.yaml``.
    """

    _frames: Mapping[str, pd.DataFrame]
    version: str

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by its name."""
        return MappingProxyType({name: self.table(name) for name in self._frames})

    def table(self, name: str) -> pd.DataFrame:
        """Return one table by its name, for example ``coverage``.

        Raises KeyError, with the names there are, for any other.
        """
        if name not in self._frames:
            raise KeyError(f"no table {name}; there are {', '.join(self._frames)}")
        return self._frames[name].copy()

    @property
    def documents(self) -> pd.DataFrame:
        """One row for each document."""
        return self.table("documents")

    @property
    def events(self) -> pd.DataFrame:
        """One row for each event, with its bounds in time, support and dispute."""
        return self.table("events")

    @property
    def claims(self) -> pd.DataFrame:
        """One row for each thing a document says about an event."""
        return self.table("claims")

    @property
    def conflicts(self) -> pd.DataFrame:
        """One row for each pair of claims that cannot both be right."""
        return self.table("conflicts")

    @property
    def cases(self) -> pd.DataFrame:
        """One row for each case."""
        return self.table("cases")

    def case(self, slug: str) -> "Case":
        """Return one case by its short name, for example ``corpus.case("vorontsov")``.

        Raises KeyError, with the short names there are, for any other.
        """
        cases = self.cases.set_index("slug")
        if slug not in cases.index:
            raise KeyError(f"no case {slug}; there are {', '.join(cases.index)}")
        row = cases.loc[slug]
        return Case(self, row["case_id"], slug, row["title"])

    def labels(self, scheme: str) -> dict[str, str]:
        """Return what the codes of a vocabulary are called, in the order of the codebook.

        Raises KeyError, with the vocabularies there are, for any other.
        """
        vocabularies = self.table("vocabularies")
        terms = vocabularies[vocabularies["scheme"] == scheme].sort_values("order")
        if terms.empty:
            schemes = ", ".join(vocabularies["scheme"].unique())
            raise KeyError(f"no vocabulary {scheme}; there are {schemes}")
        return dict(zip(terms["code"], terms["label"], strict=True))

    def names(self) -> dict[str, str]:
        """Return what each entity is called."""
        entities = self.table("entities")
        return dict(zip(entities["entity_id"], entities["label"], strict=True))

    def __repr__(self) -> str:
        rows = sum(len(table) for table in self._frames.values())
        return f"Corpus(version {self.version}: {len(self._frames)} tables, {rows} rows)"


@dataclass(frozen=True, eq=False)
class Case:
    """The events of one case and everything that is said about them."""

    corpus: Corpus
    case_id: str
    slug: str
    title: str

    @property
    def events(self) -> pd.DataFrame:
        """The events of the case."""
        events = self.corpus.events
        return events[events["case_id"] == self.case_id].reset_index(drop=True)

    @property
    def claims(self) -> pd.DataFrame:
        """What is said about them."""
        return self._of("claims")

    @property
    def conflicts(self) -> pd.DataFrame:
        """Where the claims contradict each other."""
        return self._of("conflicts")

    @property
    def participants(self) -> pd.DataFrame:
        """Who took part in them."""
        return self._of("participants")

    def _of(self, name: str) -> pd.DataFrame:
        table = self.corpus.table(name)
        return table[table["event_id"].isin(self.events["event_id"])].reset_index(drop=True)


def load_corpus(data: Path = DATA) -> Corpus:
    """Load the release of a data folder, by default the one of this project.

    Raises `BadInput`, one line for each problem, where a file is missing, has other columns, or is
    not the one that the manifest names: a number can only be walked back in what was released.
    """
    tables = read_tables(data, "release")
    version, released = _manifest(data)
    problems = [
        Problem(shown(path, data), "is not as it was released; run make release")
        for path, sha256 in released.items()
        if hashlib.sha256(files.read_bytes(path, shown(path, data))).hexdigest() != sha256
    ]
    if problems:
        raise BadInput(problems)
    frames = {name.removeprefix(PREFIX): table.frame() for name, table in tables.items()}
    return Corpus(MappingProxyType(frames), version)


def _manifest(data: Path) -> tuple[str, dict[Path, str]]:
    """Return the version of a release and the SHA-256 of each of its files."""
    path = data / "release" / "manifest.json"
    text = files.read_text(path, shown(path, data))
    try:
        manifest = json.loads(text)
        hashes = {path.with_name(n): file["sha256"] for n, file in manifest["files"].items()}
        return manifest["version"], hashes
    except (ValueError, TypeError, KeyError):
        problem = Problem(shown(path, data), "is no manifest; run make release")
        raise BadInput([problem]) from None

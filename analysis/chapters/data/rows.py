"""Lays out what the archive of the data holds, and says which version of it this is."""

from analysis.archive.about import PARTS
from analysis.archive.contents import archive_name
from analysis.drawing.lists_html import Entry
from analysis.ground.edition import read_edition
from analysis.ground.schema import Schema
from analysis.reading.corpus import Corpus
from analysis.reading.prose import count, day

FOLDER = "data"  # of the built book, where the tables and the zip are


def archive(schema: Schema) -> list[Entry]:
    """Return the zip, to be taken from the book itself."""
    name = archive_name(schema)
    link = (("download the zip", f"{FOLDER}/{name}"),)
    return [Entry("", "All data of this edition, with their descriptions.", code=name, links=link)]


def contents() -> list[Entry]:
    """Return what is in the zip, by where it stands."""
    return [Entry("", meaning, code=place) for place, meaning in PARTS.items()]


def data_facts(corpus: Corpus, schema: Schema) -> dict[str, str]:
    """Return the version of the data, its licence and how much there is, as words."""
    return {
        "version": corpus.version,
        "released": day(read_edition().released),
        "tables": count(len(schema.stage("release")), "table"),
        "claims": count(len(corpus.claims), "claim"),
        "events": count(len(corpus.events), "event"),
        "licence": schema.descriptor["licenses"][0]["title"],
    }

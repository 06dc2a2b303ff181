"""The zip of the data, packed once for all tests, and unpacked once to be read."""

from functools import cache

from analysis.archive.contents import archive_files
from analysis.archive.zipped import packed
from analysis.ground.edition import read_edition


@cache
def contents():
    """Every file of the archive by its path."""
    return archive_files()


@cache
def zipped():
    """The zip of them."""
    return packed(contents(), read_edition().released)


def unpack(files, folder):
    """Write files below a folder and return it."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder

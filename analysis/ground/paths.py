"""Where things stand, seen from the root of the project; nothing is read or made here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
BUILD = ROOT / "_build"


def shown(path: Path, data: Path) -> str:
    """Return how a file of a data folder is called in messages: ``data/coding/claims.csv``."""
    return (Path(data.name) / path.relative_to(data)).as_posix()

"""Code behind the book: from coded claims to tables, charts and sentences.

``from analysis import load_corpus`` gives a reader's own script the released data.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reading.corpus import Case, Corpus, load_corpus

__all__ = ["Case", "Corpus", "load_corpus"]


def __getattr__(name: str) -> Any:
    """Import the corpus only when it is asked for: the checks need no pandas and must be quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from analysis.reading import corpus

    return getattr(corpus, name)

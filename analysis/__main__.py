"""The commands: ``python -m analysis check``, ``locate``, ``sentences``, ``sheet``, ``release``,
``cite``, ``archive``, ``verify``, ``diff`` and ``addresses``."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.checks.check import check, load
from analysis.checks.locate import locate, sentence_rows
from analysis.ground import files
from analysis.ground.paths import BUILD, DATA, ROOT
from analysis.ground.problems import BadInput
from analysis.publishing.citation_file import NAME as CITATION
from analysis.publishing.citation_file import read as read_citation
from analysis.publishing.formats import FORMATS
from analysis.values.codings import sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Results go to standard output; problems, one a line, to standard error."""
    given = _parser().parse_args(arguments)
    try:
        print(given.run(given), end="")
    except BadInput as bad:
        print(*bad.problems, sep="\n", file=sys.stderr)
        return 1
    return 0


def _check(given: argparse.Namespace) -> str:
    report = check(given.data, given.texts)
    if report.problems:
        raise BadInput(report.problems)
    return f"{report}\n"


def _locate(given: argparse.Namespace) -> str:
    return locate(
        given.document,
        given.words,
        data=given.data,
        texts=given.texts,
        whole_sentence=given.sentence,
    )


def _sentences(given: argparse.Namespace) -> str:
    return sentence_rows(given.document, data=given.data, texts=given.texts)


def _sheet(given: argparse.Namespace) -> str:
    return sheet(load(given.data), given.coder, given.round)


def _release(given: argparse.Namespace) -> str:
    # Imported here, so that checking does not wait for what only deriving needs.
    from rich.console import Console
    from rich.progress import track

    from analysis.release import write

    def bar(specifications: list) -> Iterable:
        # To standard error, and only where somebody looks on.
        console = Console(stderr=True)
        if not console.is_terminal:  # even a disabled bar would end in an empty line
            return specifications
        return track(specifications, "Asking every sentence", console=console)

    return f"{write.main(given.data, bar)}\n"


def _cite(given: argparse.Namespace) -> str:
    citation = FORMATS[given.format](read_citation(given.file, given.data))
    if given.output is None:
        return citation
    files.write_bytes(given.output, citation.encode("utf-8"))
    return f"wrote {given.output}\n"


def _archive(given: argparse.Namespace) -> str:
    from analysis.archive.contents import write_archive

    return f"wrote {write_archive(given.output, given.data)}\n"


def _verify(given: argparse.Namespace) -> str:
    from analysis.archive.verify import verify

    return verify(given.file)


def _diff(given: argparse.Namespace) -> str:
    from analysis.archive.told import diff

    return diff(given.old, given.new)


def _addresses(given: argparse.Namespace) -> str:
    from analysis.archive.addresses import update

    return update(load(given.data))


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="data folder, by default data"
    )
    texts = argparse.ArgumentParser(add_help=False)
    texts.add_argument(
        "--texts", type=Path, metavar="DIR", help="folder with the texts (or REPRESSION_TEXTS)"
    )
    parser = argparse.ArgumentParser(prog="python -m analysis")
    commands = parser.add_subparsers(required=True)

    command = commands.add_parser("check", parents=[common, texts], help="check all of the data")
    command.set_defaults(run=_check)

    command = commands.add_parser(
        "locate", parents=[common, texts], help="print passage rows for words of a document"
    )
    command.add_argument("document", help="id of the document, such as D02")
    command.add_argument("words", help="words that stand in it")
    command.add_argument(
        "--sentence", action="store_true", help="take the whole sentence and not only the words"
    )
    command.set_defaults(run=_locate)

    command = commands.add_parser(
        "sentences", parents=[common, texts], help="print coverage rows for a new document"
    )
    command.add_argument("document", help="id of the document, such as D17")
    command.set_defaults(run=_sentences)

    command = commands.add_parser(
        "sheet", parents=[common], help="print the rows that a coder fills for codings.csv"
    )
    command.add_argument("coder", help="a letter; A is the first coder, whose sheet is filled")
    command.add_argument("--round", type=int, default=1, metavar="N", help="by default 1")
    command.set_defaults(run=_sheet)

    command = commands.add_parser("release", parents=[common], help="derive data/release")
    command.set_defaults(run=_release)

    command = commands.add_parser(
        "cite", parents=[common], help="print how the book is cited, from CITATION.cff"
    )
    command.add_argument(
        "format", nargs="?", default="text", choices=FORMATS, help="by default text"
    )
    command.add_argument("--file", type=Path, default=ROOT / CITATION, help="another CITATION.cff")
    command.add_argument("--output", type=Path, metavar="FILE", help="write it there instead")
    command.set_defaults(run=_cite)

    command = commands.add_parser(
        "archive", parents=[common], help="put the data and their descriptions into one zip"
    )
    command.add_argument(
        "--output", type=Path, default=BUILD, metavar="DIR", help="by default _build"
    )
    command.set_defaults(run=_archive)

    command = commands.add_parser(
        "verify", help="compare a zip of the data, or the folder it was unpacked to, with its list"
    )
    command.add_argument("file", type=Path, help="the zip or the folder")
    command.set_defaults(run=_verify)

    command = commands.add_parser("diff", help="say what changed from one release to another")
    command.add_argument("old", type=Path, help="the older one: a zip or a folder")
    command.add_argument("new", type=Path, help="the newer one: a zip or a folder")
    command.set_defaults(run=_diff)

    command = commands.add_parser(
        "addresses", parents=[common], help="add what the built book is new in to its addresses"
    )
    command.set_defaults(run=_addresses)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""The commands: ``python -m analysis check``, ``locate``, ``sentences``, ``sheet`` and
``release``."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.checks.check import check, load
from analysis.checks.locate import locate, sentence_rows
from analysis.ground.paths import DATA
from analysis.ground.problems import BadInput
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
    return parser


if __name__ == "__main__":
    sys.exit(main())

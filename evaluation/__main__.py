"""`python -m evaluation [report|stock|weigh|choose|duplicates|benchmark]`: see docs/understanding.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.parse import NoModelFound
from evaluation import benchmark, choose, duplicates, report, stock, weigh


def main(arguments: list[str]) -> int:
    """0; 1 when a check fails; 2 with a sentence when there is no model."""
    names_no_command = not arguments or arguments[0] in ("--page", "--sealed")
    asked = _parser().parse_args(["report", *arguments] if names_no_command else arguments)
    try:
        return _run(asked)
    except NoModelFound as error:
        print(error, file=sys.stderr)
        return 2


def _run(asked: argparse.Namespace) -> int:
    if asked.command == "report":
        return report.report(asked.page, sealed=asked.sealed)
    if asked.command == "stock":
        return stock.train_stock(asked.epochs, asked.only or stock.NAMES)
    if asked.command == "benchmark":
        return benchmark.benchmark()
    if asked.command == "choose":
        return choose.main(asked.alarm)
    return duplicates.report() if asked.command == "duplicates" else weigh.main()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation")
    commands = parser.add_subparsers(dest="command", required=True)
    the_report = commands.add_parser("report", help="all figures, in the terminal and as a page (the default)")
    the_report.add_argument("--page", type=Path, default=report.PAGE, help="where to write the page")
    the_report.add_argument("--sealed", action="store_true", help="the sealed sets: opened once, at the end")
    the_stock = commands.add_parser("stock", help="train the stock pipelines to compare with, once for each state")
    the_stock.add_argument("--epochs", type=int, default=stock.DEFAULT_EPOCHS, help="default: %(default)s")
    the_stock.add_argument("--only", nargs="+", choices=stock.NAMES, help="some of them")
    commands.add_parser("benchmark", help="how fast a message is understood, beside others")
    commands.add_parser("duplicates", help="near-duplicates in the training data, and with the development sets")
    the_choice = commands.add_parser("choose", help="what speaks for an answer, on talks whose best answers are known")
    the_choice.add_argument("--alarm", action="store_true", help="of the answers while an alarm is open")
    commands.add_parser("weigh", help="weights and thresholds, on authors left out of the training")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

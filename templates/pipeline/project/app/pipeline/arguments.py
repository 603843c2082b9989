"""The arguments of the command line."""

import argparse
from collections.abc import Sequence
from uuid import UUID

from pydantic import ValidationError

from app.pipeline import PIPELINES
from app.schemas.run import DEFAULT_BATCH_SIZE, DEFAULT_RETRIES
from app.utils.exceptions import DomainError


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line; exit with 2 and the usage if it is wrong."""
    parser = argparse.ArgumentParser(prog="python -m app.cli", description="Runs of pipelines.")
    commands = parser.add_subparsers(dest="command", required=True)
    process = commands.add_parser("process", help="start a run, and work on it")
    process.add_argument("pipeline", choices=sorted(PIPELINES))
    process.add_argument("--batch-size", type=int, default=DEFAULT_BATCH_SIZE)
    process.add_argument("--max-retries", type=int, default=DEFAULT_RETRIES)
    process.add_argument("--id", action="append", metavar="ID", help="may be repeated")
    process.add_argument("--filter", action="append", metavar="NAME=VALUE", default=[])
    watch = commands.add_parser("watch", help="go on with a run, and show its progress")
    watch.add_argument("run", type=UUID)
    runs = commands.add_parser("runs", help="list the latest runs")
    for each in (process, watch):
        each.add_argument("--no-work", action="store_true", help="let other processes work")
    for each in (process, watch, runs):
        each.add_argument("--json", action="store_true", help="write lines of JSON")
    return parser.parse_args(arguments)


def faults_of(error: DomainError | ValidationError) -> list[str]:
    """Return an error as lines for a person."""
    if isinstance(error, DomainError):
        return [error.detail]
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]

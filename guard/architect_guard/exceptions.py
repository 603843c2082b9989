"""What may break a rule for a while: `exceptions.toml`, with a reason and a last day each."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from architect_guard.configuration import ConfigurationError
from architect_guard.layout import ROOT
from architect_guard.rule import Finding

FILE = ROOT / "tests" / "architecture" / "exceptions.toml"


class Excepted(NamedTuple):
    """One file that may break one rule."""

    rule: str
    file: str
    reason: str
    until: dt.date


class Verdict(NamedTuple):
    """What is left of the findings, and what is wrong with the exceptions themselves."""

    findings: Sequence[Finding]
    complaints: Sequence[str]


def read_exceptions(path: Path = FILE) -> list[Excepted]:
    """Return the exceptions of a file.

    Raises:
        ConfigurationError: if one lacks a rule, a file, a reason or a date, or has something else.
    """
    if not path.is_file():
        return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigurationError(f"{path.name} cannot be read: {error}") from error
    declared: list[dict[str, Any]] = table.get("allow", [])
    for each in declared:
        if set(each) != set(Excepted._fields) or type(each["until"]) is not dt.date:
            raise ConfigurationError(
                f"{path.name}: {each} needs rule, file, reason and until = 2030-12-31, and no more"
            )
        if not str(each["reason"]).strip():
            raise ConfigurationError(
                f"{path.name}: {each['rule']} in {each['file']} needs a reason"
            )
    return [Excepted(**each) for each in declared]


def judge(findings: Iterable[Finding], excepted: Sequence[Excepted], today: dt.date) -> Verdict:
    """Take away what is excepted today; an exception that is over, or for nothing, is a complaint."""
    found = list(findings)
    allowed = {(each.rule, each.file) for each in excepted if each.until >= today}
    broken = {(each.rule, each.file) for each in found}
    over = [each for each in excepted if each.until < today]
    idle = [each for each in excepted if (each.rule, each.file) not in broken and each not in over]
    return Verdict(
        [each for each in found if (each.rule, each.file) not in allowed],
        [
            *(
                f"{FILE.name}: {each.rule} in {each.file} was allowed until {each.until} "
                f"({each.reason}): mend it, or decide anew"
                for each in over
            ),
            *(
                f"{FILE.name}: {each.rule} in {each.file} is allowed, and nothing breaks it: "
                "take the exception out"
                for each in idle
            ),
        ],
    )

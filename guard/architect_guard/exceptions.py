"""Temporary exceptions from rules: `exceptions.toml`, each with a reason and an expiry date."""

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
    """An exception for one file from one rule."""

    rule: str
    file: str
    reason: str
    until: dt.date


class Verdict(NamedTuple):
    """The findings that remain, and the errors in the exceptions themselves."""

    findings: Sequence[Finding]
    complaints: Sequence[str]


def read_exceptions(path: Path = FILE) -> list[Excepted]:
    """Return the exceptions of a file.

    Raises:
        ConfigurationError: if a key is missing, unknown or invalid.
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
                f"{path.name}: {each} needs rule, file, reason and until = 2030-12-31 only"
            )
        if not str(each["reason"]).strip():
            raise ConfigurationError(
                f"{path.name}: {each['rule']} in {each['file']} needs a reason"
            )
    return [Excepted(**each) for each in declared]


def judge(findings: Iterable[Finding], excepted: Sequence[Excepted], today: dt.date) -> Verdict:
    """Remove the findings that are allowed today; report expired and unused exceptions."""
    found = list(findings)
    allowed = {(each.rule, each.file) for each in excepted if each.until >= today}
    broken = {(each.rule, each.file) for each in found}
    over = [each for each in excepted if each.until < today]
    idle = [each for each in excepted if (each.rule, each.file) not in broken and each not in over]
    return Verdict(
        [each for each in found if (each.rule, each.file) not in allowed],
        [
            *(
                f"{FILE.name}: the exception for {each.rule} in {each.file} expired on "
                f"{each.until} ({each.reason}): fix the violation, or extend the date"
                for each in over
            ),
            *(
                f"{FILE.name}: the exception for {each.rule} in {each.file} is not used: remove it"
                for each in idle
            ),
        ],
    )

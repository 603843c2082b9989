"""Allowed violations: `exceptions.toml` and comments, each with a reason."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from architect_guard.configuration import ConfigurationError
from architect_guard.inline import COMMENT, MARK, comments, encloses, marked_lines
from architect_guard.layout import ROOT
from architect_guard.rule import Finding

FILE = ROOT / "tests" / "architecture" / "exceptions.toml"
REQUIRED = {"rule", "file", "reason"}
OPTIONAL = {"symbol", "until"}
# Rules of former versions, with the exception that the tool that checks them now has instead.
CONTRACT = "list the import in `ignore_imports` of the contract in pyproject.toml"
MOVED = {
    "absolute-imports": "write `# noqa: TID252` with a reason",
    "awaited": "write `# type: ignore[unused-coroutine]` or `# noqa: RUF006` with a reason",
    "downward-imports": CONTRACT,
    "foreign-libraries": CONTRACT,
    "known-to": CONTRACT,
    "parts": CONTRACT,
}


class Excepted(NamedTuple):
    """An exception of one file from one rule: in all of the file, or in one function or class.

    `until` is the last day on which it holds; without one it holds for good.
    """

    rule: str
    file: str
    reason: str
    until: dt.date | None = None
    symbol: str | None = None

    def allows(self, finding: Finding) -> bool:
        """Tell whether it is about this finding, on any day."""
        return (finding.rule, finding.file) == (self.rule, self.file) and (
            self.symbol is None or encloses(ROOT / self.file, self.symbol, finding.line)
        )

    def __str__(self) -> str:
        place = f"{self.symbol} of {self.file}" if self.symbol else self.file
        return f"{FILE.name}: the exception for {self.rule} in {place}"


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
    return [_excepted(path, each) for each in table.get("allow", [])]


def _excepted(path: Path, declared: dict[str, Any]) -> Excepted:
    texts = {key: value for key, value in declared.items() if key != "until"}
    is_complete = set(declared) >= REQUIRED and set(declared) <= REQUIRED | OPTIONAL
    is_dated = type(declared.get("until", dt.date.max)) is dt.date
    if not is_complete or not is_dated or not all(type(each) is str for each in texts.values()):
        raise ConfigurationError(
            f"{path.name}: {declared} needs rule, file and reason; optional are symbol and "
            "until = 2030-12-31"
        )
    if not declared["reason"].strip():
        raise ConfigurationError(
            f"{path.name}: {declared['rule']} in {declared['file']} needs a reason"
        )
    return Excepted(**declared)


def judge(findings: Iterable[Finding], excepted: Sequence[Excepted], today: dt.date) -> Verdict:
    """Remove the findings that are allowed today; report expired and unused exceptions."""
    found = list(findings)
    over = [each for each in excepted if each.until and each.until < today]
    valid = [each for each in excepted if each not in over]
    idle = [each for each in valid if not any(each.allows(finding) for finding in found)]
    return Verdict(
        [
            finding
            for finding in found
            if not any(each.allows(finding) for each in valid) and not is_allowed_inline(finding)
        ],
        [
            *(
                f"{each} expired on {each.until} ({each.reason}): fix the violation, "
                "or extend the date"
                for each in over
            ),
            *(f"{each} is not used: {MOVED.get(each.rule, 'remove it')}" for each in idle),
        ],
    )


def is_allowed_inline(finding: Finding) -> bool:
    """Tell whether a comment on its line, or on the line of its function or class, allows it."""
    return any(
        finding.rule in comment.rules and comment.first <= finding.line <= comment.last
        for comment in comments(ROOT / finding.file)
    )


def inline_rules(root: Path) -> set[str]:
    """Return the rules that comments of a project name."""
    return {
        rule for path in python_files(root) for comment in comments(path) for rule in comment.rules
    }


def inline_complaints(findings: Iterable[Finding], rules: set[str], root: Path) -> list[str]:
    """Report comments without a rule or a reason, and those that allow nothing.

    Args:
        findings: All findings of the rules that ran.
        rules: Their names; comments about other rules are not judged.
        root: The folder of the project.
    """
    found = list(findings)
    complaints: list[str] = []
    for path in python_files(root):
        file = path.relative_to(root).as_posix()
        complaints += [
            f"{file}:{line} write `# {MARK} <rule> because <reason>`"
            for line, text in marked_lines(path)
            if not COMMENT.search(text)
        ]
        own = [each for each in found if each.file == file]
        complaints += [
            f"{file}:{comment.line} the exception for {rule} is not used: remove it"
            for comment in comments(path)
            for rule in comment.rules
            if rule in rules
            and not any(
                each.rule == rule and comment.first <= each.line <= comment.last for each in own
            )
        ]
    return complaints


def python_files(root: Path) -> list[Path]:
    """Return the modules of the application."""
    return sorted(path for path in (root / "app").rglob("*.py") if path.is_file())

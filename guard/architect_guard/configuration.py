"""Read `[tool.fastapi-architect]` from a pyproject.toml."""

import tomllib
from pathlib import Path
from typing import Any

FILE = "pyproject.toml"
TABLE = "fastapi-architect"


class ConfigurationError(ValueError):
    """A configuration file is invalid; the message names the file and the reason."""


def find_root(start: Path) -> Path:
    """Return the nearest folder with a pyproject.toml, from `start` upwards, or `start` itself."""
    return next((each for each in (start, *start.parents) if (each / FILE).is_file()), start)


def read_table(root: Path) -> dict[str, Any]:
    """Return the table of a project.

    Raises:
        ConfigurationError: if the file cannot be read, or has no such table.
    """
    try:
        tools = tomllib.loads((root / FILE).read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{FILE} cannot be read: {error}") from error
    table = tools.get(TABLE)
    if not isinstance(table, dict):
        raise ConfigurationError(f"{FILE} has no [tool.{TABLE}]")
    return table


class Table:
    """The values of the table, each checked when it is read.

    Args:
        values: The table; keys that no setting reads are ignored.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def text(self, key: str) -> str:
        """Return a string. Raises `ConfigurationError` for anything else."""
        value = self._values.get(key)
        if not isinstance(value, str):
            raise ConfigurationError(f"{FILE}: {key} in [tool.{TABLE}] must be a string")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false. Raises `ConfigurationError` for anything else."""
        value = self._values.get(key)
        if not isinstance(value, bool):
            raise ConfigurationError(f"{FILE}: {key} in [tool.{TABLE}] must be true or false")
        return value

    def names(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings, or the default if there is none.

        Raises `ConfigurationError` for anything else.
        """
        value = self._values.get(key, default)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ConfigurationError(f"{FILE}: {key} in [tool.{TABLE}] must be a list of strings")
        return tuple(value)

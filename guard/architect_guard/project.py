"""The application as the rules see it."""

import gc
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from architect_guard.layout import ROOT
from architect_guard.meaning import Meaning
from architect_guard.source import Module, read_module


class Project(Meaning):
    """The modules below `app/`, and what the names in them stand for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # A named pipe would block the read for ever.
        paths = sorted(path for path in (root / "app").rglob("*.py") if path.is_file())
        found = [read_module(root, path) for path in paths]
        super().__init__({module.name: module for module in found})

    def modules(self, *patterns: str) -> Iterator[Module]:
        """Yield the modules that one of the patterns fits, such as `app/services/*`, or all."""
        for module in self._modules.values():
            if not patterns or any(fnmatch(module.file, pattern) for pattern in patterns):
                yield module


@cache
def this_project() -> Project:
    """Return the project that these rules are a part of, read once."""
    # No tree is garbage while the rules run, and to look for some takes a quarter of the time.
    gc.disable()
    try:
        return Project(ROOT)
    finally:
        gc.freeze()
        gc.enable()

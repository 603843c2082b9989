"""The application that the rules check."""

import gc
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from architect_guard.layout import ROOT
from architect_guard.meaning import Meaning
from architect_guard.source import Module, read_module


class Project(Meaning):
    """The modules below `app/`, and their names."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # A named pipe would block the read for ever.
        paths = sorted(path for path in (root / "app").rglob("*.py") if path.is_file())
        found = [read_module(root, path) for path in paths]
        super().__init__({module.name: module for module in found})

    def modules(self, *patterns: str) -> Iterator[Module]:
        """Yield the modules that match a pattern, e.g. `app/services/*`; all without patterns."""
        for module in self._modules.values():
            if not patterns or any(fnmatch(module.file, pattern) for pattern in patterns):
                yield module


@cache
def this_project() -> Project:
    """Return the current project, read once."""
    # Syntax trees stay in use while the rules run; garbage collection takes a quarter of the time.
    gc.disable()
    try:
        return Project(ROOT)
    finally:
        gc.freeze()
        gc.enable()

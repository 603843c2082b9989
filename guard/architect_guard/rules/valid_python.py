"""Every file is valid Python."""

from collections.abc import Iterator

from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "What cannot be read keeps no other rule either."
INSTEAD = "Let `ruff check` show the place."


def check(project: Project) -> Iterator[Broken]:
    """Yield each file that cannot be read or run."""
    for module in project.modules():
        fault = module.fault or misplaced(module)
        if fault:
            yield Broken(module, module.tree, f"it is no valid Python: {fault}")


def misplaced(module: Module) -> str:
    """Return what can be read but not run: an `await` outside a coroutine, an argument twice."""
    try:
        compile(module.tree, module.file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return str(error)
    return ""

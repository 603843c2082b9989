"""Keep every file valid Python."""

from collections.abc import Iterator

from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "No other rule can check a file that does not parse."
INSTEAD = "Run `ruff check` to find the error."


def check(project: Project) -> Iterator[Broken]:
    """Yield files that cannot be parsed or compiled."""
    for module in project.modules():
        fault = module.fault or misplaced(module)
        if fault:
            yield Broken(
                module, module.tree, f"is not valid Python, so no other rule checks it: {fault}"
            )


def misplaced(module: Module) -> str:
    """Return an error that only compiling shows, e.g. `await` outside a coroutine."""
    try:
        compile(module.tree, module.file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return str(error)
    return ""

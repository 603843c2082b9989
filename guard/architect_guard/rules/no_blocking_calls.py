"""Do not block the event loop: await, or run blocking calls in a thread.

The rule follows calls to functions of the application, and to methods of objects with a declared
type. It does not look inside libraries or at values without a declared type.
"""

import ast
from collections.abc import Iterator

from architect_guard.blocking import LOCKS, instead_of, is_awaited, is_blocking, is_file_method
from architect_guard.calls import calls, looped, runner_of
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "While a call blocks the event loop, every other request in the process waits."
INSTEAD = """
prices = await asyncio.to_thread(read_prices, path)  # no async version exists
await asyncio.sleep(1)
response = await self._http.get(url)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield blocking calls in functions that the event loop runs, one per line."""
    run = looped(project)
    reported: set[tuple[str, int]] = set()
    # Of `bcrypt.hashpw(…).decode()`, the first call is the one that blocks.
    for call in sorted(calls(project), key=lambda call: len(call.name)):
        name = call.name
        if is_awaited(call.module, call.node):
            continue
        if not is_blocking(name):
            if not is_file_method(project, call):
                continue
            name = f"pathlib.Path.{ast.unparse(call.node.func).rpartition('.')[2]}"
        runner = runner_of(project, call.module, call.node)
        place = (call.module.file, call.node.lineno)
        if runner in run and place not in reported:
            reported.add(place)
            what = f"`{name}` blocks the event loop in {way_to(project, runner)}"
            yield Broken(call.module, call.node, what, instead_of(call, name, run[runner]))
    for module in project.modules():
        for item in module.all(ast.withitem):
            lock, runner = item.context_expr, runner_of(project, module, item)
            if runner in run and project.type_of(module, lock) in LOCKS:
                what = f"`with {ast.unparse(lock)}` waits for a thread in {way_to(project, runner)}"
                yield Broken(
                    module, lock, what, f"async with {ast.unparse(lock)}:  # asyncio.Lock()"
                )


def way_to(project: Project, name: str) -> str:
    """Return a function that the event loop runs, with its chain of callers."""
    run = looped(project)
    steps = [name]
    while run[steps[-1]]:
        steps.append(run[steps[-1]])
    first, *others = (f"`{each.removeprefix('app.')}`" for each in steps)
    return ", called by ".join([first, *others])

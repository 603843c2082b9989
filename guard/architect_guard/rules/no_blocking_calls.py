"""Nothing blocks the event loop: whatever waits is awaited, or done in a thread.

It follows calls of functions and methods of the application whose objects have a declared type. What
a library does inside a call is not seen, nor what a value does whose type nobody says.
"""

import ast
from collections.abc import Iterator

from architect_guard.blocking import instead_of, is_blocking, is_file_method
from architect_guard.calls import calls, looped, runner_of
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "While one call blocks the event loop, every other request of the process waits with it."
INSTEAD = """
prices = await asyncio.to_thread(read_prices, path)  # what has no asynchronous form
await asyncio.sleep(1)
response = await self._http.get(url)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each call that blocks in what the event loop runs, once a line."""
    run = looped(project)
    told: set[tuple[str, int]] = set()
    for call in calls(project):
        name = call.name
        if not is_blocking(name):
            if not is_file_method(project, call):
                continue
            name = f"pathlib.Path.{ast.unparse(call.node.func).rpartition('.')[2]}"
        runner = runner_of(project, call.module, call.node)
        place = (call.module.file, call.node.lineno)
        if runner in run and place not in told:
            told.add(place)
            what = f"`{name}` blocks the event loop, which runs {way_to(project, runner)}"
            yield Broken(call.module, call.node, what, instead_of(call, name, run[runner]))


def way_to(project: Project, name: str) -> str:
    """Return a function of the event loop in words, with who calls it."""
    run = looped(project)
    steps = [name]
    while run[steps[-1]]:
        steps.append(run[steps[-1]])
    first, *others = (f"`{each.removeprefix('app.')}`" for each in steps)
    return ", called by ".join([first, *others])

"""Calls that create a coroutine or a task."""

import ast
from functools import cache

from architect_guard.calls import Call
from architect_guard.project import Project

SESSION = (
    "add_all commit delete execute flush get get_one merge refresh rollback run_sync scalar scalars "
    "stream stream_scalars connection"
)
CONNECTION = "commit execute exec_driver_sql rollback run_sync scalar scalars"
HTTP = "aclose delete get head options patch post put request send"
# Coroutine methods of libraries, by class.
METHODS = {
    "asyncio": "gather open_connection sleep start_server to_thread wait wait_for",
    "asyncio.Condition": "acquire wait wait_for",
    "asyncio.Event": "wait",
    "asyncio.Lock": "acquire",
    "asyncio.Queue": "get join put",
    "asyncio.Semaphore": "acquire",
    "anyio": "sleep",
    "anyio.to_thread": "run_sync",
    "fastapi.concurrency": "run_in_threadpool",
    "starlette.concurrency": "run_in_threadpool",
    "fastapi.Request": "body form json",
    "fastapi.UploadFile": "close read seek write",
    "fastapi.WebSocket": "accept close receive_bytes receive_json receive_text send_bytes send_json "
    "send_text",
    "httpx.AsyncClient": HTTP,
    "httpx2.AsyncClient": HTTP,
    "sqlalchemy.ext.asyncio.AsyncConnection": CONNECTION,
    "sqlalchemy.ext.asyncio.AsyncEngine": "dispose",
    "sqlalchemy.ext.asyncio.AsyncSession": SESSION.replace("add_all ", ""),
    "sqlalchemy.ext.asyncio.create_async_engine": "dispose",
    "sqlalchemy.ext.asyncio.async_sessionmaker": SESSION.replace("add_all ", ""),
    "starlette.requests.Request": "body form json",
    "starlette.websockets.WebSocket": "accept close send_bytes send_json send_text",
}
COROUTINES = frozenset(
    f"{owner}.{method}" for owner, methods in METHODS.items() for method in methods.split()
)
TASK_MAKERS = frozenset({"asyncio.create_task", "asyncio.ensure_future"})
LOOPS = frozenset(
    {"asyncio.AbstractEventLoop", "asyncio.get_event_loop", "asyncio.get_running_loop"}
)


@cache
def coroutine_functions(project: Project) -> frozenset[str]:
    """Return the full names of the application's coroutine functions, without generators."""
    generators = {
        f"{module.name}.{module.title(function)}"
        for module in project.modules()
        for each in module.all(ast.Yield)
        for function in [module.function_of(each)]
        if function
    }
    return frozenset(
        f"{module.name}.{module.title(function)}"
        for module in project.modules()
        for function in module.all(ast.AsyncFunctionDef)
    ).difference(generators)


def is_coroutine(project: Project, name: str) -> bool:
    """Return whether a call of this full name returns a coroutine or a `gather` future."""
    if not name.startswith("app."):
        return name in COROUTINES
    found = project.definition(name)
    return bool(found) and found_name(project, name) in coroutine_functions(project)


def found_name(project: Project, name: str) -> str:
    """Return the full name of a method in the class that defines it."""
    found = project.definition(name)
    return f"{found.module.name}.{found.module.title(found.node)}" if found else ""


def makes_task(call: Call) -> bool:
    """Return whether a call creates a task to which the event loop keeps only a weak reference.

    A `TaskGroup` keeps references to its tasks.
    """
    owner, _, method = call.name.rpartition(".")
    if call.name in TASK_MAKERS or (owner in LOOPS and method == "create_task"):
        return True
    func = call.node.func
    # An event loop without a declared type is recognised by its name.
    is_loop = isinstance(func, ast.Attribute) and ast.unparse(func.value).endswith("loop")
    return (
        not call.name and is_loop and isinstance(func, ast.Attribute) and func.attr == "create_task"
    )

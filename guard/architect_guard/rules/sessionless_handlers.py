"""Do not use database sessions in handlers.

Other functions in handler modules, including dependencies, must not use them either.
"""

import ast
from collections.abc import Iterator

from architect_guard.layering import belongs
from architect_guard.layout import HTTP_PASSES_SESSIONS, SERVING, WIRING
from architect_guard.names import parameters
from architect_guard.project import Project
from architect_guard.routes import functions_over_http
from architect_guard.rule import Broken
from architect_guard.sessions import DATABASE, is_session
from architect_guard.source import Function, Module

WHY = "A query in a handler skips the business rules of services, and their tests."
INSTEAD = """
@router.get("", responses=responses())
async def list_invoices(
    query: Annotated[InvoiceQuery, Query()], service: InvoiceServiceDep
) -> InvoicePage:
    return await service.page(query)  # the repository uses the session
"""

# The type of a model attribute, which is a value and not a session.
COLUMN = ("sqlalchemy.orm.Mapped",)
# Methods only sessions have, for sessions without a declared type.
STATEMENTS = {
    *("exec_driver_sql", "execute", "executemany", "fetchrow", "fetchval", "rollback"),
    *("scalar", "scalar_one", "scalars"),
}
# Methods that the dependency module must leave to a repository.
ASKING = STATEMENTS | {"add", "delete", "flush", "get", "get_one", "merge", "refresh", "stream"}
FACTORY = "session_factory"
CONNECTING = (".engine.begin", ".engine.connect")


def check(project: Project) -> Iterator[Broken]:
    """Yield sessions that a handler takes, calls, opens or passes past the service layer."""
    for module, function in functions_over_http(project):
        if not HTTP_PASSES_SESSIONS:
            for each in _sessions(project, module, function):
                yield Broken(module, each, f"`{function.name}` takes the session `{each.arg}`")
        reported: dict[int, Broken] = {}
        for node in (inner for each in function.body for inner in ast.walk(each)):
            what = _touches(project, module, node)
            line = module.place(node)[0]
            # Report the session call itself, one per line.
            if what and (line not in reported or "(" in reported[line].what):
                reported[line] = Broken(module, node, f"`{function.name}` {what}")
        yield from reported.values()
    wiring = project.module(WIRING)
    if wiring is not None:
        yield from _wired(project, wiring)


def _wired(project: Project, module: Module) -> Iterator[Broken]:
    """Yield queries in the module that wires the dependencies."""
    for call in module.all(ast.Call):
        owner, _, method = project.resolve(module, call.func).rpartition(".")
        if is_session(owner) and method in ASKING:
            what = f"calls `{ast.unparse(call.func)}` in the wiring: call it in a repository"
            yield Broken(module, call, what)


def _sessions(project: Project, module: Module, function: Function) -> Iterator[ast.arg]:
    for each, _ in parameters(function.args):
        name = ast.Name(each.arg, ast.Load())
        module.put(name, function)
        if is_session(project.type_of(module, name)):
            yield each


def _touches(project: Project, module: Module, node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr == FACTORY:
        return f"opens a session with `{ast.unparse(node)}`"
    if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(CONNECTING):
        return f"opens a connection with `{ast.unparse(node)}`"
    if not isinstance(node, ast.Call):
        return ""
    name = project.resolve(module, node.func)
    called = ast.unparse(node.func)
    # Attributes of `state` have no type either.
    untyped = not name or ".state." in name
    by_name = untyped and isinstance(node.func, ast.Attribute) and node.func.attr in STATEMENTS
    if by_name or (name.startswith(DATABASE) and not name.startswith(COLUMN)):
        return f"calls `{called}`"
    below = any(belongs(name, part) for part in SERVING)
    for passed in (*node.args, *(each.value for each in node.keywords)):
        if not below and is_session(project.type_of(module, passed)):
            return f"passes `{ast.unparse(passed)}` to `{called}`, which is not a repository"
    return ""

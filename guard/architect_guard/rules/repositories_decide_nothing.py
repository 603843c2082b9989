"""Return models or `None` from repositories; raise errors in services.

The module `integrity` may translate database errors. Repositories that contain business rules, in
some profiles, still must not use HTTP or the settings.
"""

import ast
from collections.abc import Iterator

from architect_guard.blocking import is_awaited
from architect_guard.calls import Call, calls
from architect_guard.classes import descendants
from architect_guard.decisions import (
    decides_by_row,
    is_decision,
    is_http,
    is_translator,
    raised_by,
)
from architect_guard.layering import belongs, imports
from architect_guard.layout import REPOSITORIES, REPOSITORIES_DECIDE
from architect_guard.picking import picked_in_dictionary
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = (
    "A business decision inside a query is hard to find, and two callers cannot decide differently."
)
INSTEAD = """
async def get(self, key: UUID) -> Invoice | None:
    return await self._session.get(Invoice, key)  # the service handles `None`
"""
ORDERED = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)
# Errors about a value, which is a decision.
ABOUT_VALUES = {"builtins.LookupError", "builtins.PermissionError", "builtins.ValueError"}
SETTINGS = "pydantic_settings.BaseSettings"


def check(project: Project) -> Iterator[Broken]:
    """Yield errors, settings and schemas that repositories must not use."""
    for call in calls(project):
        if is_statement_module(call.module):
            yield from called(project, call)
    for module in project.modules():
        if is_statement_module(module):
            for raised in module.all(ast.Raise):
                if raised.exc is not None and not isinstance(raised.exc, ast.Call):
                    yield from decided(project, module, raised.exc)
            if not REPOSITORIES_DECIDE:
                yield from returned(project, module)
                yield from by_values(project, module)
    yield from configured(project)


def is_statement_module(module: Module) -> bool:
    """Return whether a module is a repository, and not the one that translates database errors."""
    return belongs(module.name, REPOSITORIES) and not is_translator(module)


def by_values(project: Project, module: Module) -> Iterator[Broken]:
    """Yield decisions by the values of a row, arithmetic on them, and errors about values."""
    found: list[ast.AST] = module.all(
        ast.If, ast.IfExp, ast.While, ast.Assert, ast.Match, ast.BinOp
    )
    for node in found:
        what = decides_by_row(project, module, node)
        if what:
            yield Broken(module, node, f"{what}: do it in a service")
    for answer in module.all(ast.Return):
        if isinstance(answer.value, ast.Compare) and isinstance(answer.value.ops[0], ORDERED):
            what = f"answers with `{ast.unparse(answer.value)}`: return the value, compare in a service"
            yield Broken(module, answer, what)
    for raised in module.all(ast.Raise):
        error = raised.exc.func if isinstance(raised.exc, ast.Call) else raised.exc
        if error is not None and project.resolve(module, error) in ABOUT_VALUES:
            yield Broken(module, raised, f"raises `{ast.unparse(error)}`: raise it in a service")


def called(project: Project, call: Call) -> Iterator[Broken]:
    """Yield a call that raises a domain error, directly or in a function of another package."""
    shown = ast.unparse(call.node.func)
    yield from decided(project, call.module, call.node.func)
    if belongs(call.name, "services") and not REPOSITORIES_DECIDE:
        yield Broken(
            call.module, call.node, f"calls `{shown}` of a service: services call repositories"
        )
    elif project.definition(call.name) and not belongs(call.name, REPOSITORIES):
        error = raised_by(project, call.name)
        is_side_effect = is_awaited(call.module, call.node) and not REPOSITORIES_DECIDE
        if is_side_effect and not belongs(call.name, "utils"):
            what = f"awaits `{shown}`, which is not a query: do it in a service"
            yield Broken(call.module, call.node, what)
        if error:
            yield Broken(
                call.module, call.node, f"`{shown}` raises `{error}`: raise it in a service"
            )


def decided(project: Project, module: Module, node: ast.expr) -> Iterator[Broken]:
    """Yield an HTTP or domain error that an expression refers to."""
    name = project.resolve(module, node)
    shown = ast.unparse(node)
    if is_http(project, name):
        yield Broken(module, node, f"`{shown}` belongs to HTTP: a repository must not use it")
    elif is_decision(project, name):
        what = f"`{shown}` is a domain error: return `None` and raise it in a service"
        yield Broken(module, node, what)


def returned(project: Project, module: Module) -> Iterator[Broken]:
    """Yield places that create or return a schema in a repository."""
    for function in module.functions():
        for node in ast.walk(function.returns) if function.returns else ():
            if isinstance(node, ast.Name | ast.Attribute) and is_schema(project, module, node):
                what = f"`{function.name}` returns `{ast.unparse(node)}`, which is not a model"
                yield Broken(module, function.returns or function, what)
    for handed in module.all(ast.Attribute):
        parent = module.parent(handed)
        is_called = isinstance(parent, ast.Call) and parent.func is handed
        if (
            not is_called
            and handed.attr.startswith("model_")
            and is_schema(project, module, handed.value)
        ):
            what = f"`{ast.unparse(handed)}` creates a schema: return the model"
            yield Broken(module, handed, what)
    yield from _made(project, module)


def _made(project: Project, module: Module) -> Iterator[Broken]:
    for made_by_hand in module.all(ast.Return):
        source = picked_in_dictionary(made_by_hand.value)
        if source:
            what = f"returns a dictionary of attributes of `{source}`: return `{source}`"
            yield Broken(module, made_by_hand, what)
    for call in module.all(ast.Call):
        if project.resolve(module, call.func) == "pydantic.TypeAdapter" and call.args:
            names = [each for each in ast.walk(call.args[0]) if isinstance(each, ast.Name)]
            if any(is_schema(project, module, each) for each in names):
                yield Broken(module, call, f"`{ast.unparse(call)}` creates a schema")
        made = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        if is_schema(project, module, made):
            what = f"`{ast.unparse(call.func)}` creates a schema: return the model"
            yield Broken(module, call, what)


def is_schema(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether an expression is a class from the schemas package."""
    name = project.resolve(module, node)
    found = project.definition(name) if belongs(name, "schemas") else None
    return found is not None and isinstance(found.node, ast.ClassDef)


def configured(project: Project) -> Iterator[Broken]:
    """Yield uses of the settings or the environment."""
    classes = descendants(project, SETTINGS)
    known = classes | {name.rpartition(".")[0] for name in classes} | {"os.environ", "os.getenv"}
    for each in imports(project):
        if is_statement_module(each.module) and each.home in known:
            what = f"imports the settings (`{each.written}`): take the value as an argument"
            yield Broken(each.module, each.node, what)
    for module in project.modules():
        if is_statement_module(module):
            for node in module.all(ast.Attribute):
                if project.resolve(module, node) in known and node.attr in {"environ", "getenv"}:
                    yield Broken(module, node, f"reads the environment with `{ast.unparse(node)}`")

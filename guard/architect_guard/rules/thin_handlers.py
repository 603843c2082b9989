"""A handler calls one service and returns: it neither branches nor loops, catches or computes.

A comprehension is a loop, and so is what a handler does in a function of its own, or in one beside it.
"""

import ast
from collections.abc import Iterator

from architect_guard.layout import DECIDES
from architect_guard.project import Project
from architect_guard.routes import functions_over_http, handlers
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = (
    f"What HTTP decides nothing else can use, and no test reaches without it: decide in {DECIDES}."
)
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""

SHAPES: dict[type[ast.AST], str] = {
    ast.If: "branches",
    ast.IfExp: "branches",
    ast.Match: "branches",
    ast.BoolOp: "branches",
    ast.Not: "branches",
    ast.For: "loops",
    ast.AsyncFor: "loops",
    ast.While: "loops",
    ast.comprehension: "loops",
    ast.Try: "catches an error",
    ast.TryStar: "catches an error",
    ast.BinOp: "computes",
    ast.Slice: "cuts",
    ast.AugAssign: "computes",
    ast.Compare: "compares",
    ast.Raise: "raises an error",
    ast.Assert: "raises an error",
    ast.FunctionDef: "has a function of its own",
    ast.AsyncFunctionDef: "has a function of its own",
    ast.Lambda: "has a function of its own",
}
CALLS = {
    "builtins.abs": "computes",
    "builtins.all": "computes",
    "builtins.any": "computes",
    "builtins.divmod": "computes",
    "builtins.enumerate": "loops",
    "builtins.filter": "loops",
    "builtins.len": "computes",
    "builtins.map": "loops",
    "builtins.max": "computes",
    "builtins.min": "computes",
    "builtins.next": "computes",
    "builtins.pow": "computes",
    "builtins.reversed": "computes",
    "builtins.round": "computes",
    "builtins.setattr": "changes a thing",
    "builtins.sorted": "computes",
    "builtins.sum": "computes",
    "builtins.zip": "loops",
    "datetime.datetime.now": "asks the clock",
    "contextlib.suppress": "catches an error",
    "functools.reduce": "loops",
}
TEXT = ("builtins.bytes.", "builtins.str.")
# What a handler may change: the answer, and what a request carries on.
FRAMEWORK = ("fastapi.", "starlette.")


def check(project: Project) -> Iterator[Broken]:
    """Yield what a handler, or a function beside it, does itself, once for each kind of it."""
    answering = {function for _, function in handlers(project)}
    for module, function in functions_over_http(project):
        told: set[str] = set()
        beside = "" if function in answering else ", beside handlers,"
        for node in (*_parts(function.args), *(n for each in function.body for n in _parts(each))):
            what = _what(project, module, node)
            if what and what not in told:
                told.add(what)
                yield Broken(module, node, f"`{function.name}`{beside} {what}")


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, but no annotations: `str | None` computes nothing."""
    yield node
    if not (isinstance(node, ast.BinOp) and _is_constant(node)):
        for name, value in ast.iter_fields(node):
            if name not in {"annotation", "returns"}:
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, ast.AST):
                        yield from _parts(each)


def _what(project: Project, module: Module, node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        name = project.resolve(module, node.func)
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if name.startswith(TEXT) or isinstance(owner, ast.Constant | ast.JoinedStr):
            return "computes a text"
        return CALLS.get(name, "")
    if isinstance(node, ast.Assign):
        changed = [each for each in node.targets if isinstance(each, ast.Attribute)]
        own = (ast.unparse(each) for each in changed if _is_own(project, module, each))
        return next((f"changes `{each}`" for each in own), "")
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        return "branches by a table"
    return _shape(node)


def _shape(node: ast.AST) -> str:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert):
        return "" if _is_constant(node.operand) else "computes"
    is_constant = isinstance(node, ast.BinOp) and _is_constant(node)
    return "" if is_constant else SHAPES.get(type(node), "")


def _is_own(project: Project, module: Module, target: ast.Attribute) -> bool:
    """Tell whether a target is an attribute of something of ours, and not of `response`."""
    at: ast.expr = target.value
    while isinstance(at, ast.Attribute):
        at = at.value
    return not project.type_of(module, at).startswith(FRAMEWORK)


def _is_constant(node: ast.expr) -> bool:
    """Tell whether an expression is made of numbers alone, as `60 * 60` is."""
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Constant)

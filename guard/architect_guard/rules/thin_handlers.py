"""Keep handlers thin: no branches, loops, error handling or computation.

A comprehension counts as a loop. Nested functions and other functions in handler modules are
checked too.
"""

import ast
from collections.abc import Iterator

from architect_guard.layout import DECIDES
from architect_guard.project import Project
from architect_guard.routes import functions_over_http, handlers
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = f"Logic in a handler cannot be reused, or tested without HTTP. Put it in {DECIDES}."
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
    ast.Slice: "slices",
    ast.AugAssign: "computes",
    ast.Compare: "compares",
    ast.Raise: "raises an error",
    ast.Assert: "raises an error",
    ast.FunctionDef: "defines a function",
    ast.AsyncFunctionDef: "defines a function",
    ast.Lambda: "defines a function",
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
    "builtins.setattr": "sets an attribute",
    "builtins.sorted": "computes",
    "builtins.sum": "computes",
    "builtins.zip": "loops",
    "datetime.datetime.now": "reads the clock",
    "contextlib.suppress": "catches an error",
    "functools.reduce": "loops",
}
TEXT = ("builtins.bytes.", "builtins.str.")
# Objects a handler may change: the response and the request state.
FRAMEWORK = ("fastapi.", "starlette.")


def check(project: Project) -> Iterator[Broken]:
    """Yield the handlers, and other functions of their modules, that contain logic."""
    answering = {function for _, function in handlers(project)}
    for module, function in functions_over_http(project):
        beside = "" if function in answering else ", in a handler module,"
        nodes = (*_parts(function.args), *(n for each in function.body for n in _parts(each)))
        found = {what: node for node in reversed(nodes) if (what := _what(project, module, node))}
        if found:
            kinds = [what for node in nodes for what in found if found[what] is node]
            yield Broken(module, found[kinds[0]], f"`{function.name}`{beside} {', '.join(kinds)}")


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and its descendants without annotations: `str | None` is no computation."""
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
            return "formats a string"
        return CALLS.get(name, "")
    if isinstance(node, ast.Assign):
        changed = [each for each in node.targets if isinstance(each, ast.Attribute)]
        own = (ast.unparse(each) for each in changed if _is_own(project, module, each))
        return next((f"changes `{each}`" for each in own), "")
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        return "branches with a lookup table"
    return "" if _streams(node) else _shape(node)


def _streams(node: ast.AST) -> bool:
    """Return whether a loop only passes on what it receives: an async generator needs one."""
    if not isinstance(node, ast.AsyncFor) or len(node.body) != 1:
        return False
    only = node.body[0]
    return isinstance(only, ast.Expr) and isinstance(only.value, ast.Yield)


def _shape(node: ast.AST) -> str:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert):
        return "" if _is_constant(node.operand) else "computes"
    is_constant = isinstance(node, ast.BinOp) and _is_constant(node)
    return "" if is_constant else SHAPES.get(type(node), "")


def _is_own(project: Project, module: Module, target: ast.Attribute) -> bool:
    """Return whether a target is an attribute of an application object, not of `response`."""
    at: ast.expr = target.value
    while isinstance(at, ast.Attribute):
        at = at.value
    return not project.type_of(module, at).startswith(FRAMEWORK)


def _is_constant(node: ast.expr) -> bool:
    """Return whether an expression consists of numbers only, e.g. `60 * 60`."""
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Constant)

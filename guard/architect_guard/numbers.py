"""Numbers without a name."""

import ast

from architect_guard.source import Module

# None, one and the last one need no name.
PLAIN = {"-1", "0", "0.0", "1", "1.0"}


def is_number(node: ast.AST | None) -> bool:
    """Return whether an expression consists of numbers only, e.g. `60 * 60`."""
    if isinstance(node, ast.BinOp):
        return is_number(node.left) and is_number(node.right)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    return isinstance(node, ast.Constant) and type(node.value) in {int, float}


def is_magic(node: ast.AST | None) -> bool:
    """Return whether an expression is a number that needs a name."""
    return is_number(node) and node is not None and ast.unparse(node) not in PLAIN


def has_name(module: Module, node: ast.AST) -> bool:
    """Return whether a number is in a constant, a named type or a class field."""
    at: ast.AST | None = node
    while at is not None and not isinstance(at, ast.stmt):
        at = module.parent(at)
    if not isinstance(at, ast.Assign | ast.AnnAssign):
        return False
    if at.value is node and module.function_of(at) is None:
        return True
    target = at.targets[0] if isinstance(at, ast.Assign) else at.target
    return isinstance(target, ast.Name) and target.id.lstrip("_")[:1].isupper()


def parts(node: ast.expr) -> list[ast.expr]:
    """Return the possible values of an expression, e.g. both of `size or 100`."""
    inner: list[ast.expr] = []
    if isinstance(node, ast.BoolOp):
        inner = node.values
    elif isinstance(node, ast.IfExp):
        inner = [node.body, node.orelse]
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"max", "min"}:
        inner = node.args
    return [part for each in inner for part in parts(each)] or [node]

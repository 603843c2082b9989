"""String literals: their values, and whether they are only examples."""

import ast
from collections.abc import Iterator

from architect_guard.source import Module

# Arguments with these names are documentation.
EXPLAINING = {
    "description",
    "example",
    "examples",
    "json_schema_extra",
    "openapi_examples",
    "openapi_extra",
    "summary",
    "title",
}
DOUBLES = ("Dummy", "Example", "Fake", "Mock", "Stub")
# Functions that return their string argument.
WRAPPERS = {"Field", "Form", "Header", "Query", "SecretBytes", "SecretStr", "bytes", "field", "str"}
# Functions that only encode or format their string argument.
DECODERS = {"b64decode", "fromhex", "unhexlify", "urlsafe_b64decode"}
# Placeholder for a value in an f-string.
HOLE = "{}"


def text_of(node: ast.AST) -> str | None:
    """Return the string value of an expression, with placeholders for values; empty if none."""
    if isinstance(node, ast.Constant):
        value = node.value
        return value.decode("latin-1") if isinstance(value, bytes) else _only_text(value)
    if isinstance(node, ast.JoinedStr):
        return "".join(HOLE if text is None else text for text in map(text_of, node.values))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text_of(node.left), text_of(node.right)
        return None if left is None and right is None else f"{left or HOLE}{right or HOLE}"
    return None


def _only_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def texts_in(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the strings that a value may be."""
    if isinstance(value, ast.BoolOp):
        inner = value.values
    elif isinstance(value, ast.IfExp):
        inner = [value.body, value.orelse]
    elif isinstance(value, ast.Lambda):
        inner = [value.body]
    elif isinstance(value, ast.List | ast.Set | ast.Tuple):
        inner = value.elts
    elif isinstance(value, ast.Call):
        func = value.func
        inner = [func.value] if isinstance(func, ast.Attribute) and func.attr == "encode" else []
        if getattr(func, "id", getattr(func, "attr", "")) in WRAPPERS:
            named = {"default", "default_factory"}
            inner = [*value.args[:1], *(key.value for key in value.keywords if key.arg in named)]
        if getattr(func, "attr", "") in DECODERS:
            inner = value.args[:1]
    else:
        inner = []
        if text_of(value) is not None:
            yield value
    for each in inner:
        yield from texts_in(each)


def texts(module: Module) -> Iterator[tuple[ast.expr, str]]:
    """Yield each complete string of a module, without documentation."""
    found: list[ast.expr] = [
        *module.all(ast.Constant),
        *module.all(ast.JoinedStr),
        *module.all(ast.BinOp),
    ]
    for node in found:
        text = text_of(node)
        if text and not _is_piece(module, node) and not is_explaining(module, node):
            yield node, text


def _is_piece(module: Module, node: ast.expr) -> bool:
    """Return whether a string is part of a longer one."""
    parent = module.parent(node)
    return isinstance(parent, ast.JoinedStr) or (
        isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add)
    )


def key_of(table: ast.Dict, value: ast.AST) -> str:
    """Return the string key of a value in a dictionary; empty if none."""
    keys = (key for key, each in zip(table.keys, table.values, strict=True) if each is value)
    return str(getattr(next(keys, None), "value", ""))


def is_explaining(module: Module, node: ast.AST) -> bool:
    """Return whether a node is a docstring, an example or part of a placeholder."""
    child, at = node, module.parent(node)
    if isinstance(at, ast.Expr):
        return True
    while at is not None:
        if isinstance(at, ast.keyword) and at.arg in EXPLAINING:
            return True
        if isinstance(at, ast.Dict) and key_of(at, child) in EXPLAINING:
            return True
        if isinstance(at, ast.Assign | ast.AnnAssign):
            target = at.targets[0] if isinstance(at, ast.Assign) else at.target
            name = str(getattr(target, "id", "")).upper()
            if "EXAMPLE" in name or "SAMPLE" in name:
                return True
        if isinstance(at, ast.ClassDef | ast.FunctionDef) and at.name.startswith(DOUBLES):
            return True
        child, at = at, module.parent(at)
    return False

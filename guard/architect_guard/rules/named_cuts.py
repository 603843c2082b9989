"""Name the limits of list slices and retry loops; a text may be shortened anywhere."""

import ast
from collections.abc import Iterator

from architect_guard.numbers import is_magic
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.secrecy import words_of
from architect_guard.source import Module

WHY = "Other code depends on the same number, and cannot refer to it without a name."
INSTEAD = """
MAX_SHOWN = 100
MAX_ATTEMPTS = 3

shown = rows[:MAX_SHOWN]
for attempt in range(MAX_ATTEMPTS): ...
"""

# Up to this length a slice unpacks a value; longer ones are limits.
APART = 10
# They return fixed-length strings, which may be shortened.
DIGESTS = {"digest", "hex", "hexdigest", "isoformat", "token_hex", "token_urlsafe"}
TEXTS = {"builtins.bytes", "builtins.str"}
AGAIN = {"attempt", "attempts", "retries", "retry", "tries", "try"}


def check(project: Project) -> Iterator[Broken]:
    """Yield slices and retry loops with a bare number as limit."""
    for module in project.modules():
        for each in module.all(ast.Subscript):
            upper = _cut(_slice(project, module, each.slice)) or _rest(each)
            if upper and not _is_text(project, module, each.value):
                what = f"`{ast.unparse(each)}` is limited to {upper}: use a named constant"
                end = "-MAX_SHOWN:" if upper.startswith("-") else ":MAX_SHOWN"
                fixed = f"MAX_SHOWN = {upper.lstrip('-')}\n\n{ast.unparse(each.value)}[{end}]"
                yield Broken(module, each, what, fixed)
        loops: list[ast.For | ast.AsyncFor] = [*module.all(ast.For), *module.all(ast.AsyncFor)]
        for loop in loops:
            times = _times(project, module, loop.iter)
            if times and _tries(project, module, loop):
                what = f"retries in `range({times})`: use a named constant"
                target = ast.unparse(loop.target)
                fixed = f"for {target} in range(MAX_ATTEMPTS): ..."
                yield Broken(module, loop, what, fixed)
        asked: list[ast.While | ast.If] = [*module.all(ast.While), *module.all(ast.If)]
        for waiting in asked:
            if isinstance(waiting, ast.If) and not _is_repeated(project, module, waiting):
                continue
            for test in ast.walk(waiting.test):
                if isinstance(test, ast.Compare) and _counts(test):
                    what = f"`{ast.unparse(test)}` limits retries: use a named constant"
                    yield Broken(module, test, what)


def _slice(project: Project, module: Module, part: ast.expr) -> ast.expr:
    """Return the subscript, with `slice(start, stop)` as slice syntax."""
    if not isinstance(part, ast.Call) or project.resolve(module, part.func) != "builtins.slice":
        return part
    start, stop, *step = part.args if len(part.args) > 1 else [None, *part.args]
    return ast.Slice(start, stop, step[0] if step else None)


def _cut(part: ast.expr) -> str:
    """Return the maximum length of a slice, if it is a limit."""
    if not isinstance(part, ast.Slice) or not is_magic(part.upper) or part.upper is None:
        return ""
    few = getattr(part.upper, "value", APART) < APART
    return "" if few or part.step is not None else ast.unparse(part.upper)


def _rest(node: ast.Subscript) -> str:
    """Return the length kept by e.g. `rows[-100:]` or `del rows[100:]`."""
    part = node.slice
    if not isinstance(part, ast.Slice) or part.upper is not None or not is_magic(part.lower):
        return ""
    shown = ast.unparse(part.lower) if part.lower else ""
    is_end = shown.startswith("-") or isinstance(node.ctx, ast.Del)
    return shown if is_end and len(shown.lstrip("-")) > 1 and part.step is None else ""


def _is_text(project: Project, module: Module, node: ast.expr) -> bool:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        return True
    if isinstance(node, ast.BoolOp | ast.IfExp):
        inner = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
        return any(_is_text(project, module, each) for each in inner)
    func = node.func if isinstance(node, ast.Call) else node
    if getattr(func, "attr", getattr(func, "id", "")) in DIGESTS:
        return True
    return project.type_of(module, node) in TEXTS


def _times(project: Project, module: Module, node: ast.expr) -> str:
    """Return how often a loop runs, if that is a bare number."""
    if not isinstance(node, ast.Call) or project.resolve(module, node.func) != "builtins.range":
        return ""
    times = ", ".join(map(ast.unparse, node.args))
    return times if any(map(is_magic, node.args)) else ""


def _tries(project: Project, module: Module, loop: ast.For | ast.AsyncFor) -> bool:
    inner = [node for each in loop.body for node in ast.walk(each)]
    named = not AGAIN.isdisjoint(words_of(ast.unparse(loop.target)))
    caught = any(isinstance(each, ast.Try) for each in inner)
    passed_over = any(
        isinstance(each, ast.Call) and project.resolve(module, each.func) == "contextlib.suppress"
        for each in inner
    )
    return named or caught or passed_over or _ends_with_success(loop, inner)


def _ends_with_success(loop: ast.For | ast.AsyncFor, inner: list[ast.AST]) -> bool:
    """Return whether a loop that counts nothing awaits something, and ends early."""
    is_counting = ast.unparse(loop.target) != "_"
    waits = any(isinstance(each, ast.Await) for each in inner)
    return (
        not is_counting
        and waits
        and any(isinstance(each, ast.Return | ast.Break) for each in inner)
    )


def _is_repeated(project: Project, module: Module, node: ast.AST) -> bool:
    """Return whether a node is inside a loop without its own end."""
    loop = module.within(node, ast.While, ast.For)
    counts = loop.iter if isinstance(loop, ast.For) else None
    by_number = isinstance(counts, ast.Call) and (
        project.resolve(module, counts.func) == "itertools.count"
    )
    return by_number or module.within(node, ast.While) is not None


def _counts(test: ast.Compare) -> bool:
    sides = [test.left, *test.comparators]
    named = (words_of(ast.unparse(each)) for each in sides if isinstance(each, ast.Name))
    return any(not AGAIN.isdisjoint(words) for words in named) and any(map(is_magic, sides))

"""A bound has a name: limits, page sizes, timeouts and retries are constants or settings.

The numbers of a schema's or a column's own field are not meant: their name is the field's.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from tests.architecture.names import parameters
from tests.architecture.numbers import has_name, is_magic, parts
from tests.architecture.project import Project
from tests.architecture.rule import Broken
from tests.architecture.secrecy import words_of
from tests.architecture.source import Module

WHY = "A number says neither what it is for nor where else it stands, so nobody dares to change it."
INSTEAD = """
MAX_ROWS = 50

statement.limit(MAX_ROWS)  # or what the settings say, if it differs between deployments
"""


class Positional(NamedTuple):
    """Where a call takes its bound, and what a constant for it may be called."""

    position: int
    constant: str


METHODS = {
    "call_later": Positional(0, "DELAY_SECONDS"),
    "expire": Positional(1, "TTL_SECONDS"),
    "most_common": Positional(0, "MAX_SHOWN"),
    "fetchmany": Positional(0, "BATCH_SIZE"),
    "limit": Positional(0, "MAX_ROWS"),
    "yield_per": Positional(0, "BATCH_SIZE"),
}
FUNCTIONS = {
    "anyio.CapacityLimiter": Positional(0, "MAX_AT_ONCE"),
    "anyio.fail_after": Positional(0, "TIMEOUT_SECONDS"),
    "anyio.move_on_after": Positional(0, "TIMEOUT_SECONDS"),
    "anyio.sleep": Positional(0, "PAUSE_SECONDS"),
    "asyncio.BoundedSemaphore": Positional(0, "MAX_AT_ONCE"),
    "asyncio.Queue": Positional(0, "MAX_WAITING"),
    "asyncio.Semaphore": Positional(0, "MAX_AT_ONCE"),
    "asyncio.sleep": Positional(0, "PAUSE_SECONDS"),
    "asyncio.timeout": Positional(0, "TIMEOUT_SECONDS"),
    "asyncio.wait_for": Positional(1, "TIMEOUT_SECONDS"),
    "concurrent.futures.ProcessPoolExecutor": Positional(0, "MAX_WORKERS"),
    "concurrent.futures.ThreadPoolExecutor": Positional(0, "MAX_WORKERS"),
    "httpx.Timeout": Positional(0, "TIMEOUT_SECONDS"),
    "httpx2.Timeout": Positional(0, "TIMEOUT_SECONDS"),
    "heapq.nlargest": Positional(0, "MAX_SHOWN"),
    "heapq.nsmallest": Positional(0, "MAX_SHOWN"),
    "itertools.batched": Positional(1, "BATCH_SIZE"),
    "itertools.islice": Positional(1, "MAX_ITEMS"),
    "tenacity.stop_after_attempt": Positional(0, "MAX_ATTEMPTS"),
    "tenacity.stop_after_delay": Positional(0, "TIMEOUT_SECONDS"),
    "tenacity.wait_fixed": Positional(0, "PAUSE_SECONDS"),
    "threading.Semaphore": Positional(0, "MAX_AT_ONCE"),
    "time.sleep": Positional(0, "PAUSE_SECONDS"),
}
QUERY = "fastapi.Query"
# What a query parameter may be, and what it is if nobody says.
QUERIED = {
    "default": "DEFAULT_SIZE",
    "ge": "MIN_SIZE",
    "gt": "MIN_SIZE",
    "le": "MAX_SIZE",
    "lt": "MAX_SIZE",
}
# By their numbers a field is what it is.
FIELDS = {"Column", "Field", "Numeric", "String", "conint", "conlist", "field", "mapped_column"}
# The last word of a name that is a bound's, and pairs of words.
BOUNDS = {
    "attempts",
    "backoff",
    "concurrency",
    "countdown",
    "delay",
    "interval",
    "limit",
    "maxlen",
    "maxsize",
    "retries",
    "seconds",
    "timeout",
    "ttl",
    "workers",
}
PAIRS = {("batch", "size"), ("chunk", "size"), ("page", "size"), ("per", "page"), ("pool", "size")}
# The widths of columns, which a value has to fit, and units.
UNBOUND = {"max_digits", "max_length", "max_overflow"}
UNITS = {"datetime.timedelta", "datetime.datetime"}


def check(project: Project) -> Iterator[Broken]:
    """Yield each bound that is a number: passed, a default, a slice, the times of a loop."""
    for module in project.modules():
        for call in module.all(ast.Call):
            yield from _passed(project, module, call)
        for function in module.functions():
            for parameter, default in parameters(function.args):
                if default and is_magic(default) and _is_bound(parameter.arg, own="size"):
                    constant, value = parameter.arg.upper(), ast.unparse(default)
                    what = f"`{parameter.arg}` is {value} if nobody says, without a name"
                    instead = f"{constant} = {value}\n\n{ast.unparse(parameter)} = {constant}"
                    yield Broken(module, default, what, instead)


def _passed(project: Project, module: Module, call: ast.Call) -> Iterator[Broken]:
    bounds = (
        (part, name) for value, name in _bounds(project, module, call) for part in parts(value)
    )
    for value, constant in bounds:
        if is_magic(value) and not has_name(module, value):
            what = f"`{ast.unparse(value)}` is passed to `{ast.unparse(call.func)}` without a name"
            yield Broken(module, value, what, _mended(call, value, constant))


def _bounds(project: Project, module: Module, call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    """Yield what a call passes as bounds, and what constants for them may be called."""
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if called in FIELDS:
        return
    name = project.resolve(module, call.func)
    method = METHODS.get(called) if isinstance(call.func, ast.Attribute) else None
    at = FUNCTIONS.get(name, method)
    if at and at.position < len(call.args):
        yield call.args[at.position], at.constant
    if name == QUERY:
        yield from ((each, QUERIED["default"]) for each in call.args[:1])
        given = ((each.value, QUERIED.get(each.arg or "")) for each in call.keywords)
        yield from ((value, constant) for value, constant in given if constant)
    elif name not in UNITS:
        named = ((each.value, each.arg or "") for each in call.keywords)
        yield from ((value, arg.upper()) for value, arg in named if _is_bound(arg))


def _is_bound(name: str, own: str = "") -> bool:
    words = words_of(name)
    if not words or name in UNBOUND:
        return False
    return words[0] == "max" or words[-1] in BOUNDS or words[-2:] in PAIRS or name == own


def _mended(call: ast.Call, value: ast.expr, constant: str) -> str:
    copy, place = deepcopy(call), ast.Name(constant, ast.Load())
    said = ast.unparse(value)
    copy.args = [place if ast.unparse(each) == said else each for each in copy.args]
    for keyword in copy.keywords:
        if ast.unparse(keyword.value) == said:
            keyword.value = place
    return f"{constant} = {said}\n\n{ast.unparse(copy)}"

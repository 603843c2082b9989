"""Arguments and names that are limits: page sizes, timeouts, retries."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from architect_guard.external import LIMITS, TIMEOUTS
from architect_guard.project import Project
from architect_guard.secrecy import words_of
from architect_guard.source import Module


class Positional(NamedTuple):
    """The limit argument of a call, and a name for its constant."""

    position: int
    constant: str


METHODS = {
    "setex": Positional(1, "TTL_SECONDS"),
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
    "collections.deque": Positional(1, "MAX_KEPT"),
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
# The limits and the default of a query parameter.
QUERIED = {
    "default": "DEFAULT_SIZE",
    "ge": "MIN_SIZE",
    "gt": "MIN_SIZE",
    "le": "MAX_SIZE",
    "lt": "MAX_SIZE",
}
# Numbers that define a field.
FIELDS = {"Column", "Field", "Numeric", "String", "conint", "conlist", "field", "mapped_column"}
# Last words, and pairs of words, of names for limits.
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
# Functions that store a value for a time, and their expiry arguments.
SETTERS = {"getex", "set"}
EXPIRING = frozenset({"ex", "px"})
# Column widths and units.
UNBOUND = {"max_digits", "max_length", "max_overflow"}
UNITS = {"datetime.timedelta", "datetime.datetime"}


def bounds_of(project: Project, module: Module, call: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    """Yield the limits that a call passes, with names for their constants."""
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
        own = EXPIRING if called in SETTERS else LIMITS if name in TIMEOUTS else frozenset()
        yield from ((value, arg.upper()) for value, arg in named if arg in own or is_bound(arg))


def is_bound(name: str, own: str = "") -> bool:
    """Return whether a name is one of a limit, in general or in this place."""
    words = words_of(name)
    if not words or name in UNBOUND:
        return False
    return words[0] == "max" or words[-1] in BOUNDS or words[-2:] in PAIRS or name == own

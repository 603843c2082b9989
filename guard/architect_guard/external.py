"""Calls to external services: clients and requests."""

import ast
from functools import cache

from architect_guard.calls import Call, calls
from architect_guard.classes import found_name
from architect_guard.layout import GUARDS
from architect_guard.project import Project
from architect_guard.source import Function, Module
from architect_guard.values import values_of

MAKERS = frozenset(
    {
        "aiohttp.ClientSession",
        "anthropic.Anthropic",
        "anthropic.AsyncAnthropic",
        "httpx.AsyncClient",
        "httpx.Client",
        "httpx2.AsyncClient",
        "httpx2.Client",
        "openai.AsyncAzureOpenAI",
        "openai.AsyncOpenAI",
        "openai.OpenAI",
    }
)
# Connections of other protocols: opened once, and not by business logic.
OPENERS = frozenset(
    {
        "aio_pika.connect",
        "aio_pika.connect_robust",
        "aiosmtplib.SMTP",
        "asyncio.open_connection",
        "asyncio.open_unix_connection",
        "asyncpg.connect",
        "asyncpg.create_pool",
        "elasticsearch.AsyncElasticsearch",
        "grpc.aio.insecure_channel",
        "grpc.aio.secure_channel",
        "motor.motor_asyncio.AsyncIOMotorClient",
        "nats.connect",
        "psycopg.AsyncConnection.connect",
        "pymongo.AsyncMongoClient",
        "redis.asyncio.Redis",
        "redis.asyncio.Redis.from_url",
        "redis.asyncio.from_url",
        "socket.create_connection",
    }
)
VERBS = frozenset(
    {"delete", "get", "head", "options", "patch", "post", "put", "request", "send", "sse", "stream"}
)
# Functions that send a request without a client.
FUNCTIONS = frozenset(
    {
        "aioboto3.Session.client",
        "aiohttp.request",
        "aiosmtplib.send",
        "litellm.acompletion",
        "litellm.completion",
        "requests.request",
        "urllib.request.urlopen",
        "websockets.connect",
        *(f"{library}.{verb}" for library in ("httpx", "httpx2", "requests") for verb in VERBS),
    }
)
TIMEOUTS = frozenset({"aiohttp.ClientTimeout", "httpx.Timeout", "httpx2.Timeout"})
# Timeout arguments of clients and requests.
LIMITS = frozenset({"connect", "read", "timeout", "total", "write"})
# Methods of LLM clients, by the end of their names.
COMPLETIONS = (".completions.create", ".messages.create", ".messages.stream", ".responses.create")


def makes_client(name: str) -> bool:
    """Return whether this full name is a client of external services."""
    return name in MAKERS


def is_request(name: str) -> bool:
    """Return whether a call of this full name sends a request."""
    owner, _, method = name.rpartition(".")
    is_completion = name.endswith(COMPLETIONS) and name.startswith(tuple(MAKERS))
    return name in FUNCTIONS or (owner in MAKERS and method in VERBS) or is_completion


@cache
def guarded(project: Project) -> frozenset[str]:
    """Return the names of functions that are passed to retries and circuit breakers."""
    found: set[str] = set()
    for call in calls(project):
        if is_guard(project, call.module, call.node):
            handed = [*call.node.args, *(each.value for each in call.node.keywords)]
            held = [value for each in handed for value in held_by(project, call, each)]
            found.update(*map(names_of, (*handed, *held)))
    return frozenset(found)


def held_by(project: Project, call: Call, node: ast.expr) -> list[ast.expr]:
    """Return the values of a variable that is passed on."""
    is_name = isinstance(node, ast.Name | ast.Attribute)
    return list(values_of(project, call.module, node)) if is_name else []


def names_of(node: ast.expr) -> set[str]:
    """Return the last parts of all names in an expression."""
    return {
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute | ast.Name)
    }


def is_guarded(
    project: Project, module: Module, node: ast.AST, seen: frozenset[str] = frozenset()
) -> bool:
    """Return whether a node runs inside a guard, directly or through all its callers."""
    at: ast.AST | None = node
    while at is not None:
        is_named = isinstance(at, Function) and at.name in guarded(project)
        if is_named or is_argument_of_guard(project, module, at):
            return True
        at = module.parent(at)
    function = module.function_of(node)
    name = f"{module.name}.{module.title(function)}" if function else ""
    if not name or name in seen:
        return False
    callers = [
        call
        for call in calls(project)
        if call.name.endswith(name.rpartition(".")[2]) and found_name(project, call.name) == name
    ]
    return bool(callers) and all(
        is_guarded(project, call.module, call.node, seen | {name}) for call in callers
    )


def is_argument_of_guard(project: Project, module: Module, node: ast.AST) -> bool:
    """Return whether a node is an argument of a guard, e.g. a lambda."""
    taker = module.parent(node)
    is_given = isinstance(taker, ast.Call) and node is not taker.func
    return is_given and isinstance(taker, ast.Call) and is_guard(project, module, taker)


def is_guard(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a call uses a guard; without a type, its name decides."""
    name = project.resolve(module, call.func)
    if name or not isinstance(call.func, ast.Attribute):
        return found_name(project, name) in GUARDS
    said = ast.unparse(call.func.value).rpartition(".")[2].lstrip("_")
    return any(guard.lower().endswith(f".{said}.{call.func.attr}".lower()) for guard in GUARDS)

"""Use only timezone-aware datetimes.

A date depends on a time zone too, so `date.today()` is not allowed.
"""

import ast
from collections.abc import Iterator

from architect_guard.arguments import argument, unpacks
from architect_guard.moments import MOMENT, naive_inputs
from architect_guard.project import Project
from architect_guard.references import (
    Reference,
    call_of,
    is_none,
    references_to,
)
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = (
    "A naive datetime means a different time on each machine, and cannot be compared with "
    "an aware one."
)
INSTEAD = """
import datetime as dt

now = dt.datetime.now(dt.UTC)
today = dt.datetime.now(dt.UTC).date()
parsed = dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC)
"""

# Always naive, whatever the arguments.
NAIVE = {
    f"{MOMENT}.utcnow": "now",
    f"{MOMENT}.utcfromtimestamp": "fromtimestamp",
    f"{MOMENT}.today": "now",
    "datetime.date.today": "",
    "pydantic.NaiveDatetime": "",
    "pydantic.types.NaiveDatetime": "",
    "datetime.date.fromtimestamp": "",
}
# By function that creates a datetime: name and position of its time zone argument.
ZONES = {
    MOMENT: ("tzinfo", 7),
    f"{MOMENT}.combine": ("tzinfo", 2),
    f"{MOMENT}.fromisocalendar": ("", 99),
    f"{MOMENT}.fromordinal": ("", 99),
    f"{MOMENT}.fromtimestamp": ("tz", 1),
    f"{MOMENT}.now": ("tz", 0),
    f"{MOMENT}.strptime": ("", 99),
}
# They read the local clock; `.astimezone()` then adds the local time zone.
LOCAL = {f"{MOMENT}.now", f"{MOMENT}.fromtimestamp"}


def check(project: Project) -> Iterator[Broken]:
    """Yield expressions that create naive datetimes or remove the time zone."""
    for name, each in references_to(project, *NAIVE):
        shown = ast.unparse(each.node)
        yield Broken(each.module, each.node, f"`{shown}` has no time zone", _fixed(name, each))
    for name, each in references_to(project, *ZONES):
        if name != MOMENT or call_of(each.module, each.node):
            yield from _made(project, name, each)
    for _, each in references_to(project, f"{MOMENT}.max", f"{MOMENT}.min"):
        after = each.module.parent(each.node)
        if not isinstance(after, ast.Attribute) or after.attr not in {"date", "replace", "time"}:
            what = f"`{ast.unparse(each.node)}` has no time zone"
            instead = f"{ast.unparse(each.node)}.replace(tzinfo=dt.UTC)"
            yield Broken(each.module, each.node, what, instead)
    for module, node, shown in naive_inputs(project):
        what = f"`{shown}` accepts a datetime without a time zone"
        yield Broken(module, node, what, f"{shown}: Moment  # from app.schemas.types")
    for module in project.modules():
        for call in module.all(ast.Call):
            zone = next((key.value for key in call.keywords if key.arg == "tzinfo"), ast.Pass())
            if getattr(call.func, "attr", "") == "replace" and getattr(zone, "value", call) is None:
                yield Broken(module, call, f"`{ast.unparse(call)}` removes the time zone")


def _made(project: Project, name: str, each: Reference) -> Iterator[Broken]:
    module, shown = each.module, ast.unparse(each.node)
    call = call_of(module, each.node)
    parent = module.parent(each.node)
    # `partial(datetime.now, UTC)` is a deferred call.
    waiting = parent if isinstance(parent, ast.Call) and each.node in parent.args[:1] else None
    if waiting and project.resolve(module, waiting.func) == "functools.partial":
        call = ast.Call(each.node, waiting.args[1:], waiting.keywords)
        module.put(call, waiting)
    if call is None:
        if name in LOCAL and not isinstance(parent, ast.Attribute):
            yield Broken(module, each.node, f"`{shown}` is called without a time zone")
        return
    keyword, position = ZONES[name]
    if unpacks(call) or not is_none(argument(call, keyword, position)):
        return
    if name == f"{MOMENT}.strptime" and _says_offset(call):
        return
    if not _is_completed(module, call, local=name in LOCAL):
        kept = [each for each in call.keywords if each.arg != keyword]
        instead = ast.unparse(ast.Call(call.func, call.args[:position], [*kept, _utc(keyword)]))
        what = f"`{shown}` is called without a time zone"
        yield Broken(module, each.node, what, instead if keyword else "")


def _says_offset(call: ast.Call) -> bool:
    pattern = argument(call, "format", 1)
    return not isinstance(pattern, ast.Constant) or "%z" in str(pattern.value)


def _is_completed(module: Module, call: ast.Call, *, local: bool) -> bool:
    """Return whether the time zone is added right after, or only the date or time is used."""
    after = module.parent(call)
    if isinstance(after, ast.Attribute):
        if after.attr in {"date", "time"}:
            return not local
        completed = call_of(module, after)
        if after.attr == "astimezone":
            return local
        return after.attr == "replace" and completed is not None and _sets_zone(completed)
    if isinstance(after, ast.Assign) and isinstance(after.targets[0], ast.Name):
        return any(
            isinstance(later.func, ast.Attribute)
            and later.func.attr == "replace"
            and ast.unparse(later.func.value) == after.targets[0].id
            and module.function_of(later) is module.function_of(call)
            and _sets_zone(later)
            for later in module.all(ast.Call)
        )
    return False


def _sets_zone(call: ast.Call) -> bool:
    zone = argument(call, "tzinfo", 7)
    return zone is not None and not is_none(zone)


def _utc(keyword: str) -> ast.keyword:
    return ast.keyword(keyword, ast.Attribute(ast.Name("dt", ast.Load()), "UTC", ast.Load()))


def _fixed(name: str, each: Reference) -> str:
    call = call_of(each.module, each.node)
    if call is None or not NAIVE[name] or not isinstance(each.node, ast.Attribute):
        return ""
    func = ast.Attribute(each.node.value, NAIVE[name], ast.Load())
    return ast.unparse(ast.Call(func, call.args, [_utc("tz")]))

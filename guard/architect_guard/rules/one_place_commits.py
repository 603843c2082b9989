"""Commit and roll back transactions in one place only.

A savepoint (`begin_nested`) is allowed. A session without a declared type is recognised by name.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import calls
from architect_guard.classes import found_name
from architect_guard.layering import belongs
from architect_guard.layout import COMMITS, ENDS_WORK, NEVER_COMMITS, REPOSITORIES
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module

WHY = "After an early commit, a later failure leaves the changes of a request half saved."
INSTEAD = """
await self._session.flush()  # in a repository: sends the SQL, does not commit
await self._unit_of_work.commit()  # in a service: once, at the end of an operation
"""

# Methods that end a transaction, now or on exit.
ENDINGS = frozenset({"begin", "commit", "rollback"})
# Last words of names that hold a transaction.
NAMES = ("session", "db", "connection", "conn", "transaction", "session_factory", "engine")
UNITS = ("uow", "unit_of_work")
STATEMENTS = frozenset({"COMMIT", "END", "ROLLBACK"})


def check(project: Project) -> Iterator[Broken]:
    """Yield commits and rollbacks outside the allowed packages."""
    for module in project.modules():
        by_session = is_in(module, COMMITS)
        by_unit = is_in(module, ENDS_WORK | COMMITS)
        for node in module.all(ast.Attribute):
            if node.attr in ENDINGS and isinstance(node.ctx, ast.Load):
                name = project.resolve(module, node)
                found = project.definition(name)
                is_allowed = by_unit if found or is_unit(node.value) else by_session
                if not is_allowed and ends(project, name, node.value):
                    yield broken(module, node, f"`{ast.unparse(node)}`", fixed(module, node))
    for call in calls(project):
        if not is_in(call.module, COMMITS) and is_disguised(project, call.module, call.node):
            yield broken(call.module, call.node, f"`{ast.unparse(call.node)}`")


def broken(module: Module, node: ast.AST, what: str, instead: str = "") -> Broken:
    """Return the violation for code that ends a transaction, with the allowed places."""
    places = " and ".join(f"app/{each.replace('.', '/')}" for each in sorted(COMMITS))
    return Broken(module, node, f"{what} ends the transaction: only {places} may do that", instead)


def is_in(module: Module, parts: frozenset[str]) -> bool:
    """Return whether a module is in one of these packages, and not in one that never commits."""
    never = any(belongs(module.name, part) for part in NEVER_COMMITS)
    return not never and any(belongs(module.name, part) for part in parts)


def ends(project: Project, name: str, owner: ast.expr) -> bool:
    """Return whether a method of SQLAlchemy or of a unit of work ends a transaction."""
    if project.definition(name):
        home = found_name(project, name).rpartition(".")[0].rpartition(".")[0]
        return home.endswith("unit_of_work")
    if name.startswith("sqlalchemy."):
        return "begin_nested" not in name
    said = said_of(owner)
    known = (*NAMES, *UNITS)
    return said in known or said.endswith(tuple(f"_{each}" for each in known))


def said_of(owner: ast.expr) -> str:
    """Return the last word of an expression."""
    return ast.unparse(owner).removesuffix("()").rpartition(".")[2].lstrip("_")


def is_unit(owner: ast.expr) -> bool:
    """Return whether an expression without a type is named like a unit of work."""
    return said_of(owner).endswith(UNITS)


def fixed(module: Module, node: ast.Attribute) -> str:
    """Return the replacement in a repository; empty elsewhere."""
    if not belongs(module.name, REPOSITORIES):
        return ""
    owner = ast.unparse(node.value)
    if node.attr == "commit":
        return f"await {owner}.flush()"
    return f"async with {owner}.begin_nested():"


def is_disguised(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a call ends a transaction through a string: SQL, a name or an option."""
    name = project.resolve(module, call.func)
    constants = [each.value for each in call.args if isinstance(each, ast.Constant)]
    texts = [each for each in constants if isinstance(each, str)]
    if name == "builtins.getattr" and len(call.args) > 1:
        owner = call.args[0]
        attribute = texts[0] if texts else ""
        full = f"{project.type_of(module, owner)}.{attribute}"
        return attribute in ENDINGS and ends(project, full, owner)
    if name == "sqlalchemy.text" or name.endswith("exec_driver_sql"):
        parts = (part for text in texts for part in text.split(";"))
        return any(part.strip().upper() in STATEMENTS for part in parts)
    if name == "operator.methodcaller":
        return any(text in {"commit", "rollback"} for text in texts)
    if getattr(call.func, "attr", "") == "run_sync" and any(map(commits, call.args)):
        return True
    if any(sets_autocommit(each.value) for each in call.keywords):
        return True
    return any(
        option.arg == "isolation_level"
        and isinstance(option.value, ast.Constant)
        and option.value.value == "AUTOCOMMIT"
        for option in call.keywords
    )


def commits(function: ast.expr) -> bool:
    """Return whether a lambda ends the transaction of its argument."""
    inner = ast.walk(function) if isinstance(function, ast.Lambda) else ()
    return any(isinstance(each, ast.Attribute) and each.attr in ENDINGS for each in inner)


def sets_autocommit(options: ast.expr) -> bool:
    """Return whether a dictionary of options turns on autocommit."""
    pairs = zip(options.keys, options.values, strict=True) if isinstance(options, ast.Dict) else ()
    said = ((getattr(key, "value", ""), getattr(value, "value", "")) for key, value in pairs)
    return ("isolation_level", "AUTOCOMMIT") in said

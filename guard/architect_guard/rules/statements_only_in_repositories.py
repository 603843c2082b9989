"""Run and build SQL statements only in repositories."""

import ast
from collections.abc import Iterator

from architect_guard.layering import belongs
from architect_guard.layout import STATEMENTS
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.sessions import is_session
from architect_guard.source import Module

WHY = "Queries elsewhere bypass the rules of a table, and are missed when it changes."
INSTEAD = """
# app/repositories/invoice.py
async def unpaid(self, limit: int) -> Sequence[Invoice]:
    statement = select(Invoice).where(Invoice.paid_at.is_(None)).limit(limit)
    return (await self._session.scalars(statement)).all()
"""

RUNS = {
    *("add", "add_all", "delete", "exec", "exec_driver_sql", "execute", "get", "get_one"),
    *("merge", "query", "refresh", "scalar", "scalars", "stream", "stream_scalars"),
}
BUILDS = {"delete", "insert", "select", "text", "union", "union_all", "update"}
HOMES = {
    *("sqlalchemy", "sqlalchemy.future", "sqlalchemy.sql", "sqlalchemy.sql.expression"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite", "sqlmodel"),
}


def check(project: Project) -> Iterator[Broken]:
    """Yield each statement that is run, or built in a function, outside the repositories."""
    for module in project.modules():
        if any(belongs(module.name, package) for package in STATEMENTS):
            continue
        reported: set[int] = set()
        for call in module.all(ast.Call):
            what = _what(project, module, call)
            line = module.place(call)[0]
            if what and line not in reported:
                reported.add(line)
                yield Broken(module, call, f"{what} outside the repositories")


def _what(project: Project, module: Module, call: ast.Call) -> str:
    name = project.resolve(module, call.func)
    owner, _, method = name.rpartition(".")
    if method in RUNS and is_session(owner):
        return f"`{ast.unparse(call.func)}` runs a statement"
    # A class may declare a computed column with a statement.
    if method in BUILDS and owner in HOMES and module.function_of(call):
        return f"`{ast.unparse(call.func)}` builds a statement"
    return ""

"""Do not query in a loop: load all rows that a list needs in one query (N+1).

A query counts if it depends on the variable of the loop and its result is used. Loops over batches,
pages and fixed numbers of attempts are accepted, and so are searches.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import Call, calls
from architect_guard.layering import belongs
from architect_guard.layout import REPOSITORIES
from architect_guard.outcomes import names_in, parts_of
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.rules.no_accumulation import in_batches
from architect_guard.sessions import is_session
from architect_guard.source import COMPREHENSIONS, Function

WHY = "A list of 100 rows sends 100 queries, one after another: its time grows with the list."
INSTEAD = """
customers = await self._customers.get_many([invoice.customer_id for invoice in invoices])
by_id = {customer.id: customer for customer in customers}
"""
READS = frozenset({"execute", "get", "get_one", "scalar", "scalars"})


def check(project: Project) -> Iterator[Broken]:
    """Yield awaited queries that run once for each item of a loop."""
    for call in calls(project):
        if not is_query(call) or not is_used(call):
            continue
        given = names_in_arguments(call)
        if any(given & items for items in items_of_loops(call)):
            what = f"`{ast.unparse(call.node.func)}` runs a query for each item of a loop"
            yield Broken(call.module, call.node, what)


def is_query(call: Call) -> bool:
    """Return whether a call runs a query: in a repository, or on a session."""
    owner, _, method = call.name.rpartition(".")
    is_repository = belongs(call.name, REPOSITORIES) and isinstance(call.node.func, ast.Attribute)
    return is_repository or (is_session(owner) and method in READS)


def is_used(call: Call) -> bool:
    """Return whether the result of a call is awaited and used: a change returns nothing."""
    module = call.module
    waits = module.parent(call.node)
    return isinstance(waits, ast.Await) and not isinstance(module.parent(waits), ast.Expr)


def names_in_arguments(call: Call) -> set[str]:
    """Return the names in the arguments of a call."""
    given = [*call.node.args, *(each.value for each in call.node.keywords)]
    return {name for each in given for name in names_in(each)}


def items_of_loops(call: Call) -> Iterator[set[str]]:
    """Yield, for each loop around a call, the names that hold an item or a part of it."""
    for at in call.module.around(call.node):
        if isinstance(at, Function):
            return
        if isinstance(at, ast.For) and not is_short(at):
            yield parts_of(at, None, names_in(at.target))
        elif isinstance(at, COMPREHENSIONS):
            for each in at.generators:
                if not isinstance(each.iter, ast.Tuple | ast.List):
                    yield names_in(each.target)


def is_short(loop: ast.For) -> bool:
    """Return whether a loop runs over batches, numbers, a constant or a list, or is a search."""
    is_range = isinstance(loop.iter, ast.Call) and ast.unparse(loop.iter.func) == "range"
    is_fixed = isinstance(loop.iter, ast.Tuple | ast.List | ast.Dict)
    is_constant = isinstance(loop.iter, ast.Name) and loop.iter.id.isupper()
    # A search ends with the first row that fits, e.g. a free name.
    is_search = any(isinstance(each, ast.Return | ast.Break) for each in ast.walk(loop))
    return is_range or is_fixed or is_constant or is_search or in_batches(loop)

"""Load related rows in the query, never on attribute access.

Each relationship sets `lazy="raise"`, `"raise_on_sql"` or `"write_only"`, and each statement loads
the relations it needs. Named functions passed to `run_sync` are not checked.
"""

import ast
from collections.abc import Iterator
from copy import deepcopy

from architect_guard.calls import Call, calls
from architect_guard.names import parameters
from architect_guard.outcomes import names_in
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.source import Module
from architect_guard.values import values_of

WHY = "Lazy loading sends one query per row of a list (the N+1 problem)."
INSTEAD = """
tags: Mapped[list["Tag"]] = relationship(secondary=product_tags, lazy="raise")

select(Product).options(selectinload(Product.tags))  # or `loads` of the repository
"""

RELATIONSHIPS = frozenset(
    {"sqlalchemy.orm.relationship", "sqlalchemy.orm.dynamic_loader", "sqlmodel.Relationship"}
)
STRICT = frozenset({"raise", "raise_on_sql", "write_only"})
# Loader options that load on attribute access.
LAZY_OPTIONS = frozenset({"sqlalchemy.orm.immediateload", "sqlalchemy.orm.lazyload"})
ASYNC_ATTRIBUTES = "sqlalchemy.ext.asyncio.AsyncAttrs"
LAZY_STEPS = (".immediateload", ".lazyload")
COLUMNS = frozenset({"sqlalchemy.orm.deferred", "sqlalchemy.orm.mapped_column"})
# Types of collections that run a query on each access.
DYNAMIC = frozenset({"sqlalchemy.orm.DynamicMapped", "sqlalchemy.orm.AppenderQuery"})


def check(project: Project) -> Iterator[Broken]:
    """Yield relationships, options and attributes that load on access."""
    for call in calls(project):
        if call.name in RELATIONSHIPS:
            yield from relationship(project, call)
        elif call.name in LAZY_OPTIONS:
            what = f"`{ast.unparse(call.node)}` loads each row's relation on access"
            instead = f"selectinload({', '.join(map(ast.unparse, call.node.args))})"
            yield Broken(call.module, call.node, what, instead)
        elif isinstance(call.node.func, ast.Attribute) and call.node.func.attr == "run_sync":
            yield from loading_lambdas(call)
        elif call.name.endswith(LAZY_STEPS) and call.name.startswith("sqlalchemy."):
            yield Broken(call.module, call.node, f"`{ast.unparse(call.node)}` loads on access")
        elif call.name in COLUMNS and defers(call):
            what = "a deferred column runs a query on access"
            yield Broken(call.module, call.node, what, "deferred_raiseload=True")
    for module in project.modules():
        yield from attributes(project, module)


def defers(call: Call) -> bool:
    """Return whether a column is loaded on access."""
    options = {each.arg: getattr(each.value, "value", None) for each in call.node.keywords}
    is_deferred = call.name.endswith(".deferred") or options.get("deferred") is True
    return is_deferred and not options.get("deferred_raiseload") and not options.get("raiseload")


def relationship(project: Project, call: Call) -> Iterator[Broken]:
    """Yield a relationship that loads on access, with the corrected one."""
    options = {each.arg: each.value for each in call.node.keywords}
    lazy = said(project, call.module, options.get("lazy"))
    for name in (None, "sa_relationship_kwargs"):
        if lazy is None and name in options:
            lazy = said_by_dictionary(project, call.module, options[name])
    shown = f"lazy={lazy!r}" if lazy is not None else "no `lazy=`"
    if "backref" in options:
        what = "`backref` creates a reverse relationship that loads on access"
        yield Broken(call.module, call.node, what, fixed(call.node))
    elif lazy not in STRICT:
        what = f"a relationship with {shown} loads on access"
        yield Broken(call.module, call.node, what, fixed(call.node))


def said(project: Project, module: Module, node: ast.expr | None) -> object:
    """Return the value of an option, also through a constant; `None` if it is not set."""
    values = [] if node is None else [node, *values_of(project, module, node)]
    return next((each.value for each in values if isinstance(each, ast.Constant)), None)


def said_by_dictionary(project: Project, module: Module, node: ast.expr) -> object:
    """Return the value of `lazy` in a dictionary of options."""
    for each in (node, *values_of(project, module, node)):
        if isinstance(each, ast.Dict):
            for key, value in zip(each.keys, each.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "lazy":
                    return said(project, module, value)
        if isinstance(each, ast.Call):
            options = {option.arg: option.value for option in each.keywords}
            return said(project, module, options.get("lazy"))
    return None


def fixed(call: ast.Call) -> str:
    """Return the relationship with `lazy="raise"`."""
    better = deepcopy(call)
    better.keywords = [each for each in call.keywords if each.arg not in {"lazy", "backref"}]
    better.keywords.append(ast.keyword("lazy", ast.Constant("raise")))
    return ast.unparse(better).replace("'", '"')


def loading_lambdas(call: Call) -> Iterator[Broken]:
    """Yield `run_sync(lambda …: row.children)`, which loads an attribute in the greenlet."""
    for argument in call.node.args:
        # A lambda that ignores the session only triggers a lazy load.
        if isinstance(argument, ast.Lambda) and not names_of(argument) & names_in(argument.body):
            what = f"`{ast.unparse(argument.body)}` is loaded on access, for this one row"
            yield Broken(call.module, call.node, what)


def names_of(function: ast.Lambda) -> set[str]:
    """Return the parameter names of a lambda."""
    return {each.arg for each, _ in parameters(function.args)}


def attributes(project: Project, module: Module) -> Iterator[Broken]:
    """Yield models with awaitable attributes, their use, and dynamic collections."""
    for model in module.all(ast.ClassDef):
        for base in model.bases:
            if project.resolve(module, base) == ASYNC_ATTRIBUTES:
                yield Broken(module, base, f"`{model.name}` has attributes that load on access")
    for attribute in module.all(ast.Attribute):
        if attribute.attr == "awaitable_attrs":
            yield Broken(module, attribute, f"`{ast.unparse(attribute)}` loads on access")
    for declared in module.all(ast.AnnAssign):
        outer = declared.annotation
        if isinstance(outer, ast.Subscript) and project.resolve(module, outer.value) in DYNAMIC:
            what = f"`{ast.unparse(declared.target)}` runs a query on each access"
            yield Broken(module, declared, what)

"""Make datetime columns timezone-aware."""

import ast
from collections.abc import Iterator

from architect_guard.arguments import argument, unpacks
from architect_guard.project import Project
from architect_guard.references import call_of, references_to
from architect_guard.rule import Broken
from architect_guard.source import Module
from architect_guard.values import values_of

WHY = "A datetime stored without a time zone is read back without one, so its meaning is ambiguous."
INSTEAD = """
due_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
"""

# Column types, and the position of their `timezone` argument.
TYPES = {
    f"{home}.{name}": 0
    for home in ("sqlalchemy", "sqlalchemy.types", "sqlalchemy.sql.sqltypes")
    for name in ("DateTime", "DATETIME", "TIMESTAMP")
} | {
    "sqlalchemy.dialects.mysql.DATETIME": 0,
    "sqlalchemy.dialects.mysql.TIMESTAMP": 0,
    "sqlalchemy.dialects.postgresql.TIMESTAMP": 0,
    "sqlalchemy.dialects.sqlite.DATETIME": 0,
}
COLUMNS = {
    "sqlalchemy.Column",
    "sqlalchemy.orm.mapped_column",
    "sqlalchemy.schema.Column",
}
MAPPED = {"sqlalchemy.orm.Mapped", "sqlalchemy.orm.base.Mapped"}
MOMENT = "datetime.datetime"


def check(project: Project) -> Iterator[Broken]:
    """Yield column types without a time zone, and datetime columns without an explicit type."""
    for _, each in references_to(project, *TYPES):
        call, shown = call_of(each.module, each.node), ast.unparse(each.node)
        if call is not None:
            zone = argument(call, "timezone", 0)
            values = [zone, *values_of(project, each.module, zone)] if zone is not None else []
            refused = any(getattr(value, "value", True) is not True for value in values[-1:])
            aware = unpacks(call) or (zone is not None and not refused)
            fixed = ast.unparse(ast.Call(call.func, [], [_aware()]))
        else:
            aware = not _is_a_type_of_something(project, each.module, each.node)
            fixed = ast.unparse(ast.Call(each.node, [], [_aware()]))
        if not aware:
            yield Broken(each.module, each.node, f"`{shown}` does not store the time zone", fixed)
    if not _maps_moments(project):
        for module in project.modules():
            for column in module.all(ast.AnnAssign):
                if _is_untyped(project, module, column):
                    name = ast.unparse(column.target)
                    yield Broken(module, column, f"`{name}` is stored without a time zone")


def _aware() -> ast.keyword:
    return ast.keyword("timezone", ast.Constant(value=True))


def _is_a_type_of_something(project: Project, module: Module, node: ast.expr) -> bool:
    """Return whether a bare type is used as a column type, not in e.g. `isinstance`."""
    parent = module.parent(node)
    if isinstance(parent, ast.keyword):
        parent = module.parent(parent)
    if isinstance(parent, ast.Call):
        name = project.resolve(module, parent.func)
        return name.rpartition(".")[2] not in {"isinstance", "issubclass", "cast"}
    return isinstance(parent, ast.Assign | ast.ClassDef | ast.Dict | ast.IfExp)


def _maps_moments(project: Project) -> bool:
    """Return whether `type_annotation_map` sets column types, so columns need not."""
    return any(
        isinstance(name.ctx, ast.Store) and name.id == "type_annotation_map"
        for module in project.modules()
        for name in module.all(ast.Name)
    )


def _is_untyped(project: Project, module: Module, column: ast.AnnAssign) -> bool:
    annotation = column.annotation
    if not isinstance(annotation, ast.Subscript):
        return False
    if project.resolve(module, annotation.value) not in MAPPED:
        return False
    if project.declared(module, annotation.slice) != MOMENT:
        return False
    home, spelled = project.spelled(module, annotation.slice)
    # A shared type has its column: `Annotated[datetime, mapped_column(UtcDateTime)]`.
    if any(_names_type(project, home, each) for each in ast.walk(spelled)):
        return False
    if not isinstance(column.value, ast.Call):
        return column.value is None
    made = project.resolve(module, column.value.func) in COLUMNS
    return made and not _names_type(project, module, column.value) and not unpacks(column.value)


def _names_type(project: Project, module: Module, node: ast.AST) -> bool:
    """Return whether a node declares a column with its type."""
    if not isinstance(node, ast.Call) or project.resolve(module, node.func) not in COLUMNS:
        return False
    given = [each for each in node.args if not isinstance(each, ast.Constant)]
    return bool(given) or argument(node, "type_", 99) is not None

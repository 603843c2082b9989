"""Call one service method per handler, and return its result unchanged.

Combining two calls, or building a response from parts, is business logic.
"""

import ast
from collections.abc import Iterator

from architect_guard.layering import belongs
from architect_guard.layout import DECIDES, HTTP_PASSES_SESSIONS, REPOSITORIES, SERVING
from architect_guard.picking import most_picked
from architect_guard.project import Project
from architect_guard.remaking import given_by, remade
from architect_guard.routes import functions_over_http, handlers
from architect_guard.rule import Broken
from architect_guard.source import Function, Module

WHY = (
    "Combining two calls is business logic, and data can change between them: "
    f"do both in one method in {DECIDES}, and return the finished response."
)
INSTEAD = """
@router.post("/{invoice_id}/payments", responses=responses(NotFoundError))
async def pay_invoice(
    invoice_id: UUID, payload: PaymentCreate, service: InvoiceServiceDep
) -> InvoiceResponse:
    return await service.pay(invoice_id, payload)  # finds the invoice, pays it, returns the result
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield second service calls, calls of repositories, and responses that a handler builds."""
    answering = {function for _, function in handlers(project)}
    for module, function in functions_over_http(project):
        work = [call for call in _calls(function) if _is_work(project, module, call)]
        if len(work) > 1:
            first, second = (ast.unparse(call.func) for call in work[:2])
            what = f"`{function.name}` calls two service methods: `{first}` and `{second}`"
            yield Broken(module, work[1], what)
        for call in () if HTTP_PASSES_SESSIONS else work:
            if belongs(project.resolve(module, call.func), REPOSITORIES):
                what = f"`{function.name}` calls a repository: `{ast.unparse(call.func)}`"
                yield Broken(module, call, what)
        for node in (inner for each in function.body for inner in ast.walk(each)):
            source = _built_from(project, module, node)
            if source:
                what = f"`{function.name}` builds a response from fields of `{source}`"
                yield Broken(module, node, what)
        if function in answering:
            yield from _remade(project, module, function, work)


def _remade(
    project: Project, module: Module, function: Function, work: list[ast.Call]
) -> Iterator[Broken]:
    given = given_by(project, module, function, work)
    for node in (inner for each in function.body for inner in ast.walk(each)):
        what = remade(given, node)
        if what:
            yield Broken(module, node, f"`{function.name}` {what}: `{ast.unparse(node)}`")


def _calls(function: Function) -> list[ast.Call]:
    found = [n for each in function.body for n in ast.walk(each) if isinstance(n, ast.Call)]
    return sorted(found, key=lambda call: (call.end_lineno or 0, call.end_col_offset or 0))


def _is_work(project: Project, module: Module, call: ast.Call) -> bool:
    """Return whether a call runs application code, not framework code."""
    name = project.resolve(module, call.func)
    if name.rpartition(".")[2].startswith("model_"):
        return False  # a method of a schema
    if isinstance(module.parent(call), ast.Await):
        return not name or name.startswith("app.")
    # Calling a class, or a method of a class, creates an object.
    maker = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    found = project.definition(project.resolve(module, maker))
    made = found is not None and isinstance(found.node, ast.ClassDef)
    return not made and any(belongs(name, part) for part in SERVING)


def _built_from(project: Project, module: Module, node: ast.AST) -> str:
    """Return the object whose attributes a call or dictionary copies; empty if none."""
    if isinstance(node, ast.Dict):
        parent = module.parent(node)
        if isinstance(parent, ast.keyword) and parent.arg == "headers":
            return ""
        values: list[ast.expr] = node.values
    elif isinstance(node, ast.Call) and node.keywords:
        name = project.resolve(module, node.func)
        found = project.definition(name)
        if name != "builtins.dict" and not (found and isinstance(found.node, ast.ClassDef)):
            return ""
        values = [each.value for each in node.keywords if each.arg]
    else:
        return ""
    return most_picked(map(_owner, values))


def _owner(value: ast.expr) -> str:
    if isinstance(value, ast.Attribute | ast.Subscript) and isinstance(value.value, ast.Name):
        return value.value.id
    return ""

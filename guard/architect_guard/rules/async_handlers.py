"""Declare handlers with `async def`."""

import ast
from collections.abc import Iterator

from architect_guard.layout import ASYNC_HANDLERS
from architect_guard.project import Project
from architect_guard.routes import endpoints, handlers
from architect_guard.rule import Broken
from architect_guard.source import Function

WHY = "A plain `def` handler occupies a thread of a small pool, and cannot await anything."
INSTEAD = """
@router.get("/{invoice_id}", responses=responses(NotFoundError))
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each handler that is a plain function or a lambda."""
    if not ASYNC_HANDLERS:
        return
    for module, handler in handlers(project):
        if isinstance(handler, ast.FunctionDef):
            yield Broken(module, handler, f"`{handler.name}` is a plain `def`", head(handler))
    for module, endpoint in endpoints(project):
        if isinstance(endpoint, ast.Lambda):
            yield Broken(module, endpoint, "uses a lambda as a handler; a lambda cannot await")


def head(handler: Function) -> str:
    """Return the corrected signature of a handler."""
    returned = f" -> {ast.unparse(handler.returns)}" if handler.returns else ""
    return f"async def {handler.name}({ast.unparse(handler.args)}){returned}:"

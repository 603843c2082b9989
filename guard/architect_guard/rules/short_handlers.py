"""Write handlers with at most 12 statements.

Statements in blocks count too; the docstring does not.
"""

import ast
from collections.abc import Iterator

from architect_guard.layout import DECIDES
from architect_guard.project import Project
from architect_guard.routes import handlers
from architect_guard.rule import Broken
from architect_guard.source import Function

MOST = 12

WHY = (
    "A long handler hides what it decides, and none of it can be tested without HTTP: "
    f"move parts into functions with a name, in {DECIDES}."
)
INSTEAD = """
@router.post("", status_code=status.HTTP_201_CREATED, responses=responses(ConflictError))
async def create_invoice(payload: InvoiceCreate, db: DBSession) -> InvoiceResponse:
    values = payload.model_dump()
    await check_invoice(db, values)  # a function that two handlers share
    invoice = await insert_row(db, Invoice(**values))
    return InvoiceResponse.model_validate(invoice)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield handlers that are too long."""
    for module, function in handlers(project):
        count = len(_statements(function))
        if count > MOST:
            yield Broken(module, function, f"`{function.name}` has {count} statements")


def _statements(function: Function) -> list[ast.stmt]:
    body = function.body[ast.get_docstring(function, clean=False) is not None :]
    return [node for each in body for node in ast.walk(each) if isinstance(node, ast.stmt)]

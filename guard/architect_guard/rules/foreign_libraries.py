"""Import web and database libraries only where they are allowed.

Imports for type checking count too, as they do for `lint-imports`.
"""

from collections.abc import Iterator

from architect_guard.layering import contracts, imports, is_in
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = (
    "A business rule that imports the web or database library cannot be tested or used without it."
)
INSTEAD = """
class InvoiceService:
    async def get(self, invoice_id: UUID) -> InvoiceResponse:
        invoice = await self._invoices.get(invoice_id)  # the repository runs the query
        if invoice is None:
            raise NotFoundError("there is no such invoice")  # an exception handler returns 404
        return InvoiceResponse.model_validate(invoice)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield imports of a library that the package may not use, also through other modules."""
    for contract in contracts(project, "forbidden"):
        sources, libraries = contract["source_modules"], contract["forbidden_modules"]
        for each in imports(project):
            if is_in(each.module.name, *sources) and is_in(each.home, *libraries):
                what = f"imports `{each.written}`: {contract['name'].lower()}"
                yield Broken(each.module, each.node, what)

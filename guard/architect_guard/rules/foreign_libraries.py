"""A part imports only the libraries that are its business.

An import for types only counts too, as it does for `lint-imports`: who knows a name knows its library.
"""

from collections.abc import Iterator

from architect_guard.layering import contracts, imports, is_in
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "A rule that knows the web or the database can be neither tested nor used without it."
INSTEAD = """
class InvoiceService:
    async def get(self, invoice_id: UUID) -> InvoiceResponse:
        invoice = await self._invoices.get(invoice_id)  # a repository asks the database
        if invoice is None:
            raise NotFoundError("there is no such invoice")  # a handler of the app makes it a 404
        return InvoiceResponse.model_validate(invoice)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each import of a library that is not the part's business; passing it on changes nothing."""
    for contract in contracts(project, "forbidden"):
        sources, libraries = contract["source_modules"], contract["forbidden_modules"]
        for each in imports(project):
            if is_in(each.module.name, *sources) and is_in(each.home, *libraries):
                what = f"imports `{each.written}`: {contract['name'].lower()}"
                yield Broken(each.module, each.node, what)

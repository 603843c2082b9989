"""Import a package only from the packages listed for it.

A call through another object counts too, e.g. `service._invoices.get(…)` or a dependency's value.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import calls
from architect_guard.layering import contracts, imports, is_in
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "Code that skips a layer also skips its business rules."
INSTEAD = """
Call the layer in between, and let it make the call:

    async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
        return await service.get(invoice_id)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield imports and calls of a package that is not open to the importer, also indirect ones."""
    for contract in contracts(project, "protected"):
        protected, allowed = contract["protected_modules"], contract["allowed_importers"]
        for each in imports(project):
            is_protected = is_in(each.written, *protected) or is_in(each.home, *protected)
            if is_protected and not is_in(each.module.name, *protected, *allowed):
                what = f"imports `{each.written}`: {contract['name'].lower()}"
                yield Broken(each.module, each.node, what)
        for call in calls(project):
            is_called = is_in(call.name, *protected) and bool(project.definition(call.name))
            if is_called and not is_in(call.module.name, *protected, *allowed):
                what = f"calls `{ast.unparse(call.node.func)}`: {contract['name'].lower()}"
                yield Broken(call.module, call.node, what)

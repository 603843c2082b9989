"""A part is imported only by the parts that it serves.

Who calls it through something else knows it too: `service._invoices.get(…)`, or a dependency's value.
"""

import ast
from collections.abc import Iterator

from architect_guard.calls import calls
from architect_guard.layering import contracts, imports, is_in
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "Who goes past a layer goes past its rules."
INSTEAD = """
Ask the layer in between for it, and let that one ask:

    async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
        return await service.get(invoice_id)
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each import of a part by one that it does not serve; passing it on changes nothing."""
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

"""Import only from lower layers."""

from collections.abc import Iterator

from architect_guard.layering import Import, contracts, imports, part_of, ranks
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "Code that imports a higher layer cannot be used or tested without it."
INSTEAD = """
Pass the object as an argument:

    class InvoiceService:
        def __init__(self, invoices: InvoiceRepository) -> None: ...

or move the code into the package that uses it, or a lower one.
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield imports of a higher layer."""
    order = ranks(project)
    for each in imports(project):
        upper, lower = part_of(project, each.module.name), part_of(project, each.written)
        if upper and lower and order[lower] < order[upper] and not is_excepted(project, each):
            yield Broken(
                each.module, each.node, f"imports `{each.written}`: {lower} is above {upper}"
            )


def is_excepted(project: Project, each: Import) -> bool:
    """Return whether the contract in pyproject.toml lists the import as an exception."""
    known: list[str] = contracts(project, "layers")[0].get("ignore_imports", [])
    return any(f"{each.module.name} -> {each.written}.".startswith(f"{one}.") for one in known)

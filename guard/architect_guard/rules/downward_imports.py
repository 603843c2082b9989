"""A part imports only from the parts below it."""

from collections.abc import Iterator

from architect_guard.layering import Import, contracts, imports, part_of, ranks
from architect_guard.project import Project
from architect_guard.rule import Broken

WHY = "What knows what stands above it can be neither used nor tested without it."
INSTEAD = """
Pass what is needed as an argument:

    class InvoiceService:
        def __init__(self, invoices: InvoiceRepository) -> None: ...

or move it into the part that needs it, or below.
"""


def check(project: Project) -> Iterator[Broken]:
    """Yield each import of a part that stands above."""
    order = ranks(project)
    for each in imports(project):
        upper, lower = part_of(project, each.module.name), part_of(project, each.written)
        if upper and lower and order[lower] < order[upper] and not is_excepted(project, each):
            yield Broken(
                each.module, each.node, f"imports `{each.written}`: {lower} is above {upper}"
            )


def is_excepted(project: Project, each: Import) -> bool:
    """Tell whether the contract in pyproject.toml names the import as an exception."""
    known: list[str] = contracts(project, "layers")[0].get("ignore_imports", [])
    return any(f"{each.module.name} -> {each.written}.".startswith(f"{one}.") for one in known)

"""Declare a fixed path before a path with a parameter that matches it."""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from starlette.routing import compile_path

from architect_guard.application import Lack, Route, every_route

WHY = "Routes are tried in order: the first one that matches answers, and the later one never runs."
INSTEAD = """
@router.get("/open")
async def list_open_invoices(...) -> Page[InvoiceResponse]: ...


@router.get("/{invoice_id}")  # after "/open"
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse: ...
"""
# A value that each kind of path parameter accepts.
SAMPLES = {
    "float": "1.5",
    "int": "1",
    "path": "a/b",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
PARAMETER = re.compile(r"\{\w+(?::(\w+))?\}")


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes whose requests an earlier route answers."""
    earlier: list[tuple[Route, re.Pattern[str]]] = []
    for route in every_route(application):
        if not route.is_checked:
            continue
        sample = PARAMETER.sub(sample_of, route.path)
        first = next((each for each, path in earlier if shadows(each, path, route, sample)), None)
        if first is not None:
            yield route.lacks(
                f"never runs: {first.title} comes first and matches its path",
                f"# Declare {route.path} before {first.path}.",
            )
        pattern, _, _ = compile_path(route.path)
        earlier.append((route, pattern))


def sample_of(parameter: re.Match[str]) -> str:
    """Return a value for a path parameter; most texts are no number, UUID or path."""
    return SAMPLES.get(parameter[1] or "", "some-text")


def shadows(first: Route, path: re.Pattern[str], later: Route, sample: str) -> bool:
    """Return whether an earlier route answers every method of a later one."""
    return set(later.methods) <= set(first.methods) and path.match(sample) is not None

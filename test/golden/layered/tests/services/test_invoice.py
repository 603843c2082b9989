"""Tests of the service of invoices, on a real database."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.customer import CustomerRepository
from app.repositories.invoice import InvoiceRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.schemas.invoice import InvoiceCreate, InvoiceUpdate
from app.services.invoice import InvoiceService
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from tests.factories.invoice import make_invoice_body


@pytest.fixture
def service(session: AsyncSession) -> InvoiceService:
    return InvoiceService(
        SqlUnitOfWork(session),
        InvoiceRepository(session),
        CustomerRepository(session),
    )


async def make_payload(client: AsyncClient, /, **changes: Any) -> InvoiceCreate:
    """Return a valid payload. The rows that it must refer to are created through the API."""
    body = await make_invoice_body(client, **changes)
    return InvoiceCreate(**body)


async def test_create_commits(
    service: InvoiceService, client: AsyncClient, session: AsyncSession
) -> None:
    created = await service.create(await make_payload(client))

    await session.rollback()

    assert await service.get(created.id) == created


async def test_an_empty_update_changes_nothing(
    service: InvoiceService, client: AsyncClient
) -> None:
    created = await service.create(await make_payload(client))

    assert await service.update(created.id, InvoiceUpdate()) == created


async def test_delete_removes_the_row(service: InvoiceService, client: AsyncClient) -> None:
    created = await service.create(await make_payload(client))

    await service.delete(created.id)

    with pytest.raises(NotFoundError):
        await service.get(created.id)


async def test_an_unknown_id_is_not_found(service: InvoiceService) -> None:
    for attempt in (
        service.get(uuid4()),
        service.update(uuid4(), InvoiceUpdate()),
        service.delete(uuid4()),
    ):
        with pytest.raises(NotFoundError):
            await attempt


@pytest.mark.parametrize("field", ["number"])
async def test_a_taken_value_is_refused(
    service: InvoiceService,
    client: AsyncClient,
    field: str,
) -> None:
    first = await make_payload(client)
    taken = first.model_dump()[field]
    await service.create(first)
    other = await service.create(await make_payload(client))

    with pytest.raises(ConflictError):
        await service.create(await make_payload(client, **{field: taken}))
    with pytest.raises(ConflictError):
        await service.update(other.id, InvoiceUpdate(**{field: taken}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("customer_id", str(uuid4())),
    ],
)
async def test_an_unknown_reference_is_refused(
    service: InvoiceService,
    client: AsyncClient,
    field: str,
    value: Any,
) -> None:
    with pytest.raises(UnknownReferenceError):
        await service.create(await make_payload(client, **{field: value}))

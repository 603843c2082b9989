"""Tests of the service of customers, on a real database."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.customer import CustomerRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.schemas.customer import CustomerCreate, CustomerUpdate
from app.services.customer import CustomerService
from app.utils.exceptions import ConflictError, NotFoundError
from tests.factories.customer import make_customer_body


@pytest.fixture
def service(session: AsyncSession) -> CustomerService:
    return CustomerService(
        SqlUnitOfWork(session),
        CustomerRepository(session),
    )


async def make_payload(client: AsyncClient, /, **changes: Any) -> CustomerCreate:
    """Return a valid payload. The rows that it must refer to are created through the API."""
    body = await make_customer_body(client, **changes)
    return CustomerCreate(**body)


async def test_create_commits(
    service: CustomerService, client: AsyncClient, session: AsyncSession
) -> None:
    created = await service.create(await make_payload(client))

    await session.rollback()

    assert await service.get(created.id) == created


async def test_an_empty_update_changes_nothing(
    service: CustomerService, client: AsyncClient
) -> None:
    created = await service.create(await make_payload(client))

    assert await service.update(created.id, CustomerUpdate()) == created


async def test_delete_removes_the_row(service: CustomerService, client: AsyncClient) -> None:
    created = await service.create(await make_payload(client))

    await service.delete(created.id)

    with pytest.raises(NotFoundError):
        await service.get(created.id)


async def test_an_unknown_id_is_not_found(service: CustomerService) -> None:
    for attempt in (
        service.get(uuid4()),
        service.update(uuid4(), CustomerUpdate()),
        service.delete(uuid4()),
    ):
        with pytest.raises(NotFoundError):
            await attempt


@pytest.mark.parametrize("field", ["email"])
async def test_a_taken_value_is_refused(
    service: CustomerService,
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
        await service.update(other.id, CustomerUpdate(**{field: taken}))

"""The rules of customers, without a database."""

from typing import Any
from uuid import uuid4

import pytest

from app.repositories.customer import CustomerRepository
from app.schemas.customer import CustomerCreate, CustomerQuery, CustomerUpdate
from app.services.customer import CustomerService
from app.utils.exceptions import ConflictError, NotFoundError
from tests.factories.customer import make_customer_values
from tests.fakes import FakeUnitOfWork, in_memory


class ServiceHarness:
    """The service among stand-ins, and what it may refer to."""

    def __init__(self) -> None:
        self.unit_of_work = FakeUnitOfWork()
        self.customers = in_memory(CustomerRepository)
        self.service = CustomerService(
            self.unit_of_work,
            self.customers,
        )

    async def payload(self, **changes: Any) -> CustomerCreate:
        """Return what a client may send; what it must refer to is there."""
        values = make_customer_values()
        return CustomerCreate(**(values | changes))


@pytest.fixture
def harness() -> ServiceHarness:
    return ServiceHarness()


async def test_create_commits_once(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    assert harness.unit_of_work.commits == 1
    assert await harness.service.get(created.id) == created


async def test_a_page_says_how_many_there_are(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    page = await harness.service.page(CustomerQuery())

    assert page.items == [created]
    assert (page.total, page.pages) == (1, 1)


async def test_update_without_changes_changes_nothing(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    assert await harness.service.update(created.id, CustomerUpdate()) == created


async def test_what_is_not_there_is_not_found(harness: ServiceHarness) -> None:
    for attempt in (
        harness.service.get(uuid4()),
        harness.service.update(uuid4(), CustomerUpdate()),
        harness.service.delete(uuid4()),
    ):
        with pytest.raises(NotFoundError):
            await attempt

    assert harness.unit_of_work.commits == 0


async def test_delete_forgets_it(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    await harness.service.delete(created.id)

    with pytest.raises(NotFoundError):
        await harness.service.get(created.id)


@pytest.mark.parametrize("field", ["email"])
async def test_a_taken_value_is_refused_before_anything_is_written(
    harness: ServiceHarness,
    field: str,
) -> None:
    first = await harness.payload()
    taken = first.model_dump()[field]
    await harness.service.create(first)
    other = await harness.service.create(await harness.payload())

    with pytest.raises(ConflictError):
        await harness.service.create(await harness.payload(**{field: taken}))
    with pytest.raises(ConflictError):
        await harness.service.update(other.id, CustomerUpdate(**{field: taken}))

    assert harness.unit_of_work.commits == 2

"""The rules of invoices, without a database."""

from typing import Any
from uuid import uuid4

import pytest

from app.models.customer import Customer
from app.repositories.customer import CustomerRepository
from app.repositories.invoice import InvoiceRepository
from app.schemas.invoice import InvoiceCreate, InvoiceQuery, InvoiceUpdate
from app.services.invoice import InvoiceService
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from tests.factories.invoice import make_invoice_values
from tests.fakes import FakeUnitOfWork, in_memory


class ServiceHarness:
    """The service among stand-ins, and what it may refer to."""

    def __init__(self) -> None:
        self.unit_of_work = FakeUnitOfWork()
        self.invoices = in_memory(InvoiceRepository)
        self.customers = in_memory(CustomerRepository)
        self.service = InvoiceService(
            self.unit_of_work,
            self.invoices,
            self.customers,
        )

    async def payload(self, **changes: Any) -> InvoiceCreate:
        """Return what a client may send; what it must refer to is there."""
        values = make_invoice_values()
        values["customer_id"] = (await self.customers.add(Customer())).id
        return InvoiceCreate(**(values | changes))


@pytest.fixture
def harness() -> ServiceHarness:
    return ServiceHarness()


async def test_create_commits_once(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    assert harness.unit_of_work.commits == 1
    assert await harness.service.get(created.id) == created


async def test_a_page_says_how_many_there_are(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    page = await harness.service.page(InvoiceQuery())

    assert page.items == [created]
    assert (page.total, page.pages) == (1, 1)


async def test_update_without_changes_changes_nothing(harness: ServiceHarness) -> None:
    created = await harness.service.create(await harness.payload())

    assert await harness.service.update(created.id, InvoiceUpdate()) == created


async def test_what_is_not_there_is_not_found(harness: ServiceHarness) -> None:
    for attempt in (
        harness.service.get(uuid4()),
        harness.service.update(uuid4(), InvoiceUpdate()),
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


@pytest.mark.parametrize("field", ["number"])
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
        await harness.service.update(other.id, InvoiceUpdate(**{field: taken}))

    assert harness.unit_of_work.commits == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("customer_id", str(uuid4())),
    ],
)
async def test_a_reference_to_nothing_is_refused(
    harness: ServiceHarness, field: str, value: Any
) -> None:
    with pytest.raises(UnknownReferenceError):
        await harness.service.create(await harness.payload(**{field: value}))

    assert harness.unit_of_work.commits == 0

"""The business rules of customers."""

from uuid import UUID

from app.models.customer import Customer
from app.repositories.customer import CustomerRepository
from app.schemas.customer import (
    CustomerCreate,
    CustomerPage,
    CustomerQuery,
    CustomerResponse,
    CustomerUpdate,
)
from app.services.checks import require_free
from app.services.unit_of_work import UnitOfWork
from app.utils.exceptions import NotFoundError


class CustomerService:
    """Operations on customers, with their business rules."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        customers: CustomerRepository,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._customers = customers

    async def page(self, query: CustomerQuery) -> CustomerPage:
        """Return one page of customers."""
        rows, total = await self._customers.page(query)
        return CustomerPage.of(rows, total, query)

    async def get(self, customer_id: UUID) -> CustomerResponse:
        """Return a customer. Raises `NotFoundError` when there is none."""
        customer = await self._require(customer_id)
        return CustomerResponse.model_validate(customer)

    async def create(self, payload: CustomerCreate) -> CustomerResponse:
        """Add a customer.

        Raises `ConflictError` for a value that is taken.
        """
        values = payload.model_dump()
        await require_free(self._customers, values, "email")
        customer = await self._customers.add(Customer(**values))
        await self._unit_of_work.commit()
        return CustomerResponse.model_validate(customer)

    async def update(self, customer_id: UUID, payload: CustomerUpdate) -> CustomerResponse:
        """Update the given fields; omitted fields keep their values.

        Raises `NotFoundError` when there is none.
        Raises `ConflictError` for a value that is taken.
        """
        customer = await self._require(customer_id, for_update=True)
        values = payload.model_dump(exclude_unset=True)
        await require_free(self._customers, values, "email", keep=customer)
        await self._customers.update(customer, values)
        await self._unit_of_work.commit()
        return CustomerResponse.model_validate(customer)

    async def delete(self, customer_id: UUID) -> None:
        """Delete a customer.

        Raises `NotFoundError` when there is none, `ConflictError` while other rows refer to it.
        """
        await self._customers.delete(await self._require(customer_id))
        await self._unit_of_work.commit()

    async def _require(self, customer_id: UUID, *, for_update: bool = False) -> Customer:
        customer = await self._customers.get(customer_id, for_update=for_update)
        if customer is None:
            raise NotFoundError("customer not found", resource="customer", key=customer_id)
        return customer

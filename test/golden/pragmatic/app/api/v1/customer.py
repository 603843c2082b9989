"""Customers over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.auth import public
from app.core.checks import require_free
from app.core.error_responses import responses
from app.core.exceptions import ConflictError, NotFoundError
from app.core.queries import (
    Filters,
    Sorts,
    delete_row,
    get_or_404,
    insert_row,
    paginate,
    update_row,
)
from app.core.rows import Loads, Rows
from app.core.session import DBSession
from app.models.customer import Customer
from app.schemas.customer import (
    CustomerCreate,
    CustomerPage,
    CustomerQuery,
    CustomerResponse,
    CustomerUpdate,
)

router = APIRouter(prefix="/customers", tags=["customers"], dependencies=[Depends(public)])

FILTERS: Filters = {
    "email": lambda value: Customer.email == value,
    "created_at_from": lambda value: Customer.created_at >= value,
    "created_at_to": lambda value: Customer.created_at <= value,
    "updated_at_from": lambda value: Customer.updated_at >= value,
    "updated_at_to": lambda value: Customer.updated_at <= value,
}
SORTS: Sorts = {
    "name": Customer.name,
    "email": Customer.email,
    "created_at": Customer.created_at,
    "updated_at": Customer.updated_at,
}
# The relations in responses; nothing is loaded lazily.
LOADS: Loads = ()


@router.get("", responses=responses())
async def list_customers(query: Annotated[CustomerQuery, Query()], db: DBSession) -> CustomerPage:
    """List customers, a page at a time."""
    rows, total = await paginate(db, Customer, query, filters=FILTERS, sorts=SORTS, options=LOADS)
    return CustomerPage.of(rows, total, query)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError),
)
async def create_customer(payload: CustomerCreate, db: DBSession) -> CustomerResponse:
    """Add a customer."""
    values = payload.model_dump()
    await check_customer(db, values)
    customer = await insert_row(db, Customer(**values), options=LOADS)
    return CustomerResponse.model_validate(customer)


@router.get("/{customer_id}", responses=responses(NotFoundError))
async def get_customer(customer_id: UUID, db: DBSession) -> CustomerResponse:
    """Return one customer."""
    customer = await get_or_404(db, Customer, customer_id, options=LOADS)
    return CustomerResponse.model_validate(customer)


@router.patch(
    "/{customer_id}",
    responses=responses(NotFoundError, ConflictError),
)
async def update_customer(
    customer_id: UUID, payload: CustomerUpdate, db: DBSession
) -> CustomerResponse:
    """Update the given fields; omitted fields keep their values."""
    customer = await get_or_404(db, Customer, customer_id, options=LOADS, for_update=True)
    values = payload.model_dump(exclude_unset=True)
    await check_customer(db, values, keep=customer)
    await update_row(db, customer, values, options=LOADS)
    return CustomerResponse.model_validate(customer)


@router.delete(
    "/{customer_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_customer(customer_id: UUID, db: DBSession) -> None:
    """Delete one customer."""
    await delete_row(db, await get_or_404(db, Customer, customer_id))


async def check_customer(
    db: AsyncSession, values: dict[str, Any], keep: Customer | None = None
) -> None:
    """Check new values of a customer.

    `keep` is the row that gets them.
    Raises `ConflictError` for a value that is taken.
    """
    await require_free(Rows(db, Customer), values, "email", keep=keep)

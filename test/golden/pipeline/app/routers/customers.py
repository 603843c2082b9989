"""Customers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import SessionDep, public
from app.models.customer import Customer
from app.schemas.customer import (
    CustomerCreate,
    CustomerPage,
    CustomerQuery,
    CustomerResponse,
    CustomerUpdate,
)
from app.schemas.envelope import Envelope
from app.services.customer import customer_service
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(prefix="/customers", tags=["customers"], dependencies=[Depends(public)])


async def require_customer(customer_id: UUID, db: SessionDep) -> Customer:
    """Return the customer of the path. Raises `NotFoundError` when there is none."""
    return await customer_service.require(db, key=customer_id)


CustomerById = Annotated[Customer, Depends(require_customer)]


@router.get("", responses=responses())
async def list_customers(
    query: Annotated[CustomerQuery, Query()], db: SessionDep
) -> Envelope[CustomerPage]:
    """List customers, a page at a time."""
    rows, total = await customer_service.page(db, query=query)
    return Envelope[CustomerPage].of(CustomerPage.of(rows, total, query))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError),
)
async def create_customer(payload: CustomerCreate, db: SessionDep) -> Envelope[CustomerResponse]:
    """Add a customer."""
    customer = await customer_service.create(db, payload=payload)
    return Envelope[CustomerResponse].of(customer)


@router.get("/{customer_id}", responses=responses(NotFoundError))
async def get_customer(customer: CustomerById) -> Envelope[CustomerResponse]:
    """Return one customer."""
    return Envelope[CustomerResponse].of(customer)


@router.patch(
    "/{customer_id}",
    responses=responses(NotFoundError, ConflictError),
)
async def update_customer(
    customer: CustomerById, payload: CustomerUpdate, db: SessionDep
) -> Envelope[CustomerResponse]:
    """Update the given fields; omitted fields keep their values."""
    updated = await customer_service.update(db, row=customer, payload=payload)
    return Envelope[CustomerResponse].of(updated)


@router.delete(
    "/{customer_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_customer(customer: CustomerById, db: SessionDep) -> None:
    """Delete one customer."""
    await customer_service.delete(db, row=customer)

"""Customers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.api.deps import SessionDep, get_current_active_user, public
from app.db.repositories.customer import customer_repo
from app.models.customer import Customer
from app.schemas.customer import (
    CustomerCreate,
    CustomerPage,
    CustomerQuery,
    CustomerResponse,
    CustomerUpdate,
)
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(prefix="/customers", tags=["customers"])


async def require_customer(customer_id: UUID, db: SessionDep) -> Customer:
    """Return the customer of the path. Raises `NotFoundError` when there is none."""
    return await customer_repo.require(db, key=customer_id)


CustomerById = Annotated[Customer, Depends(require_customer)]


@router.get("", dependencies=[Depends(public)], responses=responses())
async def list_customers(query: Annotated[CustomerQuery, Query()], db: SessionDep) -> CustomerPage:
    """List customers, a page at a time."""
    rows, total = await customer_repo.page(db, query=query)
    return CustomerPage.of(rows, total, query)


@router.post(
    "",
    dependencies=[Depends(get_current_active_user)],
    response_model=CustomerResponse,
    status_code=status.HTTP_201_CREATED,
    responses=responses(ForbiddenError, UnauthenticatedError, ConflictError),
)
async def create_customer(payload: CustomerCreate, db: SessionDep) -> Customer:
    """Add a customer."""
    return await customer_repo.create(db, payload=payload)


@router.get(
    "/{customer_id}",
    dependencies=[Depends(public)],
    response_model=CustomerResponse,
    responses=responses(NotFoundError),
)
async def get_customer(customer: CustomerById) -> Customer:
    """Return one customer."""
    return customer


@router.put(
    "/{customer_id}",
    dependencies=[Depends(get_current_active_user)],
    response_model=CustomerResponse,
    responses=responses(ForbiddenError, UnauthenticatedError, NotFoundError, ConflictError),
)
async def update_customer(
    customer: CustomerById, payload: CustomerUpdate, db: SessionDep
) -> Customer:
    """Update the given fields; omitted fields keep their values."""
    return await customer_repo.update(db, row=customer, payload=payload)


@router.delete(
    "/{customer_id}",
    dependencies=[Depends(get_current_active_user)],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(ForbiddenError, UnauthenticatedError, NotFoundError, ConflictError),
)
async def delete_customer(customer: CustomerById, db: SessionDep) -> None:
    """Delete one customer."""
    await customer_repo.delete(db, row=customer)

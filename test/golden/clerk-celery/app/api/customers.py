"""Customers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import CustomerServiceDep, get_current_user
from app.schemas.customer import (
    CustomerCreate,
    CustomerPage,
    CustomerQuery,
    CustomerResponse,
    CustomerUpdate,
)
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(
    prefix="/customers",
    tags=["customers"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)


@router.get("", responses=responses())
async def list_customers(
    query: Annotated[CustomerQuery, Query()],
    service: CustomerServiceDep,
) -> CustomerPage:
    """List customers, a page at a time."""
    return await service.page(query)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError),
)
async def create_customer(
    payload: CustomerCreate,
    service: CustomerServiceDep,
) -> CustomerResponse:
    """Add a customer."""
    return await service.create(payload)


@router.get("/{customer_id}", responses=responses(NotFoundError))
async def get_customer(
    customer_id: UUID,
    service: CustomerServiceDep,
) -> CustomerResponse:
    """Return one customer."""
    return await service.get(customer_id)


@router.patch(
    "/{customer_id}",
    responses=responses(NotFoundError, ConflictError),
)
async def update_customer(
    customer_id: UUID,
    payload: CustomerUpdate,
    service: CustomerServiceDep,
) -> CustomerResponse:
    """Update the given fields; omitted fields keep their values."""
    return await service.update(customer_id, payload)


@router.delete(
    "/{customer_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_customer(
    customer_id: UUID,
    service: CustomerServiceDep,
) -> None:
    """Delete one customer."""
    await service.delete(customer_id)

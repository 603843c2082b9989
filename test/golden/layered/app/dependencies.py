"""Dependency wiring: session -> repositories -> service -> alias for routers.

Rendered from the list of resources.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

from app.repositories.customer import CustomerRepository
from app.repositories.invoice import InvoiceRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.services.customer import CustomerService
from app.services.invoice import InvoiceService
from app.utils.rate_limit import limit_requests


async def public(connection: HTTPConnection) -> None:
    """Allow requests without a login; a rate limit applies to the address."""
    await limit_requests(connection)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the session of one request. It never commits: a service does, through its unit of work."""
    factory: async_sessionmaker[AsyncSession] = request.app.state.session_factory
    async with factory() as session:
        yield session


# Function scope: return the connection to the pool before the response is sent.
# https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]


async def get_customer_service(session: SessionDep) -> CustomerService:
    """Return the service of customers for the session of a request."""
    return CustomerService(
        SqlUnitOfWork(session),
        CustomerRepository(session),
    )


CustomerServiceDep = Annotated[CustomerService, Depends(get_customer_service)]


async def get_invoice_service(session: SessionDep) -> InvoiceService:
    """Return the service of invoices for the session of a request."""
    return InvoiceService(
        SqlUnitOfWork(session),
        InvoiceRepository(session),
        CustomerRepository(session),
    )


InvoiceServiceDep = Annotated[InvoiceService, Depends(get_invoice_service)]

"""Access policies: dependencies that decide who may call an endpoint."""

from starlette.requests import HTTPConnection

from app.utils.rate_limit import limit_requests


async def public(connection: HTTPConnection) -> None:
    """Allow requests without a login; a rate limit applies to the address."""
    await limit_requests(connection)

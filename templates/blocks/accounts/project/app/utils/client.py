"""The client of a request, as recorded by logins."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from.

    Args:
        address: The network address, or `unknown`.
        user_agent: The `User-Agent` header.
    """

    address: str
    user_agent: str

"""The client of a request, as far as logins record it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request comes from.

    Args:
        address: The network address, or `unknown`.
        user_agent: What the client says about itself in `User-Agent`.
    """

    address: str
    user_agent: str

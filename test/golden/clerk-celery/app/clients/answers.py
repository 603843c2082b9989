"""Errors by the status of a response, for all servers."""

import httpx2

from app.clients.errors import ClientError

# A retry may help after these; 529 is Anthropic's "overloaded".
TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


def check_status(response: httpx2.Response) -> None:
    """Raise if a response is an error. Its body is not read, because it may quote the request.

    Raises:
        ClientError: for any status but 200, with the `Retry-After` of the response.
    """
    if response.status_code != httpx2.codes.OK:
        raise ClientError(
            f"answered with status {response.status_code}",
            transient=response.status_code in TRANSIENT,
            retry_after=retry_after(response),
        )


def retry_after(response: httpx2.Response) -> float | None:
    """Return the seconds in `Retry-After`; `None` without it, or if it is a date."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else None

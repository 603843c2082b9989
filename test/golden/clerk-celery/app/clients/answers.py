"""The meaning of a response's status, for all servers."""

import httpx2

from app.clients.errors import ClientError

# These are about the moment and not about the request; 529 is Anthropic's "overloaded".
TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


def check_status(response: httpx2.Response) -> None:
    """Raise for an answer that is an error. Its text is not read, since it may quote the request.

    Raises:
        ClientError: with when to come back, if the answer says so.
    """
    if response.status_code != httpx2.codes.OK:
        raise ClientError(
            f"answered with status {response.status_code}",
            transient=response.status_code in TRANSIENT,
            retry_after=retry_after(response),
        )


def retry_after(response: httpx2.Response) -> float | None:
    """Return the seconds that an answer asks to wait; the form with a date is not used for that."""
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else None

"""Errors by the status of a response, for all servers."""

import datetime as dt
from email.utils import parsedate_to_datetime

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
    """Return the seconds until the time in `Retry-After`; `None` without one."""
    value = response.headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    if at.tzinfo is None:
        # `-0000`: UTC, without a time zone.
        at = at.replace(tzinfo=dt.UTC)
    return max(0.0, (at - dt.datetime.now(dt.UTC)).total_seconds())

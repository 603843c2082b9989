"""Which certificates are trusted: those of the operating system."""

import ssl
from functools import cache

import httpx2


@cache
def trusted() -> ssl.SSLContext:
    """Return what verifies the other side of a connection; to make one takes far longer than a call."""
    return httpx2.create_ssl_context()

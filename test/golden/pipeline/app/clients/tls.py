"""The trusted certificates: those of the operating system."""

import ssl
from functools import cache

import httpx2


@cache
def trusted() -> ssl.SSLContext:
    """Return the SSL context of clients; cached, because creating one is slow."""
    return httpx2.create_ssl_context()

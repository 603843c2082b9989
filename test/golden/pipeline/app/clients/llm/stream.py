"""Responses as streams of server-sent events."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from app.clients.answers import check_status
from app.clients.errors import ClientError

MAX_BYTES = 4 * 1024 * 1024


class Bounded(httpx2.AsyncByteStream):
    """A stream that raises an error if it is too long."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes; raises `ClientError` if there are too many."""
        received = 0
        async for packet in self._stream:
            received += len(packet)
            if received > MAX_BYTES:
                raise ClientError("too large")
            yield packet

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()


class Message(BaseModel):
    """A message of a provider; unknown fields are ignored."""

    # An invalid message may contain private data, and its error is logged.
    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


@asynccontextmanager
async def open_stream(
    http: httpx2.AsyncClient, url: str, *, headers: Mapping[str, str], body: Mapping[str, Any]
) -> AsyncGenerator[httpx2.EventSource]:
    """Post a request and yield the events of the response, up to `MAX_BYTES`.

    The read timeout of the client limits the time between two events.

    Raises:
        ClientError: for all failures before and while the events are read. Neither the error nor
            its cause has data of the request or the response.
    """
    # Without compression: a few bytes could decompress to gigabytes.
    headers = {**headers, "Accept-Encoding": "identity"}
    try:
        async with http.sse(url, method="POST", headers=headers, json=body) as source:
            check_status(source.response)
            if "Content-Encoding" in source.response.headers:
                raise ClientError("unsupported content encoding")
            stream = source.response.stream
            if isinstance(stream, httpx2.AsyncByteStream):
                source.response.stream = Bounded(stream)
            yield source
    except httpx2.SSEError:
        raise ClientError("the response is not an event stream") from None
    except httpx2.TimeoutException:
        raise ClientError("no response in time", transient=True) from None
    except (httpx2.TransportError, httpx2.DecodingError):
        raise ClientError("the connection failed", transient=True) from None
    except ValidationError:
        raise ClientError("incomplete response, or an invalid one", transient=True) from None

"""An answer as a stream of server-sent events: whole, or an error that says what is wrong with it."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from app.clients.answers import check_status
from app.clients.errors import ClientError

MAX_BYTES = 4 * 1024 * 1024


class Bounded(httpx2.AsyncByteStream):
    """A stream that ends with an error when it has become too long."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes; raises `ClientError` for too many."""
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
    """What a provider sends; what we do not know of it is left out."""

    # What a wrong message holds may be private, and the error goes to the log.
    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


@asynccontextmanager
async def open_stream(
    http: httpx2.AsyncClient, url: str, *, headers: Mapping[str, str], body: Mapping[str, Any]
) -> AsyncGenerator[httpx2.EventSource]:
    """Post a request and yield the events of its answer, of which there may be `MAX_BYTES`.

    The time that may pass between two events is the read timeout of the client.

    Raises:
        ClientError: for whatever goes wrong before and while the events are read. Nothing of the
            request or of the answer is in it, nor in an error that it was made from.
    """
    # Unpacked, a few bytes may be gigabytes.
    headers = {**headers, "Accept-Encoding": "identity"}
    try:
        async with http.sse(url, method="POST", headers=headers, json=body) as source:
            check_status(source.response)
            if "Content-Encoding" in source.response.headers:
                raise ClientError("packed in a way that was not asked for")
            stream = source.response.stream
            if isinstance(stream, httpx2.AsyncByteStream):
                source.response.stream = Bounded(stream)
            yield source
    except httpx2.SSEError:
        raise ClientError("the answer is no stream of events") from None
    except httpx2.TimeoutException:
        raise ClientError("no answer in time", transient=True) from None
    except (httpx2.TransportError, httpx2.DecodingError):
        raise ClientError("the connection failed", transient=True) from None
    except ValidationError:
        raise ClientError("half of an answer, or a wrong one", transient=True) from None

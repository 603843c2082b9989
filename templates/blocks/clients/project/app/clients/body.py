"""Reading a body that may be larger than it looks."""

import zlib

import httpx2

from app.clients.errors import ClientError

# How the decoder is told that a header of gzip comes first.
GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: httpx2.Response, *, most_bytes: int) -> bytes:
    """Return the unpacked body, never holding more than was allowed.

    The library's own decoders unpack whatever a packet holds: a thousand times its size.

    Raises:
        ClientError: if the body is too large, packed in a way that was not asked for, or not whole.
    """
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise ClientError("packed in a way that was not asked for")
    unpack = None if packing == "identity" else zlib.decompressobj(GZIP)
    body = bytearray()
    received = 0
    try:
        async for packet in response.aiter_raw():
            received += len(packet)
            room = most_bytes + 1 - len(body)
            body += packet if unpack is None else unpack.decompress(packet, room)
            if max(received, len(body)) > most_bytes:
                raise ClientError("too large")
    except zlib.error:
        raise ClientError("packed wrongly") from None
    if unpack is not None and not unpack.eof:
        raise ClientError("half of an answer", transient=True)
    return bytes(body)

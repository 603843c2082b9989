"""Reads compressed bodies, with a limit after decompression."""

import zlib

import httpx2

from app.clients.errors import ClientError

# `wbits` of a stream with a gzip header.
GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: httpx2.Response, *, most_bytes: int) -> bytes:
    """Return the decompressed body, never holding more than `most_bytes`.

    The library's own decoders decompress whole packets, to up to a thousand times their size.

    Raises:
        ClientError: if the body is too large or truncated, or its encoding is not supported.
    """
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip"}:
        raise ClientError("unsupported content encoding")
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
        raise ClientError("invalid gzip data") from None
    if unpack is not None and not unpack.eof:
        raise ClientError("incomplete response", transient=True)
    return bytes(body)

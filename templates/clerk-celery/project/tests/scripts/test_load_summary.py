"""The load test of summaries, against a stub server."""

import asyncio

import pytest

from scripts.load_summary import main
from tests.servers import raw_server

TEAM = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@pytest.mark.parametrize(
    ("status", "limit", "code"),
    [("200 OK", "60", 0), ("200 OK", "0", 1), ("503 Service Unavailable", "60", 1)],
)
async def test_it_fails_when_responses_are_slow_or_errors(
    capsys: pytest.CaptureFixture[str], status: str, limit: str, code: int
) -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()

    async with raw_server(answer) as server:
        arguments = [server.url, TEAM, "--token", "token", "--p95", limit]
        load = [*arguments, "--requests", "4", "--clients", "2"]
        assert await asyncio.to_thread(main, load) == code

    said = capsys.readouterr()
    assert ("p95" in said.out) is status.startswith("200")

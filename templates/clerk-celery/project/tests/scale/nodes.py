"""A client that alternates between processes, as behind a load balancer."""

import itertools
from dataclasses import dataclass
from pathlib import Path

import httpx2

from app.models.user import User
from tests.clerk import bearer


@dataclass(frozen=True)
class Node:
    """One process: the path of its Unix socket, and a client."""

    place: Path
    client: httpx2.AsyncClient


class InTurn(httpx2.AsyncBaseTransport):
    """Sends each request to the next process."""

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self._clients = itertools.cycle([node.client for node in nodes])

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response of the process."""
        return await next(self._clients).send(request)


def open_client(nodes: tuple[Node, ...], user: User | None = None) -> httpx2.AsyncClient:
    """Return a client that alternates between the processes."""
    headers = bearer(user.clerk_id) if user else None
    return httpx2.AsyncClient(transport=InTurn(nodes), base_url="http://test", headers=headers)

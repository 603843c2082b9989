"""The documentation of all versions, and the compression that a long answer like it gets."""

import httpx2
from fastapi import FastAPI


async def test_the_documentation_is_at_docs_and_shows_the_versioned_contract(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    page = await client.get("/docs")
    contract = await client.get("/api/v1/openapi.json")

    assert "/api/v1/openapi.json" in page.text
    assert contract.json() == app.openapi()


async def test_a_long_answer_is_compressed_for_who_can_read_it(client: httpx2.AsyncClient) -> None:
    url = "/api/v1/openapi.json"
    plain = await client.get(url, headers={"Accept-Encoding": "identity"})
    compressed = await client.get(url, headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.json() == plain.json()
    assert compressed.num_bytes_downloaded < len(plain.content) / 2

"""Tests of the API documentation, and of the compression of large responses."""

import httpx2
from fastapi import FastAPI


async def test_docs_show_the_openapi_document_of_all_versions(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    page = await client.get("/docs")
    contract = await client.get("/api/v1/openapi.json")

    assert "/api/v1/openapi.json" in page.text
    assert contract.json() == app.openapi()


async def test_a_large_response_is_compressed_if_accepted(client: httpx2.AsyncClient) -> None:
    url = "/api/v1/openapi.json"
    plain = await client.get(url, headers={"Accept-Encoding": "identity"})
    compressed = await client.get(url, headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.json() == plain.json()
    assert compressed.num_bytes_downloaded < len(plain.content) / 2

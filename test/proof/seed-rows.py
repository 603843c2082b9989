"""Create a row of each resource in a running project with the factories of its own tests; print which."""

import asyncio
import datetime as dt
import importlib
import importlib.util
import json
import os
import pkgutil
import sys

import httpx2

from tests import factories


def log_in_as_the_project_does() -> None:
    """Have factories use tokens that a running project takes, where their own are good in tests alone."""
    if importlib.util.find_spec("scripts.dev_token") is None:
        return
    key, token = importlib.import_module("scripts.dev_key"), importlib.import_module("scripts.dev_token")
    settings = importlib.import_module("app.config").Settings()

    def bearer(clerk_id: str) -> dict[str, str]:
        lifetime = dt.timedelta(minutes=10)
        signed = token.dev_token(settings, key.private_key(), clerk_id, lifetime)
        return {"Authorization": f"Bearer {signed}"}

    importlib.import_module("tests.factories.user").bearer = bearer


async def main(url: str) -> None:
    log_in_as_the_project_does()
    rows: dict[str, str] = {}

    async def note(response: httpx2.Response) -> None:
        await response.aread()
        if response.request.method == "POST" and response.status_code == 201:
            body = response.json()
            # A body is a row, or an envelope around it.
            rows[response.request.url.path] = (body if "id" in body else body["data"])["id"]

    headers = json.loads(os.environ["HEADERS"])
    hooks = {"response": [note]}
    async with httpx2.AsyncClient(base_url=url, headers=headers, event_hooks=hooks) as client:
        for module in pkgutil.iter_modules(factories.__path__):
            create = getattr(
                importlib.import_module(f"tests.factories.{module.name}"), f"create_{module.name}", None
            )
            if create is not None:
                await create(client)
    print(json.dumps(rows))


asyncio.run(main(sys.argv[1]))

"""Replace Clerk in development: `python -m scripts.dev_issuer`, until Ctrl+C.

It serves the public key of the tokens of `python -m scripts.dev_token` at CLERK_ISSUER.
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from app.config import Settings
from scripts.dev_key import FILE, key_set, local_issuer, private_key


def issuer_app(file: Path = FILE) -> Starlette:
    """Return an application that serves the public key in this file."""

    async def serve_keys(_: Request) -> JSONResponse:
        return JSONResponse(key_set(private_key(file)))

    return Starlette(routes=[Route("/.well-known/jwks.json", serve_keys)])


def main() -> int:
    """Run the command and return its exit code."""
    try:
        address = local_issuer(Settings())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    uvicorn.run(
        issuer_app(), host=address.hostname or "", port=address.port or 0, log_level="warning"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

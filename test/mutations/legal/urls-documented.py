# Pages for people are named where people are sent to them.
# into: app/utils/pages.py
"""What the documentation refers to."""

from fastapi import FastAPI


def create() -> FastAPI:
    """Return an application with a license and somebody to ask."""
    return FastAPI(
        description="https://shop.example.com has the rest",
        terms_of_service="https://shop.example.com/terms",
        contact={"name": "Shop", "url": "https://shop.example.com"},
        license_info={"name": "MIT", "url": "https://opensource.org/license/mit"},
        openapi_external_docs={"url": "https://docs.shop.example.com"},
    )


HELP_URL = "https://docs.shop.example.com"

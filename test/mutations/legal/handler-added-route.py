# A thin handler needs no decorator, and what decides may stand where dependencies do.
# into: app/dependencies.py


async def get_page_token(token: str = "") -> str:
    """Return where to go on; a dependency decides what a request means."""
    return token or "start"


PageToken = Annotated[str, Depends(get_page_token)]
# into: app/routers/pages.py
from fastapi import APIRouter

from app.dependencies import PageToken
from app.services.paging import Paging

router = APIRouter(prefix="/pages", generate_unique_id_function=lambda route: route.name)


async def get_page(token: PageToken, paging: Paging) -> str:
    """Return a page."""
    return paging.after(token)


router.add_api_route("", get_page)
# into: app/services/paging.py
"""What comes after what."""


class Paging:
    """The order of pages."""

    def after(self, token: str) -> str:
        """Return what comes next."""
        return {"start": "first"}.get(token, "last")

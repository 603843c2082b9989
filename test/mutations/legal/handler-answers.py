# Headers, cookies, statuses and tasks are what HTTP is about.
# into: app/routers/extras.py
import logging
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Cookie, Depends, Request, Response, UploadFile, status
from fastapi.responses import RedirectResponse, StreamingResponse

from app.services.extras import Extras, Receipt

router = APIRouter(prefix="/extras", tags=["extras"])
log = logging.getLogger(__name__)
COOKIE_SECONDS = 60 * 60


def disposition(name: str) -> dict[str, str]:
    """Return the header that makes a browser save an answer."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


@router.post("", status_code=status.HTTP_201_CREATED)
async def add_extra(
    name: str, response: Response, tasks: BackgroundTasks, service: Annotated[Extras, Depends()]
) -> Receipt:
    """Add one."""
    receipt = await service.add(name)
    response.headers["Location"] = f"/extras/{receipt.number}"
    response.set_cookie("last", receipt.number, max_age=COOKIE_SECONDS, httponly=True)
    tasks.add_task(service.notify, receipt)
    log.info("added")
    return receipt


@router.post("/files")
async def take_file(file: UploadFile, service: Annotated[Extras, Depends()]) -> Receipt:
    """Take a file."""
    return await service.add((await file.read()).decode())


@router.get("/files/{name}")
async def stream_file(name: str, service: Annotated[Extras, Depends()]) -> StreamingResponse:
    """Return a file, piece by piece."""
    return StreamingResponse(service.pieces(name), headers=disposition(name))


@router.get("/last")
async def follow_last(last: Annotated[str | None, Cookie()] = None) -> RedirectResponse:
    """Go on to the last one."""
    answer: RedirectResponse | Response = RedirectResponse(f"/extras/{last}")
    answer.status_code = status.HTTP_307_TEMPORARY_REDIRECT
    return answer


@router.post("/raw")
async def take_raw(request: Request, service: Annotated[Extras, Depends()]) -> Receipt:
    """Take whatever comes."""
    request.state.received = "raw"
    return await service.add((await request.body()).decode())
# into: app/services/extras.py
"""What can be added."""

from collections.abc import AsyncIterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """What one gets."""

    number: str


class Extras:
    """The rules of extras."""

    async def add(self, name: str) -> Receipt:
        """Add one."""
        return Receipt(name or "none")

    async def notify(self, receipt: Receipt) -> None:
        """Tell somebody."""

    async def pieces(self, name: str) -> AsyncIterator[bytes]:
        """Yield the pieces of a file."""
        for letter in name:
            yield letter.encode()

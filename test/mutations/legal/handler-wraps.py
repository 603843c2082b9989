# An answer is wrapped, not built; a cookie or a task is no second call.
# into: app/routers/wraps.py
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Response

from app.schemas.base import ResponseSchema
from app.services.wrapping import Session, Wrapping

router = APIRouter(prefix="/wraps")


class _Shelf:
    """Where helpers of this module are."""

    @staticmethod
    def label(number: int) -> str:
        """Return what stands on it."""
        return f"#{number}"


@router.get("/{number}")
async def get_wrap(number: int, service: Annotated[Wrapping, Depends()]) -> Session:
    """Return one, checked once more."""
    return Session.model_validate(await service.find(_Shelf.label(number)))


@router.get("/{number}/export")
async def export_wrap(number: int, service: Annotated[Wrapping, Depends()]) -> Response:
    """Return it as a file."""
    export = await service.find(str(number))
    return Response(
        content=export.text,
        media_type=export.kind,
        headers={"ETag": export.kind, "X-Name": export.text},
    )


@router.delete("/{number}")
async def drop_wrap(
    number: int, tasks: BackgroundTasks, service: Annotated[Wrapping, Depends()]
) -> None:
    """Let it be deleted after the answer, and told."""
    tasks.add_task(service.delete, number)
    tasks.add_task(service.tell, number)
# into: app/services/wrapping.py
"""What is wrapped."""

from app.schemas.base import ResponseSchema


class Session(ResponseSchema):
    """No session of a database."""

    text: str = ""
    kind: str = ""


class Wrapping:
    """The rules of wrapping."""

    async def find(self, label: str) -> Session:
        """Return one."""
        return Session(text=label)

    async def delete(self, number: int) -> None:
        """Delete one."""

    async def tell(self, number: int) -> None:
        """Tell somebody."""

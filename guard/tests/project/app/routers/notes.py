"""Notes over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from app.policies import public
from app.schemas import FirstNotes
from app.services.notes import NoteService

router = APIRouter(prefix="/notes", dependencies=[Depends(public)])


@router.get("")
async def list_notes(service: Annotated[NoteService, Depends()]) -> FirstNotes:
    """List the first notes."""
    return FirstNotes(notes=await service.first(10))

# What replaces a thing says all of it; JSON Patch says what to do; neither is a partial update.
# into: app/schemas/patch.py
"""The contract of patches."""

from typing import Literal

from app.schemas.base import RequestSchema, ResponseSchema


class PatchOperation(RequestSchema):
    """One step of a patch, as RFC 6902 has it."""

    op: Literal["add", "remove"]
    path: str


class ThemePut(RequestSchema):
    """All of a theme."""

    color: str


class ThemeResponse(ResponseSchema):
    """A theme."""

    color: str


class PasswordUpdate(RequestSchema):
    """What has to be there to change a password: nothing can be left out."""

    current: str
# into: app/routers/themes.py
"""Themes over HTTP."""

from fastapi import APIRouter

from app.schemas.patch import PasswordUpdate, PatchOperation, ThemePut, ThemeResponse
from app.services.themes import apply, change, replace

router = APIRouter(prefix="/themes")


@router.patch("/{name}")
async def patch_theme(name: str, operations: list[PatchOperation]) -> ThemeResponse:
    """Do these, one after the other."""
    return await apply(name, operations)


@router.put("/{name}")
async def put_theme(name: str, payload: ThemePut) -> ThemeResponse:
    """Replace one."""
    return await replace(name, payload)


@router.post("/{name}/password", response_model=None)
async def change_password(name: str, payload: PasswordUpdate) -> None:
    """Change the password of one."""
    await change(name, payload)
# into: app/services/themes.py
"""The rules of themes."""

from collections.abc import Sequence

from app.schemas.patch import PasswordUpdate, PatchOperation, ThemePut, ThemeResponse


async def apply(name: str, operations: Sequence[PatchOperation]) -> ThemeResponse:
    """Do these."""
    return ThemeResponse(color=name or operations[0].path)


async def replace(name: str, payload: ThemePut) -> ThemeResponse:
    """Replace one."""
    return ThemeResponse(color=payload.color or name)


async def change(name: str, payload: PasswordUpdate) -> None:
    """Change a password."""

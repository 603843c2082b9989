"""Oneself over HTTP."""

from fastapi import APIRouter, Depends

from app.dependencies import CurrentUser, UserServiceDep, get_current_user
from app.schemas.user import (
    UserPreferencesPut,
    UserPreferencesResponse,
    UserResponse,
    UserUpdate,
)
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import ConflictError
from app.utils.problems import responses

router = APIRouter(
    prefix="/me",
    tags=["me"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)


@router.get("", summary="Who am I?")
async def get_me(user: CurrentUser) -> UserResponse:
    """Return who is logged in."""
    return UserResponse.model_validate(user)


@router.patch("", summary="Change myself")
async def update_me(
    payload: UserUpdate, user: CurrentUser, service: UserServiceDep
) -> UserResponse:
    """Change what the body names; the rest stays as it is."""
    return await service.update(user, payload)


@router.get("/preferences", summary="What do I prefer?")
async def get_my_preferences(user: CurrentUser, service: UserServiceDep) -> UserPreferencesResponse:
    """Return what one prefers; the defaults if one never said anything."""
    return await service.preferences(user)


@router.put("/preferences", responses=responses(ConflictError), summary="Say what I prefer")
async def set_my_preferences(
    payload: UserPreferencesPut, user: CurrentUser, service: UserServiceDep
) -> UserPreferencesResponse:
    """Store what one prefers, in place of whatever it was."""
    return await service.set_preferences(user, payload)

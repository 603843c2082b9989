"""The current user over HTTP."""

from fastapi import APIRouter, Depends

from app.dependencies import CurrentUser, UserServiceDep, get_current_user
from app.schemas.user import (
    UserPreferencesPut,
    UserPreferencesResponse,
    UserResponse,
    UserUpdate,
)
from app.utils.auth_errors import UnauthenticatedError
from app.utils.problems import responses

router = APIRouter(
    prefix="/me",
    tags=["me"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)


@router.get("", summary="Show my account")
async def get_me(user: CurrentUser) -> UserResponse:
    """Return the current user."""
    return UserResponse.model_validate(user)


@router.patch("", summary="Change my account")
async def update_me(
    payload: UserUpdate, user: CurrentUser, service: UserServiceDep
) -> UserResponse:
    """Change the given fields; the others stay unchanged."""
    return await service.update(user, payload)


@router.get("/preferences", summary="Show my preferences")
async def get_my_preferences(user: CurrentUser, service: UserServiceDep) -> UserPreferencesResponse:
    """Return the preferences of the current user, or the defaults."""
    return await service.preferences(user)


@router.put("/preferences", summary="Replace my preferences")
async def set_my_preferences(
    payload: UserPreferencesPut, user: CurrentUser, service: UserServiceDep
) -> UserPreferencesResponse:
    """Replace the preferences of the current user."""
    return await service.set_preferences(user, payload)

"""Users over HTTP: the own account, and all accounts for superusers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.api.deps import (
    CurrentActiveUser,
    CurrentSuperuser,
    UserServiceDep,
    get_current_active_user,
)
from app.schemas.user import (
    ProfileUpdate,
    UserCreate,
    UserPage,
    UserQuery,
    UserResponse,
    UserUpdate,
    UserWithStats,
)
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError, UnavailableError
from app.utils.problems import responses

router = APIRouter(
    prefix="/users",
    tags=["users"],
    dependencies=[Depends(get_current_active_user)],
    responses=responses(UnauthenticatedError, ForbiddenError),
)


@router.get("/me")
async def get_me(user: CurrentActiveUser) -> UserResponse:
    """Return the user of the request."""
    return UserResponse.model_validate(user)


@router.put("/me", responses=responses(ConflictError))
async def update_me(
    payload: ProfileUpdate, user: CurrentActiveUser, service: UserServiceDep
) -> UserResponse:
    """Change the own profile."""
    return await service.update_profile(user, payload)


@router.get("")
async def list_users(
    query: Annotated[UserQuery, Query()], _: CurrentSuperuser, service: UserServiceDep
) -> UserPage:
    """List users with statistics of their sessions, a page at a time. For superusers."""
    return await service.page(query)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ConflictError, UnavailableError),
)
async def create_user(
    payload: UserCreate, superuser: CurrentSuperuser, service: UserServiceDep
) -> UserWithStats:
    """Add a user who can log in at once. For superusers."""
    return await service.create(payload, superuser)


@router.get("/{user_id}", responses=responses(NotFoundError))
async def get_user(user_id: UUID, _: CurrentSuperuser, service: UserServiceDep) -> UserWithStats:
    """Return one user with statistics of their sessions. For superusers."""
    return await service.get(user_id)


@router.put("/{user_id}", responses=responses(NotFoundError, ConflictError))
async def update_user(
    user_id: UUID, payload: UserUpdate, superuser: CurrentSuperuser, service: UserServiceDep
) -> UserWithStats:
    """Change the fields that the body names. For superusers."""
    return await service.update(user_id, payload, superuser)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ConflictError),
)
async def delete_user(user_id: UUID, superuser: CurrentSuperuser, service: UserServiceDep) -> None:
    """Delete one user and their sessions. For superusers."""
    await service.delete(user_id, superuser)

"""Teams and their members over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import CurrentUser, MembershipServiceDep, TeamServiceDep, get_current_user
from app.schemas.membership import (
    MembershipPage,
    MembershipPut,
    MembershipQuery,
    MembershipResponse,
)
from app.schemas.team import (
    DashboardResponse,
    TeamCreate,
    TeamPage,
    TeamQuery,
    TeamResponse,
    TeamUpdate,
)
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(
    prefix="/teams",
    tags=["teams"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)

OWNERS_ONLY = responses(NotFoundError, ForbiddenError, ConflictError)


@router.get("", summary="List my teams")
async def list_teams(
    query: Annotated[TeamQuery, Query()], user: CurrentUser, service: TeamServiceDep
) -> TeamPage:
    """List the teams of the current user, a page at a time."""
    return await service.page(user, query)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Create a team")
async def create_team(
    payload: TeamCreate, user: CurrentUser, service: TeamServiceDep
) -> TeamResponse:
    """Create a team, with the current user as its owner."""
    return await service.create(user, payload)


@router.get("/{team_id}", responses=responses(NotFoundError), summary="Show a team")
async def get_team(team_id: UUID, user: CurrentUser, service: TeamServiceDep) -> TeamResponse:
    """Return one of the current user's teams."""
    return await service.get(user, team_id)


@router.patch("/{team_id}", responses=OWNERS_ONLY, summary="Change a team")
async def update_team(
    team_id: UUID, payload: TeamUpdate, user: CurrentUser, service: TeamServiceDep
) -> TeamResponse:
    """Change the given fields; the others stay unchanged. For owners."""
    return await service.update(user, team_id, payload)


@router.delete(
    "/{team_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWNERS_ONLY,
    summary="Delete a team",
)
async def delete_team(team_id: UUID, user: CurrentUser, service: TeamServiceDep) -> None:
    """Delete one team and its memberships. For owners."""
    await service.delete(user, team_id)


@router.get("/{team_id}/dashboard", responses=responses(NotFoundError), summary="Show a dashboard")
async def get_dashboard(
    team_id: UUID, user: CurrentUser, service: TeamServiceDep
) -> DashboardResponse:
    """Return the key figures of one team."""
    return await service.dashboard(user, team_id)


@router.get("/{team_id}/members", responses=responses(NotFoundError), summary="List members")
async def list_memberships(
    team_id: UUID,
    query: Annotated[MembershipQuery, Query()],
    user: CurrentUser,
    service: MembershipServiceDep,
) -> MembershipPage:
    """List the members of a team, a page at a time."""
    return await service.page(user, team_id, query)


@router.put("/{team_id}/members/{user_id}", responses=OWNERS_ONLY, summary="Change a role")
async def set_membership(
    team_id: UUID,
    user_id: UUID,
    payload: MembershipPut,
    user: CurrentUser,
    service: MembershipServiceDep,
) -> MembershipResponse:
    """Change the role of a member. For owners; new members join by invitation."""
    return await service.put(user, team_id, user_id, payload)


@router.delete(
    "/{team_id}/members/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWNERS_ONLY,
    summary="Remove a member",
)
async def delete_membership(
    team_id: UUID, user_id: UUID, user: CurrentUser, service: MembershipServiceDep
) -> None:
    """Remove a member. For owners; members may remove themselves."""
    await service.delete(user, team_id, user_id)

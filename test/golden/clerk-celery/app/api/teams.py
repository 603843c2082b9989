"""Teams over HTTP, and who is in them."""

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
    """List the teams that one is in, a page at a time."""
    return await service.page(user, query)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Start a team")
async def create_team(
    payload: TeamCreate, user: CurrentUser, service: TeamServiceDep
) -> TeamResponse:
    """Start a team, and become its owner."""
    return await service.create(user, payload)


@router.get("/{team_id}", responses=responses(NotFoundError), summary="Show a team")
async def get_team(team_id: UUID, user: CurrentUser, service: TeamServiceDep) -> TeamResponse:
    """Return one team that one is in."""
    return await service.get(user, team_id)


@router.patch("/{team_id}", responses=OWNERS_ONLY, summary="Change a team")
async def update_team(
    team_id: UUID, payload: TeamUpdate, user: CurrentUser, service: TeamServiceDep
) -> TeamResponse:
    """Change what the body names; the rest stays as it is. For owners."""
    return await service.update(user, team_id, payload)


@router.delete(
    "/{team_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=OWNERS_ONLY,
    summary="Delete a team",
)
async def delete_team(team_id: UUID, user: CurrentUser, service: TeamServiceDep) -> None:
    """Delete one team, and who is in it. For owners."""
    await service.delete(user, team_id)


@router.get(
    "/{team_id}/dashboard", responses=responses(NotFoundError), summary="A team at a glance"
)
async def get_dashboard(
    team_id: UUID, user: CurrentUser, service: TeamServiceDep
) -> DashboardResponse:
    """Return the figures of one team."""
    return await service.dashboard(user, team_id)


@router.get("/{team_id}/members", responses=responses(NotFoundError), summary="List who is in")
async def list_memberships(
    team_id: UUID,
    query: Annotated[MembershipQuery, Query()],
    user: CurrentUser,
    service: MembershipServiceDep,
) -> MembershipPage:
    """List who is in a team, a page at a time."""
    return await service.page(user, team_id, query)


@router.put("/{team_id}/members/{user_id}", responses=OWNERS_ONLY, summary="Change a role")
async def set_membership(
    team_id: UUID,
    user_id: UUID,
    payload: MembershipPut,
    user: CurrentUser,
    service: MembershipServiceDep,
) -> MembershipResponse:
    """Change the role of a member. For owners; new members come by invitation."""
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
    """Remove a member. For owners; each member may leave."""
    await service.delete(user, team_id, user_id)

"""Invitations to teams over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from app.dependencies import CurrentUser, InvitationServiceDep, get_current_user
from app.schemas.invitation import (
    InvitationCreate,
    InvitationPage,
    InvitationQuery,
    InvitationResponse,
)
from app.schemas.team import TeamResponse
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(
    tags=["invitations"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)


@router.get(
    "/teams/{team_id}/invitations",
    responses=responses(NotFoundError, ForbiddenError),
    summary="List a team's invitations",
)
async def list_invitations(
    team_id: UUID,
    query: Annotated[InvitationQuery, Query()],
    user: CurrentUser,
    service: InvitationServiceDep,
) -> InvitationPage:
    """List the open invitations of a team, a page at a time. For owners."""
    return await service.page(user, team_id, query)


@router.post(
    "/teams/{team_id}/invitations",
    status_code=status.HTTP_201_CREATED,
    responses=responses(NotFoundError, ForbiddenError, ConflictError),
    summary="Invite a user to a team",
)
async def create_invitation(
    team_id: UUID, payload: InvitationCreate, user: CurrentUser, service: InvitationServiceDep
) -> InvitationResponse:
    """Invite a user, who becomes a member by accepting. For owners."""
    return await service.create(user, team_id, payload)


@router.delete(
    "/teams/{team_id}/invitations/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError, ForbiddenError),
    summary="Withdraw an invitation",
)
async def withdraw_invitation(
    team_id: UUID, user_id: UUID, user: CurrentUser, service: InvitationServiceDep
) -> None:
    """Withdraw an open invitation. For owners."""
    await service.withdraw(user, team_id, user_id)


@router.get("/me/invitations", summary="List my invitations")
async def list_my_invitations(
    query: Annotated[InvitationQuery, Query()], user: CurrentUser, service: InvitationServiceDep
) -> InvitationPage:
    """List the invitations of the current user, a page at a time."""
    return await service.own_page(user, query)


@router.post(
    "/me/invitations/{team_id}/accept",
    responses=responses(NotFoundError, ConflictError),
    summary="Accept an invitation",
)
async def accept_invitation(
    team_id: UUID, user: CurrentUser, service: InvitationServiceDep
) -> TeamResponse:
    """Become a member of the team."""
    return await service.accept(user, team_id)


@router.delete(
    "/me/invitations/{team_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(NotFoundError),
    summary="Decline an invitation",
)
async def decline_invitation(
    team_id: UUID, user: CurrentUser, service: InvitationServiceDep
) -> None:
    """Decline an invitation."""
    await service.decline(user, team_id)

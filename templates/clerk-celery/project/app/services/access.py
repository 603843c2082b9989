"""Permissions in teams. A team that the user is not in counts as missing."""

from uuid import UUID

from app.enums import TeamRole
from app.models.membership import Membership
from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.utils.auth_errors import ForbiddenError
from app.utils.exceptions import NotFoundError


async def require_member(
    memberships: MembershipRepository, team_id: UUID, user: User
) -> Membership:
    """Return the membership of a user. Raises `NotFoundError` if they are not in the team."""
    membership = await memberships.find(team_id, user.id)
    if membership is None:
        raise NotFoundError("team not found", resource="team", key=team_id)
    return membership


async def require_owner(memberships: MembershipRepository, team_id: UUID, user: User) -> Membership:
    """Return the membership of an owner.

    Raises `NotFoundError` if they are not in it, `ForbiddenError` if they do not own it.
    """
    membership = await require_member(memberships, team_id, user)
    if membership.role is not TeamRole.OWNER:
        raise ForbiddenError("Only owners of the team may do this.")
    return membership

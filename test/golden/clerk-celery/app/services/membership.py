"""Business rules of memberships: owners manage them, and a team always has an owner."""

from functools import partial
from uuid import UUID

import structlog

from app.enums import TeamRole
from app.models.membership import Membership
from app.models.user import User
from app.realtime.bus import EventBus
from app.realtime.events import access_changed, user_topic
from app.repositories.membership import MembershipRepository
from app.repositories.team import TeamRepository
from app.schemas.membership import (
    MembershipPage,
    MembershipPut,
    MembershipQuery,
    MembershipResponse,
)
from app.services.access import require_member, require_owner
from app.services.unit_of_work import Outbox
from app.utils.exceptions import ConflictError, NotFoundError

logger = structlog.get_logger("security")


class MembershipService:
    """Lists, changes and removes the members of a team."""

    def __init__(
        self,
        outbox: Outbox,
        teams: TeamRepository,
        memberships: MembershipRepository,
        events: EventBus,
    ) -> None:
        self._outbox = outbox
        self._teams = teams
        self._memberships = memberships
        self._events = events

    async def page(self, user: User, team_id: UUID, query: MembershipQuery) -> MembershipPage:
        """Return one page of a team's members. Raises `NotFoundError` if the user is not in it."""
        await require_member(self._memberships, team_id, user)
        rows, total = await self._memberships.members_of(team_id, query)
        return MembershipPage.of([shown(row) for row in rows], total, query)

    async def put(
        self, user: User, team_id: UUID, member_id: UUID, payload: MembershipPut
    ) -> MembershipResponse:
        """Change the role of a member.

        Raises `NotFoundError` if there is no such team or member, `ForbiddenError` if the user does
        not own the team, `ConflictError` if the team would be left without an owner.
        """
        await self._teams.lock(team_id, user.id)
        await require_owner(self._memberships, team_id, user)
        membership = await self._find(team_id, member_id)
        if membership.role is not payload.role:
            await self._require_another_owner(membership)
            await self._memberships.update(membership, {"role": payload.role})
        await self._outbox.commit()
        logger.info("role changed", role=payload.role, **about(membership, user))
        return shown(membership)

    async def delete(self, user: User, team_id: UUID, member_id: UUID) -> None:
        """Remove a member: owners may remove anyone, and members may leave.

        Raises `NotFoundError` if there is no such team or member, `ForbiddenError` if the user may
        not do that, `ConflictError` if the team would be left without an owner.
        """
        await self._teams.lock(team_id, user.id)
        require = require_member if member_id == user.id else require_owner
        await require(self._memberships, team_id, user)
        membership = await self._find(team_id, member_id)
        await self._require_another_owner(membership)
        await self._memberships.delete(membership)
        publish = partial(self._events.publish, user_topic(member_id), access_changed(member_id))
        self._outbox.after_commit(publish)
        await self._outbox.commit()
        logger.info("member removed", **about(membership, user))

    async def _find(self, team_id: UUID, member_id: UUID) -> Membership:
        membership = await self._memberships.find(team_id, member_id)
        if membership is None:
            raise NotFoundError("member not found", resource="member", key=member_id)
        return membership

    async def _require_another_owner(self, membership: Membership) -> None:
        """Raise `ConflictError` if this is the only owner of the team."""
        if membership.role is TeamRole.OWNER and not await self._memberships.has_owner_beside(
            membership.team_id, membership.user_id
        ):
            raise ConflictError("a team needs an owner")


def about(membership: Membership, actor: User) -> dict[str, str]:
    """Return the log fields for a change of a membership."""
    return {
        "team_id": str(membership.team_id),
        "user_id": str(membership.user_id),
        "actor_id": str(actor.id),
    }


def shown(membership: Membership) -> MembershipResponse:
    """Return the response for a member."""
    user = membership.user
    return MembershipResponse(
        user_id=user.id,
        role=membership.role,
        full_name=user.full_name,
        display_name=user.display_name,
        email=user.email,
        image_url=user.image_url,
        created_at=membership.created_at,
        updated_at=membership.updated_at,
    )

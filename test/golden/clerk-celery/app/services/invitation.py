"""Business rules of invitations: owners invite, and invited users accept or decline."""

from functools import partial
from uuid import UUID

import structlog

from app.enums import TeamRole
from app.models.invitation import Invitation
from app.models.membership import Membership
from app.models.user import User
from app.realtime.bus import EventBus
from app.realtime.events import access_changed, user_topic
from app.repositories.invitation import InvitationRepository
from app.repositories.membership import MembershipRepository
from app.repositories.team import TeamRepository
from app.repositories.user import UserRepository
from app.schemas.invitation import (
    InvitationCreate,
    InvitationPage,
    InvitationQuery,
    InvitationResponse,
    ScopedInvitationQuery,
)
from app.schemas.team import TeamResponse
from app.services.access import require_member, require_owner
from app.services.auth import require_active
from app.services.team import shown as shown_team
from app.services.unit_of_work import Outbox
from app.utils.exceptions import ConflictError, NotFoundError

MAX_INVITATIONS = 100

logger = structlog.get_logger("security")


class InvitationService:
    """Creates, lists and closes invitations."""

    def __init__(
        self,
        outbox: Outbox,
        teams: TeamRepository,
        memberships: MembershipRepository,
        invitations: InvitationRepository,
        users: UserRepository,
        events: EventBus,
    ) -> None:
        self._outbox = outbox
        self._teams = teams
        self._memberships = memberships
        self._invitations = invitations
        self._users = users
        self._events = events

    async def create(
        self, user: User, team_id: UUID, payload: InvitationCreate
    ) -> InvitationResponse:
        """Invite a user to a team.

        Raises `NotFoundError` if there is no such team or user, `ForbiddenError` if the user does
        not own the team, `ConflictError` if the invited user is a member or already invited, or
        if the team has too many open invitations.
        """
        # Locked before the team, as by a deletion of the user; an acceptance locks the user too.
        invited = await self._users.get(payload.user_id, for_update=True)
        await self._teams.lock(team_id, user.id)
        owner = await require_owner(self._memberships, team_id, user)
        if invited is None or not invited.is_active:
            raise NotFoundError("user not found", resource="user", key=payload.user_id)
        if await self._memberships.find(team_id, invited.id) is not None:
            raise ConflictError("the user is already a member")
        if await self._invitations.count(team_id) >= MAX_INVITATIONS:
            raise ConflictError(f"at most {MAX_INVITATIONS} open invitations per team")
        invitation = await self._invitations.add(
            Invitation(team_id=team_id, team=owner.team, **payload.model_dump())
        )
        await self._outbox.commit()
        self._log("user invited", team_id, invited.id, user)
        return shown(invitation)

    async def page(self, user: User, team_id: UUID, query: InvitationQuery) -> InvitationPage:
        """Return one page of a team's invitations.

        Raises `NotFoundError` for non-members, `ForbiddenError` for members who are not owners.
        """
        await require_owner(self._memberships, team_id, user)
        return await self._page(ScopedInvitationQuery(**query.model_dump(), team_id=team_id))

    async def own_page(self, user: User, query: InvitationQuery) -> InvitationPage:
        """Return one page of the invitations that a user has received."""
        return await self._page(ScopedInvitationQuery(**query.model_dump(), user_id=user.id))

    async def withdraw(self, user: User, team_id: UUID, invited_id: UUID) -> None:
        """Withdraw an invitation.

        Raises `NotFoundError` if there is no such team or invitation, `ForbiddenError` if the user
        does not own the team.
        """
        await self._teams.lock(team_id, user.id)
        await require_owner(self._memberships, team_id, user)
        await self._take(team_id, invited_id)
        await self._outbox.commit()
        self._log("invitation withdrawn", team_id, invited_id, user)

    async def accept(self, user: User, team_id: UUID) -> TeamResponse:
        """Make the invited user a member.

        Raises `NotFoundError` if there is no such invitation, `UnauthenticatedError` if the user is
        deleted concurrently.
        """
        await require_active(self._users, user)
        role = await self._take(team_id, user.id)
        await self._memberships.add(Membership(team_id=team_id, user_id=user.id, role=role))
        publish = partial(self._events.publish, user_topic(user.id), access_changed(user.id))
        self._outbox.after_commit(publish)
        await self._outbox.commit()
        self._log("invitation accepted", team_id, user.id, user)
        return shown_team(await require_member(self._memberships, team_id, user))

    async def decline(self, user: User, team_id: UUID) -> None:
        """Decline an invitation. Raises `NotFoundError` if there is no such invitation."""
        await self._take(team_id, user.id)
        await self._outbox.commit()

    async def _page(self, query: ScopedInvitationQuery) -> InvitationPage:
        rows, total = await self._invitations.page(query)
        return InvitationPage.of([shown(row) for row in rows], total, query)

    async def _take(self, team_id: UUID, user_id: UUID) -> TeamRole:
        role = await self._invitations.take(team_id, user_id)
        if role is None:
            raise NotFoundError("invitation not found", resource="team", key=team_id)
        return role

    def _log(self, event: str, team_id: UUID, user_id: UUID, actor: User) -> None:
        logger.info(event, team_id=str(team_id), user_id=str(user_id), actor_id=str(actor.id))


def shown(invitation: Invitation) -> InvitationResponse:
    """Return the response for an invitation."""
    return InvitationResponse(
        team_id=invitation.team_id,
        team_name=invitation.team.name,
        user_id=invitation.user_id,
        role=invitation.role,
        created_at=invitation.created_at,
    )

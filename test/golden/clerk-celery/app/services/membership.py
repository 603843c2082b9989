"""The rules of who is in a team: owners decide, and a team has one at any time."""

from uuid import UUID

from app.enums import TeamRole
from app.models.membership import Membership
from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.repositories.team import TeamRepository
from app.repositories.user import UserRepository
from app.schemas.membership import (
    MembershipPage,
    MembershipPut,
    MembershipQuery,
    MembershipResponse,
)
from app.services.access import require_member, require_owner
from app.services.unit_of_work import UnitOfWork
from app.utils.exceptions import ConflictError, NotFoundError


class MembershipService:
    """What can be done with the members of a team, and by whom."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        teams: TeamRepository,
        memberships: MembershipRepository,
        users: UserRepository,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._teams = teams
        self._memberships = memberships
        self._users = users

    async def page(self, user: User, team_id: UUID, query: MembershipQuery) -> MembershipPage:
        """Return one page of who is in a team. Raises `NotFoundError` if the user is not in it."""
        await require_member(self._memberships, team_id, user)
        rows, total = await self._memberships.members_of(team_id, query)
        return MembershipPage.of([shown(row) for row in rows], total, query)

    async def put(
        self, user: User, team_id: UUID, member_id: UUID, payload: MembershipPut
    ) -> MembershipResponse:
        """Take somebody into a team, or change what they are in it.

        Raises `NotFoundError` if there is no such team or nobody such, `ForbiddenError` if the user
        does not own the team, `ConflictError` if it would be left without an owner.
        """
        await self._teams.lock(team_id, user.id)
        await require_owner(self._memberships, team_id, user)
        membership = await self._memberships.find(team_id, member_id)
        if membership is None:
            membership = await self._add(team_id, member_id, payload.role)
        elif membership.role is not payload.role:
            await self._require_another_owner(membership)
            await self._memberships.update(membership, {"role": payload.role})
        await self._unit_of_work.commit()
        return shown(membership)

    async def delete(self, user: User, team_id: UUID, member_id: UUID) -> None:
        """Take somebody out of a team: owners do that, and everybody may leave.

        Raises `NotFoundError` if there is no such team or nobody such in it, `ForbiddenError` if
        the user may not do that, `ConflictError` if the team would be left without an owner.
        """
        await self._teams.lock(team_id, user.id)
        require = require_member if member_id == user.id else require_owner
        await require(self._memberships, team_id, user)
        membership = await self._memberships.find(team_id, member_id)
        if membership is None:
            raise NotFoundError("nobody such is in the team")
        await self._require_another_owner(membership)
        await self._memberships.delete(membership)
        await self._unit_of_work.commit()

    async def _add(self, team_id: UUID, member_id: UUID, role: TeamRole) -> Membership:
        member = await self._users.get(member_id)
        if member is None or not member.is_active:
            raise NotFoundError("there is nobody such")
        return await self._memberships.add(
            Membership(team_id=team_id, user_id=member.id, role=role, user=member)
        )

    async def _require_another_owner(self, membership: Membership) -> None:
        """Raise `ConflictError` if this is the only owner of the team."""
        if membership.role is TeamRole.OWNER and not await self._memberships.has_owner_beside(
            membership.team_id, membership.user_id
        ):
            raise ConflictError("a team needs an owner")


def shown(membership: Membership) -> MembershipResponse:
    """Return somebody as the others in the team see them."""
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

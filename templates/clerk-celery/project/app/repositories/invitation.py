"""Queries for invitations."""

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.enums import TeamRole
from app.models.invitation import Invitation
from app.repositories.base import Filters, Repository, Sorts


class InvitationRepository(Repository[Invitation]):
    """The rows of `invitations`."""

    model = Invitation
    loads: ClassVar[Sequence[ORMOption]] = (joinedload(Invitation.team),)
    filters: ClassVar[Filters] = {
        "team_id": lambda value: Invitation.team_id == value,
        "user_id": lambda value: Invitation.user_id == value,
    }
    sorts: ClassVar[Sorts] = {"created_at": Invitation.created_at}

    async def count(self, team_id: UUID) -> int:
        """Return the number of open invitations of a team."""
        statement = select(func.count()).where(Invitation.team_id == team_id)
        return await self._session.scalar(statement) or 0

    async def take(self, team_id: UUID, user_id: UUID) -> TeamRole | None:
        """Delete an invitation and return its role; `None` if there is none.

        A single statement, so that only one of a concurrent acceptance and withdrawal succeeds.
        """
        return await self._session.scalar(
            delete(Invitation)
            .where(Invitation.team_id == team_id, Invitation.user_id == user_id)
            .returning(Invitation.role)
        )

    async def delete_all_of(self, user_id: UUID) -> None:
        """Delete all invitations that a user has received."""
        await self._session.execute(delete(Invitation).where(Invitation.user_id == user_id))

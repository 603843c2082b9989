"""Queries for teams."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import select, update

from app.models.base import utc_now
from app.models.membership import Membership
from app.models.team import Team
from app.repositories.base import Filters, Repository, Sorts


class TeamRepository(Repository[Team]):
    """The rows of `teams`; the teams of a user are listed in `membership.py`."""

    model = Team
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def lock(self, team_id: UUID, user_id: UUID) -> None:
        """Block other changes of a team, and of its members, until this transaction ends.

        Only members lock the team. An update, because it locks in both databases.
        """
        teams = select(Membership.team_id).where(Membership.user_id == user_id)
        await self._session.execute(
            update(Team).where(Team.id == team_id, Team.id.in_(teams)).values(updated_at=utc_now())
        )

    async def lock_all_of(self, user_id: UUID) -> None:
        """Lock every team of a user in the same way."""
        teams = select(Membership.team_id).where(Membership.user_id == user_id)
        await self._session.execute(
            update(Team).where(Team.id.in_(teams)).values(updated_at=utc_now())
        )

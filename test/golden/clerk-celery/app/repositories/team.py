"""The statements of teams."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import select, update

from app.models.base import utc_now
from app.models.membership import Membership
from app.models.team import Team
from app.repositories.base import Filters, Repository, Sorts


class TeamRepository(Repository[Team]):
    """The rows of `teams`. The lists of a user's teams are in `membership.py`."""

    model = Team
    filters: ClassVar[Filters] = {}
    sorts: ClassVar[Sorts] = {}

    async def lock(self, team_id: UUID, user_id: UUID) -> None:
        """Make others wait who change who is in the team, until this transaction ends.

        Only if the user is a member. It writes, because both databases lock for that.
        """
        teams = select(Membership.team_id).where(Membership.user_id == user_id)
        await self._session.execute(
            update(Team).where(Team.id == team_id, Team.id.in_(teams)).values(updated_at=utc_now())
        )

    async def lock_all_of(self, user_id: UUID) -> None:
        """Do the same for every team of a user."""
        teams = select(Membership.team_id).where(Membership.user_id == user_id)
        await self._session.execute(
            update(Team).where(Team.id.in_(teams)).values(updated_at=utc_now())
        )

"""Queries for memberships, limited to what a user may see."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import QueryableAttribute, aliased, contains_eager, joinedload

from app.enums import TeamRole
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.repositories.base import Filters, Repository, Sorts
from app.schemas.page import PageQuery, rows_before


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """The number of a team's members with a role, and when they joined."""

    role: TeamRole
    count: int
    recent: int
    last_joined_at: dt.datetime


class MembershipRepository(Repository[Membership]):
    """The rows of `memberships`, as a user's teams and as a team's members."""

    model = Membership
    filters: ClassVar[Filters] = {
        "name": lambda value: Team.name == value,
        "role": lambda value: Membership.role == value,
        "created_at_from": lambda value: Membership.created_at >= value,
        "created_at_to": lambda value: Membership.created_at <= value,
    }
    sorts: ClassVar[Sorts] = {
        "name": Team.name,
        "full_name": User.full_name,
        "created_at": Membership.created_at,
        "updated_at": Team.updated_at,
    }

    async def find(self, team_id: UUID, user_id: UUID) -> Membership | None:
        """Return the membership of a user, with the team; `None` if there is none."""
        return await self._session.scalar(
            select(Membership)
            .where(Membership.team_id == team_id, Membership.user_id == user_id)
            .options(joinedload(Membership.team), joinedload(Membership.user))
            # Reload the row: it may have changed before the lock was acquired.
            .execution_options(populate_existing=True)
        )

    async def teams_of(self, user_id: UUID, query: PageQuery) -> tuple[Sequence[Membership], int]:
        """Return one page of a user's teams, and the total."""
        return await self._page_with(Membership.team, Membership.user_id == user_id, query)

    async def team_ids_of(self, user_id: UUID) -> Sequence[UUID]:
        """Return the IDs of all teams of a user."""
        statement = select(Membership.team_id).where(Membership.user_id == user_id)
        return (await self._session.scalars(statement)).all()

    async def members_of(self, team_id: UUID, query: PageQuery) -> tuple[Sequence[Membership], int]:
        """Return one page of a team's members, and the total."""
        return await self._page_with(Membership.user, Membership.team_id == team_id, query)

    async def has_owner_beside(self, team_id: UUID, user_id: UUID) -> bool:
        """Return whether the team has another owner."""
        found = await self._session.scalar(
            select(Membership.id)
            .where(
                Membership.team_id == team_id,
                Membership.user_id != user_id,
                Membership.role == TeamRole.OWNER,
            )
            .limit(1)
        )
        return found is not None

    async def figures(self, team_id: UUID, since: dt.datetime) -> Sequence[RoleFigures]:
        """Return the number of members per role, and how many of them joined since then."""
        rows = await self._session.execute(
            select(
                Membership.role,
                func.count(),
                func.count().filter(Membership.created_at >= since),
                func.max(Membership.created_at),
            )
            .where(Membership.team_id == team_id)
            .group_by(Membership.role)
        )
        return [RoleFigures(*row) for row in rows]

    async def forget(self, user_id: UUID) -> None:
        """Remove a user from all teams; promote the oldest member of a team without an owner."""
        teams = await self._session.scalars(
            delete(Membership).where(Membership.user_id == user_id).returning(Membership.team_id)
        )
        other = aliased(Membership)
        of_the_same_team = other.team_id == Membership.team_id
        owned = select(other.id).where(of_the_same_team, other.role == TeamRole.OWNER).exists()
        oldest = (
            select(other.id)
            .where(of_the_same_team)
            .order_by(other.created_at, other.id)
            .limit(1)
            .correlate(Membership)
            .scalar_subquery()
        )
        await self._session.execute(
            update(Membership)
            .where(Membership.team_id.in_(teams.all()), ~owned, Membership.id == oldest)
            .values(role=TeamRole.OWNER)
            .execution_options(synchronize_session=False)
        )

    async def _page_with(
        self,
        joined: QueryableAttribute[Team] | QueryableAttribute[User],
        scope: ColumnElement[bool],
        query: PageQuery,
    ) -> tuple[Sequence[Membership], int]:
        matching = select(Membership).join(joined).where(scope, *self._conditions(query))
        count = matching.with_only_columns(func.count(), maintain_column_froms=True)
        rows = await self._session.scalars(
            matching.order_by(*self._order(query.sort))
            .offset(rows_before(query))
            .limit(query.size)
            .options(contains_eager(joined))
        )
        return rows.all(), await self._session.scalar(count) or 0

"""Business rules of teams."""

import datetime as dt
from functools import partial
from uuid import UUID

import structlog

from app.enums import TeamRole
from app.models.base import utc_now
from app.models.membership import Membership
from app.models.team import Team
from app.models.user import User
from app.realtime.bus import EventBus
from app.realtime.events import access_changed, team_topic, user_topic
from app.repositories.membership import MembershipRepository
from app.repositories.news_source import NewsSourceRepository
from app.repositories.team import TeamRepository
from app.repositories.user import UserRepository
from app.schemas.team import (
    DashboardResponse,
    MemberFigures,
    NewsFigures,
    TeamCreate,
    TeamPage,
    TeamQuery,
    TeamResponse,
    TeamUpdate,
)
from app.services.access import require_member, require_owner
from app.services.auth import require_active
from app.services.unit_of_work import Outbox

logger = structlog.get_logger("security")

RECENT = dt.timedelta(days=30)
RECENT_NEWS = dt.timedelta(days=7)


class TeamService:
    """Lists, creates, changes and deletes teams."""

    def __init__(
        self,
        outbox: Outbox,
        teams: TeamRepository,
        memberships: MembershipRepository,
        users: UserRepository,
        sources: NewsSourceRepository,
        events: EventBus,
    ) -> None:
        self._outbox = outbox
        self._events = events
        self._teams = teams
        self._memberships = memberships
        self._users = users
        self._sources = sources

    async def page(self, user: User, query: TeamQuery) -> TeamPage:
        """Return one page of the teams that a user is in."""
        rows, total = await self._memberships.teams_of(user.id, query)
        return TeamPage.of([shown(row) for row in rows], total, query)

    async def create(self, user: User, payload: TeamCreate) -> TeamResponse:
        """Create a team, with the user as its owner.

        Raises `UnauthenticatedError` if the user is deleted concurrently.
        """
        await require_active(self._users, user)
        team = await self._teams.add(Team(**payload.model_dump()))
        owner = Membership(team_id=team.id, user_id=user.id, role=TeamRole.OWNER, team=team)
        await self._memberships.add(owner)
        publish = partial(self._events.publish, user_topic(user.id), access_changed(user.id))
        self._outbox.after_commit(publish)
        await self._outbox.commit()
        return shown(owner)

    async def get(self, user: User, team_id: UUID) -> TeamResponse:
        """Return a team. Raises `NotFoundError` if the user is not in it."""
        return shown(await require_member(self._memberships, team_id, user))

    async def update(self, user: User, team_id: UUID, payload: TeamUpdate) -> TeamResponse:
        """Change the given fields; the others stay unchanged.

        Raises `NotFoundError` for non-members, `ForbiddenError` for members who are not owners.
        """
        await self._teams.lock(team_id, user.id)
        owner = await require_owner(self._memberships, team_id, user)
        await self._teams.update(owner.team, payload.model_dump(exclude_unset=True))
        await self._outbox.commit()
        return shown(owner)

    async def delete(self, user: User, team_id: UUID) -> None:
        """Delete a team and its memberships.

        Raises what `update` raises, and `ConflictError` if other rows must refer to it.
        """
        await self._teams.lock(team_id, user.id)
        owner = await require_owner(self._memberships, team_id, user)
        await self._teams.delete(owner.team)
        publish = partial(self._events.publish, team_topic(team_id), access_changed(team_id))
        self._outbox.after_commit(publish)
        await self._outbox.commit()
        logger.info("team deleted", team_id=str(team_id), actor_id=str(user.id))

    async def dashboard(self, user: User, team_id: UUID) -> DashboardResponse:
        """Return the key figures of a team. Raises `NotFoundError` if the user is not in it.

        To add a figure, add a field to the response and a query that counts in the database.
        """
        membership = await require_member(self._memberships, team_id, user)
        return DashboardResponse(
            team=shown(membership),
            members=await self._member_figures(membership),
            news=await self._news_figures(team_id),
        )

    async def _member_figures(self, membership: Membership) -> MemberFigures:
        rows = await self._memberships.figures(membership.team_id, utc_now() - RECENT)
        return MemberFigures(
            total=sum(row.count for row in rows),
            by_role=dict.fromkeys(TeamRole, 0) | {row.role: row.count for row in rows},
            joined_last_30_days=sum(row.recent for row in rows),
            last_joined_at=max((row.last_joined_at for row in rows), default=membership.created_at),
        )

    async def _news_figures(self, team_id: UUID) -> NewsFigures:
        counts = await self._sources.counts(team_id, utc_now() - RECENT_NEWS)
        return NewsFigures(
            sources=counts.sources,
            failing_sources=counts.failing,
            items_last_7_days=counts.recent_items,
        )


def shown(membership: Membership) -> TeamResponse:
    """Return the response for a team, with the role of this membership."""
    team = membership.team
    return TeamResponse(
        id=team.id,
        name=team.name,
        role=membership.role,
        created_at=team.created_at,
        updated_at=team.updated_at,
    )

"""Business rules of summaries: members may read and renew the summary of a team."""

from uuid import UUID

from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.schemas.job import JobResponse
from app.schemas.summary import SummaryRequest, SummaryResponse
from app.services.access import require_member
from app.services.job import JobService
from app.services.summary_writer import SummaryWriter

# The kind of job.
SUMMARY_CREATE = "summary.create"


class SummaryService:
    """Returns and renews the summary of a team."""

    def __init__(
        self, memberships: MembershipRepository, writer: SummaryWriter, jobs: JobService
    ) -> None:
        self._memberships = memberships
        self._writer = writer
        self._jobs = jobs

    async def get(self, user: User, team_id: UUID) -> SummaryResponse:
        """Return a team's summary.

        Raises `NotFoundError` if the user is not a member, and what `SummaryWriter.write` raises.
        """
        await require_member(self._memberships, team_id, user)
        return await self._writer.remembered(team_id)

    async def create(self, user: User, team_id: UUID) -> JobResponse:
        """Enqueue a job that writes a new summary, unless one is active.

        Raises `NotFoundError` if the user is not in the team, and what `JobService.enqueue` raises.
        """
        await require_member(self._memberships, team_id, user)
        request = SummaryRequest(team_id=team_id)
        key = f"{SUMMARY_CREATE}:{team_id}"
        return await self._jobs.enqueue(SUMMARY_CREATE, request, user.id, key=key)

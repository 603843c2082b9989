"""The rules of summaries: who may see one, and who may have it written anew."""

from uuid import UUID

from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.schemas.job import JobResponse
from app.schemas.summary import SummaryRequest, SummaryResponse
from app.services.access import require_member
from app.services.job import JobService
from app.services.summary_writer import SummaryWriter

# The kind of the jobs.
SUMMARY_CREATE = "summary.create"


class SummaryService:
    """What members of a team can do with its summary."""

    def __init__(
        self, memberships: MembershipRepository, writer: SummaryWriter, jobs: JobService
    ) -> None:
        self._memberships = memberships
        self._writer = writer
        self._jobs = jobs

    async def get(self, user: User, team_id: UUID) -> SummaryResponse:
        """Return a team's summary.

        Raises `NotFoundError` if the user is not in the team, and what `SummaryWriter.write` raises.
        """
        await require_member(self._memberships, team_id, user)
        return await self._writer.remembered(team_id)

    async def create(self, user: User, team_id: UUID) -> JobResponse:
        """Let a job write it anew, unless one does so already.

        Raises `NotFoundError` if the user is not in the team, and what `JobService.enqueue` raises.
        """
        await require_member(self._memberships, team_id, user)
        request = SummaryRequest(team_id=team_id)
        key = f"{SUMMARY_CREATE}:{team_id}"
        return await self._jobs.enqueue(SUMMARY_CREATE, request, user.id, key=key)

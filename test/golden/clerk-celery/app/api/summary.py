"""The summary of a team's news over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response, status

from app.api.jobs import ACCEPTED, accepted
from app.clients.llm.port import LLMBudgetError, LLMRefusedError, LLMUnavailableError
from app.dependencies import CurrentUser, SummaryServiceDep, get_current_user
from app.schemas.job import JobResponse
from app.schemas.summary import SummaryResponse
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(
    prefix="/teams/{team_id}/summary",
    tags=["summary"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError, NotFoundError),
)


@router.get(
    "",
    responses=responses(LLMUnavailableError, LLMRefusedError, LLMBudgetError),
    summary="Summarise a team's news",
)
async def get_summary(
    team_id: UUID, user: CurrentUser, service: SummaryServiceDep
) -> SummaryResponse:
    """Return the summary of a team's newest news; it is written on the first request."""
    return await service.get(user, team_id)


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    responses=ACCEPTED | responses(ConflictError),
    summary="Renew a team's summary",
)
async def create_summary(
    team_id: UUID, user: CurrentUser, service: SummaryServiceDep, response: Response
) -> JobResponse:
    """Enqueue a job that writes a new summary; it may take longer than a request."""
    return accepted(await service.create(user, team_id), response)

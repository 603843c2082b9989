"""The jobs of the current user over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from app.dependencies import CurrentUser, JobServiceDep, get_current_user
from app.schemas.job import JobPage, JobQuery, JobResponse
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import NotFoundError
from app.utils.job_errors import QueueFullError, TooManyJobsError
from app.utils.problems import responses

router = APIRouter(
    prefix="/jobs",
    tags=["jobs"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)

# The `responses=` of a route that returns an enqueued job.
ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "The enqueued job",
        "headers": {"Location": {"description": "URL of the job", "schema": {"type": "string"}}},
    },
    **responses(TooManyJobsError, QueueFullError),
}


def accepted(job: JobResponse, response: Response) -> JobResponse:
    """Return an enqueued job, and set the `Location` of the response to its URL."""
    response.headers["Location"] = router.url_path_for("get_job", job_id=str(job.id))
    return job


@router.get("")
async def list_jobs(
    query: Annotated[JobQuery, Query()], user: CurrentUser, service: JobServiceDep
) -> JobPage:
    """List the jobs of the current user without their results, a page at a time."""
    return await service.page(query, user.id)


@router.get("/{job_id}", responses=responses(NotFoundError))
async def get_job(job_id: UUID, user: CurrentUser, service: JobServiceDep) -> JobResponse:
    """Return a job of the current user, with its result once it has succeeded."""
    return await service.get(job_id, user.id)

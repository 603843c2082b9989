"""Exports of invoices over HTTP."""

from fastapi import APIRouter, Depends, Response, status

from app.api.jobs import ACCEPTED, accepted
from app.dependencies import CurrentUser, JobServiceDep, get_current_user
from app.schemas.export import ExportRequest
from app.schemas.job import JobResponse
from app.services.invoice_export import EXPORT
from app.utils.auth_errors import UnauthenticatedError
from app.utils.problems import responses

router = APIRouter(
    prefix="/invoices/exports",
    tags=["invoices"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError),
)


@router.post("", status_code=status.HTTP_202_ACCEPTED, responses=ACCEPTED)
async def export_invoices(
    payload: ExportRequest,
    user: CurrentUser,
    service: JobServiceDep,
    response: Response,
) -> JobResponse:
    """Enqueue an export of all invoices; the result of the job has them."""
    key = f"{EXPORT}:{user.id}:{payload.format}"
    return accepted(await service.enqueue(EXPORT, payload, user.id, key=key), response)

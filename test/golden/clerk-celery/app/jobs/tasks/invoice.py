"""Tasks of invoices."""

from app.jobs.work import Work, task
from app.repositories.batches import Batches
from app.repositories.invoice import InvoiceRepository
from app.schemas.export import ExportRequest, ExportResult
from app.services.export import ExportLimits
from app.services.invoice_export import EXPORT, InvoiceExportService


@task(EXPORT, ExportRequest)
async def export_invoices(work: Work, request: ExportRequest) -> ExportResult:
    """Export all invoices."""
    rows = Batches(InvoiceRepository, work.session)
    service = InvoiceExportService(rows, ExportLimits.of(work.settings))
    return await service.export(request)

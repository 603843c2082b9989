"""Business rules of exporting invoices."""

from app.schemas.export import ExportRequest, ExportResult
from app.schemas.invoice import InvoiceResponse
from app.services.export import ExportLimits, Rows, export_rows

# The kind of job.
EXPORT = "invoices.export"


class InvoiceExportService:
    """Exports invoices, with the fields that clients see."""

    def __init__(self, rows: Rows, limits: ExportLimits) -> None:
        self._rows = rows
        self._limits = limits

    async def export(self, request: ExportRequest) -> ExportResult:
        """Return all invoices as one text, the oldest first, as many as fit."""
        return await export_rows(self._rows, InvoiceResponse, request, self._limits)

"""The contract of exports: what a client asks for, and what the job's result is."""

from app.enums import ExportFormat
from app.schemas.base import RequestSchema, ResponseSchema


class ExportRequest(RequestSchema):
    """What a client sends to have all rows written down."""

    format: ExportFormat = ExportFormat.CSV


class ExportResult(ResponseSchema):
    """The rows as one text; `truncated` says that there were more than fit into it."""

    format: ExportFormat
    rows: int
    truncated: bool
    content: str

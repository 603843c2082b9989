"""Request and result schemas of exports."""

from app.enums import ExportFormat
from app.schemas.base import RequestSchema, ResponseSchema


class ExportRequest(RequestSchema):
    """The format of an export."""

    format: ExportFormat = ExportFormat.CSV


class ExportResult(ResponseSchema):
    """The rows as a text; `truncated` if they exceeded the limits."""

    format: ExportFormat
    rows: int
    truncated: bool
    content: str

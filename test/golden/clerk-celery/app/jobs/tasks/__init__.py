"""Every task by its kind.

Rendered from the list of resources.
"""

from collections.abc import Mapping
from typing import Any

from app.jobs.tasks import invoice, news, summary
from app.jobs.work import Task

LISTED: tuple[Task[Any], ...] = (
    news.refresh_news,
    summary.create_summary,
    invoice.export_invoices,
)

TASKS: Mapping[str, Task[Any]] = {task.kind: task for task in LISTED}

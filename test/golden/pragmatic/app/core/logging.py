"""Structured logging: JSON lines, or coloured text in development."""

import json
import logging
import sys
from contextvars import ContextVar

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from app.core.config import Environment, Settings

# The id of the current request, if any.
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

# Created once: `json.dumps` with a `default` would create an encoder for every line.
ENCODE = json.JSONEncoder(default=repr).encode


def add_request_id(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add the id of the current request to the event, if there is one."""
    request_id = REQUEST_ID.get()
    if request_id is not None:
        event["request_id"] = request_id
    return event


SHARED_PROCESSORS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    add_request_id,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure_logging(settings: Settings) -> None:
    """Write the records of structlog and standard logging to standard output, in one format.

    Calling it again replaces the previous configuration.
    """
    level = logging.getLevelNamesMapping()[settings.log_level]
    renderers = renderers_for(settings.environment)
    structlog.configure(
        processors=[*SHARED_PROCESSORS, *renderers],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Not through standard logging, which is several times slower per record.
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    bridge_standard_library(level, renderers)


def render_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Return the event as a line of JSON; other values are rendered with `repr`."""
    return ENCODE(event)


def renderers_for(environment: Environment) -> tuple[Processor, ...]:
    """Return the processors that turn an event into a line."""
    if environment is Environment.DEVELOPMENT:
        # The plain formatter: other formatters print local variables, which may be secrets.
        return (
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        )
    return (structlog.processors.format_exc_info, render_json)


class StandardOutputHandler(logging.Handler):
    """Writes to the current `sys.stdout`, which a test runner may replace."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record as one line."""
        sys.stdout.write(self.format(record) + "\n")


def bridge_standard_library(level: int, renderers: tuple[Processor, ...]) -> None:
    """Format the records of libraries, including uvicorn, like those of the application."""
    formatter = ProcessorFormatter(
        foreign_pre_chain=[*SHARED_PROCESSORS, structlog.stdlib.add_logger_name],
        processors=[ProcessorFormatter.remove_processors_meta, *renderers],
    )
    handler = StandardOutputHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for former in list(root.handlers):
        # Remove only the handler of an earlier call, not that of a test runner.
        if isinstance(former, StandardOutputHandler):
            root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        # `RequestMiddleware` writes the access log, with the request id and the duration.
        logger.propagate = name != "uvicorn.access"

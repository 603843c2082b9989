"""Structured logs: JSON where machines read them, coloured lines on a developer's machine."""

import json
import logging
import sys
from contextvars import ContextVar

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from app.config import Environment, Settings

# The id of the request that is being answered, if one is.
REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

# Made once: `json.dumps` with a `default` would make an encoder for every line.
ENCODE = json.JSONEncoder(default=repr).encode


def add_request_id(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return the event with the id of the request that it happened in, if it happened in one."""
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
    """Send the records of structlog and of the standard library to standard output, in one shape.

    Calling it again replaces the former configuration.
    """
    level = logging.getLevelNamesMapping()[settings.log_level]
    renderers = renderers_for(settings.environment)
    structlog.configure(
        processors=[*SHARED_PROCESSORS, *renderers],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Not through the standard library: that is several times slower a record.
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )
    bridge_standard_library(level, renderers)


def render_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Return the event as a line of JSON; what JSON does not know is shown as Python would."""
    return ENCODE(event)


def renderers_for(environment: Environment) -> tuple[Processor, ...]:
    """Return the processors that turn an event into a line."""
    if environment is Environment.DEVELOPMENT:
        # The plain formatter: the prettier ones print local variables, and some of them are secrets.
        return (
            structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        )
    return (structlog.processors.format_exc_info, render_json)


class StandardOutputHandler(logging.Handler):
    """Writes to what standard output is at that moment: a test runner replaces it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record as one line."""
        sys.stdout.write(self.format(record) + "\n")


def bridge_standard_library(level: int, renderers: tuple[Processor, ...]) -> None:
    """Give the records of libraries, uvicorn's included, the shape of our own."""
    formatter = ProcessorFormatter(
        foreign_pre_chain=[*SHARED_PROCESSORS, structlog.stdlib.add_logger_name],
        processors=[ProcessorFormatter.remove_processors_meta, *renderers],
    )
    handler = StandardOutputHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for former in list(root.handlers):
        # Only our own handler of an earlier call: a test runner's must stay.
        if isinstance(former, StandardOutputHandler):
            root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        # The access log is ours, with the request id and the duration.
        logger.propagate = name != "uvicorn.access"

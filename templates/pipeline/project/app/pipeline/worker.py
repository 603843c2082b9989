"""A worker process: `python -m app.pipeline.worker`. Any number may run, on any machines."""

import asyncio
import signal
from collections.abc import Mapping
from typing import Any

import structlog
from prometheus_client import start_http_server

from app.config import Settings, get_settings
from app.pipeline import PIPELINES
from app.pipeline.assembly import create_runner
from app.pipeline.definition import Pipeline
from app.pipeline.embedded import open_tools
from app.utils.database import create_engine, create_session_factory
from app.utils.logging import configure_logging

log = structlog.get_logger("pipeline")


async def work(settings: Settings, pipelines: Mapping[str, Pipeline[Any, Any]] = PIPELINES) -> None:
    """Work until SIGTERM or SIGINT; then finish what is in hand, or give it back."""
    engine = create_engine(settings)
    factory = create_session_factory(engine)
    try:
        async with open_tools(settings, factory) as tools:
            runner = create_runner(factory, pipelines, tools, settings)
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, runner.stop)
            log.info("worker started")
            await runner.run()
    finally:
        await engine.dispose()
        log.info("worker stopped")


def main() -> None:
    """Run a worker with the settings of the environment."""
    settings = get_settings()
    configure_logging(settings)
    if settings.pipeline_metrics_port:
        start_http_server(settings.pipeline_metrics_port)
    asyncio.run(work(settings))


if __name__ == "__main__":
    main()

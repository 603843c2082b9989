"""The application, put together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from app.config import PROJECT_NAME, VERSION, Settings
from app.routers import ROUTERS
from app.utils.database import create_engine, create_session_factory
from app.utils.logging import configure_logging
from app.utils.middleware import AllowedHostsMiddleware, BodyLimitMiddleware, RequestMiddleware
from app.utils.openapi import DocumentedFastAPI, operation_id
from app.utils.problems import add_problem_handlers

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Open what lives as long as the application, and close it."""
    engine = create_engine(app.state.settings)
    app.state.engine = engine
    app.state.session_factory = create_session_factory(engine)
    LOG.info("started", version=VERSION, environment=app.state.settings.environment)
    yield
    await engine.dispose()
    LOG.info("stopped")


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application.

    Args:
        settings: What to run with; read from the environment when left out.

    Raises:
        pydantic.ValidationError: if the environment lacks a setting or holds a wrong one.
    """
    settings = settings or Settings()
    configure_logging(settings)
    app = DocumentedFastAPI(
        title=PROJECT_NAME,
        description="A FastAPI backend.",
        version=VERSION,
        lifespan=lifespan,
        generate_unique_id_function=operation_id,
    )
    app.state.settings = settings
    add_problem_handlers(app)
    add_middleware(app, settings)
    for router in ROUTERS:
        app.include_router(router)
    return app


def add_middleware(app: FastAPI, settings: Settings) -> None:
    """Surround the application; the last one added is the first to see a request."""
    app.add_middleware(BodyLimitMiddleware, limit=settings.max_body_size)
    if "*" not in settings.allowed_hosts:
        app.add_middleware(AllowedHostsMiddleware, allowed_hosts=list(settings.allowed_hosts))
    app.add_middleware(RequestMiddleware)
    # Outermost, because a browser may read no answer without its headers, a 500 included.
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Request-ID"],
        )


app = create_app()

if __name__ == "__main__":
    import uvicorn

    # The log is configured already.
    uvicorn.run(app, log_config=None)

"""Create the FastAPI application."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.api import health
from app.api.v1 import router as v1
from app.core.config import API_V1_PREFIX, PROJECT_NAME, VERSION, Settings, get_settings
from app.core.database import create_engine, create_session_factory
from app.core.error_responses import add_problem_handlers
from app.core.logging import configure_logging
from app.core.middleware import (
    AllowedHostsMiddleware,
    BodyLimitMiddleware,
    RequestMiddleware,
    UnexpectedErrorMiddleware,
)
from app.core.openapi import DocumentedFastAPI, operation_id
from app.core.rate_limit import RateLimiter
from app.core.readiness import Readiness, read_revisions
from app.core.retries import RetryMiddleware

LOG: structlog.typing.FilteringBoundLogger = structlog.get_logger()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Open the database engines and other resources at startup, and close them at shutdown."""
    settings: Settings = app.state.settings
    engine = create_engine(settings)
    app.state.engine = engine
    app.state.session_factory = create_session_factory(engine)
    readiness = Readiness(
        create_engine(settings.model_copy(update={"database_pool_size": 1})),
        await asyncio.to_thread(read_revisions),
    )
    app.state.readiness = readiness
    try:
        await readiness.report()
        LOG.info("started", version=VERSION, environment=settings.environment)
        yield
    finally:
        await readiness.close()
        await engine.dispose()
        LOG.info("stopped")


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application.

    Args:
        settings: The settings; read from the environment if omitted.

    Raises:
        pydantic.ValidationError: if a setting is missing or invalid.
    """
    settings = settings or get_settings()
    configure_logging(settings)
    app = DocumentedFastAPI(
        title=PROJECT_NAME,
        description="A FastAPI backend.",
        version=VERSION,
        # `None` disables /docs and /redoc too.
        openapi_url=f"{API_V1_PREFIX}/openapi.json" if settings.docs_enabled else None,
        # Behind a proxy that terminates TLS, a redirect would point to http://.
        redirect_slashes=False,
        # No route accepts files; one that does sets its own `form_limits`.
        form_limits={"max_fields": 20, "max_files": 0},
        lifespan=lifespan,
        generate_unique_id_function=operation_id,
    )
    app.state.settings = settings
    app.state.rate_limiter = RateLimiter.of(settings)
    add_problem_handlers(app)
    add_middleware(app, settings)
    for router in v1.ROUTERS:
        app.include_router(router, prefix=API_V1_PREFIX)
    app.include_router(health.router)
    return app


def add_middleware(app: FastAPI, settings: Settings) -> None:
    """Add the middleware; the last one added handles a request first."""
    app.add_middleware(RetryMiddleware)
    app.add_middleware(
        BodyLimitMiddleware,
        size=settings.max_body_size,
        form_size=settings.max_form_size,
        seconds=settings.body_timeout_seconds,
    )
    if "*" not in settings.allowed_hosts:
        hosts = list(settings.allowed_hosts)
        app.add_middleware(AllowedHostsMiddleware, allowed_hosts=hosts, www_redirect=False)
    app.add_middleware(UnexpectedErrorMiddleware)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Request-ID"],
        )
    app.add_middleware(RequestMiddleware, hsts_seconds=settings.hsts_seconds)
    if settings.trusted_proxies:
        proxies = [str(each) for each in settings.trusted_proxies]
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)


app = create_app()

if __name__ == "__main__":
    import uvicorn

    # Logging is already configured.
    uvicorn.run(app, log_config=None)

"""Tests of the rate limit for each client and route."""

import httpx2
import pytest
from fastapi import Depends, FastAPI
from structlog.testing import capture_logs

from app.core.auth import public
from app.core.config import Settings
from app.core.rate_limit import RateLimitedError, RateLimiter


@pytest.fixture
def limited(app: FastAPI) -> FastAPI:
    """Return the application with a limit of two requests a minute."""
    app.state.rate_limiter = RateLimiter("memory://", per_minute=2)
    return app


async def test_the_limit_applies_to_each_client_and_route() -> None:
    limiter = RateLimiter("memory://", per_minute=2)
    for _ in range(2):
        await limiter.hit("ada", "list")
    await limiter.hit("ada", "get")
    await limiter.hit("bob", "list")
    with pytest.raises(RateLimitedError) as caught:
        await limiter.hit("ada", "list")
    assert 1 <= caught.value.retry_after <= 60


async def test_too_many_requests_return_429_with_retry_after(
    limited: FastAPI, client: httpx2.AsyncClient
) -> None:
    @limited.get("/limited", dependencies=[Depends(public)])
    async def get_limited() -> None:
        return

    statuses = [(await client.get("/limited")).status_code for _ in range(2)]
    response = await client.get("/limited")
    assert (statuses, response.status_code) == ([200, 200], 429)
    assert response.json()["error_code"] == "rate_limited"
    assert int(response.headers["retry-after"]) >= 1


async def test_probes_are_never_limited(limited: FastAPI, client: httpx2.AsyncClient) -> None:
    del limited
    assert {(await client.get("/health/live")).status_code for _ in range(4)} == {200}


async def test_requests_are_allowed_if_the_counters_are_unavailable() -> None:
    limiter = RateLimiter("redis://127.0.0.1:1", per_minute=1)
    with capture_logs() as logs:
        await limiter.hit("ada", "list")
        await limiter.hit("ada", "list")
    # The second request does not wait for the counters.
    assert [entry["event"] for entry in logs] == ["requests are not counted"]


async def test_requests_are_counted_again_after_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.rate_limit.REST_SECONDS", 0)
    limiter = RateLimiter("redis://127.0.0.1:1", per_minute=1)
    with capture_logs() as logs:
        await limiter.hit("ada", "list")
        await limiter.hit("ada", "list")
    assert len(logs) == 2


@pytest.mark.parametrize(("per_minute", "is_limited"), [(0, False), (5, True)])
def test_the_limit_is_configurable(settings: Settings, per_minute: int, is_limited: bool) -> None:
    limited = settings.model_copy(update={"rate_limit_per_minute": per_minute})
    assert (RateLimiter.of(limited) is not None) == is_limited

"""No log, error or `repr` has prompts, completions or keys."""

import logging
import traceback

import httpx2
import pytest
from structlog.testing import capture_logs

from app.clients.breaker import CircuitBreaker
from app.clients.llm.client import FallbackClient, Route
from app.clients.llm.port import Completion, Prompt
from app.clients.resilience import Resilience, log_retries_quietly
from app.config import Environment, Settings
from app.utils.exceptions import DomainError
from tests.clients.llm.providers import KEY, PROVIDERS, answering, budget, events

PRIVATE = ("private question", "private system", "private answer", KEY)
PROMPT = Prompt("private question", system="private system")

BROKEN = [
    httpx2.Response(500, text="private question"),
    httpx2.Response(200, text="private answer"),
    events('data: {"choices": "private answer"}\n\n'),
    events('data: {"choices": [{"delta": {"content": "private answer'),
    events('data: {"error": "private question", "type": "error"}\n\n'),
]


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize("answer", BROKEN)
async def test_failures_have_no_private_data(
    caplog: pytest.LogCaptureFixture, name: str, answer: httpx2.Response
) -> None:
    log_retries_quietly()
    make, _ = PROVIDERS[name]
    async with answering(lambda _: answer) as http:
        route = Route(name, make(http), Resilience(CircuitBreaker(name), attempt_seconds=60))
        llm = FallbackClient([route], budget(10_000))
        with (
            caplog.at_level(logging.DEBUG),
            capture_logs() as logs,
            pytest.raises(DomainError) as caught,
        ):
            await llm.complete(PROMPT, seconds=60)

    told = "".join(traceback.format_exception(caught.value)) + caplog.text + str(logs)
    assert logs
    assert [text for text in PRIVATE if text in told] == []


def test_representations_have_no_private_data() -> None:
    settings = Settings(
        environment=Environment.TEST,
        openai_api_key=KEY,
        anthropic_api_key=KEY,
        compatible_api_key=KEY,
        redis_url=f"redis://:{KEY}@localhost",
        _env_file=None,
    )
    shown = repr((PROMPT, Completion("private answer", 1, 1, "fake"), settings))

    assert [text for text in PRIVATE if text in shown] == []

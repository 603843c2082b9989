"""The providers with a network connection, and the responses of their servers."""

import json
from collections.abc import Callable, Iterable

import httpx2

from app.clients.llm.anthropic import Messages
from app.clients.llm.budget import MemoryUsage, TokenBudget
from app.clients.llm.openai import ChatCompletions
from app.clients.llm.port import Provider

KEY = "sk-secret-key"

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

OPENAI_EVENTS = (
    {"choices": [{"delta": {"role": "assistant", "content": ""}}]},
    {"choices": [{"delta": {"content": "forty-"}}], "usage": None},
    {"choices": [{"delta": {"content": "two"}}]},
    {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}},
)
ANTHROPIC_EVENTS = (
    {"type": "message_start", "message": {"usage": {"input_tokens": 7, "output_tokens": 1}}},
    {"type": "ping"},
    {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "forty-"}},
    {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "two"}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
)


def stream(events: Iterable[object], *, end: str = "") -> str:
    """Return events in the format of a response."""
    return "".join(f"data: {json.dumps(event)}\n\n" for event in events) + end


OPENAI_STREAM = stream(OPENAI_EVENTS, end="data: [DONE]\n\n")
ANTHROPIC_STREAM = stream(ANTHROPIC_EVENTS)

# A function that creates each provider, and a complete response for it.
PROVIDERS: dict[str, tuple[Callable[[httpx2.AsyncClient], Provider], str]] = {
    "openai": (
        lambda http: ChatCompletions("openai", http, key=KEY, model="some-model"),
        OPENAI_STREAM,
    ),
    "anthropic": (lambda http: Messages(http, key=KEY, model="some-model"), ANTHROPIC_STREAM),
}


def answering(answer: Callable[[httpx2.Request], httpx2.Response]) -> httpx2.AsyncClient:
    """Return a client with a function that responds to its requests."""
    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer))


def events(text: str) -> httpx2.Response:
    """Return a response that is an event stream."""
    return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, text=text)


def budget(tokens: int) -> TokenBudget:
    """Return a budget with the same limit for all accounts and for each."""
    return TokenBudget(MemoryUsage(), limit=tokens, account_limit=tokens, window_seconds=3600)

"""The messages of Anthropic.

https://docs.anthropic.com/en/api/messages
"""

from typing import Any

import httpx2

from app.clients.errors import ClientError
from app.clients.llm.port import Completion, Prompt
from app.clients.llm.stream import Message, open_stream

URL = "https://api.anthropic.com/v1/messages"
VERSION = "2023-06-01"

# What the stream may say of itself that will not be otherwise in a moment.
FINAL_ERRORS = frozenset(
    {"authentication_error", "invalid_request_error", "not_found_error", "permission_error"}
)


class Usage(Message):
    """What was counted so far; each count replaces the one before."""

    input_tokens: int | None = None
    output_tokens: int | None = None


class Start(Message):
    usage: Usage = Usage()


class Delta(Message):
    text: str = ""


class StreamError(Message):
    type: str = ""


class Event(Message):
    """One event: which of the fields it has depends on its type."""

    type: str
    message: Start = Start()
    delta: Delta = Delta()
    usage: Usage = Usage()
    error: StreamError = StreamError()


class Messages:
    """A model behind `/v1/messages`.

    Args:
        http: Makes the requests, and limits how long one waits for the next event.
        key: What to authenticate with.
        model: Which model to ask.
    """

    def __init__(self, http: httpx2.AsyncClient, *, key: str, model: str) -> None:
        self._http = http
        self._headers = {"x-api-key": key, "anthropic-version": VERSION}
        self._model = model

    async def complete(self, prompt: Prompt) -> Completion:
        """Ask once.

        Raises:
            ClientError: if there is no whole answer.
        """
        texts: list[str] = []
        asked = answered = 0
        body = self._body(prompt)
        async with open_stream(self._http, URL, headers=self._headers, body=body) as events:
            async for sent in events:
                event = Event.model_validate_json(sent.data)
                if event.type == "message_stop":
                    return Completion("".join(texts), asked, answered, "anthropic")
                if event.type == "error":
                    transient = event.error.type not in FINAL_ERRORS
                    raise ClientError("failed in the middle of its answer", transient=transient)
                texts.append(event.delta.text)
                for usage in (event.message.usage, event.usage):
                    asked = usage.input_tokens or asked
                    answered = usage.output_tokens or answered
        raise ClientError("half of an answer", transient=True)

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        system = {"system": prompt.system} if prompt.system else {}
        return {
            "model": self._model,
            "max_tokens": prompt.max_tokens,
            "messages": [{"role": "user", "content": prompt.text}],
            "stream": True,
            **system,
        }

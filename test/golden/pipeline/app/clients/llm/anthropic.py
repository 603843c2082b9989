"""Anthropic's Messages API.

https://docs.anthropic.com/en/api/messages
"""

from typing import Any

import httpx2

from app.clients.errors import ClientError
from app.clients.llm.port import Completion, Prompt
from app.clients.llm.stream import Message, open_stream

URL = "https://api.anthropic.com/v1/messages"
VERSION = "2023-06-01"

# Errors in a stream that a retry does not help with.
FINAL_ERRORS = frozenset(
    {"authentication_error", "invalid_request_error", "not_found_error", "permission_error"}
)


class Usage(Message):
    """The token counts so far; each count replaces the previous one."""

    input_tokens: int | None = None
    output_tokens: int | None = None


class Start(Message):
    usage: Usage = Usage()


class Delta(Message):
    text: str = ""


class StreamError(Message):
    type: str = ""


class Event(Message):
    """An event of the stream; its type determines its fields."""

    type: str
    message: Start = Start()
    delta: Delta = Delta()
    usage: Usage = Usage()
    error: StreamError = StreamError()


class Messages:
    """A model behind `/v1/messages`.

    Args:
        http: The HTTP client, with a read timeout between two events.
        key: The API key.
        model: The name of the model.
    """

    def __init__(self, http: httpx2.AsyncClient, *, key: str, model: str) -> None:
        self._http = http
        self._headers = {"x-api-key": key, "anthropic-version": VERSION}
        self._model = model

    async def complete(self, prompt: Prompt) -> Completion:
        """Send the prompt once.

        Raises:
            ClientError: if there is no complete response.
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
                    raise ClientError("error within the response", transient=transient)
                texts.append(event.delta.text)
                for usage in (event.message.usage, event.usage):
                    asked = usage.input_tokens or asked
                    answered = usage.output_tokens or answered
        raise ClientError("incomplete response", transient=True)

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        system = {"system": prompt.system} if prompt.system else {}
        return {
            "model": self._model,
            "max_tokens": prompt.max_tokens,
            "messages": [{"role": "user", "content": prompt.text}],
            "stream": True,
            **system,
        }

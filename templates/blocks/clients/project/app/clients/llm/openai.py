"""The chat completions of OpenAI, which many other servers speak too.

https://platform.openai.com/docs/api-reference/chat
"""

from typing import Any

import httpx2

from app.clients.errors import ClientError
from app.clients.llm.port import Completion, Prompt, count_tokens
from app.clients.llm.stream import Message, open_stream

URL = "https://api.openai.com/v1"
END = "[DONE]"


class Delta(Message):
    content: str | None = None


class Choice(Message):
    delta: Delta = Delta()


class Usage(Message):
    prompt_tokens: int
    completion_tokens: int


class Chunk(Message):
    """A piece of an answer. The last one has no choice but the usage, from servers that count."""

    choices: tuple[Choice, ...] = ()
    usage: Usage | None = None
    error: Any = None


class ChatCompletions:
    """A model behind `/chat/completions`.

    Args:
        name: What the provider is called.
        http: Makes the requests, and limits how long one waits for the next event.
        url: Where the API begins.
        key: What to authenticate with; nothing for a server that asks for nothing.
        model: Which model to ask.
        limit_field: What the length of an answer is called: OpenAI itself renamed it.
    """

    def __init__(
        self,
        name: str,
        http: httpx2.AsyncClient,
        *,
        key: str,
        model: str,
        url: str = URL,
        limit_field: str = "max_completion_tokens",
    ) -> None:
        self._name = name
        self._http = http
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._model = model
        self._limit_field = limit_field

    async def complete(self, prompt: Prompt) -> Completion:
        """Ask once.

        Raises:
            ClientError: if there is no whole answer.
        """
        texts: list[str] = []
        usage: Usage | None = None
        body = self._body(prompt)
        async with open_stream(self._http, self._url, headers=self._headers, body=body) as events:
            async for event in events:
                if event.data == END:
                    return self._completion(prompt, "".join(texts), usage)
                chunk = Chunk.model_validate_json(event.data)
                if chunk.error is not None:
                    raise ClientError("failed in the middle of its answer", transient=True)
                texts.extend(choice.delta.content or "" for choice in chunk.choices)
                usage = chunk.usage or usage
        raise ClientError("half of an answer", transient=True)

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        messages = [("system", prompt.system), ("user", prompt.text)]
        return {
            "model": self._model,
            "messages": [{"role": role, "content": text} for role, text in messages if text],
            self._limit_field: prompt.max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }

    def _completion(self, prompt: Prompt, text: str, usage: Usage | None) -> Completion:
        if usage is None:
            asked = count_tokens(prompt.system) + count_tokens(prompt.text)
            return Completion(text, asked, count_tokens(text), self._name)
        return Completion(text, usage.prompt_tokens, usage.completion_tokens, self._name)

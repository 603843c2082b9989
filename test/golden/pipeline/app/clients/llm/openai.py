"""OpenAI's Chat Completions API, which many other servers support too.

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
    """A chunk of a response. The last one may have the usage, and no choices."""

    choices: tuple[Choice, ...] = ()
    usage: Usage | None = None
    error: Any = None


class ChatCompletions:
    """A model behind `/chat/completions`.

    Args:
        name: The name of the provider.
        http: The HTTP client, with a read timeout between two events.
        url: The base URL of the API.
        key: The API key; empty for a server that requires none.
        model: The name of the model.
        limit_field: The name of the field that limits the response; OpenAI has renamed it.
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
        """Send the prompt once.

        Raises:
            ClientError: if there is no complete response.
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
                    raise ClientError("error within the response", transient=True)
                texts.extend(choice.delta.content or "" for choice in chunk.choices)
                usage = chunk.usage or usage
        raise ClientError("incomplete response", transient=True)

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

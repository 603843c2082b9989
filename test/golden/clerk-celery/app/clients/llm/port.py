"""The interface to language models, independent of the provider."""

from dataclasses import dataclass, field
from typing import Protocol

from app.utils.exceptions import DomainError
from app.utils.retryable import RetryableError

# About four bytes of English, and three in most other languages; the estimate is rather high.
BYTES_PER_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt. Its texts are not in its `repr`, so that no log and no error shows them.

    Args:
        text: The user message.
        system: The system message.
        max_tokens: The maximum length of the completion.
        account: The account whose budget it counts against; empty for the common one only.
        example: A valid answer, which the fake provider returns; the system message names it too.
    """

    text: str = field(repr=False)
    system: str = field(default="", repr=False)
    max_tokens: int = 1024
    account: str = ""
    example: str = field(default="", repr=False)

    @property
    def most_tokens(self) -> int:
        """The estimated maximum of tokens in prompt and completion."""
        return count_tokens(self.system) + count_tokens(self.text) + self.max_tokens


@dataclass(frozen=True, slots=True)
class Completion:
    """The response of a provider, and the tokens that it used."""

    text: str = field(repr=False)
    input_tokens: int
    output_tokens: int
    provider: str

    @property
    def tokens(self) -> int:
        """The tokens of prompt and completion."""
        return self.input_tokens + self.output_tokens


class Provider(Protocol):
    """A provider of a model: converts requests and responses, without retries."""

    async def complete(self, prompt: Prompt) -> Completion:
        """Send the prompt once.

        Raises:
            ClientError: if there is no complete response.
        """


class LLMClient(Protocol):
    """The client for services: some provider, within timeout and budget."""

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Return the completion within `seconds`, including retries and other providers.

        Raises:
            LLMUnavailableError: if no provider responds, or the budget is used up; retry later.
            LLMRefusedError: if all providers refuse this prompt; a retry does not help.
        """

    async def aclose(self) -> None:
        """Close the connections."""


class LLMUnavailableError(RetryableError):
    """No model responded in time."""

    code = "llm_unavailable"


class LLMNotCalledError(LLMUnavailableError):
    """No model was called: all circuits are open, or the common budget is used up."""

    was_called = False


class LLMBudgetError(LLMNotCalledError):
    """An account has used up its budget in this window."""

    status_code = 429
    code = "llm_budget_exceeded"
    title = "Too Many Requests"


class LLMRefusedError(DomainError):
    """All models refused the prompt."""

    status_code = 502
    code = "llm_refused"
    title = "Bad Gateway"


def count_tokens(text: str) -> int:
    """Return the estimated number of tokens in a text, rounded up."""
    return -(-len(text.encode()) // BYTES_PER_TOKEN)

"""The interface to language models, independent of the provider."""

from dataclasses import dataclass, field
from typing import Protocol

from app.utils.exceptions import DomainError
from app.utils.retryable import RetryableError

# A token is about four bytes of English and three of most other texts: rather too many than too few.
BYTES_PER_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked. Its texts are not in its `repr`, so that no log and no error shows them.

    Args:
        text: The question, with what it is about.
        system: How to answer.
        max_tokens: How long the answer may be.
        account: Whose budget it counts against, besides that of all; empty for none.
    """

    text: str = field(repr=False)
    system: str = field(default="", repr=False)
    max_tokens: int = 1024
    account: str = ""

    @property
    def most_tokens(self) -> int:
        """How many tokens question and answer have together at most, as far as one can guess."""
        return count_tokens(self.system) + count_tokens(self.text) + self.max_tokens


@dataclass(frozen=True, slots=True)
class Completion:
    """What was answered, what it took, and by whom."""

    text: str = field(repr=False)
    input_tokens: int
    output_tokens: int
    provider: str

    @property
    def tokens(self) -> int:
        """How many tokens question and answer had together."""
        return self.input_tokens + self.output_tokens


class Provider(Protocol):
    """One company's model. It translates, and neither retries nor waits for longer than it must."""

    async def complete(self, prompt: Prompt) -> Completion:
        """Ask once.

        Raises:
            ClientError: if there is no whole answer.
        """


class LLMClient(Protocol):
    """What services ask: some provider, in time, within the budget."""

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Return the answer within so many seconds, retries and other providers included.

        Raises:
            LLMUnavailableError: if none answered, or the budget is used up; it may work later.
            LLMRefusedError: if none takes this prompt; it will not work later either.
        """

    async def aclose(self) -> None:
        """Close the connections."""


class LLMUnavailableError(RetryableError):
    """No model answered, in time or at all."""

    code = "llm_unavailable"


class LLMBudgetError(LLMUnavailableError):
    """An account has used up its budget for now."""

    status_code = 429
    code = "llm_budget_exceeded"
    title = "Too Many Requests"


class LLMRefusedError(DomainError):
    """The models answer, but not to this."""

    status_code = 502
    code = "llm_refused"
    title = "Bad Gateway"


def count_tokens(text: str) -> int:
    """Return about how many tokens a text has, rounded up."""
    return -(-len(text.encode()) // BYTES_PER_TOKEN)

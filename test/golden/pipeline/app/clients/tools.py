"""What the work of a pipeline may use."""

from dataclasses import dataclass

from app.clients.llm.port import LLMClient, Prompt

# The longest time for all providers, without waits for rate limits.
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Tools:
    """The clients of external services. There is no database session: work only computes a result.

    Args:
        llm: The client of language models.
        key: An idempotency key for external services, the same for each attempt at an item.
    """

    llm: LLMClient
    key: str = ""

    async def ask(self, text: str, *, system: str = "", seconds: float = SECONDS) -> str:
        """Return the answer of a language model.

        Args:
            text: The user message.
            system: The system message.
            seconds: The timeout for all providers together.

        Raises:
            LLMUnavailableError: if no provider responds, or the budget is used up; retry later.
            LLMRefusedError: if all providers refuse this prompt; a retry does not help.
        """
        completion = await self.llm.complete(Prompt(text=text, system=system), seconds=seconds)
        return completion.text

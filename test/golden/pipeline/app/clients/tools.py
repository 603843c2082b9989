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

    async def ask(
        self, text: str, *, system: str = "", example: str = "", seconds: float = SECONDS
    ) -> str:
        """Return the answer of a language model.

        Args:
            text: The user message.
            system: The system message.
            example: A valid answer, which is added to the system message.
            seconds: The timeout for all providers together.

        Raises:
            LLMUnavailableError: if no provider responds, or the budget is used up; retry later.
            LLMRefusedError: if all providers refuse this prompt; a retry does not help.
        """
        if example:
            system = f"{system}\n\nExample: {example}"
        prompt = Prompt(text=text, system=system, example=example)
        completion = await self.llm.complete(prompt, seconds=seconds)
        return completion.text

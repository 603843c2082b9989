"""A language model for tests."""

from app.clients.llm.port import Completion, Prompt


class AnsweringModel:
    """Answers every prompt with the same text, and keeps the prompts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.prompts: list[Prompt] = []

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Return the text; `seconds` is for models that may be slow."""
        self.prompts.append(prompt)
        return Completion(text=self.text, input_tokens=0, output_tokens=0, provider="test")

    async def aclose(self) -> None:
        """Close nothing."""

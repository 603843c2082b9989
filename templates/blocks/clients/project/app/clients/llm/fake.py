"""A model for development and tests: it answers at once, costs nothing and says the same each time."""

from app.clients.llm.port import Completion, Prompt, count_tokens

WORDS = 30


class FakeProvider:
    """Repeats the beginning of what it was asked."""

    async def complete(self, prompt: Prompt) -> Completion:
        """Return the first words of the prompt, cut where the prompt says so."""
        words = prompt.text.split()
        text = " ".join(words[: min(WORDS, prompt.max_tokens)])
        return Completion(
            text=f"{text} …" if len(words) > WORDS else text,
            input_tokens=count_tokens(prompt.system) + count_tokens(prompt.text),
            output_tokens=count_tokens(text),
            provider="fake",
        )

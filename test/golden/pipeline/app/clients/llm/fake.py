"""A model for development and tests: immediate, free of charge and deterministic."""

from app.clients.llm.port import Completion, Prompt, count_tokens

WORDS = 30


class FakeProvider:
    """Repeats the beginning of the prompt."""

    async def complete(self, prompt: Prompt) -> Completion:
        """Return the first words of the prompt, at most `max_tokens`."""
        words = prompt.text.split()
        text = " ".join(words[: min(WORDS, prompt.max_tokens)])
        return Completion(
            text=f"{text} …" if len(words) > WORDS else text,
            input_tokens=count_tokens(prompt.system) + count_tokens(prompt.text),
            output_tokens=count_tokens(text),
            provider="fake",
        )

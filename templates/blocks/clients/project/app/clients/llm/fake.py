"""A model for development and tests: immediate, free of charge and deterministic."""

from app.clients.llm.port import Completion, Prompt, count_tokens

WORDS = 30
# A text without spaces is one word.
CHARACTERS = 240


class FakeProvider:
    """Repeats the beginning of the prompt, or the example of a valid answer."""

    async def complete(self, prompt: Prompt) -> Completion:
        """Return the example, or else the first words of the prompt, at most `max_tokens`."""
        words = prompt.text.split()
        text = " ".join(words[: min(WORDS, prompt.max_tokens)])[:CHARACTERS]
        if prompt.example:
            text = prompt.example
        elif len(words) > WORDS:
            text = f"{text} …"
        return Completion(
            text=text,
            input_tokens=count_tokens(prompt.system) + count_tokens(prompt.text),
            output_tokens=count_tokens(text),
            provider="fake",
        )

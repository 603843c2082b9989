"""Converts HTML to plain text."""

from html.parser import HTMLParser

# The content of these elements is not text for readers.
HIDDEN = frozenset({"script", "style"})
# These elements separate words.
SEPARATE = frozenset({"br", "div", "h1", "h2", "h3", "h4", "li", "p", "td", "tr"})

# The maximum ratio of HTML to text that is parsed.
MARKUP = 20


class TextCollector(HTMLParser):
    """Keeps the text between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(
        self,
        tag: str,
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 - the library's signature
    ) -> None:
        """Track hidden elements, and separate words."""
        self._hidden += tag in HIDDEN
        if tag in SEPARATE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Track the end of hidden elements."""
        self._hidden -= tag in HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Collect a text, unless it is hidden."""
        if not self._hidden:
            self.parts.append(data)


def plain_text(html: str, longest: int) -> str:
    """Return the text of an HTML document in one line, cut at a word if it is too long."""
    collector = TextCollector()
    # Limit the parsed HTML: more text would be cut off anyway.
    collector.feed(html[: longest * MARKUP])
    collector.close()
    text = " ".join("".join(collector.parts).split())
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0] or text[:longest]

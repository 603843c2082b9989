"""HTML as plain text."""

from html.parser import HTMLParser

# What stands in these is not for readers.
HIDDEN = frozenset({"script", "style"})
# Where a new one begins, there are two words, not one.
SEPARATE = frozenset({"br", "div", "h1", "h2", "h3", "h4", "li", "p", "td", "tr"})

# How much longer a text may be with its markup.
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
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 - the signature is the library's
    ) -> None:
        """Note where hidden text begins, and where words end."""
        self._hidden += tag in HIDDEN
        if tag in SEPARATE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Note where hidden text ends."""
        self._hidden -= tag in HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep a text, unless it is hidden."""
        if not self._hidden:
            self.parts.append(data)


def plain_text(html: str, longest: int) -> str:
    """Return the text of some HTML in one line, cut at a word if it is too long."""
    collector = TextCollector()
    # Markup may be long, but not that long: the rest would be cut off anyway.
    collector.feed(html[: longest * MARKUP])
    collector.close()
    text = " ".join("".join(collector.parts).split())
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0] or text[:longest]

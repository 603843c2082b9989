# Other things can be committed, begun and rolled back.
# into: app/utils/stories.py
class Story:
    def __init__(self) -> None:
        self._lines: list[str] = []

    def begin(self, line: str) -> None:
        self._lines = [line]

    def commit(self) -> str:
        return "\n".join(self._lines)

    def rollback(self) -> None:
        self._lines.clear()


def tell(story: Story, offsets: dict[str, int]) -> str:
    story.begin("Once")
    story.rollback()
    return story.commit() + str(offsets.get("commit"))

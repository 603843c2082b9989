# `get` of something that is no router.
# into: app/utils/plugins.py
from collections.abc import Callable


class Plugins:
    def __init__(self) -> None:
        self._known: dict[str, Callable[[], str]] = {}

    def get(self, name: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
        def keep(function: Callable[[], str]) -> Callable[[], str]:
            self._known[name] = function
            return function

        return keep


plugins = Plugins()


@plugins.get("greeting")
def greeting() -> str:
    return "hello"

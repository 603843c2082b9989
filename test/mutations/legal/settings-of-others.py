# What is called like the environment, and is none of the process.
# into: app/services/greenhouse.py
"""What grows."""

from dataclasses import dataclass, field


@dataclass
class Settings:
    """How warm it is."""

    warmth: int = 20


@dataclass
class Greenhouse:
    """Has an environment of its own."""

    environ: dict[str, int] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def getenv(self, name: str) -> int:
        """Return a value of it."""
        return self.environ.get(name, Settings().warmth)


def suffix(name: str) -> bool:
    """Tell whether a name looks like a file of the environment."""
    return name == ".env" or name.endswith(".environment")

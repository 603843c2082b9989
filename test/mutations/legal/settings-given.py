# Settings are passed in, asked about and annotated with.
# profiles: layered, api-v1, clerk-celery
# into: app/services/postbox.py
"""Where letters go."""

import os
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

from app.config import Environment, Settings

SettingsT = TypeVar("SettingsT", bound=Settings)
Given = Annotated[Settings, "given"]


class HasSettings(Protocol):
    """What knows its settings."""

    settings: Settings


class Postbox:
    """A postbox.

    Args:
        settings: What to run with, which came from the environment or from `.env`.
    """

    def __init__(self, settings: Given) -> None:
        self.settings = settings

    def is_local(self) -> bool:
        """Tell whether it is a developer's."""
        return self.settings.environment is Environment.DEVELOPMENT

    def folder(self) -> Path:
        """Return where letters are kept; `os` has more than the environment."""
        return Path(os.sep) / "var" / str(os.getpid())


def is_settings(value: object) -> bool:
    """Tell whether something is settings."""
    return isinstance(value, Settings)

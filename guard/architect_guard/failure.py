"""One-line errors for applications that fail to start, without values that may be secret."""

import traceback
from pathlib import Path
from typing import Any

from architect_guard.layout import ROOT

OWN = ("app", "tests")


def failure_of(error: BaseException) -> str:
    """Return what failed, where, and how to fix it."""
    return f"the application cannot be created: {reason_of(error)}"


def reason_of(error: BaseException) -> str:
    """Return the cause, and the command that shows or fixes it."""
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] not in OWN:
        return f"{error.name or 'a module'} cannot be imported. Run: uv sync"
    settings = wrong_settings(error)
    # The message of the error may contain its input, e.g. a URL with a password.
    what = f"{type(error).__name__}{place_of(error)}" + (f" ({settings})" if settings else "")
    return f'{what}. Run this to see the error: python -c "import app.main"'


def wrong_settings(error: BaseException) -> str:
    """Return the invalid settings with their error types, if Pydantic reported them."""
    errors = getattr(error, "errors", None)
    if not callable(errors) or not type(error).__module__.startswith("pydantic"):
        return ""
    found: list[dict[str, Any]] = errors()
    return ", ".join(f"{named(each['loc'])}: {each['type']}" for each in found if each["loc"])


def named(location: tuple[int | str, ...]) -> str:
    """Return the environment variable of a setting."""
    return "__".join(map(str, location)).upper()


def place_of(error: BaseException) -> str:
    """Return the innermost line of the project in a traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(Path(each.filename), each.lineno) for each in frames]
    own = [
        f" in {path.relative_to(ROOT).as_posix()}:{line}"
        for path, line in places
        if any(path.is_relative_to(ROOT / name) for name in OWN)
    ]
    return own[-1] if own else ""

"""Why an application could not be made, in one line: never with a value, which may be a secret."""

import traceback
from pathlib import Path
from typing import Any

from architect_guard.layout import ROOT

OWN = ("app", "tests")


def failure_of(error: BaseException) -> str:
    """Return what failed, where, and what to do."""
    return f"the application cannot be made: {reason_of(error)}, then again"


def reason_of(error: BaseException) -> str:
    """Return what is wrong, and how it is found or mended."""
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] not in OWN:
        return f"{error.name or 'a module'} cannot be imported: uv sync"
    settings = wrong_settings(error)
    # The message itself may repeat its input, as that of an URL with a password does.
    what = f"{type(error).__name__}{place_of(error)}" + (f" ({settings})" if settings else "")
    return f'{what}: mend what python -c "import app.main" says'


def wrong_settings(error: BaseException) -> str:
    """Return which settings are wrong, and in which way, where pydantic has looked at them."""
    errors = getattr(error, "errors", None)
    if not callable(errors) or not type(error).__module__.startswith("pydantic"):
        return ""
    found: list[dict[str, Any]] = errors()
    return ", ".join(f"{named(each['loc'])}: {each['type']}" for each in found if each["loc"])


def named(location: tuple[int | str, ...]) -> str:
    """Return the variable that a setting is read from."""
    return "__".join(map(str, location)).upper()


def place_of(error: BaseException) -> str:
    """Return the last place in the project that an error went through."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(Path(each.filename), each.lineno) for each in frames]
    own = [
        f" in {path.relative_to(ROOT).as_posix()}:{line}"
        for path, line in places
        if any(path.is_relative_to(ROOT / name) for name in OWN)
    ]
    return own[-1] if own else ""

"""Every pipeline by its name.

Rendered from the list of resources.
"""

from collections.abc import Mapping
from typing import Any

from app.pipeline import definition

LISTED: tuple[definition.Pipeline[Any, Any], ...] = ()

PIPELINES: Mapping[str, definition.Pipeline[Any, Any]] = {each.name: each for each in LISTED}

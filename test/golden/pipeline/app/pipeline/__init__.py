"""Every pipeline by its name.

Rendered from the list of resources.
"""

from collections.abc import Mapping
from typing import Any

from app.pipeline.definition import Pipeline

LISTED: tuple[Pipeline[Any, Any], ...] = ()

PIPELINES: Mapping[str, Pipeline[Any, Any]] = {each.name: each for each in LISTED}

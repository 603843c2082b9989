"""Response of the health probes."""

from typing import Literal

from pydantic import BaseModel

from app.core.config import VERSION


class Health(BaseModel):
    """The application is healthy; a failing probe returns a problem instead."""

    status: Literal["ok"] = "ok"
    version: str = VERSION

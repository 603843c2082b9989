"""The answer to a probe."""

from typing import Literal

from pydantic import BaseModel

from app.config import VERSION


class Health(BaseModel):
    """All is well; a probe that fails is answered with a problem instead."""

    status: Literal["ok"] = "ok"
    version: str = VERSION

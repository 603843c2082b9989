"""The answer to a probe."""

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """All is well; a probe that fails is answered with a problem instead."""

    status: Literal["ok"] = "ok"

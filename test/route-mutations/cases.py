"""What is added to a generated application to see which of it its own tests refuse. Never shipped."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import Depends, FastAPI
from pydantic import BaseModel

from app.dependencies import public
from app.utils.problems import responses
from tests.architecture.policies import POLICIES

# A profile without logins has none of the cases that need one.
LOGIN: Any = next((policy for policy, errors in POLICIES.items() if errors), None)
LOGIN_ERRORS = responses(*POLICIES.get(LOGIN, ()))
OPEN = [Depends(public)]


class Thing(BaseModel):
    id: UUID
    name: str


class Case(NamedTuple):
    rule: str
    legal: bool
    path: str
    add: Callable[[FastAPI, str], None]


CASES: list[Case] = []


def case(rule: str, *, legal: bool = False, login: bool = False) -> Any:
    """Register what a function adds below its own path: something that breaks the rule, or keeps it."""

    def register(add: Callable[[FastAPI, str], None]) -> Callable[[FastAPI, str], None]:
        kind = "legal" if legal else "broken"
        path = f"/{kind}/{rule}/{add.__name__.replace('_', '-')}"
        if LOGIN is not None or not login:
            CASES.append(Case(rule, legal, path, add))
        return add

    return register


def mutate(app: FastAPI) -> None:
    """Add every case to an application, and write down which there are."""
    for each in CASES:
        each.add(app, each.path)
    tried = [{"rule": each.rule, "legal": each.legal, "path": each.path} for each in CASES]
    Path("tried.json").write_text(json.dumps(tried), encoding="utf-8")

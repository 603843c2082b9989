"""Access policies: dependencies that control who may call a route."""

from collections.abc import Callable
from typing import Any

from app.core.auth import public
from app.core.exceptions import DomainError

# By policy: the errors its routes have to declare; a policy without errors is open to everyone.
# Add your own policies here.
POLICIES: dict[Callable[..., Any], set[type[DomainError]]] = {
    public: set(),
}

# By path: why FastAPI runs no dependency there, as for a folder of files that is mounted.
UNCHECKED: dict[str, str] = {}

"""Who may call a route: the dependencies that say so."""

from collections.abc import Callable
from typing import Any

from app.dependencies import get_current_user, public
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import DomainError

# By dependency: the errors that its routes have to declare; one without any lets everybody in.
# One of your own is added here.
POLICIES: dict[Callable[..., Any], set[type[DomainError]]] = {
    public: set(),
    get_current_user: {UnauthenticatedError},
}

# By path: why FastAPI runs no dependency there, as for a folder of files that is mounted.
UNCHECKED: dict[str, str] = {}

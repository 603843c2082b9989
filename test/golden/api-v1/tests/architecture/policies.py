"""Who may call a route: the dependencies that say so."""

from collections.abc import Callable
from typing import Any

from app.api.deps import get_current_active_user, get_current_superuser, public
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import DomainError

# By dependency: the errors that its routes have to declare; one without any lets everybody in.
# One of your own is added here.
POLICIES: dict[Callable[..., Any], set[type[DomainError]]] = {
    public: set(),
    get_current_active_user: {ForbiddenError, UnauthenticatedError},
    get_current_superuser: {ForbiddenError, UnauthenticatedError},
}

# By path: why FastAPI runs no dependency there, as for a folder of files that is mounted.
UNCHECKED: dict[str, str] = {}

"""Errors of the work of services, which are not the client's fault."""

from app.utils.exceptions import DomainError


class ServiceError(DomainError):
    """A service could not do its work; a retry does not help."""

    status_code = 500
    code = "service_error"
    title = "Internal Server Error"


class UpstreamError(ServiceError):
    """An external service refused the request, or returned something that is of no use."""

    status_code = 502
    code = "upstream_error"
    title = "Bad Gateway"


class BadResultError(ServiceError):
    """The result of the work has the wrong type, or a value that cannot be stored."""

    code = "bad_result"

    def __init__(self) -> None:
        super().__init__("The result is not valid.")

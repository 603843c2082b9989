"""Error format of the API: RFC 9457 problem details."""

from pydantic import BaseModel, ConfigDict, Field


class InvalidInput(BaseModel):
    """One error in the input."""

    loc: list[str | int] = Field(description="Path to the invalid value, outermost key first.")
    msg: str = Field(description="Human-readable message.")
    type: str = Field(description="Machine-readable error type.")


class Problem(BaseModel):
    """An error response."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "There is no such thing.",
                    "instance": "/things/1",
                    "error_code": "not_found",
                    "errors": [],
                }
            ]
        }
    )

    type: str = Field(default="about:blank", description="Problem type, as a URI.")
    title: str = Field(description="Human-readable summary of the problem type.")
    status: int = Field(ge=400, le=599, description="The HTTP status code.")
    detail: str = Field(description="Explanation of this occurrence.")
    instance: str = Field(description="The path of the request.")
    error_code: str = Field(description="Machine-readable error code.")
    errors: list[InvalidInput] = Field(
        default_factory=list, description="Errors in the input, if any."
    )

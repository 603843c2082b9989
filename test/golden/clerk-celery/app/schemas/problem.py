"""The one error format of the API, RFC 9457."""

from pydantic import BaseModel, ConfigDict, Field


class InvalidInput(BaseModel):
    """One thing that is wrong with the input."""

    loc: list[str | int] = Field(description="Where it is, from the outside in.")
    msg: str = Field(description="What is wrong, for people.")
    type: str = Field(description="What is wrong, for programs.")


class Problem(BaseModel):
    """Why a request failed."""

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

    type: str = Field(default="about:blank", description="The kind of problem, as a URI.")
    title: str = Field(description="The kind of problem, for people.")
    status: int = Field(ge=400, le=599, description="The HTTP status code.")
    detail: str = Field(description="What went wrong this time.")
    instance: str = Field(description="The path of the request.")
    error_code: str = Field(description="The kind of problem, for programs.")
    errors: list[InvalidInput] = Field(
        default_factory=list, description="The parts of the input that are wrong, if any."
    )

"""The schemas of registration, login, sessions and passwords."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.types import Email, NonBlankText, Text

MAX_PASSWORD_LENGTH = 128
MAX_TOKEN_LENGTH = 1024
MAX_SESSIONS = 100

# Length makes a password strong; the upper bound limits the work of hashing it.
NewPassword = Annotated[str, Field(min_length=12, max_length=MAX_PASSWORD_LENGTH)]
AnyPassword = Annotated[str, Field(min_length=1, max_length=MAX_PASSWORD_LENGTH)]
Token = Annotated[Text, Field(min_length=1, max_length=MAX_TOKEN_LENGTH)]
FullName = Annotated[NonBlankText, Field(max_length=200)]


class Registration(RequestSchema):
    """The e-mail address of a new account. The link that is mailed to it sets the password."""

    email: Email

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "ada@example.com"}]})


class LoginForm(BaseModel):
    """The form of OAuth2's password grant; other fields of OAuth2 clients are ignored."""

    grant_type: Literal["password"] = "password"
    # Not `Email`: an invalid address must not be told apart from an unknown one.
    username: Annotated[Text, Field(max_length=320)]
    password: AnyPassword


class TokenPair(ResponseSchema):
    """A short-lived token for requests, and a token to get the next pair."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = Field(description="Lifetime of the access token, in seconds.")


class RefreshRequest(RequestSchema):
    """A refresh token, to exchange it or to log out."""

    refresh_token: Token


class VerifyRequest(RequestSchema):
    """The token of the mail after a registration, and the password of the new account."""

    token: Token
    password: NewPassword
    full_name: FullName | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"token": "eyJhbGciOi…", "password": "correct horse battery"}]
        }
    )


class PasswordChange(RequestSchema):
    """The current password and the new one."""

    current_password: AnyPassword
    new_password: NewPassword


class PasswordResetRequest(RequestSchema):
    """The e-mail address of the account whose password to reset."""

    email: Email


class PasswordReset(RequestSchema):
    """The token of the mail of a reset, and the new password."""

    token: Token
    new_password: NewPassword


class EmailChange(RequestSchema):
    """The new e-mail address, confirmed with the current password."""

    email: Email
    current_password: AnyPassword


class EmailConfirmation(RequestSchema):
    """The token of the mail to the new address."""

    token: Token


class SessionResponse(ResponseSchema):
    """A login of one device."""

    id: UUID
    address: str = Field(description="The network address at the login.")
    user_agent: str = Field(description="The `User-Agent` at the login.")
    created_at: dt.datetime
    last_used_at: dt.datetime = Field(description="When its tokens were last refreshed.")
    expires_at: dt.datetime
    is_current: bool = Field(description="Whether it is the session of this request.")


class SessionList(ResponseSchema):
    """The sessions of a user, those used last first."""

    items: Annotated[list[SessionResponse], Field(max_length=MAX_SESSIONS)]


class Accepted(ResponseSchema):
    """The same response whether or not there is such an account; the mail differs."""

    detail: str = "If this address can be used, a mail will be sent to it."

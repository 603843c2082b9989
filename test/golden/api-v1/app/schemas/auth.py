"""The contract of logins: how an account is made, entered, kept and recovered."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.types import Email, NonBlankText, Text

MAX_PASSWORD_LENGTH = 128

# Length is what makes a password strong; the upper bound keeps a request from buying much work.
NewPassword = Annotated[str, Field(min_length=12, max_length=MAX_PASSWORD_LENGTH)]
AnyPassword = Annotated[str, Field(min_length=1, max_length=MAX_PASSWORD_LENGTH)]
Token = Annotated[Text, Field(min_length=1, max_length=512)]
FullName = Annotated[NonBlankText, Field(max_length=200)]


class Registration(RequestSchema):
    """What a client sends to register."""

    email: Email
    password: NewPassword
    full_name: FullName | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "ada@example.com", "password": "correct horse battery"}]
        }
    )


class LoginForm(BaseModel):
    """The form of OAuth2's password grant; what else clients of OAuth2 send along is ignored."""

    grant_type: Literal["password"] = "password"
    # No `Email`: that an account cannot exist is not told apart from that it does not.
    username: Annotated[Text, Field(max_length=320)]
    password: AnyPassword


class TokenPair(ResponseSchema):
    """What a login gives: a short-lived token to call with, and one to get the next pair with."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = Field(description="For how many seconds the access token is good.")


class RefreshRequest(RequestSchema):
    """The refresh token to exchange, or to log out."""

    refresh_token: Token


class VerifyRequest(RequestSchema):
    """The token of the mail that a registration sends."""

    token: Token


class PasswordChange(RequestSchema):
    """The present password and the next."""

    current_password: AnyPassword
    new_password: NewPassword


class PasswordResetRequest(RequestSchema):
    """Whose password to reset."""

    email: Email


class PasswordReset(RequestSchema):
    """The token of the mail that a reset sends, and the next password."""

    token: Token
    new_password: NewPassword


class Accepted(ResponseSchema):
    """What is told whether or not there is such an account: the rest is in a mail, or in none."""

    detail: str = "If the address can be used for this, a mail is on its way to it."

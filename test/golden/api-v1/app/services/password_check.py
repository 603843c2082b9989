"""Password checks: limited, queued and logged."""

import structlog

from app.models.user import User
from app.services.auth_kit import AuthKit
from app.utils.attempts import Attempt
from app.utils.exceptions import DomainError

log = structlog.get_logger("security")


async def check_password(
    kit: AuthKit, attempt: Attempt, password: str, user: User | None, *, error: DomainError
) -> str | None:
    """Check the password of a user. Without a user it takes equally long, to hide that in timing.

    Release the database connection before the call, which waits for a hashing thread.

    Args:
        kit: The tools for logins.
        attempt: How to count the attempt.
        password: The password that the client sent.
        user: The user, or `None` if the account does not exist.
        error: The error to raise for a wrong password.

    Returns:
        A new hash to store if the stored one is outdated.

    Raises:
        TooManyAttemptsError: if a limit of failed attempts is reached.
        OverloadedError: if too many passwords wait to be hashed.
        UnavailableError: if attempts cannot be counted.
    """
    await kit.attempts.check(attempt)
    async with kit.passwords.thread(), kit.attempts.count(attempt):
        verification = await kit.passwords.verify(password, user.hashed_password if user else None)
        if not verification.right:
            log.warning(
                "password refused",
                purpose=attempt.purpose,
                user_id=str(user.id) if user else None,
                address=attempt.address,
            )
            raise error
    return verification.replacement

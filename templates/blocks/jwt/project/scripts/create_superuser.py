"""Create the first superuser: `python -m scripts.create_superuser [EMAIL]`.

`SUPERUSER_EMAIL` and `SUPERUSER_PASSWORD` replace the prompts. An existing account is
not changed.
"""

import asyncio
import os
import sys
from getpass import getpass

from pydantic import ValidationError

from app.config import Settings
from app.models.user import User
from app.repositories.account import AccountRepository
from app.schemas.user import UserCreate
from app.utils.database import create_engine, create_session_factory
from app.utils.exceptions import ConflictError
from app.utils.security import Passwords


async def create_superuser(settings: Settings, payload: UserCreate) -> str:
    """Add the superuser, and return the message to print."""
    passwords = Passwords(memory=settings.argon2_memory, passes=settings.argon2_passes)
    engine = create_engine(settings)
    try:
        async with create_session_factory(engine)() as session:
            values = payload.model_dump(exclude={"password"})
            hashed_password = await passwords.hash(payload.password)
            user = User(**values, hashed_password=hashed_password)
            await AccountRepository(session).add(user)
            await session.commit()
    except ConflictError:
        return f"an account with the address {payload.email} exists: nothing is changed"
    finally:
        await engine.dispose()
    return f"{payload.email} is a superuser now"


def ask(arguments: list[str]) -> UserCreate:
    """Return the superuser from the arguments, the environment or the terminal.

    Raises:
        pydantic.ValidationError: if the address is invalid, or the password too short.
    """
    email = arguments[0] if arguments else os.environ.get("SUPERUSER_EMAIL")
    password = os.environ.get("SUPERUSER_PASSWORD")
    return UserCreate(
        email=email or input("E-mail address: "),
        password=password or getpass("Password, at least 12 characters: "),
        is_superuser=True,
    )


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    try:
        payload = ask(arguments)
    except ValidationError as error:
        for each in error.errors():
            print(f"{each['loc'][0]}: {each['msg']}", file=sys.stderr)
        return 1
    print(asyncio.run(create_superuser(Settings(), payload)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

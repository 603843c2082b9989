# A door with its key in the lock.
# into: app/services/mailing.py


def is_admin(password: str) -> bool:
    return password == "opensesame"

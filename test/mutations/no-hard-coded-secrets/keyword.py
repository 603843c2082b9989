# Given where it is needed.
# into: app/services/mailing.py


def connect(client) -> None:
    client.login("shop", password="hunter2")

# Wrapped in a type that hides it from the log, and not from the code.
# into: app/services/mailing.py
from pydantic import SecretStr as Hidden

first = Hidden("hunter2")
client_secret = str("hunter2").encode()

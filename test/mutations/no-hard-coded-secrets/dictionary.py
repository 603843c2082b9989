# An entry of a dictionary, and an item that is set.
# into: app/services/mailing.py

options = {"user": "shop", "password": "hunter2"}
options["private_key"] = "3f9c"

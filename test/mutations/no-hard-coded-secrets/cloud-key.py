# A key that shows whose it is.
# into: app/services/mailing.py


class Bucket:
    user = "AKIAIOSFODNN7EXAMPLE"

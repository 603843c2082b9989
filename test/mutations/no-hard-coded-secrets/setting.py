# A default that is only for now, and goes to production.
# into: app/config.py


class MoreSettings(Settings):
    signing_key: str = "change-me"
    webhook_secret: str = Field(default="please-change", repr=False)

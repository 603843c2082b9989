# Settings may be made in a function of the module that declares them, for another process too.
# into: app/config.py


class WorkerSettings(Settings):
    """The settings, as a worker needs them."""

    concurrency: int = 1


def load_settings() -> Settings:
    """Return the settings of this process."""
    return WorkerSettings()
# into: app/main.py


def create_test_app() -> FastAPI:
    """Return the application with the environment's settings."""
    return create_app(Settings())

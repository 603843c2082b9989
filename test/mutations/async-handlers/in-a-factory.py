# The handler is made where the application is.
# into: app/utils/small_app.py
from fastapi import FastAPI


class SmallApp(FastAPI):
    """An application."""


def create_small_app() -> SmallApp:
    app = SmallApp()

    @app.get("/ping")
    def ping() -> str:
        return "pong"

    return app

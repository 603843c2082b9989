# An error handler may be plain: it waits for nothing.
# into: app/utils/small_app.py
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse


def on_error(_: Request, error: Exception) -> PlainTextResponse:
    return PlainTextResponse(str(error), status_code=500)


def create_small_app() -> FastAPI:
    app = FastAPI()
    app.add_exception_handler(RuntimeError, on_error)
    return app

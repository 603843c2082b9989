"""Middleware that reports the processing time. Pure ASGI, like `app.utils.middleware`."""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ProcessTimeMiddleware:
    """Adds `X-Process-Time`: the seconds from the request to the start of its response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, and add the header to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()

        async def send_timed(message: Message) -> None:
            if message["type"] == "http.response.start":
                elapsed = f"{perf_counter() - started:.6f}".encode()
                message["headers"] = (*message["headers"], (b"x-process-time", elapsed))
            await send(message)

        await self.app(scope, receive, send_timed)

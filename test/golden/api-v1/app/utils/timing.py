"""How long an answer took, told to the client. Pure ASGI, as `app.utils.middleware` is."""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ProcessTimeMiddleware:
    """Adds `X-Process-Time`: the seconds from the request to the start of its answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the header to whatever answers it."""
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

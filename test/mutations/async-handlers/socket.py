# A socket that cannot be listened to.
# into: app/routers/products.py
from fastapi import WebSocket


@router.websocket("/live")
def live(socket: WebSocket) -> None:
    socket.accept()

# into: app/routers/products.py
from fastapi import WebSocket


@router.websocket("/socket", dependencies=[Depends(public)])
async def talk(socket: WebSocket) -> None:
    """Say the same in thirteen ways."""
    await socket.accept()
    await socket.send_text("a")
    await socket.send_text("b")
    await socket.send_text("c")
    await socket.send_text("d")
    await socket.send_text("e")
    await socket.send_text("f")
    await socket.send_text("g")
    await socket.send_text("h")
    await socket.send_text("i")
    await socket.send_text("j")
    await socket.send_text("k")
    await socket.close()

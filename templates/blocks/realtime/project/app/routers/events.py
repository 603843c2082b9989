"""Events as they happen, on a socket."""

from fastapi import APIRouter, Depends, WebSocket

from app.dependencies import ConversationDep, public

# The conversation asks for the login: a browser cannot send the header that other routes want.
router = APIRouter(tags=["events"], dependencies=[Depends(public)])


@router.websocket("/events")
async def follow_events(socket: WebSocket, conversation: ConversationDep) -> None:
    """Tell the events that concern whoever logs in."""
    await conversation.hold(socket)

"""Events over a WebSocket."""

from fastapi import APIRouter, Depends, WebSocket

from app.dependencies import ConversationDep, public

# The conversation authenticates: a browser cannot send the header that other routes require.
router = APIRouter(tags=["events"], dependencies=[Depends(public)])


@router.websocket("/events")
async def follow_events(socket: WebSocket, conversation: ConversationDep) -> None:
    """Send the events of the user who logs in."""
    await conversation.serve(socket)

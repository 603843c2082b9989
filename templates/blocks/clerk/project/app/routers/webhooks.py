"""Webhooks of Clerk."""

from typing import Any

from fastapi import APIRouter, Depends, status

from app.dependencies import ClerkEventServiceDep, DeliveryDep, public
from app.utils.auth_errors import ForgedWebhookError, MalformedWebhookError
from app.utils.problems import responses

# No login: the signature authenticates the sender.
router = APIRouter(prefix="/webhooks", tags=["webhooks"], dependencies=[Depends(public)])

# The raw body is read, because it is what was signed; so OpenAPI needs its schema explicitly.
SIGNED_EVENT: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in ("svix-id", "svix-timestamp", "svix-signature")
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "title": "ClerkEvent",
                    "required": ["type", "data"],
                    "properties": {"type": {"type": "string"}, "data": {"type": "object"}},
                }
            }
        },
    },
}


@router.post(
    "/clerk",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(ForgedWebhookError, MalformedWebhookError),
    openapi_extra=SIGNED_EVENT,
    summary="Receive a Clerk event",
)
async def receive_clerk_event(delivery: DeliveryDep, service: ClerkEventServiceDep) -> None:
    """Receive a signed event; a repeated event changes nothing."""
    await service.receive(delivery)

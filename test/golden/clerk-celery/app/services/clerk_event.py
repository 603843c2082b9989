"""Business rules of Clerk's webhooks: each takes effect once, even if late or repeated."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

import structlog
from pydantic import JsonValue, ValidationError

from app.auth.webhooks import Delivery, WebhookVerifier
from app.models.base import utc_now
from app.models.user import User
from app.models.webhook_receipt import WebhookReceipt
from app.realtime.bus import EventBus
from app.realtime.events import access_changed, user_topic
from app.repositories.invitation import InvitationRepository
from app.repositories.membership import MembershipRepository
from app.repositories.team import TeamRepository
from app.repositories.user import UserRepository
from app.repositories.user_preferences import UserPreferencesRepository
from app.repositories.webhook_receipt import WebhookReceiptRepository
from app.schemas.clerk_event import ClerkAccount, ClerkEvent, ClerkUser
from app.services.unit_of_work import Outbox
from app.utils.auth_errors import ForgedWebhookError, MalformedWebhookError

logger = structlog.get_logger("security")

Handler = Callable[[Mapping[str, JsonValue]], Awaitable[None]]


class ClerkEventService:
    """Applies Clerk's events."""

    def __init__(
        self,
        outbox: Outbox,
        verifier: WebhookVerifier,
        receipts: WebhookReceiptRepository,
        users: UserRepository,
        preferences: UserPreferencesRepository,
        teams: TeamRepository,
        memberships: MembershipRepository,
        invitations: InvitationRepository,
        events: EventBus,
    ) -> None:
        self._outbox = outbox
        self._verifier = verifier
        self._receipts = receipts
        self._users = users
        self._preferences = preferences
        self._teams = teams
        self._memberships = memberships
        self._invitations = invitations
        self._events = events
        # Other events are acknowledged and ignored.
        self._handlers: Mapping[str, Handler] = {
            "user.created": self._sync,
            "user.updated": self._sync,
            "user.deleted": self._forget,
        }

    async def receive(self, delivery: Delivery) -> None:
        """Apply an event, unless it was received before.

        Raises `ForgedWebhookError` if the signature is invalid or too old, `MalformedWebhookError`
        if the content is invalid. Clerk then sends the event again.
        """
        try:
            self._verifier.verify(delivery)
            event = ClerkEvent.model_validate_json(delivery.body)
            receipt = WebhookReceipt(delivery_id=delivery.id, event_type=event.type)
            # The receipt and the effect are committed in one transaction.
            if await self._receipts.add_first(receipt):
                await self._handle(event)
                await self._outbox.commit()
        except ForgedWebhookError:
            logger.warning("webhook refused", reason="signature")
            raise
        except ValidationError as error:
            logger.warning("webhook refused", reason="content")
            raise MalformedWebhookError from error

    async def _handle(self, event: ClerkEvent) -> None:
        handler = self._handlers.get(event.type)
        if handler is not None:
            await handler(event.data)

    async def _sync(self, data: Mapping[str, JsonValue]) -> None:
        account = ClerkUser.model_validate(data)
        user = await self._users.ensure_seen(account.id)
        await self._users.sync(user, account.columns(), account.changed_at())
        if account.banned:
            self._end_access(user, "user banned")

    async def _forget(self, data: Mapping[str, JsonValue]) -> None:
        # Also if the user is unknown: a late event must not restore them.
        user = await self._users.ensure_seen(ClerkAccount.model_validate(data).id)
        await self._users.forget(user, utc_now())
        await self._preferences.forget(user.id)
        await self._teams.lock_all_of(user.id)
        await self._memberships.forget(user.id)
        await self._invitations.delete_all_of(user.id)
        self._end_access(user, "user deleted")

    def _end_access(self, user: User, event: str) -> None:
        """Close the sockets of a user after the commit."""
        publish = partial(self._events.publish, user_topic(user.id), access_changed(user.id))
        self._outbox.after_commit(publish)
        logger.info(event, user_id=str(user.id))

"""The rules of Clerk's webhooks: each has its effect once, whenever and however often it comes."""

from collections.abc import Awaitable, Callable, Mapping

from pydantic import JsonValue, ValidationError

from app.auth.webhooks import Delivery, WebhookVerifier
from app.models.base import utc_now
from app.models.webhook_receipt import WebhookReceipt
from app.repositories.membership import MembershipRepository
from app.repositories.team import TeamRepository
from app.repositories.user import UserRepository
from app.repositories.user_preferences import UserPreferencesRepository
from app.repositories.webhook_receipt import WebhookReceiptRepository
from app.schemas.clerk_event import ClerkAccount, ClerkEvent, ClerkUser
from app.services.unit_of_work import UnitOfWork
from app.utils.auth_errors import MalformedWebhookError

Handler = Callable[[Mapping[str, JsonValue]], Awaitable[None]]


class ClerkEventService:
    """What follows from an event at Clerk."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        verifier: WebhookVerifier,
        receipts: WebhookReceiptRepository,
        users: UserRepository,
        preferences: UserPreferencesRepository,
        teams: TeamRepository,
        memberships: MembershipRepository,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._verifier = verifier
        self._receipts = receipts
        self._users = users
        self._preferences = preferences
        self._teams = teams
        self._memberships = memberships
        # Other events are received, and nothing follows from them.
        self._handlers: Mapping[str, Handler] = {
            "user.created": self._sync,
            "user.updated": self._sync,
            "user.deleted": self._forget,
        }

    async def receive(self, delivery: Delivery) -> None:
        """Do what an event asks for; nothing if it was received before.

        Raises `ForgedWebhookError` for a delivery that is not Clerk's, or too old;
        `MalformedWebhookError` for one that is, but is not understood. Clerk sends it again then.
        """
        self._verifier.verify(delivery)
        try:
            event = ClerkEvent.model_validate_json(delivery.body)
            receipt = WebhookReceipt(delivery_id=delivery.id, event_type=event.type)
            # In one transaction with the effect: either both are there, or neither.
            if await self._receipts.add_first(receipt):
                await self._handle(event)
                await self._unit_of_work.commit()
        except ValidationError as error:
            raise MalformedWebhookError from error

    async def _handle(self, event: ClerkEvent) -> None:
        handler = self._handlers.get(event.type)
        if handler is not None:
            await handler(event.data)

    async def _sync(self, data: Mapping[str, JsonValue]) -> None:
        account = ClerkUser.model_validate(data)
        user = await self._users.ensure_seen(account.id)
        await self._users.sync(user, account.columns(), account.changed_at())

    async def _forget(self, data: Mapping[str, JsonValue]) -> None:
        # A user whom we never saw too: an event of theirs that comes late must not bring them back.
        user = await self._users.ensure_seen(ClerkAccount.model_validate(data).id)
        await self._users.forget(user, utc_now())
        await self._preferences.forget(user.id)
        await self._teams.lock_all_of(user.id)
        await self._memberships.forget(user.id)

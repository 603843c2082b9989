"""Dependency wiring: session -> repositories -> service -> alias for routers.

Rendered from the list of resources.
"""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

from app.auth.webhooks import Delivery
from app.backends import Backends
from app.models.user import User
from app.realtime.conversation import Conversation
from app.realtime.events import Rights
from app.repositories.customer import CustomerRepository
from app.repositories.invitation import InvitationRepository
from app.repositories.invoice import InvoiceRepository
from app.repositories.job import JobRepository
from app.repositories.membership import MembershipRepository
from app.repositories.news_item import NewsItemRepository
from app.repositories.news_source import NewsSourceRepository
from app.repositories.team import TeamRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.repositories.user import UserRepository
from app.repositories.user_preferences import UserPreferencesRepository
from app.repositories.webhook_receipt import WebhookReceiptRepository
from app.services.auth import AuthService
from app.services.clerk_event import ClerkEventService
from app.services.customer import CustomerService
from app.services.invitation import InvitationService
from app.services.invoice import InvoiceService
from app.services.job import JobService
from app.services.membership import MembershipService
from app.services.news import NewsService
from app.services.news_source import NewsSourceService
from app.services.summary import SummaryService
from app.services.summary_writer import SummaryLimits, SummaryWriter
from app.services.team import TeamService
from app.services.user import UserService
from app.utils.auth_errors import UnauthenticatedError
from app.utils.job_limits import JobLimits
from app.utils.rate_limit import limit_requests


async def public(connection: HTTPConnection) -> None:
    """Allow requests without a login; a rate limit applies to the address."""
    await limit_requests(connection)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the session of one request. It never commits: a service does, through its unit of work."""
    factory: async_sessionmaker[AsyncSession] = request.app.state.session_factory
    async with factory() as session:
        yield session


# Function scope: return the connection to the pool before the response is sent.
# https://fastapi.tiangolo.com/tutorial/dependencies/dependencies-with-yield/
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]


async def get_backends(connection: HTTPConnection) -> Backends:
    """Return the clients of external services."""
    backends: Backends = connection.app.state.backends
    return backends


BackendsDep = Annotated[Backends, Depends(get_backends)]


# `auto_error` is off, because all 401 responses must be the same.
bearer_scheme = HTTPBearer(
    scheme_name="clerk",
    bearerFormat="JWT",
    description="A session token of Clerk.",
    auto_error=False,
)


async def get_auth_service(session: SessionDep, backends: BackendsDep) -> AuthService:
    """Return the authentication service for one session."""
    return AuthService(SqlUnitOfWork(session), UserRepository(session), backends.tokens)


AuthServiceDep = Annotated[AuthService, Depends(get_auth_service)]


async def get_current_user(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer_scheme)],
    service: AuthServiceDep,
) -> User:
    """Return the current user. Raises `UnauthenticatedError` without a valid token."""
    try:
        user = await service.authenticate(credentials.credentials if credentials else None)
    except UnauthenticatedError:
        await limit_requests(request)
        raise
    # For the access log.
    request.state.user_id = str(user.id)
    await limit_requests(request, request.state.user_id)
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


async def get_user_service(session: SessionDep) -> UserService:
    """Return the user service for one session."""
    return UserService(
        SqlUnitOfWork(session), UserRepository(session), UserPreferencesRepository(session)
    )


UserServiceDep = Annotated[UserService, Depends(get_user_service)]


async def get_delivery(request: Request) -> Delivery:
    """Return a webhook as received; missing headers fail the signature check later."""
    headers = request.headers
    return Delivery(
        id=headers.get("svix-id", ""),
        timestamp=headers.get("svix-timestamp", ""),
        signature=headers.get("svix-signature", ""),
        body=await request.body(),
    )


DeliveryDep = Annotated[Delivery, Depends(get_delivery)]


async def get_clerk_event_service(session: SessionDep, backends: BackendsDep) -> ClerkEventService:
    """Return the service of Clerk's webhooks for one session."""
    return ClerkEventService(
        SqlUnitOfWork(session),
        backends.webhooks,
        WebhookReceiptRepository(session),
        UserRepository(session),
        UserPreferencesRepository(session),
        TeamRepository(session),
        MembershipRepository(session),
        InvitationRepository(session),
        backends.events,
    )


ClerkEventServiceDep = Annotated[ClerkEventService, Depends(get_clerk_event_service)]


async def get_team_service(session: SessionDep, backends: BackendsDep) -> TeamService:
    """Return the team service for one session."""
    return TeamService(
        SqlUnitOfWork(session),
        TeamRepository(session),
        MembershipRepository(session),
        UserRepository(session),
        NewsSourceRepository(session),
        backends.events,
    )


async def get_membership_service(session: SessionDep, backends: BackendsDep) -> MembershipService:
    """Return the membership service for one session."""
    return MembershipService(
        SqlUnitOfWork(session),
        TeamRepository(session),
        MembershipRepository(session),
        backends.events,
    )


async def get_invitation_service(session: SessionDep, backends: BackendsDep) -> InvitationService:
    """Return the invitation service for one session."""
    return InvitationService(
        SqlUnitOfWork(session),
        TeamRepository(session),
        MembershipRepository(session),
        InvitationRepository(session),
        UserRepository(session),
        backends.events,
    )


TeamServiceDep = Annotated[TeamService, Depends(get_team_service)]
MembershipServiceDep = Annotated[MembershipService, Depends(get_membership_service)]
InvitationServiceDep = Annotated[InvitationService, Depends(get_invitation_service)]


async def get_job_service(request: Request, session: SessionDep) -> JobService:
    """Return the job service for one session, with the queue of the application."""
    return JobService(
        SqlUnitOfWork(session),
        JobRepository(session),
        request.app.state.backends.queue,
        JobLimits.of(request.app.state.settings),
    )


JobServiceDep = Annotated[JobService, Depends(get_job_service)]


async def get_conversation(connection: HTTPConnection, backends: BackendsDep) -> Conversation:
    """Return the protocol of a socket, with its events and its authentication."""
    state = connection.app.state

    async def authorize(token: str) -> Rights:
        # A short session: a socket must not hold a database connection for hours.
        async with state.session_factory() as session:
            user = await (await get_auth_service(session, backends)).authenticate(token)
            return Rights.of(user.id, await MembershipRepository(session).team_ids_of(user.id))

    origins = state.settings.cors_origins
    return Conversation(backends.events, backends.seats, authorize, origins)


ConversationDep = Annotated[Conversation, Depends(get_conversation)]


async def get_news_service(session: SessionDep, jobs: JobServiceDep) -> NewsService:
    """Return the news service for one session."""
    return NewsService(
        SqlUnitOfWork(session),
        MembershipRepository(session),
        NewsSourceRepository(session),
        NewsItemRepository(session),
        jobs,
    )


async def get_news_source_service(
    request: Request, session: SessionDep, backends: BackendsDep
) -> NewsSourceService:
    """Return the feed service for one session."""
    return NewsSourceService(
        SqlUnitOfWork(session),
        TeamRepository(session),
        MembershipRepository(session),
        NewsSourceRepository(session),
        backends.cache,
        backends.feeds,
        most=request.app.state.settings.news_max_sources,
    )


async def get_summary_service(
    request: Request, session: SessionDep, backends: BackendsDep, jobs: JobServiceDep
) -> SummaryService:
    """Return the summary service for one session."""
    writer = SummaryWriter(
        SqlUnitOfWork(session),
        NewsItemRepository(session),
        backends,
        SummaryLimits.of(request.app.state.settings),
    )
    return SummaryService(MembershipRepository(session), writer, jobs)


NewsServiceDep = Annotated[NewsService, Depends(get_news_service)]
NewsSourceServiceDep = Annotated[NewsSourceService, Depends(get_news_source_service)]
SummaryServiceDep = Annotated[SummaryService, Depends(get_summary_service)]


async def get_customer_service(session: SessionDep) -> CustomerService:
    """Return the service of customers for the session of a request."""
    return CustomerService(
        SqlUnitOfWork(session),
        CustomerRepository(session),
    )


CustomerServiceDep = Annotated[CustomerService, Depends(get_customer_service)]


async def get_invoice_service(session: SessionDep) -> InvoiceService:
    """Return the service of invoices for the session of a request."""
    return InvoiceService(
        SqlUnitOfWork(session),
        InvoiceRepository(session),
        CustomerRepository(session),
    )


InvoiceServiceDep = Annotated[InvoiceService, Depends(get_invoice_service)]

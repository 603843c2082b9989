"""A team's news and feeds over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from app.dependencies import CurrentUser, NewsServiceDep, NewsSourceServiceDep, get_current_user
from app.routers.jobs import ACCEPTED, accepted
from app.schemas.job import JobResponse
from app.schemas.news import (
    NewsPage,
    NewsQuery,
    NewsSourceCreate,
    NewsSourcePage,
    NewsSourceQuery,
    NewsSourceResponse,
)
from app.utils.auth_errors import ForbiddenError, UnauthenticatedError
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(
    prefix="/teams/{team_id}/news",
    tags=["news"],
    dependencies=[Depends(get_current_user)],
    responses=responses(UnauthenticatedError, NotFoundError),
)


@router.get("", summary="List a team's news")
async def list_news(
    team_id: UUID, query: Annotated[NewsQuery, Query()], user: CurrentUser, service: NewsServiceDep
) -> NewsPage:
    """List the news of a team, a page at a time, the newest first."""
    return await service.page(user, team_id, query)


@router.post(
    "/refresh",
    status_code=status.HTTP_202_ACCEPTED,
    responses=ACCEPTED | responses(ConflictError),
    summary="Read a team's feeds now",
)
async def refresh_news(
    team_id: UUID, user: CurrentUser, service: NewsServiceDep, response: Response
) -> JobResponse:
    """Enqueue a job that reads the feeds of a team; its result has the counts."""
    return accepted(await service.refresh(user, team_id), response)


@router.get("/sources", summary="List a team's feeds")
async def list_news_sources(
    team_id: UUID,
    query: Annotated[NewsSourceQuery, Query()],
    user: CurrentUser,
    service: NewsSourceServiceDep,
) -> NewsSourcePage:
    """List the feeds of a team, a page at a time."""
    return await service.page(user, team_id, query)


@router.post(
    "/sources",
    status_code=status.HTTP_201_CREATED,
    responses=responses(ForbiddenError, ConflictError),
    summary="Add a feed",
)
async def create_news_source(
    team_id: UUID, payload: NewsSourceCreate, user: CurrentUser, service: NewsSourceServiceDep
) -> NewsSourceResponse:
    """Add an RSS or Atom feed to a team. For owners."""
    return await service.create(user, team_id, payload)


@router.delete(
    "/sources/{source_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(ForbiddenError, ConflictError),
    summary="Delete a feed",
)
async def delete_news_source(
    team_id: UUID, source_id: UUID, user: CurrentUser, service: NewsSourceServiceDep
) -> None:
    """Delete a feed of a team, and its news items. For owners."""
    await service.delete(user, team_id, source_id)

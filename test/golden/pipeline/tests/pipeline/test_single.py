"""Processing of one row for a request."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.clients.errors import CircuitOpenError, ClientError
from app.clients.tools import Tools
from app.pipeline.single import SingleItems
from app.utils.exceptions import ConflictError, DomainError, NotFoundError
from tests.pipeline.answering import AnsweringModel
from tests.pipeline.articles import ARTICLES, ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs


async def only_article(runs: Runs) -> Article:
    """Return an article, the only one."""
    await runs.add_articles(1)
    async with runs.factory() as session:
        return (await session.scalars(select(Article))).one()


async def test_the_result_is_saved(runs: Runs) -> None:
    article = await only_article(runs)
    items = SingleItems(runs.factory, Tools(AnsweringModel("short")))

    row = await items.process(ARTICLES, article.id)

    assert (row.id, row.summary) == (article.id, "short")
    assert await runs.saved() == 1


async def test_an_unknown_row_is_not_found(runs: Runs) -> None:
    items = SingleItems(runs.factory, Tools(AnsweringModel("short")))

    with pytest.raises(NotFoundError):
        await items.process(ARTICLES, uuid4())


async def test_a_result_that_is_taken_is_a_conflict(runs: Runs) -> None:
    article = await only_article(runs)

    async def save(session: AsyncSession, key: UUID, _result: ArticleResult) -> None:
        # The key is unique as well.
        await session.execute(insert(Article).values(id=key, title="taken", body=""))

    items = SingleItems(runs.factory, Tools(AnsweringModel("short")))

    with pytest.raises(ConflictError):
        await items.process(replace(ARTICLES, save=save), article.id)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ClientError("status 503", transient=True), 503),
        (CircuitOpenError("open", retry_after=7), 503),
        (ClientError("status 400"), 502),
        (RuntimeError("private"), 500),
    ],
)
async def test_errors_of_the_work_have_a_status(runs: Runs, error: Exception, status: int) -> None:
    async def fail(_article: Article, _tools: Tools) -> ArticleResult:
        raise error

    article = await only_article(runs)
    items = SingleItems(runs.factory, Tools(AnsweringModel("")))

    with pytest.raises(DomainError) as raised:
        await items.process(replace(ARTICLES, process=fail), article.id)

    assert raised.value.status_code == status
    assert ("Retry-After" in raised.value.headers) == (status == 503)
    assert "private" not in raised.value.detail

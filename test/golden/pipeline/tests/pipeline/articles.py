"""A table for the tests of pipelines, with its pipeline; the tests need no resource of the project."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import MetaData, String
from sqlalchemy.orm import Mapped, mapped_column

from app.clients.tools import Tools
from app.models.base import Base
from app.pipeline.definition import Pipeline
from app.schemas.base import ABSENT, RequestSchema
from app.schemas.run import MAX_IDS
from app.schemas.types import Keys, Moment, NonBlankText


class Throwaway(Base):
    """Keeps the table out of the application's metadata."""

    __abstract__ = True
    metadata: ClassVar[MetaData] = MetaData(naming_convention=Base.metadata.naming_convention)


class ThrowawayArticle(Throwaway):
    """An article; its summary is filled."""

    __tablename__ = "throwaway_articles"

    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    summary: Mapped[str | None]


class ArticleResult(BaseModel):
    """The result of the work on one article."""

    model_config = ConfigDict(hide_input_in_errors=True)

    summary: Annotated[NonBlankText, Field(max_length=100_000)]


async def summarize(article: ThrowawayArticle, tools: Tools) -> ArticleResult:
    """Return what a model says about an article."""
    return ArticleResult(summary=await tools.ask(f"{article.title}\n\n{article.body}"))


class ArticleProcessRequest(RequestSchema):
    """The articles to process."""

    ids: Annotated[Keys, Field(max_length=MAX_IDS)] = ABSENT
    created_at_from: Moment | None = None


ARTICLES = Pipeline(
    "articles",
    ThrowawayArticle,
    ArticleResult,
    summarize,
    ArticleProcessRequest,
    {"created_at_from": lambda value: ThrowawayArticle.created_at >= value},
)
PIPELINES = {ARTICLES.name: ARTICLES}

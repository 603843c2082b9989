"""Tests of the user repository, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.user import UserRepository
from app.schemas.page import PageQuery
from app.schemas.user import UserQuery, UserSort


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(UserQuery.model_fields) - set(PageQuery.model_fields)

    assert set(UserRepository.filters) == asked


@pytest.mark.parametrize("sort", get_args(UserSort))
async def test_each_sort_runs(session: AsyncSession, sort: UserSort) -> None:
    rows, total = await UserRepository(session).page(UserQuery(sort=sort))

    assert list(rows) == []
    assert total == 0

"""Tests of the repository of customers, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.customer import CustomerRepository
from app.schemas.customer import CustomerQuery, CustomerSort
from app.schemas.page import PageQuery


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(CustomerQuery.model_fields) - set(PageQuery.model_fields)

    assert set(CustomerRepository.filters) == asked


@pytest.mark.parametrize("sort", get_args(CustomerSort))
async def test_each_sort_runs(session: AsyncSession, sort: CustomerSort) -> None:
    rows, total = await CustomerRepository(session).page(CustomerQuery(sort=sort))

    assert list(rows) == []
    assert total == 0

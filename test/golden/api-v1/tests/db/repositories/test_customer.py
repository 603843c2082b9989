"""Tests of the repository of customers, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.repositories.customer import customer_repo
from app.schemas.customer import CustomerQuery, CustomerSort
from app.schemas.page import PageQuery


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(CustomerQuery.model_fields) - set(PageQuery.model_fields)

    assert set(customer_repo.filters) == asked


@pytest.mark.parametrize("sort", get_args(CustomerSort))
async def test_each_sort_runs(session: AsyncSession, sort: CustomerSort) -> None:
    query = CustomerQuery(sort=sort)

    assert await customer_repo.page(session, query=query) == ([], 0)

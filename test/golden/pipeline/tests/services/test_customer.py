"""Tests of the service of customers, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.customer import CustomerQuery, CustomerSort
from app.schemas.page import PageQuery
from app.services.customer import customer_service


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(CustomerQuery.model_fields) - set(PageQuery.model_fields)

    assert set(customer_service.filters) == asked


@pytest.mark.parametrize("sort", get_args(CustomerSort))
async def test_each_sort_runs(session: AsyncSession, sort: CustomerSort) -> None:
    query = CustomerQuery(sort=sort)

    assert await customer_service.page(session, query=query) == ([], 0)

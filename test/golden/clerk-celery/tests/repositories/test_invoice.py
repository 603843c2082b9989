"""Tests of the repository of invoices, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.repositories.invoice import InvoiceRepository
from app.schemas.invoice import InvoiceQuery, InvoiceSort
from app.schemas.page import PageQuery


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(InvoiceQuery.model_fields) - set(PageQuery.model_fields)

    assert set(InvoiceRepository.filters) == asked


@pytest.mark.parametrize("sort", get_args(InvoiceSort))
async def test_each_sort_runs(session: AsyncSession, sort: InvoiceSort) -> None:
    rows, total = await InvoiceRepository(session).page(InvoiceQuery(sort=sort))

    assert list(rows) == []
    assert total == 0

"""Tests of the repository of invoices, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.repositories.invoice import invoice_repo
from app.schemas.invoice import InvoiceQuery, InvoiceSort
from app.schemas.page import PageQuery


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(InvoiceQuery.model_fields) - set(PageQuery.model_fields)

    assert set(invoice_repo.filters) == asked


@pytest.mark.parametrize("sort", get_args(InvoiceSort))
async def test_each_sort_runs(session: AsyncSession, sort: InvoiceSort) -> None:
    query = InvoiceQuery(sort=sort)

    assert await invoice_repo.page(session, query=query) == ([], 0)

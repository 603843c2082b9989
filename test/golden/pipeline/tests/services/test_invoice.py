"""Tests of the service of invoices, on a real database."""

from typing import get_args

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.schemas.invoice import InvoiceQuery, InvoiceSort
from app.schemas.page import PageQuery
from app.services.invoice import invoice_service


def test_every_query_parameter_has_a_filter() -> None:
    asked = set(InvoiceQuery.model_fields) - set(PageQuery.model_fields)

    assert set(invoice_service.filters) == asked


@pytest.mark.parametrize("sort", get_args(InvoiceSort))
async def test_each_sort_runs(session: AsyncSession, sort: InvoiceSort) -> None:
    query = InvoiceQuery(sort=sort)

    assert await invoice_service.page(session, query=query) == ([], 0)

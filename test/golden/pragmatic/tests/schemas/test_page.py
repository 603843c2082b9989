"""Tests of the queries of lists."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from app.schemas.page import PageQuery


def queries(base: type[PageQuery] = PageQuery) -> Iterator[type[PageQuery]]:
    """Yield the query of every list of the application."""
    for query in base.__subclasses__():
        if query.__module__.startswith("app."):
            yield query
        yield from queries(query)


def test_every_parameter_refuses_nul_which_postgresql_cannot_compare() -> None:
    for query in queries():
        for name in query.model_fields:
            with pytest.raises(ValidationError) as refused:
                query.model_validate({name: "\0"})

            assert (name,) in {error["loc"] for error in refused.value.errors()}, query

"""Tests of the envelope of successful responses."""

from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from app.schemas.base import ResponseSchema
from app.schemas.envelope import Envelope


class Card(ResponseSchema):
    """A response of this test."""

    title: str


def test_an_envelope_reads_the_attributes_of_its_data() -> None:
    body = Envelope[Card].of(SimpleNamespace(title="Ace", hidden=True)).model_dump()

    assert body == {"success": True, "data": {"title": "Ace"}}


def test_data_without_a_required_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Envelope[Card].of(SimpleNamespace(name="Ace"))

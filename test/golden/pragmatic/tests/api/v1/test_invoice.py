"""Invoices over HTTP, on a real database."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.factories.counter import Factory
from tests.factories.customer import create_customer
from tests.factories.invoice import create_invoice, make_invoice_body, make_invoice_values
from tests.statements import Statements

URL = "/api/v1/invoices"


async def test_create_returns_what_was_sent(client: AsyncClient) -> None:
    body = await make_invoice_body(client)

    response = await client.post(URL, json=body)

    assert response.status_code == 201
    assert body.items() <= response.json().items()


async def test_get_returns_what_create_returned(client: AsyncClient) -> None:
    created = await create_invoice(client)

    response = await client.get(f"{URL}/{created['id']}")

    assert response.status_code == 200
    assert response.json() == created


async def test_delete_removes_it(client: AsyncClient) -> None:
    created = await create_invoice(client)

    response = await client.delete(f"{URL}/{created['id']}")

    assert response.status_code == 204
    assert (await client.get(f"{URL}/{created['id']}")).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
async def test_an_unknown_id_returns_404(client: AsyncClient, method: str) -> None:
    body: dict[str, Any] | None = {} if method == "PATCH" else None

    response = await client.request(method, f"{URL}/{uuid4()}", json=body)

    assert response.status_code == 404


async def test_an_unknown_field_is_refused(client: AsyncClient) -> None:
    created = await create_invoice(client)
    body = await make_invoice_body(client, no_such_field=1)

    assert (await client.post(URL, json=body)).status_code == 422
    assert (await client.patch(f"{URL}/{created['id']}", json=body)).status_code == 422


async def test_list_is_paged(client: AsyncClient) -> None:
    created = {(await create_invoice(client))["id"] for _ in range(3)}

    requests = [{"page": page, "size": 2} for page in (1, 2, 3)]
    pages = [(await client.get(URL, params=params)).json() for params in requests]

    assert [len(page["items"]) for page in pages] == [2, 1, 0]
    assert {item["id"] for page in pages for item in page["items"]} == created
    assert {(page["total"], page["pages"], page["size"]) for page in pages} == {(3, 2, 2)}


@pytest.mark.parametrize(
    "params",
    [
        {"page": 0},
        {"page": 10**9},
        {"size": 0},
        {"size": 101},
        {"sort": "no_such_field"},
        {"no_such_parameter": "1"},
        {"created_at_from": "soon"},
    ],
)
async def test_list_refuses_invalid_parameters(
    client: AsyncClient,
    params: dict[str, Any],
) -> None:
    assert (await client.get(URL, params=params)).status_code == 422


async def test_list_is_filtered_by_creation_time(client: AsyncClient) -> None:
    created = await create_invoice(client)
    at = created["created_at"]

    around = await client.get(URL, params={"created_at_from": at, "created_at_to": at})
    later = await client.get(URL, params={"created_at_from": "2999-01-01T00:00:00Z"})

    assert around.json()["items"] == [created]
    assert later.json()["items"] == []


async def test_list_needs_a_constant_number_of_statements(
    client: AsyncClient,
    statements: Statements,
) -> None:
    async def add_row() -> None:
        await create_invoice(client)

    await statements.assert_constant(client, URL, add_row)


@pytest.mark.parametrize("field", ["number", "amount", "status", "due_on"])
async def test_update_changes_only_the_given_field(
    client: AsyncClient,
    field: str,
) -> None:
    created = await create_invoice(client)
    change = {field: make_invoice_values()[field]}

    response = await client.patch(f"{URL}/{created['id']}", json=change)

    assert response.status_code == 200
    updated = response.json()
    assert updated == created | change | {"updated_at": updated["updated_at"]}


@pytest.mark.parametrize("field", ["number"])
async def test_a_duplicate_value_returns_409(client: AsyncClient, field: str) -> None:
    taken = {field: make_invoice_values()[field]}
    owner = await create_invoice(client, **taken)
    other = await create_invoice(client)
    body = await make_invoice_body(client, **taken)

    assert (await client.post(URL, json=body)).status_code == 409
    assert (await client.patch(f"{URL}/{other['id']}", json=taken)).status_code == 409
    assert (await client.patch(f"{URL}/{owner['id']}", json=taken)).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 7),
        ("number", "\x00"),
        ("number", ""),
        ("number", " " * 3),
        ("number", "x" * 41),
        ("amount", "much"),
        ("amount", "NaN"),
        ("amount", True),
        ("amount", "0.001"),
        ("amount", "-0.01"),
        ("amount", "10000000000.00"),
        ("status", "no such value"),
        ("status", 7),
        ("due_on", "soon"),
        ("due_on", "2024-02-30"),
        ("due_on", 86400),
    ],
)
async def test_a_value_out_of_bounds_is_refused(
    client: AsyncClient,
    field: str,
    value: Any,
) -> None:
    created = await create_invoice(client)
    body = await make_invoice_body(client, **{field: value})

    assert (await client.post(URL, json=body)).status_code == 422
    assert (await client.patch(f"{URL}/{created['id']}", json={field: value})).status_code == 422


@pytest.mark.parametrize("field", ["number", "amount", "status", "customer_id"])
async def test_null_is_refused_for_a_required_field(client: AsyncClient, field: str) -> None:
    created = await create_invoice(client)

    response = await client.patch(f"{URL}/{created['id']}", json={field: None})

    assert response.status_code == 422


@pytest.mark.parametrize("field", ["due_on"])
async def test_null_empties_an_optional_field(client: AsyncClient, field: str) -> None:
    created = await create_invoice(client)

    response = await client.patch(f"{URL}/{created['id']}", json={field: None})

    assert response.status_code == 200
    assert response.json()[field] is None


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("number", "a", "b"),
        ("amount", "0.01", "0.02"),
        ("status", "draft", "paid"),
        ("due_on", "2024-01-01", "2024-01-02"),
    ],
)
async def test_list_is_sorted(client: AsyncClient, field: str, low: Any, high: Any) -> None:
    for value in (high, low):
        await create_invoice(client, **{field: value})

    rising = (await client.get(URL, params={"sort": field})).json()["items"]
    falling = (await client.get(URL, params={"sort": f"-{field}"})).json()["items"]

    assert [item[field] for item in rising] == [low, high]
    assert falling == rising[::-1]


@pytest.mark.parametrize(
    ("parameter", "field", "value", "other"),
    [
        ("number", "number", "a", "b"),
        ("status", "status", "draft", "paid"),
    ],
)
async def test_list_is_filtered_by_value(
    client: AsyncClient,
    parameter: str,
    field: str,
    value: Any,
    other: Any,
) -> None:
    wanted = await create_invoice(client, **{field: value})
    await create_invoice(client, **{field: other})

    response = await client.get(URL, params={parameter: value})

    assert response.json()["items"] == [wanted]


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [
        ("amount", "0.01", "0.02"),
        ("due_on", "2024-01-01", "2024-01-02"),
    ],
)
async def test_list_is_filtered_by_bounds(
    client: AsyncClient,
    field: str,
    low: Any,
    high: Any,
) -> None:
    lower = await create_invoice(client, **{field: low})
    higher = await create_invoice(client, **{field: high})

    up_to_low = await client.get(URL, params={f"{field}_to": low})
    from_high = await client.get(URL, params={f"{field}_from": high})

    assert up_to_low.json()["items"] == [lower]
    assert from_high.json()["items"] == [higher]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("customer_id", str(uuid4())),
    ],
)
async def test_an_unknown_reference_is_422(client: AsyncClient, field: str, value: Any) -> None:
    created = await create_invoice(client)
    body = await make_invoice_body(client, **{field: value})

    assert (await client.post(URL, json=body)).status_code == 422
    assert (await client.patch(f"{URL}/{created['id']}", json={field: value})).status_code == 422


@pytest.mark.parametrize(
    ("parameter", "create_target"),
    [
        ("customer_id", create_customer),
    ],
)
async def test_list_is_filtered_by_reference(
    client: AsyncClient,
    parameter: str,
    create_target: Factory,
) -> None:
    target = await create_target(client)
    wanted = await create_invoice(client, **{parameter: target["id"]})
    await create_invoice(client)

    response = await client.get(URL, params={parameter: target["id"]})

    assert response.json()["items"] == [wanted]


@pytest.mark.parametrize(
    ("field", "create_target", "path", "deleted", "left"),
    [
        ("customer_id", create_customer, "/api/v1/customers", 409, 200),
    ],
)
async def test_deleting_a_referenced_row(
    client: AsyncClient,
    field: str,
    create_target: Factory,
    path: str,
    deleted: int,
    left: int,
) -> None:
    target = await create_target(client)
    created = await create_invoice(client, **{field: target["id"]})

    assert (await client.delete(f"{path}/{target['id']}")).status_code == deleted
    assert (await client.get(f"{URL}/{created['id']}")).status_code == left

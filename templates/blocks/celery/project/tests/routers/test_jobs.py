"""Jobs over HTTP: users see their own."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI, Response
from httpx2 import AsyncClient

from app.enums import JobStatus
from app.models.user import User
from app.routers.jobs import accepted
from app.schemas.job import JobResponse
from tests.factories.user import add_user
from tests.jobs.workers import add_job
from tests.statements import Statements

URL = "/jobs"


@pytest.mark.parametrize("path", [URL, f"{URL}/{uuid4()}"])
async def test_a_request_without_login_is_401(visitor: AsyncClient, path: str) -> None:
    assert (await visitor.get(path)).status_code == 401


async def test_a_job_is_shown_with_its_result(
    app: FastAPI, member: AsyncClient, user: User
) -> None:
    job = await add_job(app, user, status=JobStatus.SUCCEEDED, result={"n": 1}, attempts=1)

    response = await member.get(f"{URL}/{job.id}")

    assert response.status_code == 200
    shown = response.json()
    assert (shown["id"], shown["kind"]) == (str(job.id), "tests.echo")
    assert (shown["status"], shown["result"], shown["error"]) == ("succeeded", {"n": 1}, None)
    assert "payload" not in shown


async def test_the_location_of_an_accepted_job_is_its_url(
    app: FastAPI, member: AsyncClient, user: User
) -> None:
    job = JobResponse.model_validate(await add_job(app, user))
    response = Response()

    assert accepted(job, response) is job

    there = await member.get(response.headers["location"])
    assert there.json() == job.model_dump(mode="json")


async def test_the_job_of_another_user_is_404(app: FastAPI, member: AsyncClient) -> None:
    theirs = await add_job(app, await add_user(app))

    assert (await member.get(f"{URL}/{theirs.id}")).status_code == 404
    assert (await member.get(f"{URL}/{uuid4()}")).status_code == 404
    assert (await member.get(URL)).json()["items"] == []


async def test_a_list_has_no_results(app: FastAPI, member: AsyncClient, user: User) -> None:
    job = await add_job(app, user, result={"n": 1})

    page = (await member.get(URL)).json()

    assert ([item["id"] for item in page["items"]], page["total"]) == ([str(job.id)], 1)
    assert "result" not in page["items"][0]


async def test_list_needs_a_constant_number_of_statements(
    app: FastAPI, member: AsyncClient, user: User, statements: Statements
) -> None:
    await statements.assert_constant(
        member, URL, lambda: add_job(app, user, result={"n": 1}, attempts=1)
    )


@pytest.mark.parametrize(
    ("params", "kinds"),
    [
        ({"sort": "kind"}, ["a", "b", "c"]),
        ({"sort": "-kind"}, ["c", "b", "a"]),
        ({"sort": "created_at"}, ["b", "a", "c"]),
        ({"kind": "b"}, ["b"]),
        ({"status": "failed"}, ["c"]),
        ({"status": "running"}, []),
        ({"sort": "kind", "size": 2, "page": 2}, ["c"]),
        ({"created_at_from": "2999-01-01T00:00:00Z"}, []),
        ({"sort": "kind", "created_at_to": "2999-01-01T00:00:00Z"}, ["a", "b", "c"]),
    ],
)
async def test_a_list_is_filtered_sorted_and_paged(
    app: FastAPI, member: AsyncClient, user: User, params: dict[str, Any], kinds: list[str]
) -> None:
    for kind in ("b", "a"):
        await add_job(app, user, kind)
    await add_job(app, user, "c", status=JobStatus.FAILED)

    page = (await member.get(URL, params=params)).json()

    assert [item["kind"] for item in page["items"]] == kinds


@pytest.mark.parametrize(
    "params", [{"status": "lost"}, {"sort": "result"}, {"user_id": str(uuid4())}, {"size": 101}]
)
async def test_invalid_queries_are_refused(member: AsyncClient, params: dict[str, Any]) -> None:
    assert (await member.get(URL, params=params)).status_code == 422

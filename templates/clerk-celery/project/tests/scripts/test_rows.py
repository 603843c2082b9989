"""Rows that are exported and imported again, through the schemas of the API."""

import asyncio
import csv
import datetime as dt
import io
import json
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Environment, Settings
from app.enums import ExportFormat
from app.models.base import utc_now
from app.utils.database import create_engine, create_session_factory
from scripts import export_rows, import_rows, rows
from scripts.row_text import RowsError
from scripts.rows import resources
from tests.repositories.shelves import Throwaway, ThrowawayShelf
from tests.scripts.books import (
    BOOKS,
    Binding,
    BookCreate,
    BookRepository,
    BookResponse,
    ThrowawayBook,
    throwaway_book_sequels,
)

KEY = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
NOON = dt.datetime(2024, 1, 31, 12, tzinfo=dt.UTC)
FORMATS = [each.value for each in ExportFormat]
TEXTS = [None, "", "\\", "\\N", "null", '"', "=1+1", "-1", 'a "b", c\r\nd', " é🎈 "]


@pytest.fixture
async def books(session: AsyncSession) -> AsyncSession:
    """Return the session, with the tables of these tests."""
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    await session.commit()
    return session


def book(title: str, **values: Any) -> ThrowawayBook:
    """Return a book of the past."""
    needed = {"slug": title, "price": Decimal("1.50"), "code": "secret"}
    past = {"created_at": NOON, "updated_at": NOON + dt.timedelta(microseconds=1)}
    return ThrowawayBook(id=uuid4(), title=title, **needed | past | values)


def row(title: str, **values: object) -> dict[str, object]:
    """Return a line of an import."""
    needed = {"id": str(uuid4()), "title": title, "slug": title, "price": "1.50", "code": "secret"}
    return needed | values


async def add_library(session: AsyncSession) -> None:
    """Add books with each kind of value, which refer to each other in both directions."""
    shelf = ThrowawayShelf(label="top")
    full = book(
        "full",
        price=Decimal("-12.30"),
        weight=0.1,
        pages=2,
        lent=True,
        binding=Binding.NONE,
        printed=dt.date(2024, 2, 29),
        read_at=NOON,
        opens=dt.time(9, 30),
        details={"a": [1, None, "é\n"]},
        seen_at=NOON,
        marks=["+"],
    )
    texts = [book(str(number), note=note) for number, note in enumerate(TEXTS)]
    session.add_all([shelf, full, *texts])
    await session.flush()
    full.shelf_id, full.prequel_id, texts[0].prequel_id = shelf.id, texts[0].id, full.id
    full.updated_at = texts[0].updated_at = NOON
    pairs = [(full, texts[0]), (full, texts[1]), (texts[1], full)]
    links = [{"book_id": one.id, "sequel_id": other.id} for one, other in pairs]
    await session.execute(insert(throwaway_book_sequels), links)
    await session.commit()


async def exported(session: AsyncSession, export_format: str, *, with_private: bool = True) -> str:
    """Return an export as one text."""
    lines = export_rows.export_rows(BOOKS, session, export_format, with_private=with_private)
    return "".join([line async for line in lines])


async def imported(session: AsyncSession, text: str, export_format: str = "jsonl") -> int:
    """Import a text."""
    spool = io.StringIO()
    import_rows.spool_rows(BOOKS, io.StringIO(text, newline=""), export_format, spool)
    return await import_rows.import_rows(BOOKS, session, spool)


async def refusal(session: AsyncSession, *lines: object) -> str:
    """Return why rows are not imported, and check that none is."""
    with pytest.raises(RowsError) as refused:
        await imported(session, "".join(json.dumps(each) + "\n" for each in lines))
    await session.rollback()
    return str(refused.value)


@pytest.mark.parametrize("export_format", FORMATS)
@pytest.mark.parametrize("batch", [2, 500])
async def test_rows_survive_a_round_trip(
    books: AsyncSession, monkeypatch: pytest.MonkeyPatch, export_format: str, batch: int
) -> None:
    monkeypatch.setattr(import_rows, "BATCH", batch)
    await add_library(books)
    before = await exported(books, export_format)
    await books.execute(delete(ThrowawayBook))
    books.expunge_all()

    assert await imported(books, before, export_format) == len(TEXTS) + 1

    assert await exported(books, export_format) == before
    notes = await books.scalars(select(ThrowawayBook.note).where(ThrowawayBook.title != "full"))
    assert set(notes) == set(TEXTS)


async def test_an_export_contains_private_fields_only_on_request(books: AsyncSession) -> None:
    await add_library(books)

    for with_private, more in ((False, set()), (True, {"code", "marks"})):
        lines = (await exported(books, "jsonl", with_private=with_private)).split("\n")
        full = next(each for each in map(json.loads, lines[:-1]) if each["title"] == "full")
        assert full.keys() == BookResponse.model_fields.keys() | more
        assert (full["price"], full["opens"], full["binding"]) == ("-12.30", "09:30:00", "-")
        assert (full["created_at"], full["weight"]) == ("2024-01-31T12:00:00Z", 0.1)


async def test_a_text_is_no_formula_and_a_number_is_one(books: AsyncSession) -> None:
    books.add(book("one", note="=1+1", price=Decimal("-1.50")))
    await books.commit()

    (line,) = csv.DictReader(io.StringIO(await exported(books, "csv")))

    assert (line["note"], line["price"], line["shelf_id"]) == ("\\=1+1", "-1.50", "")


async def test_a_field_that_is_left_out_has_its_default(books: AsyncSession) -> None:
    before = utc_now()

    await imported(books, json.dumps(row("new")))

    (new,) = await books.scalars(select(ThrowawayBook))
    assert (new.pages, new.lent, new.binding, new.seen_at) == (1, False, Binding.PAPER, None)
    assert before <= new.created_at <= utc_now()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"pages": "2"}, "pages: Input should be a valid integer"),
        ({"pages": None}, "pages: Input should be a valid integer"),
        ({"binding": "glue"}, "binding: Input should be 'paper' or '-'"),
        ({"details": 1}, "details: Input should be an object"),
        ({"created_at": "2024-01-31T12:00:00"}, "created_at: Input should have timezone info"),
        ({"slug": None}, "slug: Field required"),
        ({"sequel_ids": ["x"]}, "sequel_ids: Input should be a valid UUID"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
    ],
)
async def test_a_wrong_row_is_refused(
    books: AsyncSession, values: dict[str, object], fault: str
) -> None:
    said = await refusal(books, row("right"), row("wrong", **values))

    assert said.startswith(f"line 2: {fault}")
    assert "\n" not in said


async def test_faults_of_many_rows_are_reported_together(books: AsyncSession) -> None:
    wrong = [row("wrong", pages=0, id=None)] * import_rows.MAX_FAULTS

    said = (await refusal(books, [], *wrong)).split("\n")

    assert len(said) == import_rows.MAX_FAULTS
    assert [each.rsplit(": ", 1)[0] for each in said[:3]] == [
        "line 1: row",
        "line 2: id",
        "line 2: pages",
    ]


async def test_a_line_that_is_no_json_is_refused(books: AsyncSession) -> None:
    with pytest.raises(RowsError, match="line 3: row: Invalid JSON"):
        await imported(books, f"{json.dumps(row('one'))}\n\n{{")


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"id": KEY}, "id: a value that must be unique is taken"),
        ({"title": "0"}, "title: a value that must be unique is taken"),
        ({"prequel_id": KEY, "id": None}, "prequel_id: a value that must be unique is taken"),
        ({"shelf_id": str(uuid4())}, "shelf_id: it refers to something that does not exist"),
        ({"prequel_id": str(uuid4())}, "prequel_id: it refers to something that does not exist"),
        ({"sequel_ids": [str(uuid4())]}, "sequel_ids: it refers to something that does not exist"),
        ({"pages": 9}, "row: the database refuses it"),
    ],
)
async def test_a_row_that_the_database_refuses_is_named(
    books: AsyncSession, values: dict[str, object], fault: str
) -> None:
    right = [row("0", id=KEY), row("1", prequel_id=KEY), row("2"), row("3")]
    wrong = row("wrong") | {name: value for name, value in values.items() if value is not None}

    assert await refusal(books, *right, wrong, row("4")) == f"line 5: {fault}"

    assert (await books.scalars(select(ThrowawayBook))).all() == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id,colour\n", "line 1: colour: unknown or repeated column"),
        ("id,id\n", "line 1: id: unknown or repeated column"),
        ("id,title\n\n,,\n", "line 3: row: 3 cells, but 2 columns"),
        ('title,pages\n"a\nb",[\n"a\nb",1\n', "line 2: id: Field required"),
        ("id,pages\n,[\n", "line 2: code: Field required"),
    ],
)
async def test_a_wrong_csv_is_refused(books: AsyncSession, text: str, fault: str) -> None:
    with pytest.raises(RowsError) as refused:
        await imported(books, text, "csv")

    assert fault in str(refused.value).split("\n")


@pytest.fixture
async def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[AsyncSession]:
    """Yield a session on the database of the commands, which find the resource of these tests."""
    found = {each.__name__: each for each in (BookCreate, BookResponse, BookRepository)}
    monkeypatch.setattr(rows, "classes", lambda _: found)
    monkeypatch.setenv("ENVIRONMENT", Environment.TEST.value)
    file = (tmp_path / "test.db").as_posix()
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    engine = create_engine(Settings(_env_file=None))
    async with engine.begin() as connection:
        await connection.run_sync(Throwaway.metadata.create_all)
    async with create_session_factory(engine)() as session:
        await add_library(session)
        yield session
    await engine.dispose()


async def run(main: Callable[[Sequence[str]], int], *arguments: str) -> int:
    """Run a command, whose loop needs a thread without one."""
    return await asyncio.to_thread(main, ["throwaway_books", *arguments])


@pytest.mark.parametrize("export_format", FORMATS)
async def test_the_commands_export_and_import(
    library: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    export_format: str,
) -> None:
    arguments = ["--format", export_format]
    assert await run(export_rows.main, *arguments, "--with-private") == 0
    text = capsys.readouterr().out
    # As a spreadsheet would save it.
    data = text.encode("utf-8-sig" if export_format == ExportFormat.CSV else "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    await library.execute(delete(ThrowawayBook))
    await library.commit()
    assert await run(import_rows.main, *arguments) == 0
    assert capsys.readouterr().out == f"{len(TEXTS) + 1} rows imported\n"

    assert await run(export_rows.main, *arguments, "--with-private") == 0
    assert capsys.readouterr().out == text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b'{"id": 1}', "line 1: title: Field required"),
        (json.dumps(row("0")).encode(), "line 1: title: a value that must be unique is taken"),
        (b"\xff", "codec can't decode"),
    ],
)
@pytest.mark.usefixtures("library")
async def test_a_failed_import_ends_with_1_and_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: bytes, fault: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    assert await run(import_rows.main) == 1

    said = capsys.readouterr()
    assert (said.out, fault in said.err) == ("", True)


async def test_a_failed_export_ends_with_1_and_nothing_but_rows(
    library: AsyncSession, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = await library.connection()
    await connection.run_sync(Throwaway.metadata.drop_all)
    await library.commit()

    assert await run(export_rows.main) == 1

    said = capsys.readouterr()
    assert (said.out, "not migrated" in said.err) == ("", True)


def test_a_resource_is_no_part_of_the_profile() -> None:
    own = {"invitations", "jobs", "memberships", "news_items", "news_sources", "teams", "users"}

    assert not own & resources().keys()

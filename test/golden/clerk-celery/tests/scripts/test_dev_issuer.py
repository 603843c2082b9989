"""The development issuer and its tokens."""

import stat
import sys
from pathlib import Path

import httpx2
import jwt
import pytest
import uvicorn

from app.auth.clerk import TokenRules, TokenVerifier
from app.auth.keys import KeyCache
from app.config import Environment, Settings
from app.utils.auth_errors import UnauthenticatedError
from scripts import dev_issuer, dev_token
from scripts.dev_key import FILE, local_issuer, private_key


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the tests in a folder of their own, with their own key and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def verifier() -> TokenVerifier:
    """Return the verifier of an application that uses the development issuer."""
    settings = Settings()
    client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=dev_issuer.issuer_app()))
    parties = frozenset(settings.clerk_authorized_parties)
    return TokenVerifier(
        KeyCache(settings.keys_url, client), TokenRules(settings.clerk_issuer, parties)
    )


async def test_the_application_accepts_a_development_token(
    verifier: TokenVerifier, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev_token.main(["user_grace"]) == 0

    principal = await verifier.verify(capsys.readouterr().out.strip())

    assert principal.clerk_id == "user_grace"


async def test_a_development_token_expires(
    verifier: TokenVerifier, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev_token.main(["--minutes", "-1"]) == 0

    with pytest.raises(UnauthenticatedError):
        await verifier.verify(capsys.readouterr().out.strip())


def test_the_key_is_created_once_and_readable_by_its_owner_only() -> None:
    first, second = private_key(), private_key()

    assert first.private_numbers() == second.private_numbers()
    if sys.platform != "win32":
        assert stat.S_IMODE(FILE.stat().st_mode) == 0o600


async def test_only_the_public_key_is_served() -> None:
    transport = httpx2.ASGITransport(app=dev_issuer.issuer_app())
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        (served,) = (await client.get("/.well-known/jwks.json")).json()["keys"]

    assert set(served) == {"kty", "n", "e", "kid", "use", "alg", "key_ops"}
    public = jwt.PyJWK(served).key.public_numbers()
    assert public == private_key().public_key().public_numbers()


def test_the_issuer_listens_at_the_address_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, int]] = []

    def listen(_app: object, *, host: str, port: int, log_level: str) -> None:
        heard.append((host, port))

    monkeypatch.setattr(uvicorn, "run", listen)
    monkeypatch.setenv("CLERK_ISSUER", "http://127.0.0.1:8123")

    assert dev_issuer.main() == 0
    assert heard == [("127.0.0.1", 8123)]


@pytest.mark.parametrize(
    "issuer", ["https://clerk.example.com", "http://localhost", "http://192.0.2.1:8100"]
)
def test_no_token_is_issued_for_another_issuer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], issuer: str
) -> None:
    monkeypatch.setenv("CLERK_ISSUER", issuer)

    assert (dev_token.main([]), dev_issuer.main()) == (1, 1)

    printed = capsys.readouterr()
    assert (printed.out, FILE.exists()) == ("", False)
    assert "CLERK_ISSUER" in printed.err


def test_no_token_is_issued_outside_development() -> None:
    settings = Settings(environment=Environment.TEST)

    with pytest.raises(ValueError, match="ENVIRONMENT=development"):
        local_issuer(settings)

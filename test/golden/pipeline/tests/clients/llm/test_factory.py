"""The providers in the settings, and the settings that they require."""

from typing import Any

import httpx2
import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app.clients.llm.anthropic import Messages
from app.clients.llm.factory import create_llm, create_provider
from app.clients.llm.fake import FakeProvider
from app.clients.llm.openai import ChatCompletions
from app.clients.llm.port import Prompt
from app.config import Environment, Settings

COMPLETE: dict[str, dict[str, str]] = {
    "openai": {"openai_api_key": "k", "openai_model": "m"},
    "anthropic": {"anthropic_api_key": "k", "anthropic_model": "m"},
    "compatible": {"compatible_url": "http://llm/v1", "compatible_model": "m"},
}


def load(**values: Any) -> Settings:
    """Return settings with these values."""
    return Settings(environment=Environment.TEST, _env_file=None, **values)


@pytest.mark.parametrize("setting", ["llm_provider", "llm_fallback"])
def test_an_unknown_provider_is_refused(setting: str) -> None:
    with pytest.raises(ValidationError, match="'fake', 'openai', 'anthropic' or 'compatible'"):
        load(**{setting: "skynet"})


@pytest.mark.parametrize("setting", ["llm_provider", "llm_fallback"])
@pytest.mark.parametrize(
    ("provider", "missing"), [(name, key) for name, values in COMPLETE.items() for key in values]
)
def test_a_provider_without_a_required_setting_is_refused(
    setting: str, provider: str, missing: str
) -> None:
    settings = load(**COMPLETE[provider] | {setting: provider, missing: ""})

    with pytest.raises(SettingsError, match=f"'{provider}' requires {missing.upper()}"):
        create_llm(settings)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fake", FakeProvider),
        ("openai", ChatCompletions),
        ("anthropic", Messages),
        ("compatible", ChatCompletions),
    ],
)
async def test_each_provider_can_be_selected(name: str, kind: type) -> None:
    settings = load(llm_provider=name, **COMPLETE.get(name, {}))

    async with httpx2.AsyncClient() as http:
        assert isinstance(create_provider(name, settings, http), kind)
    await create_llm(settings).aclose()


async def test_the_fake_is_the_default() -> None:
    llm = create_llm(load())

    completion = await llm.complete(Prompt("Hello"), seconds=5)
    await llm.aclose()

    assert (completion.text, completion.provider) == ("Hello", "fake")


async def test_the_fallback_replaces_an_unreachable_server() -> None:
    settings = load(
        llm_provider="compatible",
        llm_fallback="fake",
        compatible_url="http://127.0.0.1:1",
        compatible_model="m",
    )
    llm = create_llm(settings)

    completion = await llm.complete(Prompt("Hello"), seconds=60)
    await llm.aclose()

    assert completion.provider == "fake"

"""List the changes of the API since the last release that break clients.

`python scripts/contract_diff.py` compares `openapi.json` with that of the last git tag. It exits with
1 if `docs/MIGRATION_NOTES.md` does not list a change under `## Unreleased`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any, NamedTuple, TypeAlias

ROOT = Path(__file__).parent.parent
NOTES = Path("docs", "MIGRATION_NOTES.md")
SECTION = "## Unreleased"

METHODS = ("get", "put", "post", "delete", "patch")
# Limits that break clients if they grow, and if they shrink.
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")

Json: TypeAlias = dict[str, Any]


class Part(NamedTuple):
    """A part of an OpenAPI document, and the document that its references point into."""

    document: Json
    value: Json

    def at(self, *keys: str) -> "Part":
        """Return the part below these keys, without a reference; empty if there is none."""
        value: Any = self.value
        for key in keys:
            value = value.get(key, {}) if isinstance(value, dict) else {}
        while "$ref" in value:
            value = self.document["components"]["schemas"][value["$ref"].rpartition("/")[2]]
        return Part(self.document, value)

    def variants(self) -> dict[str, "Part"]:
        """Return the schemas of a union by type; a schema without a union is the only one."""
        several = self.value.get("anyOf") or self.value.get("oneOf") or [self.value]
        parts = [Part(self.document, {"it": each}).at("it") for each in several]
        return {part.value.get("type", "any"): part for part in parts}


def breaking_changes(before: Json, after: Json) -> list[str]:
    """Return what breaks clients of the first contract when they call the second.

    Args:
        before: The OpenAPI document that clients were written for.
        after: The new one.
    """
    old, new = Part(before, before), Part(after, after)
    found: list[str] = []
    for path, methods in before["paths"].items():
        for method in (each for each in methods if each in METHODS):
            name = f"{method.upper()} {path}"
            here, there = old.at("paths", path, method), new.at("paths", path, method)
            changes = _operation(here, there) if there.value else iter(["was removed"])
            found.extend(f"`{name}` {change}" for change in changes)
    return sorted(set(found))


def released_contract(root: Path) -> Json | None:
    """Return the contract of the last git tag; `None` without git, a tag, or a contract in it."""
    git = which("git")
    if git is None:
        return None

    def ask(*arguments: str) -> str:
        command = [git, *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 fixed
        return done.stdout.decode() if done.returncode == 0 else ""

    tag = ask("describe", "--tags", "--abbrev=0").strip()
    text = ask("show", f"{tag}:./openapi.json") if tag else ""
    return json.loads(text) if text else None


def unlisted_changes(root: Path) -> list[str]:
    """Return the breaking changes of a project that its migration notes do not list."""
    before = released_contract(root)
    if before is None:
        return []
    after = json.loads((root / "openapi.json").read_text(encoding="utf-8"))
    notes = (root / NOTES).read_text(encoding="utf-8")
    section = notes.partition(f"\n{SECTION}\n")[2].partition("\n## ")[0]
    listed = {line.strip().removeprefix("- ") for line in section.splitlines()}
    return [change for change in breaking_changes(before, after) if change not in listed]


def _operation(old: Part, new: Part) -> Iterator[str]:
    yield from _parameters(old, new)
    for kind in old.at("requestBody", "content").value:
        here, there = (part.at("requestBody", "content", kind, "schema") for part in (old, new))
        yield from _schemas(here, there, "body", is_sent=True)
    for status in (each for each in old.at("responses").value if each.startswith("2")):
        if status not in new.at("responses").value:
            yield f"no longer answers {status}"
        for kind in old.at("responses", status, "content").value:
            keys = ("responses", status, "content", kind, "schema")
            yield from _schemas(old.at(*keys), new.at(*keys), "response", is_sent=False)


def _parameters(old: Part, new: Part) -> Iterator[str]:
    here, there = (
        {each["name"]: Part(part.document, each) for each in part.value.get("parameters", [])}
        for part in (old, new)
    )
    for name, part in there.items():
        if part.value.get("required") and not (name in here and here[name].value.get("required")):
            yield f"requires the parameter `{name}`"
    for name, part in here.items():
        if name not in there:
            yield f"no longer has the parameter `{name}`"
        else:
            yield from _schemas(part.at("schema"), there[name].at("schema"), name, is_sent=True)


def _schemas(
    old: Part, new: Part, where: str, *, is_sent: bool, seen: tuple[int, ...] = ()
) -> Iterator[str]:
    # Schemas may refer to themselves.
    if not old.value or id(old.value) in seen:
        return
    here, there = old.variants(), new.variants()
    refused = set(here) - set(there) if is_sent else set(there) - set(here)
    if refused and "any" not in (there if is_sent else here):
        yield f"`{where}`: {'no longer accepts' if is_sent else 'may be'} {', '.join(sorted(refused))}"
    for kind in sorted(set(here) & set(there)):
        if is_sent:
            yield from _limits(here[kind].value, there[kind].value, where)
        seen_here = (*seen, id(old.value))
        yield from _properties(here[kind], there[kind], where, is_sent=is_sent, seen=seen_here)
        items = here[kind].at("items"), there[kind].at("items")
        yield from _schemas(*items, f"{where}[]", is_sent=is_sent, seen=seen_here)


def _limits(old: Json, new: Json, where: str) -> Iterator[str]:
    for names, narrows in ((LOWER, max), (UPPER, min)):
        for name in names:
            was, now = old.get(name), new.get(name)
            if now is not None and now != was and (was is None or narrows(was, now) == now):
                yield f"`{where}`: {name} is {now}"
    for value in old.get("enum", []):
        if value not in new.get("enum", [value]):
            yield f"`{where}`: no longer accepts {value!r}"
    if "enum" in new and "enum" not in old:
        yield f"`{where}`: accepts only {new['enum']}"
    for name in ("pattern", "format"):
        if name in new and new[name] != old.get(name):
            yield f"`{where}`: {name} is {new[name]!r}"


def _properties(
    old: Part, new: Part, where: str, *, is_sent: bool, seen: tuple[int, ...]
) -> Iterator[str]:
    here, there = old.value.get("properties", {}), new.value.get("properties", {})
    required = [set(part.value.get("required", [])) for part in (old, new)]
    for name in sorted(required[1] - required[0] if is_sent else required[0] - required[1]):
        if is_sent or name in there:
            yield f"`{where}.{name}`: {'is required' if is_sent else 'may be missing'}"
    for name in here:
        if name not in there:
            yield f"`{where}.{name}` was removed"
        else:
            parts = old.at("properties", name), new.at("properties", name)
            yield from _schemas(*parts, f"{where}.{name}", is_sent=is_sent, seen=seen)


if __name__ == "__main__":
    unlisted = unlisted_changes(ROOT)
    print("\n".join([f"add to {SECTION} of {NOTES}:", *unlisted]) if unlisted else "all listed")
    sys.exit(1 if unlisted else 0)

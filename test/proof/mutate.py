"""Applies edits to a project, one after the other, and tells what the guard finds in each.

Run in the project's folder, with `{"rule/shape": {file: text}}` on standard input; prints what that
rule finds as `{"rule/shape": [finding, …]}`, of "legal/shape" what every rule does, and of the unedited
project under the name "".
"""

import json
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "guard"))

from architect_guard import definitions, project, source  # noqa: E402
from architect_guard.rule import TEXT, built_in_rules  # noqa: E402

# A file that no edit touches is read once.
made = cache(source.Module)
project.read_module = lambda root, path: made(path.relative_to(root).as_posix(), path.read_bytes())
definitions.Names = cache(definitions.Names)


def findings(name: str) -> list[dict[str, object]]:
    """Return what the rule that an edit is meant for, or every rule, finds in the project as it is now."""
    found = project.Project(Path.cwd())
    meant = name.partition("/")[0]
    asked = [rule for rule in RULES if rule.name == meant] or RULES
    return [each._asdict() for rule in asked for each in rule.findings(found)]


def with_edit(name: str, files: dict[str, str]) -> list[dict[str, object]]:
    """Return what the rules find while these files have other texts."""
    before = {path: path.read_bytes() if path.exists() else None for path in map(Path, files)}
    for path, text in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text)
    try:
        return findings(name)
    finally:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)


RULES = built_in_rules(TEXT)
edits = json.load(sys.stdin)
print(json.dumps({"": findings(""), **{name: with_edit(name, edits[name]) for name in edits}}))

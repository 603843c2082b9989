"""The command on a project that was not generated."""

import os
from pathlib import Path

import pytest

from tests.conftest import Check

DECIDING = '''

@router.get("/few")
async def list_few(size: int) -> FirstNotes:
    """List few notes."""
    if size > 10:
        size = 10
    return FirstNotes(notes=[size])
'''
OPEN = '''

@app.get("/debug")
async def debug() -> dict[str, str]:
    """Return something without a policy."""
    return {}
'''
OWN_RULE = '''"""No module is named notes."""

from architect_guard.rule import Broken

WHY = "Everything is a note."
INSTEAD = "app/services/memos.py"


def check(project):
    for module in project.modules("app/services/notes.py"):
        yield Broken(module, module.tree, "is named notes")
'''
OWN_ROUTE_RULE = '''"""No path is named notes."""

from architect_guard.application import every_route

WHY = "Everything is a note."
INSTEAD = '@router.get("/memos")'


def check(application):
    for route in every_route(application):
        if route.path == "/notes":
            yield route.lacks("is named notes")
'''


def append(file: Path, text: str) -> None:
    """Append a text to a file; create the file if necessary."""
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + text, encoding="utf-8")


def test_a_clean_project_has_no_findings(check: Check) -> None:
    ran = check("--routes")
    assert (ran.code, ran.report["findings"], ran.report["complaints"]) == (0, [], []), ran.error
    assert len(ran.report["rules"]) > 30


def test_a_named_pipe_is_not_read(check: Check, project: Path) -> None:
    (project / "tests/architecture").mkdir(parents=True, exist_ok=True)
    os.mkfifo(project / "app/pipe.py")
    os.mkfifo(project / "tests/architecture/exceptions.toml")
    assert check().found == []


def test_a_handler_with_logic_is_reported_once(check: Check, project: Path) -> None:
    append(project / "app/routers/notes.py", DECIDING)
    ran = check()
    assert ran.code == 1
    assert ran.found.count(("thin-handlers", "app/routers/notes.py", 23)) == 1


def test_a_route_is_found_that_is_added_to_the_served_application(
    check: Check, project: Path
) -> None:
    append(project / "app/main.py", OPEN)
    found = {rule for rule, file, _ in check("--routes").found if file == "app/main.py"}
    assert "routes-say-who-may-call-them" in found
    assert check().found == []


def test_own_rules_run_on_request_only(check: Check, project: Path) -> None:
    rules = project / "tests/architecture"
    append(rules / "rules/no_notes.py", OWN_RULE)
    append(rules / "route_rules/no_note_paths.py", OWN_ROUTE_RULE)
    assert check().found == []
    assert check("--own").found == [("no-notes", "app/services/notes.py", 1)]
    assert [rule for rule, _, _ in check("--routes").found] == ["no-note-paths"]


def test_an_exception_for_a_rule_that_does_not_run_is_ignored(check: Check, project: Path) -> None:
    append(project / "tests/architecture/rules/no_notes.py", OWN_RULE)
    append(
        project / "tests/architecture/exceptions.toml",
        '[[allow]]\nrule = "no-notes"\nfile = "app/services/notes.py"\n'
        'reason = "soon"\nuntil = 2999-12-31\n',
    )
    assert check("--own").code == 0
    assert check().code == 0


BECAUSE = "because the report moves into a service"


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("    if size > 10:", f"# architect: allow thin-handlers {BECAUSE}"),
        (
            "async def list_few(size: int) -> FirstNotes:",
            f"# architect: allow thin-handlers {BECAUSE}",
        ),
        (
            "async def list_few(size: int) -> FirstNotes:",
            f"# architect: allow thin-handlers, named-cuts {BECAUSE}",
        ),
    ],
)
def test_a_comment_allows_a_line_or_a_function(
    check: Check, project: Path, line: str, comment: str
) -> None:
    append(project / "app/routers/notes.py", DECIDING.replace(line, f"{line}  {comment}"))
    ran = check()
    assert "thin-handlers" not in {rule for rule, _, _ in ran.found}
    unused = [each for each in ran.report["complaints"] if "thin-handlers" in each]
    assert unused == []


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("# architect: allow thin-handlers", "write `# architect: allow <rule> because <reason>`"),
        (
            "# architect: allow thin-handlers because",
            "write `# architect: allow <rule> because <reason>`",
        ),
        (
            f"# architect: allow thin-handlers {BECAUSE}",
            "the exception for thin-handlers is not used: remove it",
        ),
    ],
)
def test_a_comment_needs_a_reason_and_a_violation(
    check: Check, project: Path, comment: str, complaint: str
) -> None:
    append(project / "app/services/notes.py", f"{comment}\n")
    ran = check()
    assert ran.code == 1
    assert ran.report["complaints"] == [f"app/services/notes.py:10 {complaint}"]


@pytest.mark.parametrize(("symbol", "code"), [("list_few", 0), ("list_notes", 1)])
def test_an_exception_may_name_a_function(
    check: Check, project: Path, symbol: str, code: int
) -> None:
    append(project / "app/routers/notes.py", DECIDING)
    rules = {rule for rule, _, _ in check().found}
    append(
        project / "tests/architecture/exceptions.toml",
        "".join(
            f'[[allow]]\nrule = "{rule}"\nfile = "app/routers/notes.py"\nsymbol = "{symbol}"\n'
            'reason = "it is how the client expects it"\n'
            for rule in sorted(rules)
        ),
    )
    assert check().code == code


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("[tool.fastapi-architect]", "[tool.other]", "has no [tool.fastapi-architect]"),
        ('http = ["routers"]', 'http = "routers"', "http in [tool.fastapi-architect] must be a"),
        ("async-handlers = true", 'async-handlers = "yes"', "must be true or false"),
        ('config = "app.settings"', "", "config in [tool.fastapi-architect] must be a string"),
    ],
)
def test_an_invalid_configuration_is_reported_in_one_line(
    check: Check, project: Path, before: str, after: str, says: str
) -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    ran = check()
    assert ran.code == 1
    assert says in ran.error.strip()
    assert len(ran.error.strip().splitlines()) == 1


def test_an_application_that_fails_is_reported_without_its_message(
    check: Check, project: Path
) -> None:
    append(project / "app/main.py", 'raise ValueError("hunter2")\n')
    ran = check("--routes")
    assert ran.code == 1
    assert "ValueError in app/main.py" in ran.error
    assert "hunter2" not in ran.error

"""Read the environment only in the settings; create settings only at startup.

Other code receives the values it needs as arguments.
"""

import ast
from collections.abc import Iterator

from architect_guard.layout import CONFIG, STARTS
from architect_guard.project import Project
from architect_guard.references import Reference, call_of, references_to
from architect_guard.rule import Broken
from architect_guard.schemas import classes, lineage
from architect_guard.source import Module

WHY = "A value read elsewhere is not validated at startup, and tests cannot replace it."
INSTEAD = f"""
# {CONFIG.replace(".", "/")}.py
class Settings(BaseSettings):
    mail_host: str

# pass the value as an argument
def create_sender(settings: Settings) -> Sender:
    return Sender(host=settings.mail_host)
"""

# Readers of the environment or of .env files; a trailing dot means the whole library.
READERS = (
    "configparser.",
    "decouple.",
    "dotenv.",
    "dynaconf.",
    "environ.",
    "environs.",
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.getenvb",
    "os.path.expandvars",
    "os.putenv",
    "posix.environ",
    "starlette.config.",
)
SETTINGS = "pydantic_settings.BaseSettings"
BASES = {SETTINGS, "pydantic_settings.main.BaseSettings"}
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# Functions that inspect a class without creating an instance.
ASKING = {"isinstance", "issubclass", "cast", "TypeVar", "TypeAdapter"}


def check(project: Project) -> Iterator[Broken]:
    """Yield code that reads the environment, declares settings or creates them in a wrong place."""
    for name, each in references_to(project, *READERS):
        if each.module.name != CONFIG and not _is_part(project, each):
            what = f"reads the environment with `{ast.unparse(each.node)}` ({name})"
            yield Broken(each.module, each.node, what)
    settings = {
        name: found for name, found in classes(project) if BASES & {*lineage(project, name)[1:]}
    }
    for name, found in settings.items():
        if found.module.name != CONFIG:
            what = f"declares settings outside the settings module: `{name.rpartition('.')[2]}`"
            yield Broken(found.module, found.node, what)
    makers = {name for name in _functions(project) if _declares(project, name) in settings}
    for _, each in references_to(project, SETTINGS, *settings, *makers):
        if each.module.name not in {CONFIG, *STARTS} and _makes(each):
            what = f"creates the settings with `{ast.unparse(each.node)}`: pass them as an argument"
            yield Broken(each.module, each.node, what)
        elif each.module.name == CONFIG and _runs_at_import(each):
            what = f"creates the settings at import time: `{ast.unparse(each.node)}`"
            yield Broken(each.module, each.node, what)
    for module in project.modules():
        if module.name != CONFIG:
            yield from _hidden(project, module)


def _functions(project: Project) -> list[str]:
    """Return the functions of the settings module."""
    module = project.module(CONFIG)
    return [f"{CONFIG}.{module.title(each)}" for each in module.functions()] if module else []


def _declares(project: Project, name: str) -> str:
    """Return the declared return class of a function."""
    found = project.definition(name)
    returns = getattr(found.node, "returns", None) if found else None
    return project.declared(found.module, returns) if found and returns else ""


def _runs_at_import(each: Reference) -> bool:
    """Return whether a class is called at module level, outside functions."""
    call = call_of(each.module, each.node)
    return call is not None and each.module.within(call, *SCOPES) is None


def _is_part(project: Project, each: Reference) -> bool:
    """Return whether a name is a prefix of a longer name that is reported itself."""
    parent = each.module.parent(each.node)
    if not isinstance(parent, ast.Attribute):
        return False
    longer = project.resolve(each.module, parent)
    return any(longer.startswith(reader) for reader in READERS if reader.endswith("."))


def _makes(each: Reference) -> bool:
    """Return whether a class is called, or passed on to be called, e.g. `Depends(Settings)`."""
    if call_of(each.module, each.node):
        return True
    parent = each.module.parent(each.node)
    if isinstance(parent, ast.Attribute):
        return call_of(each.module, parent) is not None
    if isinstance(parent, ast.keyword):
        parent = each.module.parent(parent)
    if not isinstance(parent, ast.Call):
        return False
    return getattr(parent.func, "id", getattr(parent.func, "attr", "")) not in ASKING


def _hidden(project: Project, module: Module) -> Iterator[Broken]:
    """Yield `getattr(os, "environ")` and reads of .env files."""
    for call in module.all(ast.Call):
        values = (each.value for each in call.args if isinstance(each, ast.Constant))
        texts = [value for value in values if isinstance(value, str)]
        file = next((text for text in texts if _is_env_file(text)), "")
        if file:
            yield Broken(module, call, f"reads the environment file `{file}`")
        if texts and project.resolve(module, call.func) == "builtins.getattr":
            name = f"{project.resolve(module, call.args[0])}.{texts[0]}"
            if name in READERS:
                yield Broken(module, call, f"reads the environment with `{ast.unparse(call)}`")


def _is_env_file(text: str) -> bool:
    last = text.rpartition("/")[2]
    return last == ".env" or last.startswith(".env.")

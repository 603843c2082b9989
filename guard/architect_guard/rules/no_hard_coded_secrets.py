"""Read passwords, keys and tokens from the environment; do not hard-code them.

This includes defaults of settings, and passwords inside URLs.
"""

import ast
import re
from collections.abc import Iterator

from architect_guard.given import Given, given
from architect_guard.layout import CONFIG
from architect_guard.literals import HOLE, is_explaining, text_of, texts, texts_in
from architect_guard.project import Project
from architect_guard.references import call_of, references_to
from architect_guard.rule import Broken
from architect_guard.schemas import lineage
from architect_guard.secrecy import is_secret, words_of
from architect_guard.shown import shown_secret
from architect_guard.source import Module
from architect_guard.specs import defaults

WHY = "Everyone with access to the code can read the secret, and the git history keeps it."
INSTEAD = f"""
# {CONFIG.replace(".", "/")}.py: no default, so the application does not start without it
payment_api_key: str = Field(min_length=32, repr=False)

# .env, which is not committed
PAYMENT_API_KEY=…
"""

# Pattern of a randomly generated string.
RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~+/=-]{16,}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*|<.*>|\$?\{.*\}?|%.*")
HIDDEN = {
    f"{home}.{name}"
    for home in ("pydantic", "pydantic.types")
    for name in ("SecretBytes", "SecretStr")
}
# Functions, and the position of their key argument.
KEYED = {
    "cryptography.fernet.Fernet": 0,
    "hmac.digest": 0,
    "hmac.new": 0,
    "itsdangerous.URLSafeSerializer": 0,
    "itsdangerous.URLSafeTimedSerializer": 0,
    "jose.jwt.decode": 1,
    "jose.jwt.encode": 1,
    "jwt.decode": 1,
    "jwt.encode": 1,
}
PAIR = 2
# A string of so many words is a message, not a secret.
SENTENCE = 4


def check(project: Project) -> Iterator[Broken]:
    """Yield hard-coded secrets, found by name, position or format."""
    reported: set[ast.AST] = set()
    for each in (*_named(project), *_wrapped(project), *_placed(project), *_shown(project)):
        if each.node not in reported:
            reported.add(each.node)
            yield each


def _named(project: Project) -> Iterator[Broken]:
    for module in project.modules():
        for each in given(module):
            for value in texts_in(each.value) if _may_be_secret(each.name) else ():
                if text_of(value) in defaults(project) or _is_member(project, module, value):
                    continue
                if _is_hard_coded(each, value):
                    yield Broken(module, value, f"`{each.name}` has a hard-coded value")


def _wrapped(project: Project) -> Iterator[Broken]:
    for _, each in references_to(project, *HIDDEN):
        call = call_of(each.module, each.node)
        for value in call.args if call else ():
            if text_of(value) and not is_explaining(each.module, value):
                what = f"`{ast.unparse(each.node)}` has a hard-coded value"
                yield Broken(each.module, value, what)


def _placed(project: Project) -> Iterator[Broken]:
    """Yield secrets found by position: signing keys, and the password in `auth`."""
    for name, each in references_to(project, *KEYED):
        call = call_of(each.module, each.node)
        for value in call.args[KEYED[name] : KEYED[name] + 1] if call else ():
            if text_of(value) and not is_explaining(each.module, value):
                yield Broken(each.module, value, f"the key for `{name}` is hard-coded")
    for module in project.modules():
        for keyword in module.all(ast.keyword):
            pair = keyword.value.elts if isinstance(keyword.value, ast.Tuple) else []
            if keyword.arg in {"auth", "basic_auth"} and len(pair) == PAIR and text_of(pair[1]):
                yield Broken(module, pair[1], f"the password in `{keyword.arg}` is hard-coded")


def _shown(project: Project) -> Iterator[Broken]:
    for module in project.modules():
        for node, text in texts(module):
            if text not in defaults(project) and (what := shown_secret(text)):
                yield Broken(module, node, f"{what} is hard-coded")


def _may_be_secret(name: str) -> bool:
    return is_secret(name) or words_of(name)[-1:] in {("token",), ("key",)}


def _is_hard_coded(each: Given, value: ast.expr) -> bool:
    text = text_of(value) or ""
    if HOLE in text or not any(letter.isalnum() for letter in text):
        return False
    if len(text.split()) >= SENTENCE or (each.may_name and is_secret(text)):
        return False
    if not is_secret(each.name):
        return RANDOM.fullmatch(text) is not None
    return not (VARIABLE.fullmatch(text) and (is_secret(text) or not text[0].isalpha()))


def _is_member(project: Project, module: Module, value: ast.expr) -> bool:
    """Return whether a string is an example or an enum member, which is not a secret."""
    around = module.within(value, ast.ClassDef)
    line = lineage(project, f"{module.name}.{module.title(around)}") if around else ()
    return is_explaining(module, value) or any(each.startswith("enum.") for each in line)

"""Read service URLs from the settings; do not hard-code them."""

import ast
import re
from collections.abc import Iterator

from architect_guard.layering import belongs
from architect_guard.layout import CONFIG, PROVIDERS
from architect_guard.literals import is_explaining, key_of, texts
from architect_guard.project import Project
from architect_guard.rule import Broken
from architect_guard.secrecy import words_of
from architect_guard.source import Module
from architect_guard.specs import defaults

WHY = "Each environment has its own service URLs, and tests must not reach real services."
INSTEAD = f"""
# {CONFIG.replace(".", "/")}.py
billing_url: str = Field(pattern=r"^https://")

# pass the URL to the client
client = BillingClient(settings.billing_url)
"""

SERVICE = re.compile(
    r"(?:https?|wss?|rediss?|amqps?|postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|sqlite(?:\+\w+)?"
    r"|mongodb(?:\+srv)?|kafka|nats|s?ftps?|ldaps?|smtps?|s3|grpcs?)"
    # The part before `@` may be a secret, so it is not printed.
    r"://(?:[^@/?#]*@)?(?P<host>/?[\w.\[][^/?#]*)",
    re.IGNORECASE,
)
HOSTS = {"bootstrap_servers", "host", "hostname"}
# A host name has a dot or a port; `0.0.0.0` is a listen address, not a service.
HOST = re.compile(r"(?!0\.0\.0\.0$)(?:[\w-]+\.)+[\w-]+(?::\d+)?|[\w-]+:\d+")
# The last word of a constant that holds a host, and what a public host looks like.
HOLDERS = {"broker", "domain", "endpoint", "host", "hostname", "netloc", "server"}
PUBLIC = re.compile(r"(?:[a-z\d-]+\.)+(?:ai|app|cloud|co|com|dev|eu|io|net|org)(?::\d+)?")
# Identifiers, not services.
NAMESPACES = {
    "json-schema.org",
    "purl.org",
    "schema.org",
    "schemas.xmlsoap.org",
    "schemas.openxmlformats.org",
    "www.iana.org",
    "www.sitemaps.org",
    "www.w3.org",
    "xmlns.com",
}
# Arguments that take an identifier or a web page.
PAGES = {
    "contact",
    "dialect",
    "docs",
    "documentation",
    "help",
    "homepage",
    "license",
    "namespace",
    "ns",
    "schema",
    "terms",
    "type",
    "xmlns",
}


def check(project: Project) -> Iterator[Broken]:
    """Yield service addresses outside the settings."""
    for module in project.modules():
        if module.name == CONFIG:
            continue
        for node, host in _hosts(module):
            yield Broken(module, node, f"the address of `{host}` is hard-coded")
        provides = any(belongs(module.name, part) for part in PROVIDERS)
        for node, text in texts(module):
            found = SERVICE.match(text)
            if not found or found["host"].lower() in NAMESPACES or _is_page(module, node):
                continue
            if text in defaults(project):
                continue
            if provides and _is_constant(module, node):
                continue
            what = f"the address of `{found['host']}` is hard-coded"
            if provides:
                what += "; make it a constant of the module"
            yield Broken(module, node, what)


def _hosts(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield hosts without a scheme that are passed to functions that connect."""
    given = [(each.arg or "", each.value) for each in module.all(ast.keyword)]
    for table in module.all(ast.Dict):
        given += [(key_of(table, value), value) for value in table.values]
    for name, value in given:
        text = getattr(value, "value", None)
        is_host = name in HOSTS and isinstance(text, str) and HOST.fullmatch(text)
        if is_host and not is_explaining(module, value):
            yield value, str(text)
    assigned: list[ast.Assign | ast.AnnAssign] = module.all(ast.Assign, ast.AnnAssign)
    for each in assigned:
        target = each.targets[0] if isinstance(each, ast.Assign) else each.target
        words = words_of(getattr(target, "id", getattr(target, "attr", "")))
        text = getattr(each.value, "value", None)
        if words and words[-1] in HOLDERS and isinstance(text, str) and PUBLIC.fullmatch(text):
            yield each, text


def _is_page(module: Module, node: ast.expr) -> bool:
    """Return whether the use of an address shows that it is not a service."""
    at: ast.AST | None = node
    while at is not None and not isinstance(at, ast.stmt):
        parent = module.parent(at)
        name = at.arg if isinstance(at, ast.keyword) else ""
        if isinstance(parent, ast.Dict):
            name = key_of(parent, at)
        if not PAGES.isdisjoint(words_of(name or "")):
            return True
        at = parent
    targets = at.targets if isinstance(at, ast.Assign) else [getattr(at, "target", None)]
    names = (getattr(each, "id", getattr(each, "attr", "")) for each in targets)
    return any(not PAGES.isdisjoint(words_of(name)) for name in names)


def _is_constant(module: Module, node: ast.expr) -> bool:
    """Return whether a string is the value of a module constant."""
    at = module.parent(node)
    if not isinstance(at, ast.Assign | ast.AnnAssign) or module.parent(at) is not module.tree:
        return False
    target = at.targets[0] if isinstance(at, ast.Assign) else at.target
    return isinstance(target, ast.Name) and target.id.isupper()

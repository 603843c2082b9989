"""Strings with the format of a secret: known keys and tokens, URLs with passwords."""

import re

from architect_guard.literals import HOLE

# Secrets with a known format.
SHAPES = re.compile(
    r"\b(?:sk-[A-Za-z0-9_-]{16,}|[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|gh[oprsu]_[A-Za-z0-9]{30,}"
    r"|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}"
    r"|AIza[\w-]{35}|whsec_[A-Za-z0-9+/]{24,}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{30,}"
    r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
IN_HEADER = re.compile(
    r"(?:basic|bearer|token) (?=[^\d]*\d)(?=[^a-z]*[a-z])[\w.~+/=-]{16,}", re.IGNORECASE
)
IN_URL = re.compile(r"[a-zA-Z][\w+.-]*://[^/\s:@]*:(?P<secret>[^/\s@]+)@\S*")
IN_DSN = re.compile(r"\b(?:host|dbname|user)=.*\bpassword=(?P<secret>\S+)|\bpassword=\S+ .*\bhost=")


def shown_secret(text: str) -> str:
    """Return which secret a string contains, judged by its format; empty if none."""
    if SHAPES.search(text):
        return "a key or token"
    if IN_HEADER.fullmatch(text):
        return "an authorization header with a token"
    if found := IN_URL.fullmatch(text):
        return "" if HOLE in found["secret"] else "a URL with a password"
    if found := IN_DSN.search(text):
        return "" if HOLE in (found["secret"] or "") else "a database password"
    return ""

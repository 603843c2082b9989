# The module by another name, in a default.
# into: app/utils/flags.py
import os as system


def is_on(flag: str, where=system.environ) -> bool:
    return flag in where

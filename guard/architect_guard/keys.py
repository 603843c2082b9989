"""Conditions on primary keys."""

import ast

CONDITIONS = frozenset({"filter", "filter_by", "having", "where"})


def has_key(call: ast.Call, method: str) -> bool:
    """Return whether a step of a statement, e.g. `.where(…)`, has a condition on the key."""
    if method not in CONDITIONS:
        return False
    return any(map(is_by_key, call.args)) or any(each.arg == "id" for each in call.keywords)


def is_by_key(condition: ast.expr) -> bool:
    """Return whether a condition is `Model.id == key` or `Model.id.in_(keys)`."""
    if isinstance(condition, ast.Compare):
        sides = [condition.left, *condition.comparators]
        is_equal = isinstance(condition.ops[0], ast.Eq)
        return is_equal and any(
            isinstance(side, ast.Attribute) and side.attr == "id" for side in sides
        )
    if isinstance(condition, ast.Call) and isinstance(condition.func, ast.Attribute):
        owner, method = condition.func.value, condition.func.attr
        is_key = isinstance(owner, ast.Attribute) and owner.attr == "id"
        text = ast.unparse(condition)
        # A subquery without a limit may return any number of keys.
        return is_key and method == "in_" and ("select(" not in text or ".limit(" in text)
    return False

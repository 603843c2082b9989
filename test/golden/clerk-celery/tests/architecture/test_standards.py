"""docs/CODING_STANDARDS.md is where people look for the rules, so it has all of them."""

from typing import Any

import pytest

from tests.architecture.project import ROOT
from tests.architecture.rule import ROUTES, Rule, all_rules, text_rules


@pytest.mark.parametrize("rule", [*text_rules(), *all_rules(ROUTES)], ids=lambda rule: rule.name)
def test_a_rule_is_in_the_standards(rule: Rule[Any]) -> None:
    standards = (ROOT / "docs" / "CODING_STANDARDS.md").read_text(encoding="utf-8")
    assert rule.says in standards, f"add a line for {rule.name} to docs/CODING_STANDARDS.md"

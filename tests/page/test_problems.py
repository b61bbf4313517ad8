"""The problems that any room reports are all explained in the reference."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_problem_code_stands_in_the_reference():
    source = "\n".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    codes = set(re.findall(r'Problem\(\s*"([a-z-]+)"', source))
    documented = set(
        re.findall(r"^\| `([a-z-]+)`", (ROOT / "docs/reference/problems.md").read_text("utf-8"), re.MULTILINE)
    )
    assert len(codes) > 10
    assert codes <= documented

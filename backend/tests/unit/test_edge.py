"""What only the edge may do: commit, and hold more than one thing on the application."""

import ast
from pathlib import Path

PARTA = Path(__file__).parents[2] / "parta"


def test_only_the_edge_commits() -> None:
    commits = [
        str(path.relative_to(PARTA))
        for path in sorted(PARTA.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert commits == ["core/transaction.py"]


def test_the_context_is_the_only_thing_on_the_applications_state() -> None:
    names = {
        node.attr
        for path in PARTA.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and ast.unparse(node.value).endswith("app.state")
    }
    assert names == {"context"}

"""What only the edge may do: commit, and hold more than one thing on the application; what one process alone loads."""

import ast
import subprocess
import sys
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


def test_one_module_reads_drawings_and_no_other_process_loads_it() -> None:
    importers = [
        str(path.relative_to(PARTA)) for path in sorted(PARTA.rglob("*.py")) if "pycrdt" in _list_imports(path)
    ]
    assert importers == ["boards/document.py"]
    loaded = "import sys, parta.manage.web_server, parta.worker; sys.exit('pycrdt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0  # noqa: S603 - our own program


def _list_imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}

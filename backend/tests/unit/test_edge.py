"""What only the edge may do: commit, and hold more than one thing on the application; what one process alone loads."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app

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


def test_no_dependency_of_a_route_takes_a_thread() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1/nowhere")
    settings = Settings(demo=True, secret=SecretStr("nothing is signed here"))
    routes = iter_route_contexts(make_app(settings, make_sessions(engine), LocalBus()).routes)
    dependants = [cast("Dependant", route.dependant) for route in routes if hasattr(route, "dependant")]
    called = {one for dependant in dependants for one in _list_called(dependant)}
    assert len(called) > 100
    waits = (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    assert {one.__qualname__ for one in called if not any(is_async(one) for is_async in waits)} == set()


def _list_called(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    """Yield the endpoint or dependency, and whatever it depends on."""
    if dependant.call is not None:
        yield dependant.call
    for one in dependant.dependencies:
        yield from _list_called(one)


def _list_imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}

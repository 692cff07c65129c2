"""Every bench still runs: with tiny sizes, ending with one line of JSON. No test asserts a time.

`call.py` and `list.py` need browsers, and `call-scale.py` a build of its listeners, which takes too long: they are
not run here.
A smoke run of `list.py` is among the stories.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"
SEND = {"acks_per_s", "p50_ms", "p99_ms", "cpu_s_per_1000", "lost", "doubled"}
PAGES = ("id", "messenger", "journal")


def run_bench(name: str, *arguments: str) -> dict[str, object]:
    """Smoke-run a bench; return what its last line says."""
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, BENCH / f"{name}.py", *arguments],
        env={**os.environ, "PARTA_BENCH_SMOKE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("send", SEND | {"one_chat", "many_chats", "files", "files_ratio"}),
        (
            "fanout",
            {"deliveries", "missing", "cpu_s_per_1000", "p50_ms", "p99_ms", "client_cpu_s_per_1000"},
        ),
        ("idle", {"sockets", "kb_per_socket", "web_kb", "opened_s", "idle_cpu_percent"}),
        (
            "resume",
            {
                "seconds",
                "since_kill_s",
                "acknowledged",
                "lost",
                "doubled",
                "holes",
                "web_cpu_s",
                "client_cpu_s",
            },
        ),
        ("recovery", {"web_s"}),
        ("roster", {"bench", "full_s", "again_s", "one_ms", "one_ms_worst", "members"}),
        ("timetable", {"bench", "generate_s", "again_s", "lessons", "week_ms", "diary_ms"}),
        (
            "contacts",
            {"bench", "people"}
            | {f"{who}_{typed}_ms" for who in ("teacher", "head") for typed in ("one", "two", "three", "words")},
        ),
    ],
)
def test_a_bench_prints_its_figures(name: str, keys: set[str]) -> None:
    figures = run_bench(name)
    assert figures.keys() == keys
    assert [figures.get(loss, 0) for loss in ("lost", "doubled", "missing", "holes")] == [0, 0, 0, 0]


def test_the_size_of_pages_is_read_from_the_manifest_of_the_build(tmp_path: Path) -> None:
    (tmp_path / ".vite").mkdir()
    (tmp_path / "script.js").write_text("export {}")
    (tmp_path / "style.css").write_text("a {}")
    entry = {"file": "script.js", "css": ["style.css"], "imports": [], "dynamicImports": ["late.js"]}
    manifest = {f"{page}.html": entry for page in PAGES} | {"late.js": {"file": "script.js"}}
    (tmp_path / ".vite" / "manifest.json").write_text(json.dumps(manifest))
    figures = run_bench("web", str(tmp_path))
    assert figures.keys() == {f"{page}_{kind}_kb" for page in PAGES for kind in ("js", "css", "lazy")}

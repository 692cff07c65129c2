"""Benches that a browser runs, in `e2e/benches`."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_browser_bench(name: str, aims: Mapping[str, float]) -> None:
    """Run the bench and print its figures; the last line is JSON."""
    file = ROOT / "e2e" / "results" / f"bench-{name}.json"
    file.unlink(missing_ok=True)
    browser = os.environ.get("PARTA_BROWSER") or _run_program(ROOT / ".ci" / "browser")
    environment = {**os.environ, "PARTA_BROWSER": browser}
    command = ["npx", "--yes", "pnpm@10.34.9", "--dir", "e2e", "bench", f"benches/{name}.spec.ts"]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603 - our own program
    if run.returncode != 0:
        sys.exit(run.returncode)
    figures: dict[str, float] = json.loads(file.read_text())
    for key, value in figures.items():
        aim = f" (aim {aims[key]})" if key in aims else ""
        print(f"{key:20} {value:8}{aim}")
    print(json.dumps(figures))


def _run_program(program: Path) -> str:
    run = subprocess.run([program], check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    return run.stdout.strip()

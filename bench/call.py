"""Measure a call in three browsers: time to join, to see a shared screen, and to rejoin after an outage of 5 seconds.

It has no smoke run: the browsers do the work, in `e2e/benches`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "e2e" / "results" / "bench-call.json"
AIMS = {"join_ms_p50": 1_500, "rejoin_ms": 5_000}


def main() -> None:
    """Run the browsers and print the figures; the last line is JSON."""
    FIGURES.unlink(missing_ok=True)
    browser = os.environ.get("PARTA_BROWSER") or _run_program(ROOT / ".ci" / "browser")
    environment = {**os.environ, "PARTA_BROWSER": browser}
    command = ["npx", "--yes", "pnpm@10.34.9", "--dir", "e2e", "bench"]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603 - our own program
    if run.returncode != 0:
        sys.exit(run.returncode)
    figures: dict[str, int] = json.loads(FIGURES.read_text())
    for name, value in figures.items():
        aim = f" (aim {AIMS[name]})" if name in AIMS else ""
        print(f"{name:14} {value:6}{aim}")
    print(json.dumps(figures))


def _run_program(program: Path) -> str:
    run = subprocess.run([program], check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    return run.stdout.strip()


if __name__ == "__main__":
    main()

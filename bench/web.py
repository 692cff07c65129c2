"""Measure what a page loads before it can be used, and what it loads later; gzip, from the build's manifest."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DIST = Path(__file__).parent.parent / "web" / "dist"
PAGES = ("id", "messenger", "journal")
AIMS = {"id": 150, "messenger": 250, "journal": 250}
"""KB of JavaScript at the first load."""

Manifest = dict[str, dict[str, Any]]


def main() -> None:
    """Print a line per page, and the figures as JSON."""
    manifest: Manifest = json.loads((DIST / ".vite" / "manifest.json").read_text())
    figures: dict[str, float] = {}
    for page in PAGES:
        now = _reached(manifest, [f"{page}.html"], "imports")
        later = _reached(manifest, [f"{page}.html"], "imports", "dynamicImports") - now
        figures[f"{page}_js_kb"] = _kilobytes(_scripts(manifest, now))
        figures[f"{page}_css_kb"] = _kilobytes(_styles(manifest, now))
        figures[f"{page}_lazy_kb"] = _kilobytes(_scripts(manifest, later) | _styles(manifest, later))
        print(
            f"{page:10} JS {figures[f'{page}_js_kb']:6.1f} KB (aim {AIMS[page]}), "
            f"CSS {figures[f'{page}_css_kb']:5.1f} KB, later {figures[f'{page}_lazy_kb']:6.1f} KB"
        )
    print(json.dumps(figures))


def _reached(manifest: Manifest, entries: Iterable[str], *ways: str) -> set[str]:
    """Give the modules that these entries lead to by these kinds of import."""
    reached: set[str] = set()
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [other for way in ways for other in manifest[name].get(way, [])]
    return reached


def _scripts(manifest: Manifest, names: set[str]) -> set[str]:
    return {manifest[name]["file"] for name in names if manifest[name]["file"].endswith(".js")}


def _styles(manifest: Manifest, names: set[str]) -> set[str]:
    return {style for name in names for style in manifest[name].get("css", [])}


def _kilobytes(files: set[str]) -> float:
    return round(sum(len(gzip.compress((DIST / file).read_bytes())) for file in files) / 1024, 1)


if __name__ == "__main__":
    main()

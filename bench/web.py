"""Measure what a page loads at first and what it loads lazily; gzip, from the build's manifest.

Fails if a page loads more JavaScript at first than it may, or if files import each other: what they share is not there
yet when the first of them begins.

`python bench/web.py [DIST]`, where DIST is the folder of the build.
"""

import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

DIST = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "web" / "dist"
PAGES = ("id", "messenger", "journal")
AIMS = {"id": 150, "messenger": 250, "journal": 250}
"""KB of JavaScript at the first load."""

Manifest = dict[str, dict[str, Any]]


def main() -> None:
    """Print a line per page; the last line is JSON."""
    manifest: Manifest = json.loads((DIST / ".vite" / "manifest.json").read_text())
    figures: dict[str, float] = {}
    for page in PAGES:
        first_load = _list_reachable(manifest, [f"{page}.html"], "imports")
        later = _list_reachable(manifest, [f"{page}.html"], "imports", "dynamicImports") - first_load
        figures[f"{page}_js_kb"] = _gzip_kilobytes(_list_scripts(manifest, first_load))
        figures[f"{page}_css_kb"] = _gzip_kilobytes(_list_styles(manifest, first_load))
        figures[f"{page}_lazy_kb"] = _gzip_kilobytes(_list_scripts(manifest, later) | _list_styles(manifest, later))
        print(
            f"{page:10} JS {figures[f'{page}_js_kb']:6.1f} KB (aim {AIMS[page]}), "
            f"CSS {figures[f'{page}_css_kb']:5.1f} KB, later {figures[f'{page}_lazy_kb']:6.1f} KB"
        )
    print(json.dumps(figures))
    if cycle := [name for name in manifest if _imports_itself(manifest, name)]:
        sys.exit(f"these import each other: {', '.join(cycle)}; see the parts that vite.config.ts puts in one file")
    if too_large := [page for page in PAGES if figures[f"{page}_js_kb"] > AIMS[page]]:
        sys.exit(f"the first load is too large: {', '.join(too_large)}; load what the first screen does not show late")


def _imports_itself(manifest: Manifest, name: str) -> bool:
    """Return True if what this file imports imports this file."""
    return name in _list_reachable(manifest, manifest[name].get("imports", []), "imports")


def _list_reachable(manifest: Manifest, entries: Iterable[str], *import_kinds: str) -> set[str]:
    """Return the modules that are reachable from these entries by these kinds of import."""
    reached: set[str] = set()
    pending = list(entries)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += [other for kind in import_kinds for other in manifest[name].get(kind, [])]
    return reached


def _list_scripts(manifest: Manifest, names: set[str]) -> set[str]:
    return {manifest[name]["file"] for name in names if manifest[name]["file"].endswith(".js")}


def _list_styles(manifest: Manifest, names: set[str]) -> set[str]:
    return {style for name in names for style in manifest[name].get("css", [])}


def _gzip_kilobytes(files: set[str]) -> float:
    return round(sum(len(gzip.compress((DIST / file).read_bytes())) for file in files) / 1024, 1)


if __name__ == "__main__":
    main()

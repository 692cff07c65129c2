"""The field's words: retired definitions, file names and first words of docstrings stay away. Prose is never read."""

import ast
from collections.abc import Iterator
from pathlib import Path

PARTA = Path(__file__).parents[2] / "parta"

RETIRED = {
    *("Hearing", "Fleeting", "Signal", "Ledger", "Survey", "Picture", "Remind", "Look", "Beat", "Seen", "OfSchool"),
    *("Dated", "Told", "Given", "Refusal", "Unfit", "Outside", "Gathering", "Guarded", "Observed", "Pages"),
    *("Patience", "Limit", "Pace", "Intent", "Seat", "Kin", "Circumstances", "Came", "Arrival", "Plan", "Order"),
    *("Clash", "Claim", "Errand", "Door", "Reading", "Standing", "Notice"),
    *("hold", "hold_name", "put", "seal", "spend", "came_directly", "find_going_on", "examine", "bring_in", "let_go"),
    *("hush", "weigh_contacts", "judge_send", "let_in", "stand_over", "is_precious", "bring_into_line", "heard_by"),
    *("hearers", "keep_chat", "school_of", "title_of"),
}
"""Names whose definitions are refused: each has one word of the field instead (docs/glossary.md)."""

NOUNS = {"drawing.py", "ring.py"}
"""Files that end like a gerund and name a thing."""

RETIRED_FIRST_WORDS = ("Give ", "Let ", "Tell ", "Whether ")


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PARTA.rglob("*.py")):
        yield path.relative_to(PARTA), ast.parse(path.read_text())


def test_no_retired_name_is_defined_again() -> None:
    found = [
        f"{path}: {node.name}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name in RETIRED
    ]
    assert found == []


def test_files_are_named_by_nouns() -> None:
    gerunds = [str(path) for path, _ in sources() if path.name.endswith("ing.py") and path.name not in NOUNS]
    assert gerunds == []


def test_docstrings_begin_with_plain_words() -> None:
    found = [
        f"{path}: {line.strip()}"
        for path, _ in sources()
        for line in (PARTA / path).read_text().splitlines()
        if line.strip().startswith(tuple(f'"""{word}' for word in RETIRED_FIRST_WORDS))
    ]
    assert found == []

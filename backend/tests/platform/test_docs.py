"""The documentation for operators is complete."""

import re
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from parta.core.settings import Settings
from parta.manage.cli import app

ROOT = Path(__file__).resolve().parents[3]
HOWTO = (ROOT / "docs" / "howto" / "run.md").read_text()
SECURITY = (ROOT / "docs" / "security.md").read_text()
NAMED_FILE = re.compile(r"`([\w./-]+/[\w./-]+\.(?:py|tsx?|json|yaml|lock))`")
ROOTS = (ROOT, ROOT / "backend", ROOT / "backend" / "parta", ROOT / "backend" / "tests")


def test_every_setting_is_explained() -> None:
    assert [name for name in Settings.model_fields if f"`PARTA_{name.upper()}`" not in HOWTO] == []


def test_every_command_is_explained_and_listed() -> None:
    help_text = CliRunner().invoke(app, ["--help"]).output
    commands = list(getattr(get_command(app), "commands", {}))
    assert commands
    assert [name for name in commands if f"`parta {name}" not in HOWTO or name not in help_text] == []


def test_every_file_that_the_page_on_security_names_exists() -> None:
    named = set(NAMED_FILE.findall(SECURITY))
    assert named
    assert [name for name in sorted(named) if not any((root / name).exists() for root in ROOTS)] == []


def test_the_map_for_newcomers_fits_a_screen() -> None:
    assert len((ROOT / "AGENTS.md").read_text().splitlines()) < 60

"""The documentation for operators is complete."""

from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from parta.core.settings import Settings
from parta.manage.cli import app

ROOT = Path(__file__).resolve().parents[3]
HOWTO = (ROOT / "docs" / "howto" / "run.md").read_text()


def test_every_setting_is_explained() -> None:
    assert [name for name in Settings.model_fields if f"`PARTA_{name.upper()}`" not in HOWTO] == []


def test_every_command_is_explained_and_listed() -> None:
    help_text = CliRunner().invoke(app, ["--help"]).output
    commands = list(getattr(get_command(app), "commands", {}))
    assert commands
    assert [name for name in commands if f"`parta {name}" not in HOWTO or name not in help_text] == []


def test_the_map_for_newcomers_fits_a_screen() -> None:
    assert len((ROOT / "AGENTS.md").read_text().splitlines()) < 60

"""Who ends the boards process again and again is shut out; others are not."""

from pathlib import Path

import pytest

from parta.boards.suspects import Suspects
from parta.core.ids import new_id

BOARD, MISHA, LENA = new_id(), new_id(), new_id()


def _die(folder: Path) -> None:
    """Leave what a process leaves that dies while it applies a change."""
    with Suspects(folder).watching(BOARD, MISHA):
        left = (folder / "boards.mark").read_bytes()
    (folder / "boards.mark").write_bytes(left)


def test_who_was_drawing_at_three_deaths_is_shut_out(tmp_path: Path) -> None:
    for _ in range(2):
        _die(tmp_path)
    assert not Suspects(tmp_path).is_blocked(BOARD, MISHA)
    _die(tmp_path)
    suspects = Suspects(tmp_path)
    assert suspects.is_blocked(BOARD, MISHA)
    assert not suspects.is_blocked(BOARD, LENA)
    assert not suspects.is_blocked(BOARD)
    assert not suspects.is_blocked(new_id(), MISHA)


def test_a_process_that_ends_in_between_suspects_nobody(tmp_path: Path) -> None:
    for _ in range(5):
        with Suspects(tmp_path).watching(BOARD, MISHA):
            pass
        with pytest.raises(ValueError, match="refused"), Suspects(tmp_path).watching(BOARD, MISHA):
            raise ValueError("refused")
    assert not Suspects(tmp_path).is_blocked(BOARD, MISHA)


def test_unreadable_files_suspect_nobody(tmp_path: Path) -> None:
    (tmp_path / "boards.deaths").write_text("[1, ")
    assert not Suspects(tmp_path).is_blocked(BOARD)

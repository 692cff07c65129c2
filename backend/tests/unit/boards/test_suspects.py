"""Who ends the boards process again and again is shut out; others are not."""

import json
import time
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


@pytest.mark.parametrize(
    ("ages", "is_blocked"),
    [((1100, 800, 501), True), ((1199, 900, 610), False), ((900, 250, 1), False), ((700, 400, 101), True)],
)
def test_the_last_of_three_deaths_shuts_out_for_ten_minutes(
    tmp_path: Path, ages: tuple[int, ...], *, is_blocked: bool
) -> None:
    deaths = [(f"{BOARD}/{MISHA}", time.time() - age) for age in ages]
    (tmp_path / "boards.deaths").write_text(json.dumps(deaths))
    assert Suspects(tmp_path).is_blocked(BOARD, MISHA) is is_blocked


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

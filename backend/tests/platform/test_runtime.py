"""The runtime file: it tells of a `parta up` that runs, and of nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

from parta.core.settings import Settings
from parta.manage.runtime import read_runtime
from parta.manage.runtime_file import RuntimeFile


def test_it_is_read_while_its_owner_runs(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    runtime_file = RuntimeFile(settings)
    runtime_file.record_process("web", 4711)
    assert read_runtime(settings)["pids"] == {"up": os.getpid(), "web": 4711}
    runtime_file.remove()
    assert read_runtime(settings) == {}


def test_what_a_killed_one_left_says_nothing_and_is_left_to_the_next(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    RuntimeFile(settings, {"up": killed.pid}).write()
    assert read_runtime(settings) == {}


def test_a_process_that_got_the_same_number_later_is_another_one(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    RuntimeFile(settings).write()
    os.utime(tmp_path / "up.json", (1_000_000_000, 1_000_000_000))
    assert read_runtime(settings) == {}


def test_who_could_not_start_leaves_the_file_of_the_one_that_runs(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    RuntimeFile(settings, {"up": os.getppid()}).write()
    RuntimeFile(settings).remove()
    assert json.loads((tmp_path / "up.json").read_text())["pids"] == {"up": os.getppid()}

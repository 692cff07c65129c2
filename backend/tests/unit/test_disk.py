"""The reserve of the disk."""

import shutil
from pathlib import Path

from parta.core.disk import GB, DiskSpace, read_disk_space


def test_the_reserve_is_the_larger_of_five_gigabytes_and_a_tenth() -> None:
    total = shutil.disk_usage("/").total
    assert read_disk_space(Path("/"), None).reserve == max(5 * GB, total // 10)
    assert read_disk_space(Path("/"), 0.5).reserve == GB // 2


def test_an_upload_leaves_the_reserve_free() -> None:
    space = DiskSpace(free=10, reserve=4)
    assert space.has_room_for(6)
    assert not space.has_room_for(7)

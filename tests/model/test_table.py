import gc
import os
import shutil
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.cache.table import DamagedError, Table, write_array, write_table

ROWS = [b"first", b"", b"third"]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    write_table(tmp_path, "things", ROWS)
    return Table(tmp_path, "things")


@given(st.lists(st.binary(max_size=20), max_size=6))
def test_rows_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("table")
    write_table(folder, "things", rows)
    read = Table(folder, "things")
    assert [read[row] for row in range(len(read))][::-1] == rows[::-1]


def test_an_open_table_can_be_read_when_its_files_are_gone(table: Table, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path)
    assert [table[row] for row in (2, 1, 0)] == ROWS[::-1]


def test_an_open_table_is_not_changed_by_one_that_takes_its_place(table: Table, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write_table(tmp_path / "other", "things", [b"other", b"rows", b"there"])
    for file in (tmp_path / "other").iterdir():
        file.replace(tmp_path / file.name)
    assert table[0] == b"first"


def test_rows_that_are_cut_off_while_a_table_is_open_are_damaged(table: Table, tmp_path: Path) -> None:
    os.truncate(tmp_path / "things.rows", 3)
    for row in (0, 2):
        with pytest.raises(DamagedError):
            table[row]


@pytest.mark.parametrize("starts", [[0, 3, 2, 10], [0, -5, 5, 10], [0, 1 << 60, 5, 10]])
def test_rows_that_begin_where_they_cannot_are_damaged(tmp_path: Path, starts: list[int]) -> None:
    write_table(tmp_path, "things", ROWS)
    write_array(tmp_path / "things.starts", array("q", starts))
    damaged = Table(tmp_path, "things")
    for row in (0, 1):
        with pytest.raises(DamagedError):
            damaged[row]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="files that are open cannot be counted here")
def test_a_table_that_nobody_uses_is_closed(tmp_path: Path) -> None:
    write_table(tmp_path, "things", ROWS)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(3):
        Table(tmp_path, "things")
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208

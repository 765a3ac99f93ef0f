import mmap
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.search import scratch
from model.search.scratch import Run, Scratch, let_go

PIECES = st.lists(st.binary(max_size=9), max_size=8)


def everything(room: Scratch) -> bytes:
    return bytes(room.mapped())


@given(PIECES, st.integers(0, 40))
def test_what_is_put_aside_is_found_again_in_memory_and_in_a_file(pieces: list[bytes], little: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scratch, "_LITTLE", little)
        room = Scratch()
        spans = [room.put(piece) for piece in pieces]
        assert [bytes(room.take(span)) for span in spans[::-1]] == pieces[::-1]
        data = room.mapped()
        assert bytes(data) == b"".join(pieces)
        assert isinstance(data, mmap.mmap) == (room.size > little)


def test_arrays_are_put_aside_piece_by_piece() -> None:
    room = Scratch()
    numbers, more = Run(room, np.int32), Run(room, np.int32)
    for piece in ([1, 2], [], [3]):
        numbers.add(np.array(piece, np.int64))
        more.add(np.array([7]))
    assert [piece.tolist() for piece in numbers] == [[1, 2], [], [3]]
    assert {piece.dtype for piece in more} == {np.dtype(np.int32)}


class Full(BytesIO):
    """A file on a disk on which there is room for 10 bytes."""

    def write(self, data: object) -> int:
        part = memoryview(data)[: 10 - self.tell()]  # type: ignore[arg-type]
        if not part:
            raise OSError("no space left")
        return super().write(part)


def test_what_the_disk_has_no_room_for_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_LITTLE", 5)
    monkeypatch.setattr(scratch, "_nameless", Full)
    room = Scratch()
    spans = [room.put(piece) for piece in (b"abcd", b"efgh", b"ijkl", b"m")]
    assert bytes(room.take(spans[2])) == b"ijkl"
    assert everything(room) == b"abcdefghijklm"


def test_without_a_place_for_files_everything_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(scratch, "_LITTLE", 2)
    monkeypatch.setattr(scratch, "_nameless", refused)
    room = Scratch()
    room.put(b"ab")
    room.put(b"cde")
    room.put(b"f")
    assert everything(room) == b"abcdef"


def test_files_are_made_where_one_wants_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(scratch, "_LITTLE", 0)
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    room = Scratch()
    room.put(b"abc")
    assert everything(room) == b"abc"
    assert not list(tmp_path.iterdir())


def test_pages_that_were_given_up_are_there_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "_LITTLE", 0)
    room = Scratch()
    room.put(b"x" * 10_000)
    data = room.mapped()
    assert data[5_000] == ord("x")
    let_go(data)
    let_go(b"in memory")
    assert data[:] == b"x" * 10_000

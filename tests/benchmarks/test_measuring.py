"""The measuring itself: what costs are of, and that nothing is left behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.benchmarks import made, peers, startup
from tests.benchmarks.processes import Cost, middle, spent


def test_a_process_costs_time_and_memory() -> None:
    cost = spent((sys.executable, "-c", "kept = bytearray(80_000_000)"), {})
    assert cost is not None
    assert cost.memory > 70
    assert cost.cpu > 0


def test_what_child_processes_take_is_counted() -> None:
    child = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'bytearray(80_000_000)'])"
    cost = spent((sys.executable, "-c", child), {})
    assert cost is not None
    assert cost.memory > 70


def test_what_does_not_end_is_ended() -> None:
    waiting = "import sys; sys.stdin.buffer.read()"
    reading, writing = os.pipe()
    try:
        assert spent((sys.executable, "-c", waiting), {}, patience=0.2, given=Path(f"/dev/fd/{reading}")) is None
    finally:
        os.close(reading)
        os.close(writing)


def test_what_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        spent((sys.executable, "-c", "import sys; print('no such luck', file=sys.stderr); sys.exit(2)"), {})


def test_the_median_is_taken_of_each_figure() -> None:
    assert middle([Cost(1, 9, 5), Cost(2, 8, 6), Cost(30, 1, 7)]) == Cost(2, 8, 6)


def test_libraries_are_made_once_and_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIBSCOPE_BENCH_FOLDER", raising=False)
    with made.shared_folder() as folder, made.shared_folder() as same:
        assert folder == same
        file = made.made("bib", 30)
        written = file.stat().st_mtime_ns
        assert made.made("bib", 30) == file
        assert file.stat().st_mtime_ns == written
        assert [path.name for path in folder.iterdir()] == [file.name]
    assert not folder.exists()
    assert "BIBSCOPE_BENCH_FOLDER" not in os.environ


def test_sizes_asked_for_are_of_both_kinds_but_no_librecat_is_that_large() -> None:
    assert startup.asked(["30", "1_000_000"]) == {"yaml": [30], "bib": [30, 1_000_000]}


def test_programs_that_are_not_there_are_skipped_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIBSCOPE_BENCH_PEERS", raising=False)
    told = dict(peers.beside(tmp_path / "none.bib", tmp_path, "sparse"))
    assert list(told) == ["cobib", "papis"]
    assert all("skipped" in str(cost) for cost in told.values())

"""Whatever a person names is read or explained: files, folders, globs, compressed and damaged ones."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from model.readers import Progress, read_paths
from model.readers.files import candidates, decode, load

RECORD = "_id: '1'\ntitle: Töne\ntype: book\nyear: '2001'\n"


def write(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "severity", "words"),
    [
        (None, "error", "no such file"),
        (b"", "warning", "empty"),
        (b"  \n", "warning", "empty"),
        (b"\x7fELF\x00\x00\x01", "error", "binary"),
        (b"\x1f\x8b\x08\x00broken", "error", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "error", "binary"),
    ],
)
def test_what_cannot_be_read_costs_one_clear_notice(
    tmp_path: Path, data: bytes | None, severity: str, words: str
) -> None:
    path = write(tmp_path, "x.yaml", data) if data is not None else str(tmp_path / "x.yaml")
    good = write(tmp_path, "good.yaml", RECORD)
    readings = read_paths([path, good])
    assert readings.records == 1
    (notice,) = readings.files[0].notices
    assert (notice.severity, notice.file) == (severity, path)
    assert words in notice.message


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "bomb.gz", gzip.compress(b"\0" * (64 << 20)))
    (report,) = read_paths([path]).files
    assert "unpacks to more than" in report.notices[0].message


def test_a_compressed_file_reads_like_the_plain_one(tmp_path: Path) -> None:
    path = write(tmp_path, "x.gz", gzip.compress(RECORD.encode()))
    assert read_paths([path]).readings[0].records[0].title == "Töne"


@pytest.mark.parametrize("end", [-40, -9, -4, None])
def test_of_a_compressed_file_that_is_cut_off_or_goes_on_all_is_kept_that_can_be_unpacked(
    tmp_path: Path, end: int | None
) -> None:
    entries = "".join(f"@book{{k{number}, title={{{number**9} häuser}}}}\n" for number in range(9_999))
    data = gzip.compress(entries.encode())
    path = write(tmp_path, "x.gz", data[:end] if end else data + b"and more")
    readings = read_paths([path])
    assert 9_900 < readings.records <= 9_999
    first = readings.files[0].notices[0]
    assert (first.severity, first.action) == ("error", "kept what could be unpacked")
    assert "damaged gzip" in first.message


def test_a_folder_is_searched_and_what_is_no_bibliography_is_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", RECORD)
    write(tmp_path, "deep/b.txt", RECORD.replace("'1'", "'2'"))
    write(tmp_path, "notes.txt", "Some thoughts that are no bibliography.")
    write(tmp_path, "code.py", "print('hello')\n")
    write(tmp_path, ".hidden/c.yaml", RECORD)
    readings = read_paths([str(tmp_path)])
    assert [record.id for reading in readings.readings for record in reading.records] == ["1", "2"]
    assert ["2 files held no bibliography" in notice.message for notice in readings.notices] == [True]


def test_a_glob_in_quotes_is_expanded(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", RECORD)
    assert read_paths([str(tmp_path / "*.yaml")]).records == 1
    assert "no file matches" in read_paths([str(tmp_path / "*.bib")]).notices[0].message


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", RECORD)
    readings = read_paths([path, path])
    assert readings.records == 1
    assert "twice" in readings.notices[0].message


def test_stray_bytes_are_read_as_windows_1252_and_told_with_their_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", b"_id: '1'\ntype: book\nyear: '2001'\ntitle: T\xf6ne and \xc3\xa9tudes\n")
    readings = read_paths([path])
    assert readings.readings[0].records[0].title == "Töne and études"
    (notice,) = readings.files[0].notices
    assert notice.line == 4
    assert "1 byte is not UTF-8" in notice.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.yaml", RECORD.encode(encoding))
    assert read_paths([path]).readings[0].records[0].title == "Töne"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("en:\n  title: Hello\n", "YAML, but no publications"),
        ('{"name": "package", "version": "1"}', "JSON, but"),
        ("<html><body>Not found</body></html>", "XML or HTML"),
    ],
)
def test_other_files_are_refused_by_what_they_are(tmp_path: Path, content: str, words: str) -> None:
    (report,) = read_paths([write(tmp_path, "x", content)]).files
    assert words in report.notices[0].message


def test_a_stray_nul_does_not_make_a_bibliography_binary(tmp_path: Path) -> None:
    assert read_paths([write(tmp_path, "x.bib", "@book{a\0b, title={A title}, year=2001}")]).records == 1


def test_every_byte_decodes_to_something() -> None:
    text, foreign, line = decode(bytes(range(256)))
    assert len(text) == 256
    assert (foreign, line) == (128, 2)
    assert not any("\ud800" <= char <= "\udfff" for char in text)


def test_a_device_is_not_read() -> None:
    (candidate,) = candidates(["/dev/zero"])[0]
    document, (notice,) = load(candidate)
    assert document is None
    assert "not a regular file" in notice.message


def test_progress_is_told_before_each_file_and_at_the_end(tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", RECORD)
    steps: list[Progress] = []
    read_paths([path], steps.append)
    assert steps == [Progress(path, 0, 1, 0), Progress("", 1, 1, 1)]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path, "a.yaml", RECORD)
    assert read_paths([str(tmp_path)]).records == 1

"""Reading again: only files that changed are, and the library is the one that reading everything gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from model import readers
from model.cache import Cache, Request, open_kept
from model.library import Library, open_library

BIB = "@article{%s, author={Bee, Ann and Wasp, Bo}, title={On the %s of a thing}, year={2020}, doi={10.1/%s}}\n"
YAML = "---\n_id: '7'\ntitle: On the wings of a thing\nauthor:\n- last_name: Bee\nyear: '2020'\ndoi: 10.1/wings\n...\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three files: two describe one work, one is damaged, all have something to tell."""
    folder = tmp_path / "files"
    folder.mkdir()
    first, second, third = folder / "a.bib", folder / "b.yaml", folder / "c.bib"
    first.write_text("".join(BIB % (name, name, name) for name in ("wings", "legs", "eyes")))
    second.write_text(YAML)
    third.write_text(BIB % ("nest", "nest", "nest") + "@article{broken, title={No end\n")
    return first, second, third


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []
    load = readers.load

    def watched(candidate: readers.Candidate, tick: readers.Tick | None = None) -> object:
        names.append(Path(candidate.name).name)
        return load(candidate, tick)

    monkeypatch.setattr(readers, "load", watched)
    return names


def change(path: Path, text: str) -> None:
    """Write a file so that nobody can miss it."""
    state = path.stat()
    path.write_text(text)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))


def same(one: Library, other: Library) -> bool:
    """Whether two libraries say the same in everything."""
    raw = [[dict(record.raw) for work in each.works for record in work.inputs] for each in (one, other)]
    return one == other and raw[0] == raw[1]


def test_what_came_out_of_a_pipe_stays(files: tuple[Path, Path, Path]) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading), os.fdopen(writing, "w") as stream:
        stream.write(BIB % ("pipe", "pipe", "pipe"))
        stream.close()
        paths = (f"/dev/fd/{reading}", str(files[0]))
        library = open_library(paths)
        assert len(library) == 4
        assert same(open_library(paths, previous=library), library)


def test_only_the_changed_file_is_read_again(files: tuple[Path, Path, Path], opened: list[str]) -> None:
    paths = tuple(map(str, files))
    library = open_library(paths)
    change(files[1], YAML.replace("wings", "nest"))
    del opened[:]
    again = open_library(paths, previous=library)
    assert opened == ["b.yaml"]
    assert same(again, open_library(paths))
    assert again.works != library.works


def test_nothing_changed_and_nothing_is_read(files: tuple[Path, Path, Path], opened: list[str]) -> None:
    paths = (str(files[0].parent),)
    library = open_library(paths)
    del opened[:]
    assert same(open_library(paths, previous=library), library)
    assert opened == []


@pytest.mark.parametrize("step", ["gone", "new", "renamed", "unreadable"])
def test_files_that_come_and_go(files: tuple[Path, Path, Path], opened: list[str], step: str) -> None:
    paths = (str(files[0].parent),)
    library = open_library(paths)
    if step == "gone":
        files[0].unlink()
    elif step == "new":
        (files[0].parent / "d.bib").write_text(BIB % ("tail", "tail", "tail"))
    elif step == "renamed":
        files[0].rename(files[0].parent / "z.bib")
    else:
        change(files[0], "\0\1\2" * 99)
    del opened[:]
    again = open_library(paths, previous=library)
    assert opened == {"gone": [], "new": ["d.bib"], "renamed": ["z.bib"], "unreadable": ["a.bib"]}[step]
    assert same(again, open_library(paths))


def test_what_is_kept_spares_the_files_that_did_not_change(
    files: tuple[Path, Path, Path], opened: list[str], tmp_path: Path
) -> None:
    cache, request = Cache(tmp_path / "cache", least=0), Request(tuple(map(str, files)))
    cache.keep(request, request.read())
    change(files[1], YAML.replace("wings", "nest"))
    del opened[:]
    again = open_kept(request, cache)
    assert opened == ["b.yaml"]
    assert same(again, request.read())


def test_where_what_is_kept_is_damaged_all_files_are_read(
    files: tuple[Path, Path, Path], opened: list[str], tmp_path: Path
) -> None:
    cache, request = Cache(tmp_path / "cache", least=0), Request(tuple(map(str, files)))
    cache.keep(request, request.read())
    (rows,) = cache.folder.glob("*/works.rows")
    rows.write_bytes(b"x" * rows.stat().st_size)
    change(files[1], YAML.replace("wings", "nest"))
    del opened[:]
    again = open_kept(request, cache)
    assert opened == ["a.bib", "b.yaml", "c.bib"]
    assert same(again, request.read())


def test_what_is_kept_is_left_alone_where_little_of_it_can_be_used(
    files: tuple[Path, Path, Path], opened: list[str], tmp_path: Path
) -> None:
    cache, request = Cache(tmp_path / "cache", least=0), Request(tuple(map(str, files)))
    cache.keep(request, request.read())
    change(files[0], files[0].read_text() + " ")
    change(files[2], files[2].read_text() + " ")
    del opened[:]
    again = open_kept(request, cache)
    assert opened == ["a.bib", "b.yaml", "c.bib"]
    assert same(again, request.read())

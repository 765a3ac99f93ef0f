"""What goes wrong around the program: it is told, the terminal is restored, nothing of the user's is changed."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from model.citations.formats import write_atomically
from model.library import open_library
from model.readers import Progress
from tests.calling import call
from tests.hostile import acting
from tui import clipboard
from tui.config import load_config
from tui.keymap import keymap

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
FILES = tuple(str(path) for path in sorted((DATA / "browser").iterdir()))
SMALL = str(DATA / "small" / "repository.yaml")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))


# -- files ----------------------------------------------------------------------------------------------------------


def two_files(folder: Path) -> tuple[Path, Path]:
    paths = folder / "a.bib", folder / "b.bib"
    for path in paths:
        path.write_text(f"@book{{{path.stem}, title={{Title {path.stem}}}, year=2001}}\n")
    return paths


def meanwhile(change: Callable[[], object]) -> Callable[[Progress], None]:
    """Something that happens while the first file is being read."""
    return lambda progress: None if progress.done else change() and None


def test_a_file_that_vanishes_while_others_are_read_is_told(tmp_path: Path) -> None:
    first, second = two_files(tmp_path)
    library = open_library([str(first), str(second)], progress=meanwhile(second.unlink))
    assert [work.id for work in library.works] == ["a"]
    assert [notice.message for notice in library.notices] == ["no such file"]


def test_a_file_that_turns_into_something_else_is_told(tmp_path: Path) -> None:
    first, second = two_files(tmp_path)

    def turn() -> None:
        second.unlink()
        second.mkdir()

    library = open_library([str(first), str(second)], progress=meanwhile(turn))
    assert [work.id for work in library.works] == ["a"]
    assert len(library.notices) == 1


def test_a_file_that_is_being_written_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    first, second = two_files(tmp_path)
    library = open_library(
        [str(first), str(second)], progress=meanwhile(lambda: second.write_text("@book{b, title={Ti"))
    )
    assert "a" in {work.id for work in library.works}
    assert any(notice.file == str(second) for notice in library.notices)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, second = two_files(tmp_path)

    def read(path: Path) -> bytes:
        if path == second:
            raise PermissionError(13, "Permission denied", str(path))
        return path.read_bytes()

    monkeypatch.setattr("model.readers.files._read_file", read)
    library = open_library([str(tmp_path)])
    assert [work.id for work in library.works] == ["a"]
    assert [notice.message for notice in library.notices] == ["not allowed to read it"]


@pytest.mark.parametrize("kind", ["fifo", "socket", "loop", "dangling", "null"])
def test_what_is_no_file_neither_hangs_nor_counts(kind: str, tmp_path: Path) -> None:
    first, _ = two_files(tmp_path)
    path = tmp_path / "odd"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    else:
        path.symlink_to({"loop": path, "dangling": tmp_path / "nowhere", "null": Path(os.devnull)}[kind])
    assert {work.id for work in open_library([str(tmp_path)]).works} == {"a", "b"}
    library = open_library([str(first), str(path)])
    assert [work.id for work in library.works] == ["a"]
    assert len(library.notices) == 1


def test_folders_that_contain_themselves_are_read_once(tmp_path: Path) -> None:
    two_files(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(open_library([str(tmp_path)])) == 2


def test_a_device_that_is_exported_to_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_atomically(pipe, "words", force=True)
        assert reader.stdout
        assert reader.stdout.read() == b"words"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(FileExistsError):
        write_atomically(pipe, "words")


def test_an_export_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.bib"
    target.write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = call("export", SMALL, "-t", "bibtex", "-o", str(target), "--force", "--no-cache")
    assert answer.code == 2
    assert "No space left" in answer.err
    assert target.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["mine.bib"]


# -- configuration and keymap ---------------------------------------------------------------------------------------

WRONG = (
    b"\xff\xfe\x00",
    b"library = 1\nstyle = []\nkeys = 'x'\nexport = []\nmerge = 3\nrepository = [1]\ntheme = {}",
    b"[keys]\n'no.such' = 'x'\n'app.quit' = 'ctrl+nonsense'\n'copy.default' = 'q'\n'mark.toggle' = 1\n'sort.menu' = ''",
    b"library = ['a\\u0000b']\n[unclosed",
    b'library = ["a\\u0000b"]\nstyle = "\\u001b]52;c;QQ==\\u0007"\n"\\u009b2J" = 1',
    b"a = " + b"[" * 3000,
    b"library = [[[[1]]]]",
)


@pytest.mark.parametrize("data", WRONG)
def test_a_wrong_configuration_is_told_and_the_rest_works(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    config = load_config(str(path), {})
    assert (*config.notices, *keymap(config.keys, path).notices) or config.library
    answer = call("list", SMALL, "--config", str(path), "--no-cache")
    assert answer.code == 0
    assert not acting(answer.out + answer.err)
    assert path.read_bytes() == data


def test_a_configured_library_with_an_impossible_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('library = ["a\\u0000b"]\n')
    assert "names a file that cannot be" in call("list", "--config", str(path), SMALL).err
    library = open_library(["a\0b", SMALL])
    assert len(library)
    assert [notice.message for notice in library.notices if notice.severity == "error"] == [
        "no file can have such a name"
    ]


# -- streams --------------------------------------------------------------------------------------------------------


def shell(line: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    program = f"bibscope() {{ {shlex.quote(sys.executable)} -c 'from tui.cli import main; main()' \"$@\"; }}"
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "BIBSCOPE_CONFIG": os.devnull, "SMALL": str(SMALL), **environ}
    for name in ("BIBSCOPE_DEBUG", "PYTHONUNBUFFERED"):  # a person has neither
        settings.pop(name, None)
    command = f"{program}; {line}"
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, stdin=subprocess.DEVNULL, env=settings, check=False, timeout=60
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('bibscope list "$SMALL" >&-', 0),
        ('bibscope list "$SMALL" 2>&-', 0),
        ('bibscope "$SMALL" <&-', 0),
        ("bibscope list - <&-", 2),
        ('bibscope list "$SMALL" <&- >&- 2>&-', 0),
        ("bibscope list nofile 2>/dev/full", 2),
        ('bibscope list "$SMALL" >/dev/full', 2),
        ('bibscope check "$SMALL" --json >/dev/full 2>/dev/full', 2),
    ],
)
def test_the_exit_code_is_true_when_a_stream_is_closed_or_full(line: str, code: int, tmp_path: Path) -> None:
    done = shell(line, HOME=str(tmp_path))
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"fault of bibscope" not in done.stderr


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}]
)
def test_the_answer_is_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    done = shell('bibscope list "$SMALL"', **locale)
    assert done.returncode == 0
    assert "Hélène" in done.stdout.decode("utf-8") or "é" in done.stdout.decode("utf-8")


# -- clipboards -----------------------------------------------------------------------------------------------------


def copied(setting: str, folder: Path) -> clipboard.Copied:
    return clipboard.copy("a text " * 50_000, setting=setting, folder=folder, environ={})


@pytest.mark.parametrize("line", ["exit 1", "kill -9 $$", "exec 0<&-; exit 3", "head -c 10 >/dev/null; exit 1"])
def test_a_clipboard_command_that_fails_is_told_and_the_text_is_in_a_file(
    line: str, tool: Callable[[str], str], tmp_path: Path
) -> None:
    done = copied(tool(line), tmp_path / "state")
    assert (done.way, done.sure) == ("file", False)
    assert (tmp_path / "state" / "clipboard.txt").read_text() == "a text " * 50_000


def test_a_clipboard_command_that_hangs_is_given_up(
    tool: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TIME_LIMIT", 0.2)
    assert copied(tool("exec sleep 600"), tmp_path / "state").way == "file"


def test_a_clipboard_command_that_stays_behind_is_not_waited_for(tool: Callable[[str], str], tmp_path: Path) -> None:
    assert copied(tool("cat >/dev/null; (sleep 20 &) ; exit 0"), tmp_path / "state").way == "tool"


@pytest.mark.parametrize("setting", ["/no/such/command", "'", "nul\0", "", " "])
def test_a_clipboard_command_that_is_none_is_told(setting: str, tmp_path: Path) -> None:
    assert not copied(setting, tmp_path / "state").sure

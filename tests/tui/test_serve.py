"""The browser in a web page: what a visitor can do there, what nobody else can, and that it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="the extra 'web' is not installed")

import aiohttp
from textual.app import App

from model.library import Library
from tests.tui.chromium import PATIENCE, PROGRAM, as_json, open_page
from tests.tui.conftest import FILES, ROOT
from tests.tui.hosting import hosted
from tui.clipboard import PAGE_LIMIT, copy
from tui.screens.export_menu import ExportScreen
from tui.serve import visit_command
from tui.web.server import MOST_VISITORS, is_loopback, may_visit

COMMAND = [sys.executable, "-c", "from tui.cli import main; main()", "serve"]
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")
needs_processes = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc to find processes in")


@dataclass
class Served:
    """A running server, and all that it started."""

    program: subprocess.Popen[str]
    url: str
    folder: Path

    def processes(self) -> list[int]:
        """What runs of it: every process that inherited its state folder's name."""
        mark = f"XDG_STATE_HOME={self.folder / 'STATE'}".encode()
        return [int(place.parent.name) for place in Path("/proc").glob("[0-9]*/environ") if mark in _read(place)]

    def written(self) -> list[Path]:
        """The files that are in any of its folders."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def environment(folder: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    return {**os.environ, **folders, "HOME": str(folder), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Nine works, served on a free port by a program that holds a pipe to it, inside a tmux that there is not."""
    folder = tmp_path / "served"
    folder.mkdir()
    program = subprocess.Popen(
        [*COMMAND, "--port", "0", *(str(ROOT / name) for name in FILES)],
        cwd=folder,
        env={**environment(folder), "TMUX": "/nowhere,1,1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    server = Served(program, program.stdout.readline().strip(), folder)
    yield server
    program.kill()
    program.communicate()
    assert_gone(server)


def assert_gone(server: Served) -> None:
    """Nothing that the server started is left, within bounds."""
    import time

    end = time.monotonic() + PATIENCE
    while left := server.processes():
        if time.monotonic() > end:
            for process in left:
                os.kill(process, signal.SIGKILL)
            pytest.fail(f"still running: {left}")
        time.sleep(0.05)


# -- what a visitor can do ---------------------------------------------------------------------------------------


@needs_chromium
async def test_a_visitor_searches_and_copies_in_a_page(served: Served, tmp_path: Path) -> None:
    async with open_page(served.url, tmp_path / "chromium") as page:
        await page.wait_for("icestring: time a tide")
        await page.press("/", *"hollow moon")
        await page.wait_for("1 of 9")
        await page.press("Enter", "y")
        await page.wait_for("sent to the page")
        copied = await page.clipboard(lambda text: "hollow" in text)
        assert copied.startswith("Okonkwo-Lindqvist, M. (2022). Tides of a hollow moon")
        wrong = [event for event in page.events if event["method"] == "Runtime.exceptionThrown"]
        assert wrong == []
    assert not [path for path in served.written() if "STATE" in path.parts or path.name == "clipboard.txt"]


@needs_chromium
async def test_addresses_open_at_the_visitor_and_exports_are_downloads(served: Served, tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    before = served.written()
    async with open_page(served.url, tmp_path / "chromium") as page:
        await page.wait_for("icestring: time a tide")
        await page.press("/", *"hollow moon")
        await page.wait_for("1 of 9")
        await page.press("Enter", "o")
        await page.wait(lambda: bool(page.frames and as_json(page.frames[-1])[0] == "open_url"))
        assert as_json(page.frames[-1])[1]["url"] == "https://doi.org/10.5555/isles.100"
        await page.call(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )
        await page.press("x")
        await page.wait_for("Export")
        await page.press("i")
        await page.wait_for("tides.ris")
        await page.press("Enter")
        await page.wait(lambda: any(event["params"].get("state") == "completed" for event in page.events))
        (saved,) = downloads.iterdir()
        assert "Tides of a hollow moon" in saved.read_text(encoding="utf-8")
    assert [path for path in served.written() if path not in before and "CACHE" not in path.parts] == []


async def visit(client: aiohttp.ClientSession, server: Served) -> aiohttp.ClientWebSocketResponse:
    """Open what the page opens, and wait until the list is sent."""
    page = await client.ws_connect(server.url.replace("http", "ws") + "ws?width=100&height=30")
    text = b""
    async with asyncio.timeout(PATIENCE):
        while b"icestring" not in text:
            text += await page.receive_bytes()
    return page


async def test_the_page_asks_no_other_machine_for_anything(served: Served) -> None:
    async with aiohttp.ClientSession() as client, client.get(served.url) as answer:
        text = await answer.text()
        assert "http://" not in text.replace(served.url, "")
        assert "https://" not in text
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


# -- what nobody else can ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "origin", "may"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("localhost:8000", "https://evil.example", False),
        ("localhost:8000", "http://localhost:3000", False),
        ("localhost:8000", "null", False),
        ("evil.example:8000", "http://evil.example:8000", False),
        ("127.0.0.1.evil.example:8000", None, False),
        ("", None, False),
        ("[::1", None, False),
        ("localhost:80", "http://[", False),
    ],
)
def test_only_our_own_page_may_visit_on_this_machine(host: str, origin: str | None, may: bool) -> None:
    assert may_visit(host, origin, loopback=True) is may


def test_a_server_for_other_machines_goes_by_any_name_but_not_by_other_pages() -> None:
    assert may_visit("library.example", "http://library.example", loopback=False)
    assert not may_visit("library.example", "http://evil.example", loopback=False)


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
async def test_other_web_sites_are_turned_away(served: Served, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(served.url, headers=headers) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(served.url.replace("http", "ws") + "ws", headers=headers)
    assert len(served.processes()) in (0, 1)  # the server, where processes can be seen, and no visitor


@pytest.mark.parametrize(
    "name", ["a b.bib", "$(touch made)", "'; touch made; '", "-q", "new\nline", "`x`", "ü\udcff", ""]
)
def test_no_name_of_a_file_is_more_than_a_word_to_the_shell(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shower = tmp_path / "shower"
    shower.write_text(f"#!{sys.executable}\nimport os, sys\nos.write(1, b'\\0'.join(map(os.fsencode, sys.argv[1:])))\n")
    shower.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(shower))
    done = subprocess.run(
        visit_command([name, "other"], None), shell=True, capture_output=True, cwd=tmp_path, check=True
    )
    words = done.stdout.split(b"\0")
    assert words[-3:] == [b"", os.fsencode(name), b"other"]
    assert not (tmp_path / "made").exists()


def test_a_visitors_copy_reaches_no_clipboard_and_no_disk_of_this_machine(tmp_path: Path) -> None:
    sent: list[str] = []
    used: list[object] = []

    def run(command: object, _: bytes) -> bool:
        used.append(command)
        return True

    environ = {"TMUX": "x", "DISPLAY": ":0"}
    copied = copy("a title", setting="page", osc52=sent.append, environ=environ, run=run, folder=tmp_path)
    assert (copied.way, sent, used) == ("osc52", ["a title"], [])
    huge = copy("x" * (PAGE_LIMIT + 1), setting="page", osc52=sent.append, environ=environ, run=run, folder=tmp_path)
    assert (huge.way, len(sent), used, list(tmp_path.iterdir())) == ("none", 1, [], [])


async def test_an_export_in_a_page_looks_at_no_folder_here(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(App, "is_web", True)
    monkeypatch.setattr(App, "deliver_binary", lambda _, file, save_filename, **__: sent.append((save_filename, file)))
    there = tmp_path / "there.bib"
    there.write_text("mine")
    screen = ExportScreen(library, {"shown": (0,)}, folder=str(tmp_path))
    async with hosted(screen) as it:
        await it.press("b", "ctrl+u", "ctrl+k")
        await it.type("../there.bib")
        await it.press("enter")
    assert [name for name, _ in sent] == ["there.bib"]  # type: ignore[misc]
    assert there.read_text() == "mine"


# -- starting ----------------------------------------------------------------------------------------------------


def refused(*arguments: str, code: str = "", folder: Path) -> str:
    program = [sys.executable, "-c", f"{code}from tui.cli import main; main()", "serve", *arguments]
    done = subprocess.run(
        program,
        cwd=ROOT,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path) -> None:
    missing = "import sys; sys.modules['textual_serve'] = None; "
    assert "pip install 'bibscope[web]'" in refused(code=missing, folder=tmp_path)


def test_standard_input_cannot_be_served(tmp_path: Path) -> None:
    assert "standard input" in refused("-", folder=tmp_path)


def test_a_file_without_records_is_refused_before_anybody_visits(tmp_path: Path) -> None:
    assert "no readable record" in refused(str(tmp_path / "nothing.bib"), folder=tmp_path)


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert "--port 0 takes any free one" in refused("--port", port, folder=tmp_path)


def test_serving_other_machines_is_warned_of(tmp_path: Path) -> None:
    # An address that is none of this machine: warned of, then refused, so that nothing is open meanwhile.
    told = refused("--host", "192.0.2.1", folder=tmp_path)
    assert "no login" in told


@pytest.mark.parametrize(("host", "only_us"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("::", False)])
def test_what_is_this_machine_only_is_known(host: str, only_us: bool) -> None:
    assert is_loopback(host) is only_us


# -- ending ------------------------------------------------------------------------------------------------------


@needs_processes
async def test_a_visit_ends_when_its_page_is_closed(served: Served) -> None:
    async with aiohttp.ClientSession() as client:
        page = await visit(client, served)
        assert len(served.processes()) == 2
        await page.close()
        async with asyncio.timeout(PATIENCE):
            while len(served.processes()) != 1:
                await asyncio.sleep(0.05)


@needs_processes
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_visits_end_with_the_server(served: Served, ending: signal.Signals) -> None:
    async with aiohttp.ClientSession() as client:
        await visit(client, served)
        served.program.send_signal(ending)
        await asyncio.to_thread(served.program.wait, PATIENCE)
        assert_gone(served)
        if ending != signal.SIGKILL:
            assert served.program.returncode == 0


@needs_processes
async def test_the_server_ends_with_the_program_that_holds_its_input(served: Served) -> None:
    async with aiohttp.ClientSession() as client:
        await visit(client, served)
        assert served.program.stdin is not None
        served.program.stdin.close()
        served.program.stdin = None
        await asyncio.to_thread(served.program.wait, PATIENCE)
        assert_gone(served)


async def test_more_visitors_than_the_machine_bears_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from aiohttp.test_utils import TestClient, TestServer

    from tui.web.server import PageServer

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = PageServer("exec sleep 100", listener)
    monkeypatch.setattr(server, "on_startup", lambda app: asyncio.sleep(0))
    async with TestClient(TestServer(await server._make_app())) as client:
        pages = [await client.ws_connect("/ws") for _ in range(MOST_VISITORS)]
        with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
            await client.ws_connect("/ws")
        for page in pages:
            await page.close()

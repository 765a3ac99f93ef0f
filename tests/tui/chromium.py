"""A headless Chromium, driven through its DevTools protocol: opens a page, presses keys, reads what it received."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

__all__ = ["PROGRAM", "Page", "open_page"]

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 30.0  # seconds until a wait counts as failed; a busy machine may be slow
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?<>=$ ]*[A-Za-z@`~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78])")
_NAMED = {"Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, "")}


class Page:
    """One page. `text` is all that its terminal has been sent so far, without escape sequences."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session = ""
        self.text = ""
        self.frames: list[str] = []
        self.opened: list[str] = []
        self.events: list[dict[str, Any]] = []

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Carry out a method of the protocol, taking in whatever is told meanwhile."""
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session and not method.startswith(("Target", "Browser")) else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **session})
        while (message := await self._next()).get("id") != number:
            continue
        assert "error" not in message, message
        return message["result"]

    async def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = await asyncio.wait_for(self._socket.receive_json(), PATIENCE)
        if (method := message.get("method")) == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            if frame["opcode"] == 2:
                self.text += _ESCAPES.sub("", b64decode(frame["payloadData"]).decode("utf-8", "replace"))
            else:
                self.frames.append(frame["payloadData"])
        elif method in ("Target.targetInfoChanged", "Target.targetCreated"):
            self.opened.append(message["params"]["targetInfo"]["url"])
        elif method:
            self.events.append(message)
        return message

    async def start(self, url: str) -> None:
        """Open the address in a page of its own, which may use the clipboard."""
        await self.call("Target.setDiscoverTargets", discover=True)
        target = (await self.call("Target.createTarget", url="about:blank"))["targetId"]
        attached = await self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        rights = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        await self.call("Browser.grantPermissions", origin=url.rstrip("/"), permissions=rights)
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        size = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.call("Page.navigate", url=url)

    async def wait(self, shown: Callable[[], bool]) -> None:
        """Take in what is told until something holds."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not shown():
                    await self._next()
        except TimeoutError:
            told = [event["method"] for event in self.events]
            raise AssertionError(f"never so; told {told}, sent {self.frames}, shown {self.text[-3000:]!r}") from None

    async def wait_for(self, text: str) -> None:
        """Wait until the terminal has been sent a text, and forget what came before it."""
        await self.wait(lambda: text in self.text)
        self.text = self.text.partition(text)[2]

    async def press(self, *keys: str) -> None:
        """Press keys: letters, or Enter and the like by name."""
        await self.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
        for key in keys:
            name, code, text = _NAMED.get(key, (key, ord(key[0].upper()), key))
            of = {"key": name, "windowsVirtualKeyCode": code, "text": text}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **of)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    async def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, awaited."""
        of = {"awaitPromise": True, "returnByValue": True, "userGesture": True}
        result = await self.call("Runtime.evaluate", expression=expression, **of)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def clipboard(self, holds: Callable[[str], bool]) -> str:
        """What is on the clipboard, asked again until it is what is waited for; the last of it else."""
        async with asyncio.timeout(PATIENCE):
            while not holds(text := await self.evaluate("navigator.clipboard.readText()")):
                await self.call("Runtime.evaluate", expression="0")
        return str(text)


@asynccontextmanager
async def open_page(url: str, folder: Path) -> AsyncIterator[Page]:
    """A page on an address, in a browser of its own that ends with it."""
    assert PROGRAM is not None
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
    command = [PROGRAM, *options, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        assert program.stderr is not None
        lines = map(bytes.decode, iter(program.stderr.readline, b""))
        address = next(line.split()[-1] for line in lines if "DevTools listening on" in line)
        async with aiohttp.ClientSession() as client, client.ws_connect(address, max_msg_size=0) as socket:
            page = Page(socket)
            await page.start(url)
            yield page
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        if program.stderr:
            program.stderr.close()


def as_json(frame: str) -> list[Any]:
    """A text frame of the server: the kind of message, then what it says."""
    value = json.loads(frame)
    assert isinstance(value, list)
    return value

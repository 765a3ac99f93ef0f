"""What tests of several folders work with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Browse in an empty folder; no variable, folder or blinking cursor of this machine is seen."""
    from textual.widgets import Input

    for name in ("TMUX", "NO_COLOR", "DISPLAY", "WAYLAND_DISPLAY", "BIBSCOPE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


@pytest.fixture
def tool(tmp_path: Path) -> Callable[[str], str]:
    """Writes a clipboard command that does what a line of shell says."""

    def made(line: str) -> str:
        path = tmp_path / "tool"
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)
        return str(path)

    return made

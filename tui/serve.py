"""The work of `serve`: the library in a web browser, for reading; who can reach it, and what runs for a visitor."""

from __future__ import annotations

import errno
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence

import click

from model.paths import STDIN, descriptor
from tui.console import Failure, tell
from tui.session import Session

__all__ = ["serve", "visit_command"]

_OPEN_TO_ALL = (
    "warning: {host} is reached from other machines, and there is no login: whoever reaches this port can read the "
    "library and every address in it. A tunnel (ssh -L) needs no --host."
)


def serve(paths: Sequence[str], option: str | None, host: str, port: int) -> int:
    """Serve the library until interrupted or left by the program that started us. The address goes to stdout."""
    if any(path == STDIN or descriptor(path) is not None for path in paths):
        raise Failure("serve reads the files again for each visitor, which standard input and pipes cannot be", 2)
    try:
        from tui.web.server import PageServer, is_loopback
    except ImportError as error:
        raise Failure(
            f"serve needs the extra 'web' ({error.name} is missing): pip install 'bibscope[web]'", 2
        ) from None
    _prepare(paths, option)
    if not is_loopback(host):
        tell(_OPEN_TO_ALL.format(host=host))
    with _listener(host, port) as listener:
        tell("Ctrl+C ends it.")
        PageServer(visit_command(paths, option), listener).serve()
    return 0


def _prepare(paths: Sequence[str], option: str | None) -> None:
    """Read once before anybody visits: to fail, and tell, now; and so that visits find the library kept."""
    with click.Context(click.Command("read")):  # what a command keeps when it ends is kept at the end of this
        Session.start(tuple(paths), option).library  # noqa: B018


def visit_command(paths: Sequence[str], option: str | None) -> str:
    """What the shell runs for a visitor. Whatever the names of files hold, each stays one word to it."""
    # -P: a folder named like one of our packages where the server was started is not ours
    words = [sys.executable, "-P", "-m", "tui.web.visit", option or "", *paths]
    return subprocess.list2cmdline(words) if os.name == "nt" else f"exec {shlex.join(words)}"


def _listener(host: str, port: int) -> socket.socket:
    """Bound to the port, or to any for 0. Fails in words when it is taken or the host is none of this machine."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        if os.name != "nt":  # there, it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        hint = "; --port 0 takes any free one" if error.errno == errno.EADDRINUSE else ""
        raise Failure(f"cannot serve on {host}, port {port}: {error.strerror or error}{hint}", 2) from error
    return listener

"""Runs the command line inside the test's own process, which costs a hundredth of starting a new one."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from unittest import mock

from tui import cli

__all__ = ["Answer", "call"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did: exit code and what it wrote, decoded as the bytes that left."""

    code: int
    out: str
    err: str


def call(*arguments: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None) -> Answer:
    """Run `bibscope` with these arguments. A fault of bibscope itself is raised instead of told."""
    settings = {"BIBSCOPE_DEBUG": "1", "BIBSCOPE_CONFIG": os.devnull, **(environ or {})}
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="") for data in (stdin, b"", b"")]
    with (
        mock.patch.dict(os.environ, settings),
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        cli.prepare_streams()
        code = cli._run(cli._with_default_command(list(arguments)))
    return Answer(code, *(_written(stream) for stream in streams[1:]))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")

"""The `bibscope` command: arguments in, exit code out.

Exit codes are part of the contract: 0 done, 1 nothing matched, 2 wrong usage or nothing readable, 130 interrupted.
Files alone open the browser without anything that other commands need, the parser of their arguments included.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import NoReturn

from tui.console import Failure, can_show, lead_nowhere, prepare_streams, tell

__all__ = ["COMMANDS", "main"]

COMMANDS = frozenset({
    "browse", "cache", "check", "cite", "completion", "export", "help-search", "init", "list", "serve", "show",
    "styles",
})  # fmt: skip
"""The first words that are no files; `tui.arguments` declares them."""


def main() -> NoReturn:
    """Run the command line and exit."""
    prepare_streams()
    _have_a_home()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads for algebra, of which we do none
    if "_BIBSCOPE_COMPLETE" in os.environ:
        from tui.arguments import cli

        cli.main(prog_name="bibscope")
    code = _run(_with_default_command(sys.argv[1:]))
    try:
        sys.stdout.flush()
    except OSError as error:
        code = _unwritten(error) or code
    raise SystemExit(code)


def _have_a_home() -> None:
    """Without HOME, and with an id that no user has, as in containers, the root counts, as it does for services."""
    if "HOME" not in os.environ and os.path.expanduser("~") == "~":  # noqa: PTH111 (pathlib raises)
        os.environ["HOME"] = "/"


def _with_default_command(args: list[str]) -> list[str]:
    """`bibscope FILE` means `bibscope browse FILE`; a command's name or a lone option for help stands as it is."""
    position = 2 if args[:1] == ["--config"] else int(bool(args) and args[0].startswith("--config="))
    first = args[position] if len(args) > position else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return args
    return ["browse", *args]


def _run(args: list[str]) -> int:
    try:
        if args[0] == "browse" and not any(arg.startswith("-") for arg in args) and can_show():
            gc.disable()  # as the browser itself does, which is on the way here already: its modules come to stay
            from tui.launch import browse

            return browse(tuple(args[1:]))
        from tui.arguments import carry_out

        return carry_out(args)
    except Failure as failure:
        tell(f"bibscope: {failure.message}")
        return failure.code
    except KeyboardInterrupt:
        tell("interrupted")
        return 128 + signal.SIGINT
    except OSError as error:
        return _unwritten(error)
    except Exception as fault:  # whatever happens, a person gets a line and a script an exit code
        if os.environ.get("BIBSCOPE_DEBUG"):
            raise
        tell(f"bibscope: a fault of bibscope itself: {type(fault).__name__}: {fault} (BIBSCOPE_DEBUG=1 shows where)")
        return 2


def _unwritten(error: OSError) -> int:
    """The answer cannot be written: 0 when its reader has had enough, else it is told why; the rest goes nowhere."""
    if os.environ.get("BIBSCOPE_DEBUG") and not isinstance(error, BrokenPipeError):
        raise error
    for stream in (sys.stdout, sys.stderr):
        lead_nowhere(stream)
    if isinstance(error, BrokenPipeError):
        return 0
    tell(f"bibscope: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
    return 2

"""What a shell completes: ids of the library at hand, styles, and files; used by `bibscope completion`."""

from __future__ import annotations

import contextlib
import io
import re
from itertools import islice

import click
from click.shell_completion import CompletionItem

__all__ = ["complete_ids", "complete_styles"]

_PLAIN = re.compile(r"\w[\w.:/+@-]*")
"""Ids that a shell takes as they stand: what it completes it does not quote, and `$(...)` in one would be run."""

_MOST = 60  # more than a screen of candidates helps nobody


def complete_ids(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids that begin as typed, with the title beside them, of the files named so far or of the configured library."""
    from tui.answers import ids_and_paths
    from tui.session import Session

    told = context.params
    among_ids = ids_and_paths(tuple(told.get("identifiers") or ()))[1]
    paths = (*(told.get("paths") or context.args), *among_ids)  # not sorted in yet while an option waits for its value
    config = told.get("config") or context.find_root().params.get("config")
    with contextlib.redirect_stderr(io.StringIO()):
        session = Session.start(paths, config)
        library = session.quiet_library
    found = ((row, id_) for row, id_ in enumerate(library.ids) if id_.startswith(incomplete) and _PLAIN.fullmatch(id_))
    return [CompletionItem(id_, help=library.line(row).title) for row, id_ in islice(found, _MOST)]


def complete_styles(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Style names that begin as typed, the common ones first; a path completes as a file."""
    from model.citations import styles

    if "/" in incomplete or incomplete.startswith("."):
        return [CompletionItem(incomplete, type="file")]
    names = dict.fromkeys((*styles.COMMON, *(style.name for style in styles.all_styles())))
    found = (name for name in names if name.startswith(incomplete))
    return [CompletionItem(name) for name, _ in zip(found, range(_MOST), strict=False)]
